package io.quayside.connectors.amazon;

import io.quayside.connectors.spi.PlatformHttp.Request;
import io.quayside.connectors.spi.RateLimits.Bucket;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The operations that are called, with the limits that Amazon's models name for each: a token bucket for every
 * operation, seller and application. An answer may tell another rate.
 */
enum Operation {
    SEARCH_ORDERS("searchOrders", "GET", "/orders/2026-01-01/orders", 20, 0.0056),
    GET_ORDER("getOrder", "GET", "/orders/2026-01-01/orders/[^/]+", 30, 0.5),
    GET_ORDERS_V0("getOrders-v0", "GET", "/orders/v0/orders", 20, 0.0167),
    GET_ORDER_V0("getOrder-v0", "GET", "/orders/v0/orders/[^/]+", 30, 0.5),
    GET_ORDER_ITEMS_V0("getOrderItems-v0", "GET", "/orders/v0/orders/[^/]+/orderItems", 30, 0.5),
    CONFIRM_SHIPMENT("confirmShipment", "POST", "/orders/v0/orders/[^/]+/shipmentConfirmation", 10, 2),
    CREATE_RESTRICTED_TOKEN("createRestrictedDataToken", "POST", "/tokens/2021-03-01/restrictedDataToken", 10, 1),
    SEARCH_LISTINGS("searchListingsItems", "GET", "/listings/2021-08-01/items/[^/]+", 5, 5),
    PATCH_LISTING("patchListingsItem", "PATCH", "/listings/2021-08-01/items/[^/]+/[^/]+", 5, 5),
    CREATE_FEED_DOCUMENT("createFeedDocument", "POST", "/feeds/2021-06-30/documents", 15, 0.5),
    GET_FEED_DOCUMENT("getFeedDocument", "GET", "/feeds/2021-06-30/documents/[^/]+", 10, 0.0222),
    CREATE_FEED("createFeed", "POST", "/feeds/2021-06-30/feeds", 15, 0.0083),
    GET_FEEDS("getFeeds", "GET", "/feeds/2021-06-30/feeds", 10, 0.0222),
    GET_FEED("getFeed", "GET", "/feeds/2021-06-30/feeds/[^/]+", 15, 2),
    GET_SUBSCRIPTION("getSubscription", "GET", "/notifications/v1/subscriptions/[^/]+", 5, 1),
    CREATE_SUBSCRIPTION("createSubscription", "POST", "/notifications/v1/subscriptions/[^/]+", 5, 1),
    DELETE_SUBSCRIPTION("deleteSubscriptionById", "DELETE", "/notifications/v1/subscriptions/[^/]+/[^/]+", 5, 1),
    GET_DESTINATIONS("getDestinations", "GET", "/notifications/v1/destinations", 5, 1),
    CREATE_DESTINATION("createDestination", "POST", "/notifications/v1/destinations", 5, 1);

    private final String label;
    private final String method;
    private final Pattern path;
    private final Bucket bucket;

    Operation(String label, String method, String path, int burst, double perSecond) {
        this.label = label;
        this.method = method;
        this.path = Pattern.compile(path);
        this.bucket = new Bucket(label, burst, perSecond);
    }

    String label() {
        return label;
    }

    String method() {
        return method;
    }

    Bucket bucket() {
        return bucket;
    }

    static Optional<Operation> of(Request request) {
        String called = String.valueOf(request.uri().getRawPath());
        return Arrays.stream(values())
                .filter(each -> each.method.equals(request.method())
                        && each.path.matcher(called).matches())
                .findFirst();
    }
}
