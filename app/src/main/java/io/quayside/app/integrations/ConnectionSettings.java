package io.quayside.app.integrations;

import io.quayside.app.http.FieldProblem;
import io.quayside.app.http.Problem;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.Field;
import io.quayside.domain.orders.FilterSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What may be set of a connection: what its connector asks for, what it is told of stock, and which of its orders
 * are taken in. */
final class ConnectionSettings {
    /** When a connection is made, beside the rest of the filter. */
    static final Field FIRST_ORDER_DATE = Field.optional(
            FilterSettings.FIRST_ORDER_DATE,
            "Earliest order date",
            "Orders placed before this day, such as 2026-01-31, are shown as ignored; older ones are not even fetched.",
            "");

    private static final List<Field> FILTER = List.of(
            FIRST_ORDER_DATE,
            Field.optional(
                    FilterSettings.ONLY_COUNTRIES,
                    "Only to these countries",
                    "Two-letter codes, separated by commas; orders to others are ignored.",
                    ""),
            Field.optional(
                    FilterSettings.EXCEPT_COUNTRIES,
                    "Not to these countries",
                    "Two-letter codes, separated by commas; orders to them are ignored.",
                    ""),
            Field.optional(
                    FilterSettings.ONLY_TAGS,
                    "Only with these tags",
                    "Separated by commas; orders with none of them are ignored.",
                    ""),
            Field.optional(
                    FilterSettings.EXCEPT_TAGS,
                    "Not with these tags",
                    "Separated by commas; orders with one of them are ignored.",
                    ""),
            Field.optional(
                    FilterSettings.ONLY_SKUS,
                    "Only with these SKUs",
                    "Separated by commas, * stands for anything; orders without any of them are ignored.",
                    ""),
            Field.optional(
                    FilterSettings.EXCEPT_SKUS,
                    "Not of these SKUs",
                    "Separated by commas, * stands for anything; orders of nothing else are ignored.",
                    ""),
            Field.optional(
                    FilterSettings.LEAST_VALUE,
                    "From this total",
                    "Such as 10.00, or 10.00 EUR to judge orders in euros only; smaller orders are ignored.",
                    ""),
            Field.optional(
                    FilterSettings.MOST_VALUE,
                    "Up to this total",
                    "Such as 500.00, or 500.00 EUR to judge orders in euros only; larger orders are ignored.",
                    ""));

    private ConnectionSettings() {}

    static List<Field> of(Connector connector) {
        List<Field> all = new ArrayList<>(connector.settings());
        all.addAll(StockSettings.of(connector));
        all.addAll(FILTER);
        return all;
    }

    /** @throws Problem naming each setting whose value can't be read, beyond what {@link Entries} knows of fields */
    static Map<String, String> checked(Map<String, String> settings) {
        Map<String, String> problems = new LinkedHashMap<>(StockSettings.problemsIn(settings));
        problems.putAll(new TreeMap<>(FilterSettings.problemsIn(settings)));
        if (!problems.isEmpty()) {
            throw Problem.invalid(problems.entrySet().stream()
                    .map(problem -> new FieldProblem("settings." + problem.getKey(), problem.getValue()))
                    .toList());
        }
        return settings;
    }
}
