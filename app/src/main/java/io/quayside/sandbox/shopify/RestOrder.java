package io.quayside.sandbox.shopify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * An order as the REST API and webhooks tell it: beside each amount a {@code _set} with the shop's money and the buyer's.
 * An order that was placed with sets of its own keeps them; of one that was paid in another currency they are not known.
 */
final class RestOrder {
    private static final List<String> AMOUNTS = List.of(
            "total_line_items_price",
            "subtotal_price",
            "current_subtotal_price",
            "total_discounts",
            "current_total_discounts",
            "total_tax",
            "current_total_tax",
            "total_price",
            "current_total_price");

    private RestOrder() {}

    static ObjectNode of(ObjectNode order) {
        ObjectNode told = order.deepCopy();
        String currency = told.path("currency").asText("USD");
        if (!told.path("presentment_currency").asText(currency).equals(currency)) {
            return told;
        }
        for (String name : AMOUNTS) {
            if (told.hasNonNull(name) && !told.has(name + "_set")) {
                ObjectNode set = told.putObject(name + "_set");
                for (String side : List.of("shop_money", "presentment_money")) {
                    set.putObject(side).put("amount", told.path(name).asText()).put("currency_code", currency);
                }
            }
        }
        return told;
    }
}
