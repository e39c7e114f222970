package io.quayside.connectors.bigcommerce;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.domain.kernel.InvalidValue;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The store's API, v2 and v3. An empty list is HTTP 204 without a body in v2. */
final class BigCommerceApi {
    static final String NAME = "BigCommerce";
    static final String LOGIN = "https://login.bigcommerce.com";
    private static final int PAGE = 250;
    private static final int MOST_PAGES = 20;
    static final JsonApi API = new JsonApi(NAME, new JsonApi.Failures() {
        @Override
        public String words(JsonNode body) {
            JsonNode first = body.isArray() ? body.path(0) : body;
            String text = first.path("title").asText(first.path("message").asText(""));
            List<String> errors = StreamSupport.stream(first.path("errors").spliterator(), false)
                    .map(error -> error.isTextual() ? error.asText() : error.toString())
                    .toList();
            return errors.isEmpty() ? text : text + ": " + String.join("; ", errors);
        }

        /** There is no Retry-After: the window's end is told in milliseconds. */
        @Override
        public Optional<Duration> waitFor(Answer answer) {
            return answer.header("x-rate-limit-time-reset-ms")
                    .filter(millis -> millis.matches("\\d{1,7}"))
                    .map(millis -> Duration.ofMillis(Math.max(200, Long.parseLong(millis))));
        }
    });

    private BigCommerceApi() {}

    static JsonNode send(
            String method, String path, @Nullable JsonNode body, ConnectionAccess connection, PlatformHttp http) {
        return exchange(method, path, body, connection, http).body();
    }

    static JsonApi.Reply exchange(
            String method, String path, @Nullable JsonNode body, ConnectionAccess connection, PlatformHttp http) {
        return API.send(
                connection.id(),
                method,
                "https://api.bigcommerce.com/stores/" + storeHash(connection.credential("storeHash")) + path,
                Map.of("X-Auth-Token", connection.credential("accessToken")),
                body,
                http);
    }

    static JsonNode get(String path, ConnectionAccess connection, PlatformHttp http) {
        return send("GET", path, null, connection, http);
    }

    /** All of a v2 list, which comes in pages. */
    static List<JsonNode> all(String path, ConnectionAccess connection, PlatformHttp http) {
        List<JsonNode> all = new ArrayList<>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            JsonNode list = get("%s?limit=%d&page=%d".formatted(path, PAGE, page), connection, http);
            list.forEach(all::add);
            if (list.size() < PAGE) {
                return all;
            }
        }
        throw new ConnectorException.Refused("BigCommerce's list %s has no end.".formatted(path));
    }

    /** A time of v2, in the words of an e-mail (RFC 2822); empty when it is none. */
    static Optional<Instant> time(JsonNode told) {
        try {
            return Optional.of(RFC_1123_DATE_TIME.parse(told.asText(), Instant::from));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** @throws ConnectorException.Refused when it can't be one */
    static String storeHash(String typed) {
        String hash = typed.strip()
                .replaceFirst("^.*stores/", "")
                .replaceFirst("^store-", "")
                .replaceFirst("[./].*$", "");
        if (!hash.matches("[a-z0-9]{3,30}")) {
            throw new ConnectorException.Refused(
                    "storeHash: '%s' is not a store hash; it stands in the API path after /stores/"
                            .formatted(InvalidValue.excerpt(typed)));
        }
        return hash;
    }
}
