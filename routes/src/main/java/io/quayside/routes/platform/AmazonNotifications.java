package io.quayside.routes.platform;

import io.quayside.connectors.amazon.AmazonConnector;
import io.quayside.connectors.amazon.AmazonNotification;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.routes.ConnectionDirectory;
import io.quayside.routes.ConnectionDirectory.KnownConnection;
import io.quayside.routes.receive.Ingress;
import io.quayside.routes.receive.ReceivedDelivery;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * Amazon's notifications to the connections that they are for. One leaves the queue only when it is durable on ours, so
 * it comes at least once; its own id keeps a repeat without effect. What nobody here can use, of sellers that are not
 * connected (any more), leaves the queue too, or it would come back for days.
 */
public final class AmazonNotifications implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AmazonNotifications.class);
    private static final int MOST_AT_ONCE = 10;
    private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);
    private final AmazonNotificationSettings settings;
    private final SqsClient queue;
    private final ChannelAccounts accounts;
    private final ConnectionDirectory connections;
    private final Ingress ingress;
    private final Clock clock;
    private volatile Instant notBefore = Instant.EPOCH;

    public AmazonNotifications(
            AmazonNotificationSettings settings,
            ChannelAccounts accounts,
            ConnectionDirectory connections,
            Ingress ingress,
            Clock clock) {
        this.settings = settings;
        this.queue = client(settings);
        this.accounts = accounts;
        this.connections = connections;
        this.ingress = ingress;
        this.clock = clock;
    }

    private static SqsClient client(AmazonNotificationSettings settings) {
        AwsCredentialsProvider credentials = settings.accessKeyId().isBlank()
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKeyId(), settings.secretAccessKey()));
        SqsClientBuilder builder = SqsClient.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(5))
                        .socketTimeout(Duration.ofSeconds(30)));
        URI endpoint = settings.endpoint();
        return (endpoint == null ? builder : builder.endpointOverride(endpoint)).build();
    }

    /** What the queue has, or comes to have within a while; nothing while it can't be reached. */
    public List<Message> receive() {
        if (clock.instant().isBefore(notBefore)) {
            return List.of();
        }
        try {
            return queue.receiveMessage(request -> request.queueUrl(settings.queueUrl())
                            .maxNumberOfMessages(MOST_AT_ONCE)
                            .waitTimeSeconds(
                                    (int) Math.min(20, settings.longPoll().toSeconds())))
                    .messages();
        } catch (SdkException unreachable) {
            notBefore = clock.instant().plus(AFTER_A_FAILURE);
            LOG.warn(
                    "Amazon's notifications can't be read, orders come by fetching meanwhile: {}",
                    unreachable.getMessage());
            return List.of();
        }
    }

    /** Hands them over and takes them off the queue; one that could not be handed over comes again by itself. */
    public void handOver(List<Message> messages) {
        Map<String, List<KnownConnection>> sellers = new HashMap<>();
        List<Message> done = messages.stream()
                .filter(message -> isHandedOver(message, sellers))
                .toList();
        if (!done.isEmpty()) {
            delete(done);
        }
    }

    /** Whether it is durable here, or of no use to anybody here. */
    private boolean isHandedOver(Message message, Map<String, List<KnownConnection>> sellers) {
        byte[] body = message.body().getBytes(StandardCharsets.UTF_8);
        try {
            AmazonNotification notification = AmazonNotification.of(body);
            List<KnownConnection> receivers =
                    sellers.computeIfAbsent(notification.seller(), this::connectionsOf).stream()
                            .filter(known -> notification.concerns(known.access()))
                            .toList();
            if (receivers.isEmpty()) {
                LOG.info(
                        "notification {} is for seller {} who is not connected here",
                        notification.id(),
                        notification.seller());
            }
            for (KnownConnection receiver : receivers) {
                ingress.accept(new ReceivedDelivery(
                        receiver.tenant(),
                        receiver.access().id(),
                        receiver.platform(),
                        "notification/" + notification.id(),
                        notification.type(),
                        notification.order(),
                        clock.instant(),
                        body));
            }
            return true;
        } catch (Unreadable foreign) {
            LOG.warn("message {} is no notification of Amazon: {}", message.messageId(), foreign.getMessage());
            return true;
        } catch (Ingress.IngressUnavailable full) {
            LOG.warn("message {} waits: {}", message.messageId(), full.getMessage());
            return false;
        }
    }

    private List<KnownConnection> connectionsOf(String seller) {
        return accounts.of(AmazonConnector.PLATFORM, seller).stream()
                .map(connections::find)
                .flatMap(Optional::stream)
                .toList();
    }

    /** In one call. What stays comes again, and its id makes that harmless. */
    private void delete(List<Message> messages) {
        List<DeleteMessageBatchRequestEntry> entries = IntStream.range(0, messages.size())
                .mapToObj(i -> DeleteMessageBatchRequestEntry.builder()
                        .id("" + i)
                        .receiptHandle(messages.get(i).receiptHandle())
                        .build())
                .toList();
        try {
            queue.deleteMessageBatch(
                            request -> request.queueUrl(settings.queueUrl()).entries(entries))
                    .failed()
                    .forEach(failed -> LOG.warn("a message stays on Amazon's queue: {}", failed.message()));
        } catch (SdkException later) {
            LOG.warn("{} messages stay on Amazon's queue: {}", messages.size(), later.getMessage());
        }
    }

    @Override
    public void close() {
        queue.close();
    }
}
