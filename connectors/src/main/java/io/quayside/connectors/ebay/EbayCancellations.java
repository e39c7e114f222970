package io.quayside.connectors.ebay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.payload.JsonApi;
import io.quayside.connectors.spi.CancellationSink;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The Post-Order API: a request of the buyer's that waits is approved, else the seller cancels. Only whole orders can be
 * cancelled. eBay gives the buyer the money back, and counts a cancellation for want of stock against the seller.
 */
final class EbayCancellations implements CancellationSink {
    private static final String PATH = "/post-order/v2/cancellation";
    private final EbayMessageSigning signing;

    EbayCancellations(EbayMessageSigning signing) {
        this.signing = signing;
    }

    @Override
    public void cancel(String orderExternalId, String reason, ConnectionAccess connection, PlatformHttp http) {
        JsonNode order = EbayApi.get(EbayApi.order(orderExternalId), connection, http);
        JsonNode status = order.path("cancelStatus");
        if (Set.of("CANCELED", "CANCELLED").contains(status.path("cancelState").asText())) {
            return;
        }
        Map<String, String> headers = headers(order, connection);
        for (JsonNode request : status.path("cancelRequests")) {
            String id = request.path("cancelRequestId").asText("");
            if (request.path("cancelRequestState").asText().equals("REQUESTED") && !id.isEmpty()) {
                if (request.path("cancelInitiator").asText("").equalsIgnoreCase("seller")) {
                    return; // ours from before: eBay gives the money back and closes it by itself
                }
                EbayApi.sendSigned(
                        PATH + "/" + JsonApi.encoded(id) + "/approve", null, headers, connection, signing, http);
                return;
            }
        }
        JsonNode made = EbayApi.sendSigned(PATH, wish(order, reason), headers, connection, signing, http)
                .body();
        if (made.path("cancelId").asText("").isBlank()) {
            throw new ConnectorException.Refused(
                    "eBay does not cancel this order: it is too late, or there is a case or return about it.");
        }
    }

    /** Tokens of OAuth have a scheme of their own here. */
    private static Map<String, String> headers(JsonNode order, ConnectionAccess connection) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Authorization", "IAF " + connection.credential("accessToken"));
        String marketplace =
                order.path("lineItems").path(0).path("listingMarketplaceId").asText("");
        if (marketplace.matches("EBAY_[A-Z_]{2,20}")) {
            headers.put("X-EBAY-C-MARKETPLACE-ID", marketplace);
        }
        return headers;
    }

    private static ObjectNode wish(JsonNode order, String reason) {
        boolean paid = List.of("PAID", "PARTIALLY_REFUNDED")
                .contains(order.path("orderPaymentStatus").asText());
        ObjectNode wish = JsonApi.object()
                .put(
                        "legacyOrderId",
                        order.path("legacyOrderId").asText(order.path("orderId").asText()))
                .put(
                        "cancelReason",
                        reason.equals("customer") ? "BUYER_ASKED_CANCEL" : "OUT_OF_STOCK_OR_CANNOT_FULFILL")
                .put("buyerPaid", paid);
        String paidAt = order.path("paymentSummary")
                .path("payments")
                .path(0)
                .path("paymentDate")
                .asText("");
        if (paid && !paidAt.isEmpty()) {
            wish.putObject("buyerPaidDate").put("value", paidAt);
        }
        return wish;
    }
}
