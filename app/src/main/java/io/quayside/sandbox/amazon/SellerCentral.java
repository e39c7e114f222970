package io.quayside.sandbox.amazon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.OwnersDesk;
import io.quayside.sandbox.Store;
import java.math.BigDecimal;
import java.util.Optional;

/** One order in Seller Central. */
final class SellerCentral implements OwnersDesk {
    private final OrdersApi orders;
    private final Store store;
    private final ObjectNode order;

    SellerCentral(OrdersApi orders, Store store, ObjectNode order) {
        this.orders = orders;
        this.store = store;
        this.order = order;
    }

    @Override
    public Optional<String> cancel() {
        return orders.cancel(store, order.path("orderId").asText(), "BuyerCanceled");
    }

    @Override
    public Optional<String> change(Edit edit) {
        return Optional.of("Amazon lets no seller change the address or the note of an order");
    }

    @Override
    public Optional<String> refund(Optional<BigDecimal> amount) {
        return Optional.of("Amazon's orders show no refund: it is seen in the seller's payments alone");
    }
}
