package io.quayside.connectors.magento;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A shop that answers by method and path, in the order that was scripted; the last answer repeats. */
final class ScriptedMagento implements PlatformHttp {
    static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    static final MagentoApi API = new MagentoApi(Clock.fixed(NOW, ZoneOffset.UTC));
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Map<String, Deque<Answer>> answers = new LinkedHashMap<>();
    final List<Request> requests = new ArrayList<>();

    static ConnectionAccess connection(String... settings) {
        Map<String, String> chosen = new LinkedHashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            chosen.put(settings[i], settings[i + 1]);
        }
        return new ConnectionAccess(
                new ConnectionId(new UUID(0, 9)),
                Map.of(
                        "storeUrl", "https://shop.example.com",
                        "consumerKey", "ck",
                        "consumerSecret", "cs",
                        "accessToken", "tk",
                        "accessTokenSecret", "ts"),
                chosen);
    }

    /** @param call such as {@code GET /orders/7}, without the query */
    ScriptedMagento on(String call, String json) {
        return on(call, 200, json);
    }

    ScriptedMagento on(String call, int status, String body) {
        answers.computeIfAbsent(call, key -> new ArrayDeque<>())
                .add(new Answer(status, Map.of(), json(body).getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    @Override
    public Answer send(Request request) {
        requests.add(request);
        String call = call(request);
        Deque<Answer> scripted = answers.get(call);
        if (scripted == null || scripted.isEmpty()) {
            throw new AssertionError("nothing is scripted for " + call);
        }
        return scripted.size() == 1 ? scripted.peek() : scripted.poll();
    }

    private static String call(Request request) {
        return request.method() + " " + request.uri().getRawPath().replaceFirst("^/rest/all/V1", "");
    }

    List<String> calls() {
        return requests.stream().map(ScriptedMagento::call).toList();
    }

    /** The query of a call, decoded. */
    String query(int index) {
        String query = requests.get(index).uri().getRawQuery();
        return query == null ? "" : URLDecoder.decode(query, StandardCharsets.UTF_8);
    }

    JsonNode body(int index) {
        try {
            return JSON.readTree(requests.get(index).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode lastBody() {
        return body(requests.size() - 1);
    }

    /** JSON with apostrophes for quotation marks, so that a test can be read. */
    static String json(String text) {
        return text.replace('\'', '"');
    }
}
