package io.quayside.connectors.amazon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.domain.integrations.ConnectionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Plays back answers in Amazon's form, in the order they were scripted, and remembers what was asked. */
final class ScriptedAmazon implements PlatformHttp {
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final ConnectionAccess CONNECTION = connection(Map.of());
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Deque<Answer> answers = new ArrayDeque<>();
    final List<Request> requests = new ArrayList<>();

    static ConnectionAccess connection(Map<String, String> settings) {
        return new ConnectionAccess(
                ConnectionId.of("00000000-0000-0000-0000-00000000a3a2"),
                Map.of(
                        "sellerId", "A1SELLER00001",
                        "marketplace", "US",
                        "clientId", "client",
                        "clientSecret", "secret",
                        "refreshToken", "Atzr|1",
                        "accessToken", "Atza|1",
                        "accessTokenExpiresAt", "2026-11-24T13:00:00Z"),
                settings);
    }

    ScriptedAmazon answers(String json) {
        return answers(200, json);
    }

    ScriptedAmazon answers(int status, String json) {
        return answers(status, Map.of("x-amzn-requestid", List.of("req-1")), json);
    }

    /** JSON with apostrophes for quotation marks, so that a test can be read. */
    ScriptedAmazon answers(int status, Map<String, List<String>> headers, String json) {
        answers.add(new Answer(status, headers, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    ScriptedAmazon refuses(int status, String code, String message) {
        return answers(status, "{'errors':[{'code':'%s','message':'%s','details':''}]}".formatted(code, message));
    }

    @Override
    public Answer send(Request request) {
        requests.add(request);
        return Objects.requireNonNull(answers.poll(), () -> "nothing is scripted for " + request);
    }

    /** Method and path of each call, without its query. */
    List<String> calls() {
        return requests.stream()
                .map(request -> request.method() + " " + request.uri().getPath())
                .toList();
    }

    String query(int index) {
        return Objects.requireNonNullElse(requests.get(index).uri().getQuery(), "");
    }

    String text(int index) {
        byte[] body = requests.get(index).body();
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }

    JsonNode body(int index) {
        try {
            return JSON.readTree(text(index));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isUsedUp() {
        return answers.isEmpty();
    }
}
