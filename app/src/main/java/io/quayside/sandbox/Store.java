package io.quayside.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One simulated shop's state: orders in the platform's own shape, stock, and who listens. Guarded by itself. */
public final class Store {
    private static final int FIRST_STOCK = 500;
    /** Ids go on from the clock, so that a shop that was forgotten does not use one twice. */
    private static final AtomicLong NEXT_ID = new AtomicLong(System.currentTimeMillis() / 10);

    private final String name;
    private final Map<String, ObjectNode> orders = new LinkedHashMap<>();
    private final Map<String, Integer> stock = new LinkedHashMap<>();
    private final Map<String, ObjectNode> hooks = new LinkedHashMap<>();
    private final Map<String, ObjectNode> documents = new LinkedHashMap<>();
    private final Random dice = new Random(42);

    Store(String name) {
        this.name = name;
        Basket.all().forEach(item -> stock.put(item.sku(), FIRST_STOCK));
    }

    public String name() {
        return name;
    }

    public static long nextId() {
        return NEXT_ID.incrementAndGet();
    }

    public synchronized Basket basket() {
        Basket basket = Basket.drawn(dice);
        basket.items().forEach(item -> stock.computeIfPresent(item.sku(), (sku, left) -> left - item.quantity()));
        return basket;
    }

    public synchronized List<ObjectNode> orders() {
        return List.copyOf(orders.values());
    }

    public synchronized Optional<ObjectNode> order(String id) {
        return Optional.ofNullable(orders.get(id));
    }

    public synchronized void put(String id, ObjectNode order) {
        orders.put(id, order);
    }

    /** Webhooks by id, in the platform's own shape. */
    public synchronized Map<String, ObjectNode> hooks() {
        return new LinkedHashMap<>(hooks);
    }

    public synchronized void hook(String id, @Nullable ObjectNode hook) {
        if (hook == null) {
            hooks.remove(id);
        } else {
            hooks.put(id, hook);
        }
    }

    /** What the platform keeps beside orders: shipments, notes and the like, by a path of the caller's choice. */
    public synchronized Map<String, ObjectNode> documents() {
        return new LinkedHashMap<>(documents);
    }

    public synchronized void document(String path, ObjectNode document) {
        documents.put(path, document);
    }

    public synchronized Map<String, Integer> stock() {
        return new LinkedHashMap<>(stock);
    }

    public synchronized void setStock(String sku, int units) {
        stock.put(sku, units);
    }
}
