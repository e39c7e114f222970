package io.quayside.sandbox.amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.connectors.spi.PlatformHttp.Request;
import io.quayside.connectors.spi.StockSink.Level;
import io.quayside.domain.kernel.Sku;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * What simulator and connector write, held against the examples that Amazon publishes with its models: a field that no
 * example has, or one of another kind, is a mistake. The examples lie beside the repository for their license's sake.
 */
class AmazonModelsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EVERYTHING =
            "BUYER,RECIPIENT,PROCEEDS,EXPENSE,PROMOTION,CANCELLATION,FULFILLMENT,PACKAGES,TAX,PAYMENT";

    /** Fields of the models that no example shows. */
    private static final Set<String> DOCUMENTED = Set.of(
            "payload.ShippingAddress.CompanyName",
            "payload.ReplacedOrderId",
            "payload.SellerOrderId",
            "payload.BuyerInfo",
            "payload.BuyerInfo.BuyerName",
            "payload.BuyerInfo.BuyerEmail",
            "restrictedResources[].dataElements",
            "restrictedResources[].dataElements[]",
            "feeds[].marketplaceIds",
            "feeds[].marketplaceIds[]",
            "feeds[].resultFeedDocumentId");

    private final SimulatedAmazon amazon = new SimulatedAmazon();
    private ConnectionAccess connection;
    private Path examples;

    @BeforeEach
    void begins() {
        String named = System.getenv("QUAYSIDE_FIXTURES");
        Path root = Path.of("").toAbsolutePath();
        while (root.getParent() != null && !Files.exists(root.resolve("mvnw"))) {
            root = root.getParent();
        }
        examples = (named == null ? root.resolve("../shared/fixtures") : Path.of(named)).resolve("amazon");
        assumeTrue(Files.isDirectory(examples), "Amazon's examples are not at " + examples.normalize());
        connection = amazon.connect();
        amazon.control("PUT", "/settings", Map.of("lagSeconds", 0));
    }

    @AfterEach
    void ends() {
        amazon.close();
    }

    private List<JsonNode> examples(String prefix) throws IOException {
        List<JsonNode> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(examples)) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList()) {
                found.add(JSON.readTree(file.toFile()));
            }
        }
        assertThat(found).as("examples %s*", prefix).isNotEmpty();
        return found;
    }

    /** Every place of the tree with the kind of what is there; elements of a list are one place. */
    private static void collect(JsonNode node, String path, Map<String, Set<String>> kinds) {
        if (!path.isEmpty()) {
            // an order of a list has the fields that it has alone
            String place = path.replaceFirst("^orders\\[]", "order").replaceFirst("^payload\\.Orders\\[]", "payload");
            kinds.computeIfAbsent(place, any -> new TreeSet<>())
                    .add(node.getNodeType().name());
        }
        node.fields()
                .forEachRemaining(field -> collect(
                        field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey(), kinds));
        if (node.isArray()) {
            node.forEach(element -> collect(element, path + "[]", kinds));
        }
    }

    private static void assertOnlyPublishedFields(JsonNode written, List<JsonNode> published) {
        Map<String, Set<String>> known = new TreeMap<>();
        published.forEach(example -> collect(example, "", known));
        Map<String, Set<String>> mine = new TreeMap<>();
        collect(written, "", mine);
        assertThat(mine).isNotEmpty();
        mine.forEach((path, kinds) -> {
            if (!DOCUMENTED.contains(path)) {
                assertThat(known).as("published fields").containsKey(path);
                assertThat(known.get(path)).as("kind of %s", path).containsAll(kinds);
            }
        });
    }

    private static List<JsonNode> responses(List<JsonNode> examples) {
        return examples.stream()
                .map(example -> example.has("response") ? example.path("response") : example)
                .toList();
    }

    private static String query(JsonNode parameters) {
        List<String> pairs = new ArrayList<>();
        parameters.fields().forEachRemaining(field -> {
            JsonNode value = field.getValue().path("value");
            List<String> texts = new ArrayList<>();
            (value.isArray() ? value : JSON.createArrayNode().add(value)).forEach(each -> texts.add(each.asText()));
            if (!field.getKey().equals("orderId")) {
                pairs.add(field.getKey() + "=" + URLEncoder.encode(String.join(",", texts), StandardCharsets.UTF_8));
            }
        });
        return String.join("&", pairs);
    }

    private JsonNode answer(String path) {
        Answer answer = amazon.get(path, connection);
        assertThat(answer.status()).as(path).isEqualTo(200);
        return SimulatedAmazon.json(answer.body());
    }

    @Test
    void thePublishedRequestsGetThePublishedOrders() throws IOException {
        int judged = 0;
        for (JsonNode example : examples("orders-2026-01-01")) {
            JsonNode parameters = example.path("request").path("parameters");
            JsonNode response = example.path("response");
            if (response.path("order").isObject()) {
                String id = amazon.places(response.path("order")).get(0);
                assertThat(answer("/orders/2026-01-01/orders/" + id + "?" + query(parameters)))
                        .isEqualTo(response);
                judged++;
            } else if (response.path("orders").isArray()) {
                amazon.places(response.path("orders"));
                assertThat(answer("/orders/2026-01-01/orders?" + query(parameters))
                                .path("orders"))
                        .isEqualTo(response.path("orders"));
                judged++;
            }
        }
        assertThat(judged).isGreaterThanOrEqualTo(4);
    }

    @Test
    void ordersOfTheSimulatorHaveOnlyPublishedFields() throws IOException {
        String id = amazon.places(Map.of("generate", 1)).get(0);
        amazon.ships(id, "1Z1", connection);
        List<JsonNode> newer = responses(examples("orders-2026-01-01"));
        List<JsonNode> older = responses(examples("orders-v0"));

        assertOnlyPublishedFields(answer("/orders/2026-01-01/orders/" + id + "?includedData=" + EVERYTHING), newer);
        assertOnlyPublishedFields(
                answer("/orders/2026-01-01/orders?createdAfter=2026-01-01T00:00:00Z&includedData=" + EVERYTHING),
                newer);
        assertOnlyPublishedFields(answer("/orders/v0/orders/" + id), older);
        assertOnlyPublishedFields(answer("/orders/v0/orders/" + id + "/orderItems"), older);
        assertOnlyPublishedFields(
                answer("/orders/v0/orders?CreatedAfter=2026-01-01T00:00:00Z&MarketplaceIds=ATVPDKIKX0DER"), older);
    }

    @Test
    void whatTheConnectorWritesHasOnlyPublishedFields() throws IOException {
        String id = amazon.places(Map.of("generate", 1)).get(0);
        amazon.ships(id, "1Z1", connection);
        amazon.control("PUT", "/settings", Map.of("newOrdersApi", false));
        amazon.connector.orderSource().orElseThrow().one(id, connection, amazon);

        List<JsonNode> confirmations = examples("orders-v0").stream()
                .map(example -> example.at("/request/parameters/body/value"))
                .filter(body -> body.has("packageDetail"))
                .toList();
        assertOnlyPublishedFields(written("/shipmentConfirmation"), confirmations);
        assertOnlyPublishedFields(
                written("/restrictedDataToken"),
                examples("tokens").stream()
                        .map(example -> example.at("/request/parameters/body/value"))
                        .toList());
    }

    private JsonNode written(String pathEnd) {
        Request request = amazon.requests.stream()
                .filter(each -> each.uri().getPath().endsWith(pathEnd))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing was sent to " + pathEnd));
        byte[] body = request.body();
        return SimulatedAmazon.json(body == null ? new byte[0] : body);
    }

    @Test
    void listingsTokensFeedsAndErrorsHaveOnlyPublishedFields() throws IOException {
        amazon.connector
                .stockSink()
                .orElseThrow()
                .push(List.of(new Level(new Sku("MUG-RED"), 3)), "k", connection, amazon);
        String listings = "/listings/2021-08-01/items/" + AmazonPlatform.SELLER;
        List<JsonNode> published = responses(examples("listings"));
        assertOnlyPublishedFields(
                answer(listings + "?marketplaceIds=ATVPDKIKX0DER&identifiersType=SKU&identifiers=MUG-RED"), published);
        assertOnlyPublishedFields(answer(listings + "/MUG-RED?marketplaceIds=ATVPDKIKX0DER"), published);
        assertOnlyPublishedFields(patched(listings, "MUG-RED"), published);
        assertOnlyPublishedFields(patched(listings, "NOWHERE"), published);

        String id = amazon.places(Map.of("generate", 1)).get(0);
        amazon.connector.cancellationSink().orElseThrow().cancel(id, "other", connection, amazon);
        assertOnlyPublishedFields(
                answer("/feeds/2021-06-30/feeds?feedTypes=POST_ORDER_ACKNOWLEDGEMENT_DATA"),
                responses(examples("feeds")));

        JsonNode error = SimulatedAmazon.json(amazon.get("/orders/2026-01-01/orders?includedData=NOTHING", connection)
                .body());
        List<JsonNode> errors = responses(examples("orders-v0")).stream()
                .filter(response -> response.has("errors"))
                .toList();
        // of the model, though no example shows it
        assertThat(((ObjectNode) error.path("errors").path(0)).remove("details").isTextual())
                .isTrue();
        assertOnlyPublishedFields(error, errors);
    }

    private JsonNode patched(String listings, String sku) {
        Answer answer = amazon.send(new Request(
                connection.id(),
                "PATCH",
                URI.create("https://sellingpartnerapi-na.amazon.com" + listings + "/" + sku
                        + "?marketplaceIds=ATVPDKIKX0DER"),
                Map.of("x-amz-access-token", connection.credential("accessToken")),
                "{\"productType\":\"PRODUCT\",\"patches\":[{\"op\":\"merge\",\"path\":\"/attributes/fulfillment_availability\",\"value\":[{\"fulfillment_channel_code\":\"DEFAULT\",\"quantity\":1}]}]}"
                        .getBytes(StandardCharsets.UTF_8),
                1));
        assertThat(answer.status()).isEqualTo(200);
        return SimulatedAmazon.json(answer.body());
    }

    @Test
    void notificationsHaveOnlyPublishedFields() throws IOException {
        amazon.connector
                .webhookSubscriptions()
                .orElseThrow()
                .ensure(connection, URI.create("https://hub.example/w"), amazon);
        amazon.places(Map.of("generate", 1));
        URI endpoint = URI.create(amazon.url() + "/amazon/sqs");
        try (SqsClient queue = SqsClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(endpoint)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            List<JsonNode> received = new ArrayList<>();
            await().atMost(Duration.ofSeconds(5)).until(() -> {
                queue.receiveMessage(request -> request.queueUrl(endpoint + "/123456789012/" + SimulatedAmazon.QUEUE))
                        .messages()
                        .forEach(message ->
                                received.add(SimulatedAmazon.json(message.body().getBytes(StandardCharsets.UTF_8))));
                return !received.isEmpty();
            });
            assertOnlyPublishedFields(received.get(0), examples("notification"));
        }
    }
}
