package io.quayside.connectors.ebay;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ErasureDemand;
import io.quayside.connectors.spi.OrderTranslator.Translation;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.kernel.InvalidValue;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a notification of the Notification API means for us. */
final class EbayNotice {
    /** The buyer finished the checkout; comes once for each line of an order. */
    static final String ORDERED = "ORDER_CONFIRMATION";

    static final String SHIPPED = "ITEM_MARKED_SHIPPED";
    /** An eBay user closed the account: every app must forget that person (mandatory for all apps). */
    static final String ACCOUNT_DELETED = "MARKETPLACE_ACCOUNT_DELETION";

    static final String REVOKED = "AUTHORIZATION_REVOCATION";
    private static final Set<String> ABOUT_ORDERS = Set.of(ORDERED, SHIPPED);

    private EbayNotice() {}

    static Translation of(JsonNode json, ConnectionAccess connection) {
        String topic = json.path("metadata").path("topic").asText("");
        JsonNode data = json.path("notification").path("data");
        if (topic.equals(ACCOUNT_DELETED)) {
            return erasure(data);
        }
        if (topic.equals(REVOKED)) {
            return isSeller(data, connection)
                    ? Translation.disconnected("The seller took the permission back in eBay: connect eBay again.")
                    : Translation.nothing("Another seller took the permission back in eBay.");
        }
        if (!ABOUT_ORDERS.contains(topic)) {
            return Translation.nothing("Topic '%s' tells of no order.".formatted(InvalidValue.excerpt(topic)));
        }
        String id = orderId(data);
        if (id.isEmpty()) {
            throw new Unreadable("notification.data.orderId", "is not an order's id");
        }
        return Translation.pointer(id);
    }

    /** Such notices go to one address for all sellers of the app. */
    private static boolean isSeller(JsonNode data, ConnectionAccess connection) {
        return Set.of("username", "userId").stream()
                .map(field -> data.path(field).asText(""))
                .filter(name -> !name.isBlank())
                .anyMatch(name -> connection
                                .optionalCredential("seller")
                                .filter(name::equals)
                                .isPresent()
                        || connection
                                .optionalCredential(EbayConsent.SELLER_ID)
                                .filter(name::equals)
                                .isPresent());
    }

    /** In {@code orderId}, or one level down in {@code order}; empty when it is none. */
    static String orderId(JsonNode data) {
        String id =
                data.path("orderId").asText(data.path("order").path("orderId").asText(""));
        return isOrderId(id) ? id : "";
    }

    static boolean isOrderId(String text) {
        return text.matches("[A-Za-z0-9!-]{1,60}");
    }

    private static Translation erasure(JsonNode data) {
        Set<ErasureDemand.Mark> names = new LinkedHashSet<>();
        for (String field : List.of("username", "userId", "eiasToken")) {
            String name = data.path(field).asText("").strip();
            if (!name.isEmpty() && name.length() <= 300) {
                names.add(new ErasureDemand.Mark(ErasureDemand.Kind.CUSTOMER, name));
            }
        }
        if (names.isEmpty()) {
            throw new Unreadable("notification.data", "names no user: neither username nor userId nor eiasToken");
        }
        return Translation.erasure(new ErasureDemand(
                true, List.copyOf(names), "The buyer closed the eBay account: what we know of that person is erased."));
    }
}
