package io.quayside.connectors.spi;

import java.util.List;

/**
 * One thing to enter on a form.
 *
 * @param name the JSON key
 * @param label what a person reads
 * @param help where to find it or what it does, one sentence
 * @param choices the allowed values, empty when free text
 */
public record Field(
        String name,
        String label,
        String help,
        boolean required,
        boolean secret,
        String defaultValue,
        List<String> choices) {
    public static Field secret(String name, String label, String help) {
        return new Field(name, label, help, true, true, "", List.of());
    }

    public static Field text(String name, String label, String help) {
        return new Field(name, label, help, true, false, "", List.of());
    }

    public static Field optional(String name, String label, String help, String defaultValue) {
        return new Field(name, label, help, false, false, defaultValue, List.of());
    }

    public static Field choice(String name, String label, String help, String defaultValue, List<String> choices) {
        return new Field(name, label, help, false, false, defaultValue, List.copyOf(choices));
    }

    /** The same field, but it may be left empty. */
    public Field orNothing() {
        return new Field(name, label, help, false, secret, defaultValue, choices);
    }
}
