package io.quayside.app.integrations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Settings are texts inside; in JSON some are objects (the columns of a file) and stand there as such. */
@Component
class SettingsJson {
    private final ObjectMapper json;

    SettingsJson(ObjectMapper json) {
        this.json = json;
    }

    Map<String, @Nullable String> toTexts(@Nullable Map<String, @Nullable JsonNode> settings) {
        Map<String, @Nullable String> texts = new LinkedHashMap<>();
        if (settings != null) {
            settings.forEach((name, value) -> texts.put(name, textOf(value)));
        }
        return texts;
    }

    private static @Nullable String textOf(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        return value.isValueNode() ? value.asText() : value.toString();
    }

    Map<String, JsonNode> fromTexts(Map<String, String> settings) {
        Map<String, JsonNode> shown = new LinkedHashMap<>();
        settings.forEach((name, value) -> shown.put(name, nodeOf(value)));
        return shown;
    }

    private JsonNode nodeOf(String value) {
        if (value.startsWith("{") && value.endsWith("}")) {
            try {
                return json.readTree(value);
            } catch (JsonProcessingException e) {
                return new TextNode(value); // a text that only looks like an object
            }
        }
        return new TextNode(value);
    }
}
