package io.quayside.connectors.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.spi.CancellationSink;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import java.util.Locale;
import java.util.Set;

/** Cancels orders. Shopify does it in a job of its own; the orders/cancelled webhook tells when it is done. */
final class ShopifyCancellations implements CancellationSink {
    private static final Set<String> REASONS = Set.of("CUSTOMER", "DECLINED", "FRAUD", "INVENTORY", "STAFF", "OTHER");

    @Override
    public void cancel(String orderExternalId, String reason, ConnectionAccess connection, PlatformHttp http) {
        String id = ShopifyApi.gid("Order", orderExternalId);
        JsonNode order = ShopifyApi.ask(
                        ShopifyQueries.CANCELLATION,
                        ShopifyApi.JSON.createObjectNode().put("id", id),
                        2,
                        connection,
                        http)
                .path("order");
        if (!order.isObject()) {
            throw new ConnectorException.Refused("Shopify knows no order with the id %s.".formatted(orderExternalId));
        }
        if (!order.path("cancelledAt").isNull() && !order.path("cancelledAt").isMissingNode()) {
            return;
        }
        String word = reason.toUpperCase(Locale.ROOT);
        ObjectNode variables = ShopifyApi.JSON
                .createObjectNode()
                .put("id", id)
                .put("reason", REASONS.contains(word) ? word : "OTHER")
                .put("note", "Cancelled in Quayside");
        variables
                .putObject("refund")
                .put(
                        "originalPaymentMethodsRefund",
                        !connection.setting("refundOnCancel").orElse("yes").equals("no"));
        JsonNode answer = ShopifyApi.ask(ShopifyQueries.CANCEL, variables, 10, connection, http)
                .path("orderCancel");
        ShopifyApi.refuseOn(answer.path("orderCancelUserErrors"), "cancel the order");
    }
}
