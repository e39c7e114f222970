package io.quayside.connectors.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.PlatformHttp.Answer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the Selling Partner API, and what its errors mean: {@code {"errors":[{code,message,details}]}}. Requests need
 * no AWS signature any more, the access token alone opens them.
 */
final class AmazonApi {
    static final String NAME = "Amazon";
    private static final Map<Operation, JsonApi> BY_OPERATION = new EnumMap<>(Operation.class);

    static {
        for (Operation operation : Operation.values()) {
            BY_OPERATION.put(operation, new JsonApi(NAME, new Meaning(operation)));
        }
    }

    private AmazonApi() {}

    /** With the connection's own token. */
    static JsonNode send(
            Operation operation, String path, @Nullable JsonNode body, ConnectionAccess connection, PlatformHttp http) {
        return send(operation, path, body, connection.credential(AmazonConnector.ACCESS_TOKEN), connection, http);
    }

    /** With another token: a restricted one, or one of the application itself. */
    static JsonNode send(
            Operation operation,
            String path,
            @Nullable JsonNode body,
            String token,
            ConnectionAccess connection,
            PlatformHttp http) {
        String url = Marketplace.of(connection).region().api() + path;
        JsonApi api = java.util.Objects.requireNonNull(BY_OPERATION.get(operation));
        return api.send(connection.id(), operation.method(), url, Map.of("x-amz-access-token", token), body, http)
                .body();
    }

    static JsonNode get(Operation operation, String path, ConnectionAccess connection, PlatformHttp http) {
        return send(operation, path, null, connection, http);
    }

    private static final class Meaning implements JsonApi.Failures {
        private final Operation operation;

        Meaning(Operation operation) {
            this.operation = operation;
        }

        @Override
        public String words(JsonNode body) {
            JsonNode first = body.path("errors").path(0);
            String code = first.path("code").asText("");
            String message = first.path("message").asText("");
            String details = first.path("details").asText("");
            String said = details.isBlank() || details.equals(message) ? message : message + " " + details;
            return code.isBlank() ? said : code + ": " + said;
        }

        @Override
        public Optional<ConnectorException> special(Answer answer, JsonNode body) {
            if (answer.isSuccess()) {
                return Optional.empty();
            }
            String words = JsonApi.excerpt(words(body));
            String told = "%s%s".formatted(words.isBlank() ? "HTTP " + answer.status() : words, requestId(answer));
            return Optional.of(
                    switch (answer.status()) {
                        case 429 ->
                            new ConnectorException.Throttled(
                                    "Amazon's rate limit for %s is reached.".formatted(operation.label()),
                                    AmazonRateLimits.wait(answer, operation.bucket()));
                        case 401, 403 -> refusal(words, told);
                        case 408, 500, 502, 503, 504 ->
                            new ConnectorException.Temporary("Amazon answered %s with HTTP %d (%s)."
                                    .formatted(operation.label(), answer.status(), told));
                        default ->
                            new ConnectorException.Refused("Amazon refuses %s with HTTP %d (%s)."
                                    .formatted(operation.label(), answer.status(), told));
                    });
        }

        /** A token that merely expired is renewed before the next try; every other refusal is the merchant's to heal. */
        private ConnectorException refusal(String words, String told) {
            return words.contains("expired")
                    ? new ConnectorException.Temporary("Amazon says the access token expired (%s).".formatted(told))
                    : new ConnectorException.MerchantMustAct(
                            "Amazon denies %s (%s): the authorization was revoked or lacks a role. Connect the account again; authorizations also end after a year."
                                    .formatted(operation.label(), told));
        }

        private static String requestId(Answer answer) {
            return answer.header("x-amzn-requestid")
                    .map(id -> ", request " + JsonApi.excerpt(id))
                    .orElse("");
        }
    }
}
