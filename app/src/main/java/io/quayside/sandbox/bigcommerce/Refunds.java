package io.quayside.sandbox.bigcommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** What a refund of a simulated order comes to. */
final class Refunds {
    private Refunds() {}

    static BigDecimal left(JsonNode order) {
        BigDecimal left = new BigDecimal(order.path("total_inc_tax").asText());
        for (JsonNode refund : order.path("refunds")) {
            left = left.subtract(new BigDecimal(refund.path("total_amount").asText()));
        }
        return left;
    }

    static BigDecimal worth(JsonNode order, JsonNode wish) {
        BigDecimal worth = BigDecimal.ZERO;
        for (JsonNode item : wish.path("items")) {
            if (item.hasNonNull("amount")) {
                worth = worth.add(item.path("amount").decimalValue());
            } else {
                for (JsonNode product : order.path("products")) {
                    if (product.path("id").asLong() == item.path("item_id").asLong()) {
                        worth = worth.add(
                                new BigDecimal(product.path("price_inc_tax").asText())
                                        .multiply(BigDecimal.valueOf(
                                                item.path("quantity").asInt())));
                    }
                }
            }
        }
        return worth;
    }

    /** Units that are refunded are not to be shipped any more. */
    static void takeOff(ObjectNode order, JsonNode wish) {
        for (JsonNode item : wish.path("items")) {
            for (JsonNode product : order.path("products")) {
                if (item.path("item_type").asText().equals("PRODUCT")
                        && product.path("id").asLong() == item.path("item_id").asLong()) {
                    ((ObjectNode) product)
                            .put(
                                    "quantity_refunded",
                                    product.path("quantity_refunded").asInt()
                                            + item.path("quantity").asInt());
                }
            }
        }
    }
}
