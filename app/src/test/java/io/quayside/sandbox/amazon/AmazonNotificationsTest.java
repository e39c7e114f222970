package io.quayside.sandbox.amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.TenantId;
import io.quayside.routes.ConnectionDirectory.KnownConnection;
import io.quayside.routes.platform.AmazonNotificationSettings;
import io.quayside.routes.platform.AmazonNotifications;
import io.quayside.routes.receive.Ingress;
import io.quayside.routes.receive.ReceivedDelivery;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Notifications from the simulator's queue, read by Amazon's own SDK. */
class AmazonNotificationsTest {
    private static final TenantId TENANT = new TenantId(new UUID(0, 1));
    private final SimulatedAmazon amazon = new SimulatedAmazon();
    private final List<ReceivedDelivery> delivered = new ArrayList<>();
    private Ingress ingress = delivered::add;
    private ConnectionAccess connection;
    private AmazonNotificationSettings settings;
    private SqsClient queue;
    private AmazonNotifications notifications;

    @BeforeEach
    void subscribes() {
        connection = amazon.connect();
        amazon.connector
                .webhookSubscriptions()
                .orElseThrow()
                .ensure(connection, URI.create("https://hub.example/w"), amazon);
        URI endpoint = URI.create(amazon.url() + "/amazon/sqs");
        settings = new AmazonNotificationSettings(
                endpoint + "/123456789012/" + SimulatedAmazon.QUEUE,
                "us-east-1",
                endpoint,
                "sandbox",
                "sandbox-secret",
                Duration.ofSeconds(1));
        queue = SqsClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(endpoint)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
        notifications = new AmazonNotifications(
                settings,
                (platform, account) ->
                        account.equals(AmazonPlatform.SELLER) ? List.of(connection.id()) : List.<ConnectionId>of(),
                id -> Optional.of(new KnownConnection(TENANT, new Platform("amazon"), true, connection)),
                delivery -> ingress.accept(delivery),
                Clock.systemUTC());
    }

    @AfterEach
    void ends() {
        notifications.close();
        queue.close();
        amazon.close();
    }

    private List<Message> handsOverWhatIsThere() {
        List<Message> messages = notifications.receive();
        notifications.handOver(messages);
        return messages;
    }

    private int onTheQueue() {
        return Integer.parseInt(queue.getQueueAttributes(request -> request.queueUrl(settings.queueUrl())
                        .attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                .attributes()
                .getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "-1"));
    }

    @Test
    void tellsTheQueueByTheNameThatAmazonWants() {
        assertThat(settings.queueArn()).contains(SimulatedAmazon.ARN);
        assertThat(settings.toString()).doesNotContain("sandbox-secret");
    }

    @Test
    void eachOrdersNotificationReachesItsConnectionAndLeavesTheQueue() {
        List<String> ids = amazon.places(Map.of("generate", 12));

        await().atMost(Duration.ofSeconds(10)).until(() -> {
            handsOverWhatIsThere();
            return delivered.size() == 12;
        });

        assertThat(delivered).extracting(ReceivedDelivery::orderKey).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(delivered)
                .allMatch(delivery -> delivery.tenant().equals(TENANT)
                        && delivery.connection().equals(connection.id())
                        && delivery.topic().equals("ORDER_CHANGE")
                        && delivery.deliveryId().startsWith("notification/"));
        assertThat(onTheQueue()).isZero();
    }

    @Test
    void aRepeatCarriesTheSameDeliveryId() {
        amazon.control("PUT", "/faults", Map.of("duplicateWebhooks", 1));
        amazon.places(Map.of("generate", 1));

        await().atMost(Duration.ofSeconds(10)).until(() -> {
            handsOverWhatIsThere();
            return delivered.size() == 2;
        });

        Set<String> ids = delivered.stream().map(ReceivedDelivery::deliveryId).collect(Collectors.toSet());
        assertThat(ids).hasSize(1);
    }

    @Test
    void whatIsNotDurableHereStaysOnTheQueue() {
        amazon.places(Map.of("generate", 1));
        ingress = delivery -> {
            throw new Ingress.IngressUnavailable(new IllegalStateException("the broker is away"));
        };

        await().atMost(Duration.ofSeconds(10))
                .until(() -> !handsOverWhatIsThere().isEmpty());

        assertThat(onTheQueue()).isOne();
    }

    @Test
    void aSellerWhoIsNotConnectedAndWhatIsNoNotificationBlockNobody() {
        String stranger =
                """
                {"NotificationType":"ORDER_CHANGE","Payload":{"OrderChangeNotification":{"SellerId":"A9STRANGER","AmazonOrderId":"111-0000001-0000001"}},
                 "NotificationMetadata":{"NotificationId":"n-1"}}""";
        queue.sendMessage(request -> request.queueUrl(settings.queueUrl()).messageBody(stranger));
        queue.sendMessage(request -> request.queueUrl(settings.queueUrl()).messageBody("hello"));
        amazon.places(Map.of("generate", 1));

        await().atMost(Duration.ofSeconds(10)).until(() -> {
            handsOverWhatIsThere();
            return delivered.size() == 1;
        });

        await().atMost(Duration.ofSeconds(10)).until(() -> {
            handsOverWhatIsThere();
            return onTheQueue() == 0;
        });
        assertThat(delivered).hasSize(1);
    }

    @Test
    void aQueueThatCannotBeReachedIsNoFailureOfTheHub() {
        AmazonNotifications lost = new AmazonNotifications(
                new AmazonNotificationSettings(
                        "http://localhost:1/123456789012/q",
                        "us-east-1",
                        URI.create("http://localhost:1"),
                        "a",
                        "b",
                        Duration.ofSeconds(1)),
                (platform, account) -> List.of(),
                id -> Optional.empty(),
                delivered::add,
                Clock.systemUTC());

        assertThat(lost.receive()).isEmpty();
        lost.close();
    }
}
