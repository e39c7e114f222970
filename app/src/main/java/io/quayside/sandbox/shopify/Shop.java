package io.quayside.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.LeakyBucket;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One shop's state: orders as the REST API shows them, subscriptions, stock and limits. Guarded by itself. */
final class Shop {
    /** Ids go on from the clock, so that a shop that was forgotten does not use one twice. */
    private static final AtomicLong NEXT_ID = new AtomicLong(System.currentTimeMillis() * 100);

    private static final int FIRST_STOCK = 500;
    private static final int MOST_KEYS = 10_000;
    private static final long FIRST_ITEM = 43_729_076_000_001L;
    private static final String ITEM = "gid://shopify/InventoryItem/";
    private static final Map<String, String> CATALOG = catalog();
    private static final List<String[]> BUYERS = List.of(
            new String[] {"Mary", "Jones", "12 Harbor Rd", "Portland", "OR", "97201"},
            new String[] {"Li", "Wei", "77 Pier Ave", "Seattle", "WA", "98101"},
            new String[] {"Ana", "Silva", "5 Dock St", "Boston", "MA", "02110"},
            new String[] {"Tom", "Becker", "310 Quay Ln", "Austin", "TX", "78701"});

    private final String host;
    private final Map<String, ObjectNode> orders = new LinkedHashMap<>();
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private final Map<String, Integer> stock = new LinkedHashMap<>();
    private final Map<String, Long> itemIds = new LinkedHashMap<>();
    private final Map<String, Plan> plans = new HashMap<>();
    private final Map<Plan, String> planIds = new HashMap<>();
    private final Map<String, Done> done = new LinkedHashMap<>();
    private final Random dice = new Random(42);
    final LeakyBucket rest = new LeakyBucket(40, 2);
    final LeakyBucket graphQl = new LeakyBucket(2_000, 100);

    record Subscription(String id, String topic, String uri, String createdAt) {}

    /** Which part of which order a fulfillment order plans. */
    record Plan(String orderId, boolean giftCards) {}

    /** What a call with an idempotency key was, and was answered. */
    record Done(String input, ObjectNode answer) {}

    Shop(String host) {
        this.host = host;
        CATALOG.keySet().forEach(sku -> setStock(sku, FIRST_STOCK));
    }

    String host() {
        return host;
    }

    static long nextId() {
        return NEXT_ID.incrementAndGet();
    }

    synchronized List<ObjectNode> orders() {
        return List.copyOf(orders.values());
    }

    synchronized Optional<ObjectNode> order(String id) {
        return Optional.ofNullable(orders.get(id.replaceFirst(".*/", "")));
    }

    /** Fills in what is missing of an order in the REST shape. */
    synchronized ObjectNode place(ObjectNode given) {
        ObjectNode order = given.deepCopy();
        long id = order.path("id").isIntegralNumber() ? order.path("id").asLong() : nextId();
        String now = now();
        order.put("id", id).put("admin_graphql_api_id", "gid://shopify/Order/" + id);
        for (String time : List.of("created_at", "processed_at", "updated_at")) {
            if (!order.hasNonNull(time)) {
                order.put(time, now);
            }
        }
        if (!order.path("order_number").isIntegralNumber()) {
            order.put("order_number", 1001 + orders.size());
        }
        if (!order.hasNonNull("name")) {
            order.put("name", "#" + order.path("order_number").asInt());
        }
        orders.put("" + id, order);
        return order;
    }

