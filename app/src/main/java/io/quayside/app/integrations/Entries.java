package io.quayside.app.integrations;

import io.quayside.app.http.FieldProblem;
import io.quayside.app.http.Problem;
import io.quayside.connectors.spi.Field;
import io.quayside.domain.kernel.InvalidValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was entered on a form, held against the fields that a connector declares. */
final class Entries {
    private static final int LONGEST = 20_000;

    private Entries() {}

    /**
     * @param kind {@code credentials} or {@code settings}, as it stands in the request; empty when at its top
     * @param entered empty texts and null count as not entered
     * @throws Problem naming every field that is unknown, missing or has a value that is not among the choices
     */
    static Map<String, String> check(String kind, List<Field> declared, Map<String, @Nullable String> entered) {
        List<FieldProblem> errors = new ArrayList<>();
        Map<String, String> found = new LinkedHashMap<>();
        for (Field field : declared) {
            String value = entered.get(field.name());
            if (value == null || value.isBlank()) {
                if (field.required()) {
                    errors.add(new FieldProblem(path(kind, field.name()), "is required: " + field.help()));
                }
                continue;
            }
            String wrong = whatIsWrong(field, value);
            if (wrong.isEmpty()) {
                found.put(field.name(), value);
            } else {
                errors.add(new FieldProblem(path(kind, field.name()), wrong));
            }
        }
        List<String> names = declared.stream().map(Field::name).toList();
        for (String name : entered.keySet()) {
            if (!names.contains(name)) {
                errors.add(new FieldProblem(
                        path(kind, InvalidValue.excerpt(name)),
                        names.isEmpty() ? "is not known: there is nothing to enter" : "is not known: use " + names));
            }
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
        return found;
    }

    /**
     * What was there before with the changes over it; an empty text or null takes a value away. What the connector
     * stored by itself (the end of a token's life) and does not declare stays.
     *
     * @throws Problem as {@link #check} does
     */
    static Map<String, String> change(
            String kind, List<Field> declared, Map<String, String> before, Map<String, @Nullable String> changes) {
        Set<String> names = declared.stream().map(Field::name).collect(Collectors.toSet());
        Map<String, @Nullable String> entered = new LinkedHashMap<>();
        Map<String, String> own = new LinkedHashMap<>();
        before.forEach((name, value) -> {
            if (names.contains(name)) {
                entered.put(name, value);
            } else {
                own.put(name, value);
            }
        });
        entered.putAll(changes);
        own.putAll(check(kind, declared, entered));
        return own;
    }

    private static String whatIsWrong(Field field, String value) {
        if (value.length() > LONGEST) {
            return "is longer than %d characters".formatted(LONGEST);
        }
        if (!field.choices().isEmpty() && !field.choices().contains(value)) {
            return "must be one of " + String.join(", ", field.choices());
        }
        return "";
    }

    private static String path(String kind, String name) {
        return kind.isEmpty() ? name : kind + "." + name;
    }
}
