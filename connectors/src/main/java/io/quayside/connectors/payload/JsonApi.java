package io.quayside.connectors.payload;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.spi.CanonicalJson;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.domain.integrations.ConnectionId;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Calls of a JSON API, and what its HTTP statuses mean for the merchant. Platforms with words of their own for failures
 * give a {@link Failures}. Thread-safe.
 */
public final class JsonApi {
    public static final ObjectMapper JSON = JsonMapper.builder(CanonicalJson.hardenedFactory())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Duration SHORT_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
    private final String platform;
    private final Failures failures;

    /** @param platform as its owner writes it */
    public JsonApi(String platform, Failures failures) {
        this.platform = platform;
        this.failures = failures;
    }

    /** Reads what a platform says in its own way. */
    public interface Failures {
        /** The platform's own words in a body that tells of a failure; empty when there are none. */
        String words(JsonNode body);

        /** How long to wait after a 429; empty to follow {@code Retry-After}. */
        default Optional<Duration> waitFor(Answer answer) {
            return Optional.empty();
        }

        /** What an answer means where its status does not say it; empty for the usual meaning. */
        default Optional<ConnectorException> special(Answer answer, JsonNode body) {
            return Optional.empty();
        }
    }

    /** @param body {@link MissingNode} when there was none */
    public record Reply(Answer answer, JsonNode body) {
        public int status() {
            return answer.status();
        }

        /** What the platform's clock showed, in whole seconds (RFC 9110, 6.6.1); empty when it was not told. */
        public Optional<Instant> date() {
            try {
                return answer.header("date").map(text -> RFC_1123_DATE_TIME.parse(text.strip(), Instant::from));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }
    }

    public JsonNode get(ConnectionId connection, String url, Map<String, String> headers, PlatformHttp http) {
        return send(connection, "GET", url, headers, null, http).body();
    }

    /** A JSON body, or none. */
    public Reply send(
            ConnectionId connection,
            String method,
            String url,
            Map<String, String> headers,
            @Nullable JsonNode body,
            PlatformHttp http) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (body != null) {
            all.put("Content-Type", "application/json");
        }
        return exchange(connection, method, url, all, body == null ? new byte[0] : bytes(body), http);
    }

    /** A form, as token endpoints want it (RFC 6749, 4). */
    public JsonNode form(
            ConnectionId connection,
            String url,
            Map<String, String> headers,
            Map<String, String> fields,
            PlatformHttp http) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/x-www-form-urlencoded");
        return exchange(connection, "POST", url, all, query(fields).getBytes(StandardCharsets.UTF_8), http)
                .body();
    }

    private Reply exchange(
            ConnectionId connection,
            String method,
            String url,
            Map<String, String> headers,
            byte[] body,
            PlatformHttp http) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putIfAbsent("Accept", "application/json");
        Answer answer = http.send(new PlatformHttp.Request(connection, method, URI.create(url), all, body, 1));
        JsonNode read = read(answer);
        Optional<ConnectorException> special = failures.special(answer, read);
        if (special.isPresent()) {
            throw special.get();
        }
        if (!answer.isSuccess()) {
            throw failure(answer, read);
        }
        return new Reply(answer, read);
    }

    private JsonNode read(Answer answer) {
        if (answer.body().length == 0) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            if (answer.isSuccess()) {
                throw new ConnectorException.Temporary(
                        startsLikeHtml(answer.body())
                                ? platform + " answered with a web page instead of JSON."
                                : platform + "'s answer is not JSON.");
            }
            return MissingNode.getInstance();
        }
    }

    private static boolean startsLikeHtml(byte[] body) {
        return new String(body, 0, Math.min(body.length, 100), StandardCharsets.ISO_8859_1).contains("<");
    }

    private ConnectorException failure(Answer answer, JsonNode body) {
        int status = answer.status();
        String told = told(failures.words(body));
        if (status == 429) {
            return new ConnectorException.Throttled(
                    platform + "'s rate limit is reached.",
                    failures.waitFor(answer).orElseGet(() -> retryAfter(answer)));
        }
        if (status >= 500 || status == 408) {
            return new ConnectorException.Temporary("%s answered with HTTP %d%s.".formatted(platform, status, told));
        }
        return switch (status) {
            case 401 ->
                new ConnectorException.MerchantMustAct(
                        "%s refuses the credentials%s: connect it again.".formatted(platform, told));
            case 403 ->
                new ConnectorException.MerchantMustAct(
                        "%s denies access%s: grant the missing permission.".formatted(platform, told));
            case 301, 302, 303, 307, 308 ->
                new ConnectorException.MerchantMustAct(
                        "%s's address has moved: enter the new one.".formatted(platform));
            default -> new ConnectorException.Refused("%s refuses with HTTP %d%s.".formatted(platform, status, told));
        };
    }

    private static Duration retryAfter(Answer answer) {
        try {
            BigDecimal seconds =
                    new BigDecimal(answer.header("retry-after").orElse("2").strip());
            Duration wait = Duration.ofMillis(seconds.max(BigDecimal.ZERO)
                    .min(BigDecimal.valueOf(LONGEST_WAIT.toSeconds()))
                    .movePointRight(3)
                    .longValue());
            return wait.compareTo(SHORT_WAIT) < 0 ? SHORT_WAIT : wait;
        } catch (NumberFormatException e) {
            return SHORT_WAIT;
        }
    }

    private static String told(String words) {
        return words.isBlank() ? "" : " (" + excerpt(words) + ")";
    }

    /** At most 300 characters, none of them a control character. */
    public static String excerpt(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "\uFFFD").strip();
        return clean.length() <= 300 ? clean : clean.substring(0, 300) + "…";
    }

    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    public static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /** {@code name=value&…}, encoded. */
    public static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    /** As {@code encodeURIComponent} does it. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
