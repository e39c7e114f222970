package io.quayside.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.OwnersDesk;
import io.quayside.sandbox.Store;
import java.math.BigDecimal;
import java.util.Optional;

/** One order in wp-admin, and the refund that the API shares with it. The caller holds the store. */
final class OrderPage implements OwnersDesk {
    private final ObjectNode order;
    private final Runnable updated;

    /** @param updated tells whoever listens */
    OrderPage(ObjectNode order, Runnable updated) {
        this.order = order;
        this.updated = updated;
    }

    @Override
    public Optional<String> cancel() {
        order.put("status", "cancelled");
        touch();
        return Optional.empty();
    }

    @Override
    public Optional<String> change(Edit edit) {
        edit.note().ifPresent(note -> order.put("customer_note", note));
        if (edit.isOfAddress()) {
            edit.into(order.withObject("/shipping"), "address_1", "city", "postcode");
        }
        touch();
        return Optional.empty();
    }

    @Override
    public Optional<String> refund(Optional<BigDecimal> amount) {
        return paidBack(Store.nextId(), amount.orElseGet(this::left), "")
                ? Optional.empty()
                : Optional.of("Invalid refund amount.");
    }

    /** @return whether it was not too much, and more than nothing */
    boolean paidBack(long id, BigDecimal amount, String reason) {
        BigDecimal left = left();
        if (amount.signum() <= 0 || amount.compareTo(left) > 0) {
            return false;
        }
        if (amount.compareTo(left) == 0) {
            order.put("status", "refunded");
        }
        order.withArray("refunds")
                .addObject()
                .put("id", id)
                .put("reason", reason)
                .put("total", "-" + amount.toPlainString());
        touch();
        return true;
    }

    private BigDecimal left() {
        BigDecimal left = new BigDecimal(order.path("total").asText());
        for (JsonNode earlier : order.path("refunds")) {
            left = left.add(new BigDecimal(earlier.path("total").asText()));
        }
        return left;
    }

    private void touch() {
        order.put("date_modified_gmt", WooPlatform.now()).put("date_modified", WooPlatform.now());
        updated.run();
    }
}
