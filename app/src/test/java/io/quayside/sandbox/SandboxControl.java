package io.quayside.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What a simulated platform itself thinks of its orders and stock. */
public record SandboxControl(URI sandbox, String platform) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    public JsonNode order(String id) {
        return get("/orders/" + id);
    }

    public int stock(String sku) {
        return get("/inventory/" + sku).path("available").asInt(-1);
    }

    /** @param path such as {@code /log} */
    public JsonNode get(String path) {
        return fetched("/_sandbox/" + platform + path);
    }

    private JsonNode fetched(String path) {
        try {
            HttpResponse<byte[]> answer = HTTP.send(
                    HttpRequest.newBuilder(sandbox.resolve(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
            return Json.MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
