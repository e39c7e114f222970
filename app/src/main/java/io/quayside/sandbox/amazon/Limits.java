package io.quayside.sandbox.amazon;

import io.quayside.sandbox.Call;
import io.quayside.sandbox.LeakyBucket;
import io.quayside.sandbox.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** A token bucket for each operation and seller, with the numbers of Amazon's models. Thread-safe. */
final class Limits {
    /** @param path of the operation */
    private record Plan(String operation, String method, Pattern path, double burst, double perSecond) {
        static Plan of(String operation, String method, String path, double burst, double perSecond) {
            return new Plan(operation, method, Pattern.compile(path), burst, perSecond);
        }
    }

    private static final List<Plan> PLANS = List.of(
            Plan.of("searchOrders", "GET", "orders/2026-01-01/orders", 20, 0.0056),
            Plan.of("getOrder", "GET", "orders/2026-01-01/orders/[^/]+", 30, 0.5),
            Plan.of("getOrders", "GET", "orders/v0/orders", 20, 0.0167),
            Plan.of("getOrderItems", "GET", "orders/v0/orders/[^/]+/orderItems", 30, 0.5),
            Plan.of("getOrderParts", "GET", "orders/v0/orders/[^/]+/(address|buyerInfo|orderItems/buyerInfo)", 30, 0.5),
            Plan.of("getOrderV0", "GET", "orders/v0/orders/[^/]+", 30, 0.5),
            Plan.of("confirmShipment", "POST", "orders/v0/orders/[^/]+/shipmentConfirmation", 10, 2),
            Plan.of("createRestrictedDataToken", "POST", "tokens/2021-03-01/restrictedDataToken", 10, 1),
            Plan.of("searchListingsItems", "GET", "listings/2021-08-01/items/[^/]+", 5, 5),
            Plan.of("getListingsItem", "GET", "listings/2021-08-01/items/[^/]+/[^/]+", 10, 5),
            Plan.of("patchListingsItem", "PATCH", "listings/2021-08-01/items/[^/]+/[^/]+", 5, 5),
            Plan.of("createFeedDocument", "POST", "feeds/2021-06-30/documents", 15, 0.5),
            Plan.of("getFeedDocument", "GET", "feeds/2021-06-30/documents/[^/]+", 10, 0.0222),
            Plan.of("createFeed", "POST", "feeds/2021-06-30/feeds", 15, 0.0083),
            Plan.of("getFeeds", "GET", "feeds/2021-06-30/feeds", 10, 0.0222),
            Plan.of("getFeed", "GET", "feeds/2021-06-30/feeds/[^/]+", 15, 2),
            Plan.of("notifications", "[A-Z]+", "notifications/v1/.*", 5, 1));

    /** @param factor the scale that it was made with */
    private record Bucket(LeakyBucket bucket, double factor) {}

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    /** The refusal, when the call finds no token; else empty. */
    Optional<Reply> refusal(String seller, String path, Call call, double factor) {
        Optional<Plan> plan = plan(path, call);
        if (plan.isEmpty()) {
            return Optional.empty();
        }
        // each method of the notifications API is an operation of its own
        String key = seller + " " + plan.get().operation() + " " + call.method();
        Bucket mine = buckets.compute(
                key,
                (name, known) -> known != null && known.factor() == factor
                        ? known
                        : new Bucket(
                                new LeakyBucket(
                                        Math.max(1, plan.get().burst() * factor),
                                        plan.get().perSecond() * factor),
                                factor));
        return mine.bucket().take(1)
                ? Optional.empty()
                : Optional.of(
                        SpApiError.reply(429, "QuotaExceeded", "You exceeded your quota for the requested resource."));
    }

    /** What {@code x-amzn-RateLimit-Limit} says; some operations say nothing. */
    Optional<String> rate(String path, Call call, double factor) {
        return plan(path, call).map(plan -> java.math.BigDecimal.valueOf(plan.perSecond() * factor)
                .setScale(4, java.math.RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString());
    }

    private static Optional<Plan> plan(String path, Call call) {
        return PLANS.stream()
                .filter(plan -> call.method().matches(plan.method())
                        && plan.path().matcher(path).matches())
                .findFirst();
    }
}
