package io.quayside.connectors.shopify;

import io.quayside.domain.kernel.InvalidValue;
import java.util.Map;
import java.util.Optional;

/** Which of Shopify's webhook topics tell of an order, and what to make of the others. */
final class ShopifyTopics {
    private static final Map<String, String> AMONG_ORDERS = Map.of(
            "orders/delete", "Shopify deleted the order; what is known of it stays.",
            "orders/edited", "An order edit; the order itself comes as orders/updated.",
            "orders/risk_assessment_changed", "A risk assessment, which holds no order.",
            "orders/shopify_protect_eligibility_changed", "A change of Shopify Protect, which holds no order.",
            "orders/link_requested", "A buyer asked for the order's page.");
    private static final Map<String, String> OTHERS = Map.of(
            "refunds/create", "A refund; the order itself comes as orders/updated.",
            "fulfillments/create", "A fulfillment; the order itself comes as orders/updated.",
            "fulfillments/update", "A fulfillment; the order itself comes as orders/updated.");

    static final String UNINSTALLED = "app/uninstalled";

    private ShopifyTopics() {}

    /** Why a delivery of this topic holds no order; empty when it must hold one, as polled orders do, without topic. */
    static Optional<String> tellsOfNoOrder(String topic) {
        if (AMONG_ORDERS.containsKey(topic)) {
            return Optional.of(AMONG_ORDERS.get(topic));
        }
        if (topic.startsWith("orders/") || topic.indexOf('/') < 0) {
            return Optional.empty();
        }
        return Optional.of(
                OTHERS.getOrDefault(topic, "Topic '%s' tells of no order.".formatted(InvalidValue.excerpt(topic))));
    }
}