    /** An order of one to three lines, with amounts that add up. */
    synchronized ObjectNode generate() {
        long id = nextId();
        String[] buyer = BUYERS.get(dice.nextInt(BUYERS.size()));
        String name = buyer[0] + " " + buyer[1];
        String email = (buyer[0] + "." + buyer[1] + "@example.com").toLowerCase(java.util.Locale.ROOT);
        ObjectNode order = Json.object()
                .put("id", id)
                .put("currency", "USD")
                .put("presentment_currency", "USD")
                .put("taxes_included", false)
                .put("test", false)
                .put("confirmed", true)
                .putNull("cancelled_at")
                .putNull("closed_at")
                .put("financial_status", "paid")
                .putNull("fulfillment_status")
                .put("source_name", "web")
                .put("email", email)
                .put("tags", "");
        var lines = order.putArray("line_items");
        List<String> skus = new ArrayList<>(CATALOG.keySet());
        BigDecimal subtotal = BigDecimal.ZERO;
        for (int i = 0, count = 1 + dice.nextInt(3); i < count; i++) {
            String sku = skus.remove(dice.nextInt(skus.size()));
            String[] titleAndPrice = CATALOG.getOrDefault(sku, "").split("\\|");
            int quantity = 1 + dice.nextInt(3);
            subtotal = subtotal.add(new BigDecimal(titleAndPrice[1]).multiply(BigDecimal.valueOf(quantity)));
            ObjectNode line = lines.addObject()
                    .put("id", nextId())
                    .put("sku", sku)
                    .put("title", titleAndPrice[0])
                    .put("quantity", quantity)
                    .put("current_quantity", quantity)
                    .put("fulfillable_quantity", quantity)
                    .put("price", titleAndPrice[1])
                    .put("total_discount", "0.00")
                    .put("requires_shipping", true)
                    .put("gift_card", false);
            line.putArray("discount_allocations");
            line.putArray("tax_lines");
            line.putArray("properties");
            stock.computeIfPresent(sku, (key, left) -> left - quantity);
        }
        BigDecimal shipping = new BigDecimal("5.90");
        ObjectNode carriage = order.putArray("shipping_lines")
                .addObject()
                .put("id", nextId())
                .put("code", "STANDARD")
                .put("title", "Standard")
                .put("price", shipping.toPlainString())
                .put("discounted_price", shipping.toPlainString());
        carriage.putArray("tax_lines");
        carriage.putArray("discount_allocations");
        String total = subtotal.add(shipping).toPlainString();
        for (String field : List.of("subtotal_price", "current_subtotal_price", "total_line_items_price")) {
            order.put(field, subtotal.toPlainString());
        }
        for (String field : List.of("total_discounts", "current_total_discounts", "total_tax", "current_total_tax")) {
            order.put(field, "0.00");
        }
        order.put("total_price", total).put("current_total_price", total);
        order.putObject("customer")
                .put("id", nextId())
                .put("first_name", buyer[0])
                .put("last_name", buyer[1])
                .put("email", email);
        for (String address : List.of("shipping_address", "billing_address")) {
            order.putObject(address)
                    .put("name", name)
                    .put("address1", buyer[2])
                    .put("city", buyer[3])
                    .put("province_code", buyer[4])
                    .put("zip", buyer[5])
                    .put("country_code", "US");
        }
        order.putArray("refunds");
        order.putArray("fulfillments");
        order.putArray("note_attributes");
        return place(order);
    }

    synchronized void cancel(ObjectNode order, String reason, boolean restock) {
        for (JsonNode line : order.path("line_items")) {
            int left = FulfillmentPlans.left(line);
            ((ObjectNode) line).put("fulfillable_quantity", 0);
            if (restock) {
                stock.computeIfPresent(line.path("sku").asText(), (sku, units) -> units + left);
            }
        }
        order.put("cancelled_at", now()).put("cancel_reason", reason).put("updated_at", now());
    }

    /** The id of the order's fulfillment order, which is made at the first question. */
    synchronized String planId(String orderId, boolean giftCards) {
        return planIds.computeIfAbsent(new Plan(orderId, giftCards), plan -> {
            String id = "gid://shopify/FulfillmentOrder/" + nextId();
            plans.put(id, plan);
            return id;
        });
    }

    synchronized Optional<Plan> plan(String id) {
        return Optional.ofNullable(plans.get(id));
    }

    synchronized @Nullable Done done(String key) {
        return done.get(key);
    }

    synchronized void done(String key, Done what) {
        done.put(key, what);
        if (done.size() > MOST_KEYS) {
            done.remove(done.keySet().iterator().next());
        }
    }

    synchronized List<Subscription> subscriptions() {
        return List.copyOf(subscriptions.values());
    }

    /** Empty when the topic goes to this address already. */
    synchronized Optional<Subscription> subscribe(String topic, String uri) {
        if (subscriptions().stream()
                .anyMatch(known -> known.topic().equals(topic) && known.uri().equals(uri))) {
            return Optional.empty();
        }
        Subscription made = new Subscription("gid://shopify/WebhookSubscription/" + nextId(), topic, uri, now());
        subscriptions.put(made.id(), made);
        return Optional.of(made);
    }

    synchronized Optional<Subscription> unsubscribe(String id) {
        return Optional.ofNullable(subscriptions.remove(id));
    }

    synchronized Map<String, Integer> stock() {
        return new LinkedHashMap<>(stock);
    }

    synchronized void setStock(String sku, int units) {
        itemIds.computeIfAbsent(sku, any -> FIRST_ITEM + itemIds.size());
        stock.put(sku, units);
    }

    /** The global id of the SKU's inventory item. */
    synchronized String itemId(String sku) {
        return ITEM + itemIds.getOrDefault(sku, 0L);
    }

    synchronized Optional<String> skuOf(String itemId) {
        return itemIds.entrySet().stream()
                .filter(item -> (ITEM + item.getValue()).equals(itemId))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whole seconds, as Shopify has them. */
    static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Map<String, String> catalog() {
        Map<String, String> catalog = new LinkedHashMap<>();
        catalog.put("MUG-RED", "Mug, red|14.50");
        catalog.put("MUG-BLUE", "Mug, blue|14.50");
        catalog.put("TEE-S", "T-shirt, S|22.00");
        catalog.put("TEE-M", "T-shirt, M|22.00");
        catalog.put("TEE-L", "T-shirt, L|22.00");
        catalog.put("POSTER-A2", "Poster, A2|9.95");
        catalog.put("CAP-BLACK", "Cap, black|19.00");
        catalog.put("TOTE-01", "Tote bag|18.00");
        return catalog;
    }
}
