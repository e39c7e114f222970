package io.quayside.sandbox.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.amazon.AmazonConnector;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.FulfillmentSink.Shipment;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The connector before the simulator, without a hub between them; and the hand that moves the simulator. */
final class SimulatedAmazon implements PlatformHttp, AutoCloseable {
    static final String QUEUE = "quayside-notifications";
    static final String ARN = "arn:aws:sqs:us-east-1:123456789012:" + QUEUE;
    private static final ObjectMapper JSON = new ObjectMapper();
    final AmazonConnector connector = new AmazonConnector(Clock.systemUTC(), Optional.of(ARN));
    final List<Request> requests = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Sandbox sandbox = Sandbox.start(0);

    /** All that is left of the order, by UPS; what the connector has for a receipt. */
    String ships(String order, String trackingNumber, ConnectionAccess connection) {
        Shipment shipment = new Shipment(
                order,
                List.of(),
                "UPS",
                Optional.empty(),
                List.of(trackingNumber),
                Optional.empty(),
                true,
                true,
                new Shipment.Repeat("key-1", Instant.EPOCH, Set.of()));
        return connector.fulfillmentSink().orElseThrow().ship(shipment, connection, this);
    }

    URI url() {
        return sandbox.url();
    }

    @Override
    public Answer send(Request request) {
        requests.add(request);
        URI uri = request.uri();
        URI there = URI.create(sandbox.url() + "/amazon/" + uri.getHost() + uri.getRawPath()
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
        byte[] body = request.body();
        HttpRequest.Builder builder = HttpRequest.newBuilder(there)
                .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(body == null ? new byte[0] : body));
        request.headers().forEach(builder::header);
        HttpResponse<byte[]> response = call(builder.build());
        Map<String, List<String>> headers = new HashMap<>();
        response.headers()
                .map()
                .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values));
        return new Answer(response.statusCode(), headers, response.body());
    }

    private HttpResponse<byte[]> call(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** By the consent page, approved. */
    ConnectionAccess connect() {
        Map<String, String> answers = Map.of(
                "marketplace", "US",
                "applicationId", AmazonPlatform.APPLICATION_ID,
                "clientId", AmazonPlatform.CLIENT_ID,
                "clientSecret", AmazonPlatform.CLIENT_SECRET);
        URI page = connector
                .consentFlow()
                .orElseThrow()
                .authorizeUrl(answers, "the-state", URI.create("http://hub.example/callback"));
        Answer answer = send(new Request(
                new ConnectionId(new java.util.UUID(0, 1)),
                "GET",
                URI.create(page + "&sandbox_approve=1"),
                Map.of(),
                new byte[0],
                1));
        Map<String, String> query = new HashMap<>();
        for (String pair :
                URI.create(answer.header("location").orElseThrow()).getQuery().split("&")) {
            query.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }
        if (!"the-state".equals(query.get("state"))) {
            throw new AssertionError("the state did not come back: " + query);
        }
        return new ConnectionAccess(
                new ConnectionId(new java.util.UUID(0, 2)),
                connector.consentFlow().orElseThrow().complete(query, answers, this),
                Map.of());
    }

    JsonNode control(String method, String path, Object body) {
        try {
            HttpResponse<byte[]> answer =
                    call(HttpRequest.newBuilder(URI.create(sandbox.url() + "/_sandbox/amazon" + path))
                            .header("Content-Type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                            .build());
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> places(Object orders) {
        List<String> ids = new ArrayList<>();
        control("POST", "/orders", orders).path("ids").forEach(id -> ids.add(id.asText()));
        return ids;
    }

    JsonNode order(String id) {
        return control("GET", "/orders/" + id, Map.of());
    }

    /** A call of the API with the connection's token. */
    Answer get(String path, ConnectionAccess connection) {
        return send(new Request(
                connection.id(),
                "GET",
                URI.create("https://sellingpartnerapi-na.amazon.com" + path),
                Map.of("x-amz-access-token", connection.credential("accessToken")),
                new byte[0],
                1));
    }

    static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode object(String text) {
        return (ObjectNode) json(text.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
