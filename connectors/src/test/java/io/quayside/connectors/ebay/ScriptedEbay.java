package io.quayside.connectors.ebay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.domain.integrations.ConnectionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
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

/** Plays back answers in the order they were scripted, and remembers what was asked. */
final class ScriptedEbay implements PlatformHttp {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Deque<Answer> answers = new ArrayDeque<>();
    final List<Request> requests = new ArrayList<>();

    static ConnectionAccess connection(Map<String, String> more) {
        Map<String, String> credentials = new java.util.HashMap<>(Map.of(
                "seller", "harbor_goods",
                "clientId", "app",
                "clientSecret", "cert",
                "refreshToken", "refresh",
                "accessToken", "access",
                "accessTokenExpiresAt", NOW.plusSeconds(600).toString()));
        credentials.putAll(more);
        return new ConnectionAccess(ConnectionId.of("00000000-0000-0000-0000-00000000eba7"), credentials, Map.of());
    }

    static ConnectionAccess connection() {
        return connection(Map.of());
    }

    ScriptedEbay answers(String json) {
        return answers(200, json);
    }

    ScriptedEbay answers(int status, String body) {
        return answers(status, Map.of(), body);
    }

    ScriptedEbay answers(int status, Map<String, List<String>> headers, String body) {
        answers.add(new Answer(status, headers, json(body).getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    @Override
    public Answer send(Request request) {
        requests.add(request);
        return Objects.requireNonNull(answers.poll(), () -> "nothing is scripted for " + call(requests.size() - 1));
    }

    /** {@code GET /path?query}, decoded. */
    String call(int index) {
        Request request = requests.get(index);
        String query = request.uri().getRawQuery();
        return request.method() + " " + request.uri().getPath()
                + (query == null ? "" : "?" + URLDecoder.decode(query, StandardCharsets.UTF_8));
    }

    List<String> calls() {
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            calls.add(call(i));
        }
        return calls;
    }

    String text(int index) {
        byte[] body = requests.get(index).body();
        return body == null ? "" : new String(body, StandardCharsets.UTF_8);
    }

    JsonNode body(int index) {
        try {
            return JSON.readTree(requests.get(index).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** JSON with apostrophes for quotation marks, so that a test can be read. */
    static String json(String text) {
        return text.replace('\'', '"');
    }
}
