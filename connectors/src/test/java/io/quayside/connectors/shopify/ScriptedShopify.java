package io.quayside.connectors.shopify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quayside.connectors.spi.PlatformHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plays back answers in Shopify's form, in the order they were scripted, and remembers what was asked. */
final class ScriptedShopify implements PlatformHttp {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern OPERATION = Pattern.compile("(?:query|mutation) (Quayside\\w+)");
    private final Deque<Answer> answers = new ArrayDeque<>();
    final List<Request> requests = new ArrayList<>();

    ScriptedShopify answers(String json) {
        return answers(200, Map.of(), json);
    }

    ScriptedShopify answers(int status, Map<String, List<String>> headers, String body) {
        answers.add(new Answer(status, headers, body.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    @Override
    public Answer send(Request request) {
        requests.add(request);
        return Objects.requireNonNull(
                answers.poll(), () -> "nothing is scripted for " + operation(requests.size() - 1));
    }

    JsonNode body(int index) {
        try {
            return JSON.readTree(requests.get(index).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode variables(int index) {
        return body(index).path("variables");
    }

    List<String> operations() {
        List<String> operations = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            operations.add(operation(i));
        }
        return operations;
    }

    private String operation(int index) {
        Matcher matcher = OPERATION.matcher(body(index).path("query").asText());
        return matcher.find() ? matcher.group(1).substring("Quayside".length()) : "";
    }

    /** JSON with apostrophes for quotation marks, so that a test can be read. */
    static String json(String text) {
        return text.replace('\'', '"');
    }

    static JsonNode tree(String text) {
        try {
            return JSON.readTree(json(text));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
