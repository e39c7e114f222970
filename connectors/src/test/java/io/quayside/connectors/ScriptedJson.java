package io.quayside.connectors;

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

/** Plays back answers in the order they were scripted, and remembers what was asked. */
public final class ScriptedJson implements PlatformHttp {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Deque<Answer> answers = new ArrayDeque<>();
    public final List<Request> requests = new ArrayList<>();

    /** @param json with apostrophes for quotation marks, so that a test can be read */
    public ScriptedJson answers(int status, String json) {
        return answers(status, Map.of(), json);
    }

    /** @param headers names in lower case */
    public ScriptedJson answers(int status, Map<String, List<String>> headers, String json) {
        answers.add(new Answer(status, headers, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    @Override
    public Answer send(Request request) {
        requests.add(request);
        return Objects.requireNonNull(answers.poll(), () -> "nothing is scripted for " + request);
    }

    public JsonNode body(int index) {
        try {
            return JSON.readTree(requests.get(index).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
