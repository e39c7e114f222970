package io.quayside.app.orders.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quayside.app.http.FieldProblem;
import io.quayside.app.http.Problem;
import io.quayside.domain.kernel.Address;
import io.quayside.domain.orders.OrderEdit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads what a person wants to change of an order. The whole order may be sent back as it was shown: fields that are
 * not to be changed here are accepted when they say what the order says, and refused by name when they don't, so that
 * nobody believes in a change that was not made.
 */
@Component
class OrderChanges {
    private static final Set<String> CHANGEABLE = Set.of("version", "shippingAddress", "note", "tags");
    private static final List<String> ADDRESS_PARTS =
            List.of("name", "company", "line1", "line2", "city", "region", "postalCode", "countryCode", "phone");
    private static final int LONGEST_NOTE = 5_000;
    private static final int MOST_TAGS = 100;
    private static final int LONGEST_TAG = 100;

    private final ObjectMapper json;

    OrderChanges(ObjectMapper json) {
        this.json = json;
    }

    /** @param version of the order that the person saw */
    record Requested(long version) {}

    /** @throws Problem when the body is no object or names no version */
    Requested read(JsonNode body) {
        if (!body.isObject()) {
            throw Problem.invalid("", "send an object with version and what to change");
        }
        JsonNode version = body.path("version");
        if (!version.canConvertToLong() || !version.isIntegralNumber()) {
            throw Problem.invalid("version", "is missing: send the version that you read");
        }
        return new Requested(version.longValue());
    }

    /** @throws Problem that names every field that can't be read or can't be changed */
    OrderEdit editOf(JsonNode body, OrderResponse current) {
        List<FieldProblem> problems = new ArrayList<>();
        JsonNode shown = json.valueToTree(current);
        body.fields().forEachRemaining(field -> {
            String name = field.getKey();
            if (CHANGEABLE.contains(name)) {
                return;
            }
            if (!shown.has(name)) {
                problems.add(new FieldProblem(name, "is not a field of an order"));
            } else if (!shown.path(name).equals(field.getValue())) {
                problems.add(new FieldProblem(
                        name,
                        "can't be changed here: only shippingAddress, note and tags are the merchant's to change"));
            }
        });
        OrderEdit edit = new OrderEdit(
                address(body.path("shippingAddress"), problems),
                note(body.path("note"), problems),
                tags(body.path("tags"), problems));
        if (!problems.isEmpty()) {
            throw Problem.invalid(problems);
        }
        return edit;
    }

    private static @Nullable Address address(JsonNode node, List<FieldProblem> problems) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isObject()) {
            problems.add(new FieldProblem("shippingAddress", "is an object"));
            return null;
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!ADDRESS_PARTS.contains(name)) {
                problems.add(new FieldProblem("shippingAddress." + name, "is not a part of an address"));
            }
        });
        Address address = new Address(
                part(node, "name", problems),
                part(node, "company", problems),
                part(node, "line1", problems),
                part(node, "line2", problems),
                part(node, "city", problems),
                part(node, "region", problems),
                part(node, "postalCode", problems),
                part(node, "countryCode", problems),
                part(node, "phone", problems));
        String country = address.countryCode();
        if (country != null && !country.matches("[A-Z]{2}")) {
            problems.add(
                    new FieldProblem("shippingAddress.countryCode", "is an ISO 3166-1 code of two capitals, like DE"));
        }
        return address;
    }

    private static @Nullable String part(JsonNode address, String name, List<FieldProblem> problems) {
        JsonNode part = address.path(name);
        if (part.isTextual()) {
            return part.textValue();
        }
        if (!part.isMissingNode() && !part.isNull()) {
            problems.add(new FieldProblem("shippingAddress." + name, "is text"));
        }
        return null;
    }

    private static @Nullable String note(JsonNode node, List<FieldProblem> problems) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isTextual() || node.textValue().length() > LONGEST_NOTE) {
            problems.add(new FieldProblem("note", "is text of at most %d characters".formatted(LONGEST_NOTE)));
            return null;
        }
        return node.textValue();
    }

    private static @Nullable List<String> tags(JsonNode node, List<FieldProblem> problems) {
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isArray() || node.size() > MOST_TAGS) {
            problems.add(new FieldProblem("tags", "is a list of at most %d texts".formatted(MOST_TAGS)));
            return null;
        }
        List<String> tags = new ArrayList<>();
        for (int index = 0; index < node.size(); index++) {
            JsonNode tag = node.path(index);
            if (tag.isTextual() && !tag.textValue().isBlank() && tag.textValue().length() <= LONGEST_TAG) {
                tags.add(tag.textValue().strip());
            } else {
                problems.add(new FieldProblem(
                        "tags[%d]".formatted(index), "is text of 1 to %d characters".formatted(LONGEST_TAG)));
            }
        }
        return tags;
    }
}
