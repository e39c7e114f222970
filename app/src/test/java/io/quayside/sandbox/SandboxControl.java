package io.quayside.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Assumptions;

/** What a simulated platform itself thinks of its orders and stock. */
public record SandboxControl(URI sandbox, String platform) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Skips the tests of a platform that the sandbox does not play yet. */
    public void assumePlayed() {
        Assumptions.assumeTrue(
                fetched("/_sandbox").path("platforms").has(platform), "the sandbox does not play " + platform);
    }

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
