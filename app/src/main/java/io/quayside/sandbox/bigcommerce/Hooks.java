package io.quayside.sandbox.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;
import io.quayside.sandbox.Store;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Webhooks of one store and client: pointers to what changed. */
final class Hooks {
    private Hooks() {}

    static Reply answer(Store store, String[] parts, Call call) {
        if (parts.length == 2 && call.method().equals("GET")) {
            ArrayNode data = Json.array();
            store.hooks().values().forEach(data::add);
            return v3(data);
        }
        ObjectNode known = parts.length > 2 ? store.hooks().get(parts[2]) : null;
        if (parts.length > 2 && known == null) {
            return Reply.json(404, Json.object().put("status", 404).put("title", "Webhook not found"));
        }
        if (known != null && call.method().equals("DELETE")) {
            store.hook(parts[2], null);
        } else if (!call.method().equals("GET")) {
            ObjectNode hook = known == null
                    ? Json.object()
                            .put("id", Store.nextId())
                            .put("client_id", BigCommercePlatform.CLIENT_ID)
                            .put("store_hash", store.name())
                            .put("created_at", Instant.now().getEpochSecond())
                            .put("is_active", false)
                    : known;
            ObjectNode wish = call.json();
            wish.remove(List.of("id", "client_id", "store_hash", "created_at"));
            hook.setAll(wish);
            hook.put("updated_at", Instant.now().getEpochSecond());
            store.hook(hook.path("id").asText(), hook);
            return v3(hook);
        }
        return v3(known == null ? Json.array() : known);
    }

    private static Reply v3(JsonNode data) {
        ObjectNode answer = Json.object();
        answer.set("data", data);
        answer.putObject("meta");
        return Reply.ok(answer);
    }

    /** What is sent of an event to whoever listens, signed by Standard Webhooks. */
    static List<HttpRequest> requests(Store store, String scope, ObjectNode data) {
        List<HttpRequest> requests = new ArrayList<>();
        ObjectNode event = Json.object()
                .put("scope", scope)
                .put("store_id", "1001")
                .put("hash", UUID.randomUUID().toString().replace("-", ""))
                .put("created_at", Instant.now().getEpochSecond())
                .put("producer", "stores/" + store.name());
        event.set("data", data);
        byte[] body = Json.bytes(event);
        String id = UUID.randomUUID().toString();
        String timestamp = "" + Instant.now().getEpochSecond();
        for (ObjectNode hook : store.hooks().values()) {
            String wanted = hook.path("scope").asText();
            boolean fits = wanted.equals(scope) || wanted.equals(scope.replaceFirst("/[^/]+$", "/*"));
            if (!fits || !hook.path("is_active").asBoolean()) {
                continue;
            }
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(hook.path("destination").asText()))
                    .timeout(Duration.ofSeconds(10))
                    .header("Content-Type", "application/json")
                    .header("webhook-id", id)
                    .header("webhook-timestamp", timestamp)
                    .header("webhook-signature", "v1," + signature(id + "." + timestamp + ".", body));
            hook.path("headers")
                    .fields()
                    .forEachRemaining(header ->
                            request.header(header.getKey(), header.getValue().asText()));
            requests.add(
                    request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build());
        }
        return requests;
    }

    private static String signature(String start, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(
                    BigCommercePlatform.CLIENT_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update(start.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
