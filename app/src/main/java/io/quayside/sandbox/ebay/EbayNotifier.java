package io.quayside.sandbox.ebay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Courier;
import io.quayside.sandbox.Faults;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;
import io.quayside.sandbox.Store;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Notification API: topics, addresses that must answer a challenge, subscriptions, the public key, and the notices
 * themselves under true ECDSA signatures. Thread-safe.
 */
final class EbayNotifier implements AutoCloseable {
    static final String ORDERED = "ORDER_CONFIRMATION";
    static final String SHIPPED = "ITEM_MARKED_SHIPPED";
    static final String ACCOUNT_DELETED = "MARKETPLACE_ACCOUNT_DELETION";
    private static final String PATH = "/commerce/notification/v1/";
    private static final Map<String, String> TOPICS = topics();

    private final Map<String, ObjectNode> destinations = new ConcurrentHashMap<>();
    private final Courier courier = new Courier(6);
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final KeyPair key = keyPair();
    private final String keyId = UUID.randomUUID().toString();

    /** Topic → whose it is. */
    private static Map<String, String> topics() {
        Map<String, String> topics = new LinkedHashMap<>();
        topics.put(ACCOUNT_DELETED, "APPLICATION");
        topics.put("AUTHORIZATION_REVOCATION", "APPLICATION");
        topics.put(ORDERED, "USER");
        topics.put(SHIPPED, "USER");
        return topics;
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    /** @param subscribers whose the subscriptions are: the seller's, or the app's */
    Reply answer(String path, Call call, Store subscribers) {
        String[] parts = path.split("/");
        String id = parts.length > 1 ? parts[1] : "";
        return switch (parts[0]) {
            case "public_key" -> publicKey(id);
            case "topic" -> topicList(id);
            case "destination" -> destination(id, call);
            case "subscription" -> subscription(id, call, subscribers);
            case "config" -> call.method().equals("PUT") ? Reply.empty(204) : Reply.ok(Json.object());
            default -> EbayErrors.notFound();
        };
    }

    private Reply publicKey(String id) {
        if (!id.equals(keyId)) {
            return EbayErrors.of(404, 195_021, "API_NOTIFICATION", "REQUEST", "Invalid public key id");
        }
        return Reply.ok(Json.object()
                .put("algorithm", "ECDSA")
                .put("digest", "SHA1")
                .put(
                        "key",
                        "-----BEGIN PUBLIC KEY-----"
                                + Base64.getEncoder()
                                        .encodeToString(key.getPublic().getEncoded())
                                + "-----END PUBLIC KEY-----"));
    }

    private static Reply topicList(String wanted) {
        ObjectNode answer = Json.object().put("total", TOPICS.size());
        ArrayNode list = answer.putArray("topics");
        TOPICS.forEach((name, scope) -> list.addObject()
                .put("topicId", name)
                .put("status", "ENABLED")
                .put("scope", scope)
                .putArray("supportedPayloads")
                .addObject()
                .put("schemaVersion", "1.0")
                .put("deprecated", false)
                .putArray("format")
                .add("JSON"));
        for (JsonNode topic : list) {
            if (topic.path("topicId").asText().equals(wanted)) {
                return Reply.ok(topic);
            }
        }
        return wanted.isEmpty() ? Reply.ok(answer) : EbayErrors.notFound();
    }

    private Reply destination(String id, Call call) {
        if (call.method().equals("GET")) {
            if (!id.isEmpty()) {
                ObjectNode found = destinations.get(id);
                return found == null ? EbayErrors.notFound() : Reply.ok(found);
            }
            ObjectNode answer = Json.object().put("total", destinations.size());
            ArrayNode list = answer.putArray("destinations");
            destinations.values().forEach(list::add);
            return Reply.ok(answer);
        }
        if (call.method().equals("DELETE")) {
            destinations.remove(id);
            return Reply.empty(204);
        }
        ObjectNode wish = call.json();
        if (!knowsTheChallenge(wish.path("deliveryConfig"))) {
            return EbayErrors.of(
                    400,
                    195_020,
                    "API_NOTIFICATION",
                    "REQUEST",
                    "Challenge verification failed for requested endpoint");
        }
        String kept = id.isEmpty() ? UUID.randomUUID().toString() : id;
        destinations.put(kept, wish.put("destinationId", kept));
        return id.isEmpty()
                ? Reply.empty(201).with("Location", "https://api.ebay.com" + PATH + "destination/" + kept)
                : Reply.empty(204);
    }

    private boolean knowsTheChallenge(JsonNode config) {
        String endpoint = config.path("endpoint").asText();
        String token = config.path("verificationToken").asText();
        if (!token.matches("[A-Za-z0-9_-]{32,80}")) {
            return false;
        }
        String code = UUID.randomUUID().toString();
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(endpoint + "?challenge_code=" + code))
                            .timeout(Duration.ofSeconds(5))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            byte[] expected = MessageDigest.getInstance("SHA-256")
                    .digest((code + token + endpoint).getBytes(StandardCharsets.UTF_8));
            return answer.statusCode() == 200
                    && Json.read(answer.body().getBytes(StandardCharsets.UTF_8))
                            .path("challengeResponse")
                            .asText()
                            .equals(HexFormat.of().formatHex(expected));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Reply subscription(String id, Call call, Store subscribers) {
        if (call.method().equals("GET")) {
            ObjectNode answer = Json.object().put("total", subscribers.hooks().size());
            ArrayNode list = answer.putArray("subscriptions");
            subscribers.hooks().values().forEach(list::add);
            return Reply.ok(answer);
        }
        if (call.method().equals("DELETE")) {
            subscribers.hook(id, null);
            return Reply.empty(204);
        }
        ObjectNode wish = call.json();
        boolean known = TOPICS.containsKey(wish.path("topicId").asText())
                && destinations.containsKey(wish.path("destinationId").asText());
        if (!known) {
            return EbayErrors.of(
                    400, 195_005, "API_NOTIFICATION", "REQUEST", "Invalid or missing topic or destination id");
        }
        boolean twice = id.isEmpty()
                && subscribers.hooks().values().stream()
                        .anyMatch(each -> each.path("topicId").equals(wish.path("topicId")));
        if (twice) {
            return EbayErrors.of(409, 195_010, "API_NOTIFICATION", "REQUEST", "Subscription already exists");
        }
        String kept = id.isEmpty() ? UUID.randomUUID().toString() : id;
        subscribers.hook(kept, wish.put("subscriptionId", kept));
        return id.isEmpty()
                ? Reply.empty(201).with("Location", "https://api.ebay.com" + PATH + "subscription/" + kept)
                : Reply.empty(204);
    }

    void announce(Store subscribers, String topic, ObjectNode data, Faults faults) {
        String now = Instant.now().toString();
        ObjectNode body = Json.object();
        body.putObject("metadata")
                .put("topic", topic)
                .put("schemaVersion", "1.0")
                .put("deprecated", false);
        body.putObject("notification")
                .put("notificationId", UUID.randomUUID().toString())
                .put("eventDate", now)
                .put("publishDate", now)
                .put("publishAttemptCount", 1)
                .set("data", data);
        byte[] bytes = Json.bytes(body);
        for (String endpoint : endpoints(subscribers, topic)) {
            courier.send(
                    topic,
                    HttpRequest.newBuilder(URI.create(endpoint))
                            .timeout(Duration.ofSeconds(10))
                            .header("Content-Type", "application/json")
                            .header("X-EBAY-SIGNATURE", signature(bytes))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                            .build(),
                    faults);
        }
    }

    ArrayNode carried() {
        return courier.carried();
    }

    private List<String> endpoints(Store subscribers, String topic) {
        List<String> endpoints = new ArrayList<>();
        for (ObjectNode subscription : subscribers.hooks().values()) {
            ObjectNode destination =
                    destinations.get(subscription.path("destinationId").asText());
            if (destination != null
                    && destination.path("status").asText().equals("ENABLED")
                    && subscription.path("status").asText().equals("ENABLED")
                    && subscription.path("topicId").asText().equals(topic)) {
                endpoints.add(destination.at("/deliveryConfig/endpoint").asText());
            }
        }
        return endpoints;
    }

    private String signature(byte[] body) {
        try {
            Signature signer = Signature.getInstance("SHA1withECDSA");
            signer.initSign(key.getPrivate());
            signer.update(body);
            ObjectNode header = Json.object()
                    .put("alg", "ecdsa")
                    .put("kid", keyId)
                    .put("signature", Base64.getEncoder().encodeToString(signer.sign()))
                    .put("digest", "SHA1");
            return Base64.getEncoder().encodeToString(Json.bytes(header));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has ECDSA", e);
        }
    }

    @Override
    public void close() {
        courier.close();
    }
}
