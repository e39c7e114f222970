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
import java.util.Map;

/** A merchant's program: signs in and speaks the public API. */
public final class HubClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HubProcess hub;
    private final String token;

    public HubClient(HubProcess hub) {
        this.hub = hub;
        Answer login = send(
                request("/api/v1/auth/login"),
                "POST",
                JSON.createObjectNode().put("email", HubProcess.ADMIN).put("password", HubProcess.PASSWORD));
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
    }

    public Answer get(String path) {
        return send(authorized(path), "GET", null);
    }

    public Answer post(String path, Object body) {
        return send(authorized(path), "POST", JSON.valueToTree(body));
    }

    public Answer put(String path, Object body) {
        return send(authorized(path), "PUT", JSON.valueToTree(body));
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

    public void setsStock(String sku, int onHand) {
        put("/api/v1/inventory/" + sku + "/quantity", Map.of("onHand", onHand, "reason", "count"))
                .expect(200);
    }

    public JsonNode stockOf(String sku) {
        return get("/api/v1/inventory?sku=" + sku).expect(200).path("items").path(0);
    }

    public Answer order(Shop shop, String externalId) {
        return get("/api/v1/orders/by-external-id?connectionId=" + shop.connectionId() + "&externalId="
                + URLEncoder.encode(externalId, StandardCharsets.UTF_8));
    }
}
