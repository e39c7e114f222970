package io.quayside.app.integrations;

import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.Field;
import io.quayside.domain.inventory.StockRule;
import io.quayside.domain.kernel.InvalidValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What may be set of every channel that is told of stock. */
final class StockSettings {
    private static final List<Field> STOCK = List.of(
            Field.choice(
                    StockRule.SYNC,
                    "Tell the channel of stock",
                    "Whether stock levels are sent to this channel.",
                    "on",
                    List.of("on", "off")),
            Field.optional(
                    StockRule.BUFFER,
                    "Units kept back",
                    "So many available units of each SKU are not offered on this channel; a whole number from 0 to 1000000.",
                    "0"),
            Field.optional(
                    StockRule.CAP,
                    "Most units shown",
                    "This channel never sees more units of a SKU than this; a whole number from 0 to 1000000, empty for no limit.",
                    ""),
            Field.optional(
                    StockRule.PERCENT,
                    "Share of the stock",
                    "Percent of the available units that this channel may sell, before units are kept back; 0 to 100.",
                    "100"),
            Field.optional(
                    StockRule.LOCATIONS,
                    "Locations",
                    "Only stock at these locations is offered on this channel: their ids, separated by commas; empty for all.",
                    ""));

    private StockSettings() {}

    static List<Field> of(Connector connector) {
        return connector.stockSink().isPresent() ? STOCK : List.of();
    }

    /** What is wrong with each setting whose value makes no sense, by its name. */
    static Map<String, String> problemsIn(Map<String, String> settings) {
        Map<String, String> problems = new LinkedHashMap<>();
        for (Field field : STOCK) {
            try {
                StockRule.of(Map.of(field.name(), settings.getOrDefault(field.name(), "")));
            } catch (InvalidValue e) {
                problems.put(field.name(), String.valueOf(e.getMessage()));
            }
        }
        return problems;
    }
}
