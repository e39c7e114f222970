package io.quayside.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request as the simulators see it.
 *
 * @param path decoded, starting with a slash, without the query
 * @param query decoded; of a repeated parameter the last value
 * @param headers names in lower case, first values
 */
public record Call(String method, String path, Map<String, String> query, Map<String, String> headers, byte[] body) {
    private static final int LARGEST_BODY = 5 * 1024 * 1024;

    static Call of(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            throw new BadCall("the body is larger than 5 MiB");
        }
        return new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                parameters(exchange.getRequestURI().getRawQuery()),
                headers,
                body);
    }

    /** The same call under another path, as a platform sees it that does not know where it is mounted. */
    public Call at(String otherPath) {
        return new Call(method, otherPath, query, headers, body);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isBlank());
    }

    /**
     * A positive number of the query.
     *
     * @throws BadCall when it is none
     */
    public int number(String name, int otherwise) {
        String text = parameter(name).orElse("" + otherwise);
        if (!text.matches("\\d{1,9}")) {
            throw new BadCall(name + ": is not a number");
        }
        return Integer.parseInt(text);
    }

    /**
     * The body as a JSON object, or a form as one.
     *
     * @throws BadCall when it is neither
     */
    public ObjectNode json() {
        if (header("content-type").orElse("").startsWith("application/x-www-form-urlencoded")) {
            ObjectNode form = Json.object();
            parameters(new String(body, StandardCharsets.UTF_8)).forEach(form::put);
            return form;
        }
        if (body.length == 0) {
            return Json.object();
        }
        JsonNode read = Json.read(body);
        if (read instanceof ObjectNode object) {
            return object;
        }
        throw new BadCall("the body must be a JSON object");
    }

    /** @param raw a query or a form, still encoded */
    public static Map<String, String> parameters(@org.jspecify.annotations.Nullable String raw) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (raw == null || raw.isEmpty()) {
            return parameters;
        }
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            parameters.put(decoded(name), decoded(value));
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new BadCall("the query is not URL-encoded");
        }
    }
}
