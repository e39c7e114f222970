package io.quayside.connectors.shopify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.spi.CanonicalJson;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.connectors.spi.PlatformHttp.Request;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The GraphQL Admin API, called only through the {@link PlatformHttp} it is given, and Shopify's ways to fail: by HTTP
 * status, by {@code errors} in an answer of 200, and by {@code userErrors} inside the data.
 */
final class ShopifyApi {
    /** Supported until July 2027; a request for a dead version is answered by the oldest living one. */
    static final String VERSION = "2026-07";

    static final ObjectMapper JSON = JsonMapper.builder(CanonicalJson.hardenedFactory())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final Duration SHORT_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private ShopifyApi() {}

    /**
     * @param errors of an answer that holds data as well; empty when all is well
     * @param tooCostly the query asks for more than Shopify ever gives at once: ask for less
     */
    record Reply(JsonNode data, List<JsonNode> errors, boolean tooCostly) {}

    /**
     * Sends a document and takes no error for an answer.
     *
     * @param cost an estimate in Shopify's points
     * @return {@code data}
     */
    static JsonNode ask(
            String document, ObjectNode variables, int cost, ConnectionAccess connection, PlatformHttp http) {
        Reply reply = askTolerant(document, variables, cost, connection, http);
        if (!reply.errors().isEmpty()) {
            throw failure(reply.errors().get(0), JSON.createObjectNode());
        }
        return reply.data();
    }

    /** As {@link #ask}, but data beside which Shopify refuses single fields is given back together with the refusals. */
    static Reply askTolerant(
            String document, ObjectNode variables, int cost, ConnectionAccess connection, PlatformHttp http) {
        ObjectNode body = JSON.createObjectNode().put("query", document);
        body.set("variables", variables);
        JsonNode answer = send(
                new Request(
                        connection.id(),
                        "POST",
                        URI.create(base(connection) + "/admin/api/" + VERSION + "/graphql.json"),
                        Map.of(
                                "X-Shopify-Access-Token",
                                connection.credential("accessToken"),
                                "Content-Type",
                                "application/json",
                                "Accept",
                                "application/json"),
                        bytes(body),
                        Math.max(1, cost)),
                http);
        List<JsonNode> errors = errors(answer);
        JsonNode data = answer.path("data");
        boolean onlyRefusals = errors.stream().allMatch(error -> code(error).equals("ACCESS_DENIED"));
        boolean empty = data.isMissingNode() || data.isNull() || data.isEmpty();
        if (empty && errors.isEmpty()) {
            throw new ConnectorException.Temporary("Shopify answered with neither data nor an error.");
        }
        if (errors.stream().anyMatch(error -> code(error).equals("MAX_COST_EXCEEDED"))) {
            return new Reply(data, errors, true);
        }
        if (!errors.isEmpty() && (empty || !onlyRefusals)) {
            throw failure(errors.get(0), answer.path("extensions").path("cost"));
        }
        return new Reply(data, errors, false);
    }

