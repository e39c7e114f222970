package io.quayside.sandbox.ebay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.OwnersDesk;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * One order on eBay's own pages. Nobody is told: eBay has no notice of it, so it is seen by asking for the orders. The
 * caller holds the store.
 */
final class SellerHub implements OwnersDesk {
    private final ObjectNode order;

    SellerHub(ObjectNode order) {
        this.order = order;
    }

    @Override
    public Optional<String> cancel() {
        if (!order.path("orderFulfillmentStatus").asText().equals("NOT_STARTED")) {
            return Optional.of("what was shipped is not cancelled there");
        }
        EbaySales.cancelled(order, "BUYER_ASKED_CANCEL");
        return Optional.empty();
    }

    @Override
    public Optional<String> change(Edit edit) {
        return Optional.of(
                "eBay lets nobody change an order that was paid: the seller cancels it and the buyer buys again");
    }

    @Override
    public Optional<String> refund(Optional<BigDecimal> amount) {
        JsonNode total = order.path("pricingSummary").path("total");
        BigDecimal back =
                amount.orElseGet(() -> Json.amount(total.path("value")).subtract(EbaySales.given(order)));
        ObjectNode wish =
                Json.object().put("reasonForRefund", "OTHER_ADJUSTMENT").put("comment", "");
        wish.set(
                "orderLevelRefundAmount",
                EbayOrderShape.money(back, total.path("currency").asText()));
        return EbaySales.refund(order, wish).status() == 200
                ? Optional.empty()
                : Optional.of("The refund amount is more than what is left of the order");
    }
}
