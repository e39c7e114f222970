package io.quayside.sandbox.magento;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.BadCall;
import io.quayside.sandbox.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code fields} parameter: {@code items[entity_id,items[sku]],total_count}. */
final class Fields {
    private final String text;
    private int at;

    private Fields(String text) {
        this.text = text;
    }

    static JsonNode only(JsonNode whole, String fields) {
        Fields reader = new Fields(fields);
        Map<String, Tree> wanted = reader.names();
        if (reader.at != fields.length()) {
            throw new BadCall("fields can't be read");
        }
        return only(whole, new Tree(wanted));
    }

    private record Tree(@Nullable Map<String, Tree> names) {}

    private static JsonNode only(JsonNode node, Tree tree) {
        if (tree.names() == null) {
            return node;
        }
        if (node.isArray()) {
            ArrayNode list = Json.array();
            node.forEach(each -> list.add(only(each, tree)));
            return list;
        }
        ObjectNode kept = Json.object();
        tree.names().forEach((name, below) -> {
            if (node.has(name)) {
                kept.set(name, only(node.path(name), below));
            }
        });
        return kept;
    }

    private Map<String, Tree> names() {
        Map<String, Tree> names = new LinkedHashMap<>();
        StringBuilder name = new StringBuilder();
        while (at < text.length() && text.charAt(at) != ']') {
            char next = text.charAt(at++);
            if (next == '[') {
                names.put(name.toString(), new Tree(names()));
                name.setLength(0);
                at++; // its end
            } else if (next == ',') {
                if (!name.isEmpty()) {
                    names.put(name.toString(), new Tree(null));
                }
                name.setLength(0);
            } else {
                name.append(next);
            }
        }
        if (!name.isEmpty()) {
            names.put(name.toString(), new Tree(null));
        }
        return names;
    }
}