    /** Sends any request and gives back the JSON of its answer, or throws what the HTTP status means. */
    static JsonNode send(Request request, PlatformHttp http) {
        Answer answer = http.send(request);
        if (!answer.isSuccess()) {
            throw failure(answer);
        }
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new ConnectorException.Temporary("Shopify's answer is not JSON.");
        }
    }

    static String base(ConnectionAccess connection) {
        return "https://" + ShopifyShop.host(connection.credential("shop"));
    }

    static String gid(String kind, String id) {
        return id.startsWith("gid://") ? id : "gid://shopify/" + kind + "/" + id;
    }

    static byte[] bytes(JsonNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private static List<JsonNode> errors(JsonNode answer) {
        JsonNode errors = answer.path("errors");
        if (errors.isArray()) {
            List<JsonNode> list = new ArrayList<>();
            errors.forEach(list::add);
            return list;
        }
        return errors.isMissingNode() || errors.isNull() ? List.of() : List.of(errors);
    }

    private static String code(JsonNode error) {
        return error.path("extensions").path("code").asText("");
    }

    private static ConnectorException failure(JsonNode error, JsonNode cost) {
        String message = message(error);
        return switch (code(error)) {
            case "THROTTLED" ->
                new ConnectorException.Throttled("Shopify's rate limit is reached.", untilAffordable(cost));
            case "ACCESS_DENIED" ->
                new ConnectorException.MerchantMustAct(
                        "Shopify denies access: %s Grant the app the missing permission.".formatted(sentence(message)));
            case "SHOP_INACTIVE" -> new ConnectorException.MerchantMustAct("The shop is not active in Shopify.");
            case "INTERNAL_SERVER_ERROR", "TIMEOUT" ->
                new ConnectorException.Temporary("Shopify has a problem: " + sentence(message));
            default -> new ConnectorException.Refused("Shopify refuses: " + sentence(message));
        };
    }

    /** Time for the bucket to fill up to what the request needs. */
    private static Duration untilAffordable(JsonNode cost) {
        double missing = cost.path("requestedQueryCost").asDouble(0)
                - cost.path("throttleStatus").path("currentlyAvailable").asDouble(0);
        double perSecond = cost.path("throttleStatus").path("restoreRate").asDouble(0);
        if (missing <= 0 || perSecond <= 0) {
            return SHORT_WAIT;
        }
        Duration wait = Duration.ofMillis((long) Math.ceil(missing / perSecond * 1000));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private static ConnectorException failure(Answer answer) {
        String told = told(answer);
        int status = answer.status();
        if (status == 429) {
            return new ConnectorException.Throttled("Shopify's rate limit is reached.", retryAfter(answer));
        }
        if (status >= 500 || status == 408) {
            return new ConnectorException.Temporary("Shopify answered with HTTP %d.".formatted(status));
        }
        return switch (status) {
            case 401 ->
                new ConnectorException.MerchantMustAct("Shopify refuses the access token: connect the shop again.");
            case 402 -> new ConnectorException.MerchantMustAct("The shop is frozen: its Shopify bill is unpaid.");
            case 403 ->
                new ConnectorException.MerchantMustAct(
                        "Shopify denies access%s: grant the app the missing permission.".formatted(told));
            case 423, 430 ->
                new ConnectorException.MerchantMustAct("Shopify has locked the shop (HTTP %d).".formatted(status));
            case 301, 302, 303, 307, 308 ->
                new ConnectorException.MerchantMustAct(
                        "The shop has moved: enter its permanent address, my-shop.myshopify.com.");
            default -> new ConnectorException.Refused("Shopify refuses with HTTP %d%s.".formatted(status, told));
        };
    }

    private static Duration retryAfter(Answer answer) {
        Optional<String> header = answer.header("retry-after");
        try {
            BigDecimal seconds = new BigDecimal(header.orElse("1").strip());
            long millis = seconds.max(BigDecimal.ZERO)
                    .min(BigDecimal.valueOf(300))
                    .movePointRight(3)
                    .longValue();
            return Duration.ofMillis(millis);
        } catch (NumberFormatException e) {
            return SHORT_WAIT;
        }
    }

    private static String told(Answer answer) {
        try {
            JsonNode body = JSON.readTree(answer.body());
            JsonNode errors = body.has("errors") ? body.path("errors") : body.path("error_description");
            String text = errors.isTextual() ? errors.textValue() : errors.isMissingNode() ? "" : errors.toString();
            return text.isEmpty() ? "" : " (" + excerpt(text) + ")";
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * Refuses when a mutation reports errors.
     *
     * @param list {@code userErrors} or its kin
     */
    static void refuseOn(JsonNode list, String what) {
        if (!list.isEmpty()) {
            throw new ConnectorException.Refused(
                    "Shopify refuses to %s: %s".formatted(what, sentence(message(list.get(0)))));
        }
    }

    static String message(JsonNode error) {
        return excerpt(
                error.isTextual() ? error.textValue() : error.path("message").asText("no reason given"));
    }

    private static String excerpt(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "\uFFFD");
        return clean.length() <= 300 ? clean : clean.substring(0, 300) + "…";
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    static Instant time(JsonNode told) {
        try {
            return OffsetDateTime.parse(told.asText()).toInstant();
        } catch (DateTimeParseException e) {
            throw new ConnectorException.Temporary("Shopify's answer tells a time that is none.");
        }
    }
}
