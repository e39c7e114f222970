package io.quayside.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A merchant's program: signs in and speaks the public API. */
public final class HubClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HubProcess hub;
    private final String token;

    /** The first start's log-in, which is an operator's. */
    public HubClient(HubProcess hub) {
        this(hub, HubProcess.ADMIN, HubProcess.PASSWORD);
    }

    public HubClient(HubProcess hub, String email, String password) {
        this.hub = hub;
        Answer login = send(
                request("/api/v1/auth/login"),
                "POST",
                JSON.createObjectNode().put("email", email).put("password", password));
        this.token = login.expect(200).path("accessToken").asText();
    }

    /** @param status as it came */
    public record Answer(int status, JsonNode body, byte[] bytes) {
        public JsonNode expect(int expected) {
            if (status != expected) {
                throw new AssertionError("expected HTTP " + expected + ", got " + status + ": " + body);
            }
            return body;
        }

        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    public Answer get(String path) {
        return send(authorized(path), "GET", null);
    }

    public Answer post(String path, Object body) {
        return send(authorized(path), "POST", JSON.valueToTree(body));
    }

    /** The same key again must have no second effect. */
    public Answer post(String path, Object body, String idempotencyKey) {
        return send(authorized(path).header("Idempotency-Key", idempotencyKey), "POST", JSON.valueToTree(body));
    }

    public Answer put(String path, Object body) {
        return send(authorized(path), "PUT", JSON.valueToTree(body));
    }

    public Answer patch(String path, Object body) {
        return send(authorized(path), "PATCH", JSON.valueToTree(body));
    }

    public Answer delete(String path) {
        return send(authorized(path), "DELETE", null);
    }

    /** Any request, such as a webhook, without authorization. */
    public Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            boolean json =
                    response.headers().firstValue("Content-Type").orElse("").contains("json");
            JsonNode body = json && response.body().length > 0 ? JSON.readTree(response.body()) : JSON.missingNode();
            return new Answer(response.statusCode(), body, response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(hub.url(path));
    }

    private HttpRequest.Builder authorized(String path) {
        return request(path).header("Authorization", "Bearer " + token);
    }

    private Answer send(HttpRequest.Builder request, String method, @org.jspecify.annotations.Nullable JsonNode body) {
        return send(request.method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()))
                .header("Content-Type", "application/json")
                .build());
    }

    // ---- in the product's words

    /** A Shopify connection with credentials by hand. */
    public Shop connectsShopify(String name) {
        String secret = "secret-of-" + name;
        ObjectNode body = JSON.createObjectNode().put("platform", "shopify").put("name", name);
        body.putObject("credentials")
                .put("shop", name + ".myshopify.com")
                .put("accessToken", "token")
                .put("clientSecret", secret);
        JsonNode made = post("/api/v1/integrations", body).expect(201);
        return new Shop(
                name + ".myshopify.com",
                made.path("id").asText(),
                secret,
                URI.create(made.path("webhookUrl").asText()));
    }

    /** A connection that takes order files; the answer holds its log-ins. */
    public JsonNode connectsFiles(String name, Map<String, String> settings) {
        return post("/api/v1/integrations", Map.of("platform", "csv", "name", name, "settings", settings))
                .expect(201);
    }

    /** Hands in an order file and waits until it was read. */
    public JsonNode handsIn(String connectionId, String fileName, byte[] content) {
        String boundary = "----quayside-" + System.nanoTime();
        HttpRequest request = authorized("/api/v1/integrations/" + connectionId + "/files")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(HttpRequest.BodyPublishers.concat(
                        HttpRequest.BodyPublishers.ofString(
                                "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n"
                                        .formatted(boundary, fileName)),
                        HttpRequest.BodyPublishers.ofByteArray(content),
                        HttpRequest.BodyPublishers.ofString("\r\n--%s--\r\n".formatted(boundary))))
                .build();
        String job = send(request).expect(202).path("syncJobId").asText();
        return Awaitility.await("the file to be read: " + fileName)
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> fileJob(connectionId, job), found -> found.hasNonNull("finishedAt"));
    }

    private JsonNode fileJob(String connectionId, String id) {
        for (JsonNode job : get("/api/v1/integrations/" + connectionId + "/sync-jobs?limit=200")
                .expect(200)
                .path("items")) {
            if (job.path("id").asText().equals(id)) {
                return job;
            }
        }
        return JSON.missingNode();
    }

    /** Once it is there. */
    public JsonNode awaitOrder(String connectionId, String externalId) {
        return Awaitility.await("order " + externalId)
                .atMost(Duration.ofSeconds(30))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> order(connectionId, externalId), answer -> answer.status() == 200)
                .body();
    }

    /** The open dead letter of a delivery, once it is there. */
    public JsonNode awaitDeadLetter(String connectionId, String deliveryId) {
        return Awaitility.await("the dead letter of " + deliveryId)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> deadLetter(connectionId, deliveryId), Optional::isPresent)
                .orElseThrow();
    }

    public Optional<JsonNode> deadLetter(String connectionId, String deliveryId) {
        for (JsonNode letter : get("/api/v1/dead-letters?limit=200&connectionId=" + connectionId)
                .expect(200)
                .path("items")) {
            if (letter.path("deliveryId").asText().equals(deliveryId)) {
                return Optional.of(letter);
            }
        }
        return Optional.empty();
    }

    public void setsStock(String sku, int onHand) {
        put("/api/v1/inventory/" + sku + "/quantity", Map.of("onHand", onHand, "reason", "count"))
                .expect(200);
    }

    /** @param csv with a header */
    public void importsStock(String csv) {
        send(authorized("/api/v1/inventory/import")
                        .header("Content-Type", "text/csv")
                        .POST(HttpRequest.BodyPublishers.ofString(csv))
                        .build())
                .expect(200);
    }

    public JsonNode stockOf(String sku) {
        return get("/api/v1/inventory?sku=" + sku).expect(200).path("items").path(0);
    }

    /** All orders of the connection, newest first. */
    public List<JsonNode> orders(String connectionId) {
        List<JsonNode> orders = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get("/api/v1/orders?limit=200&connectionId=" + connectionId + cursor)
                    .expect(200);
            page.path("items").forEach(orders::add);
            cursor = page.path("nextCursor").isTextual()
                    ? "&cursor=" + page.path("nextCursor").asText()
                    : "";
        } while (!cursor.isEmpty());
        return orders;
    }

    public Answer order(String connectionId, String externalId) {
        return get("/api/v1/orders/by-external-id?connectionId=" + connectionId + "&externalId="
                + URLEncoder.encode(externalId, StandardCharsets.UTF_8));
    }
}
