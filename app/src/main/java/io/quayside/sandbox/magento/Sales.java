package io.quayside.sandbox.magento;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.sandbox.Call;
import io.quayside.sandbox.Json;
import io.quayside.sandbox.Reply;
import io.quayside.sandbox.Store;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Orders and their documents: shipments, invoices, credit memos. The caller holds the store. */
final class Sales {
    private static final Set<String> NOT_CANCELED =
            Set.of("canceled", "complete", "closed", "holded", "payment_review");
    private final Store store;

    Sales(Store store) {
        this.store = store;
    }

    Reply answer(String[] parts, Call call) {
        boolean get = call.method().equals("GET");
        if (parts.length == 1 && get && parts[0].equals("orders")) {
            return new Search(call).answer(store.orders(), "entity_id");
        }
        if (parts.length == 1
                && get
                && Set.of("shipments", "invoices", "creditmemos").contains(parts[0])) {
            return new Search(call).answer(documents(store, parts[0], ""), "entity_id");
        }
        if (parts.length == 2
                && get
                && Set.of("shipment", "creditmemo", "invoices").contains(parts[0])) {
            String kind = parts[0].equals("invoices") ? "invoices" : parts[0] + "s";
            ObjectNode document = store.documents().get(kind + "/" + parts[1]);
            return document == null ? Errors.unknown(parts[1]) : Reply.ok(document);
        }
        if (parts.length == 2 && parts[0].equals("shipment") && parts[1].equals("track") && !get) {
            return track((ObjectNode) call.json().path("entity"));
        }
        if (parts.length == 3 && parts[0].equals("invoice") && parts[2].equals("refund") && !get) {
            ObjectNode invoice = store.documents().get("invoices/" + parts[1]);
            return invoice == null
                    ? Errors.unknown(parts[1])
                    : store.order(invoice.path("order_id").asText())
                            .map(order -> new CreditMemo(store, order).refund(call.json()))
                            .orElseGet(() -> Errors.unknown(parts[1]));
        }
        if (parts.length < 2 || !Set.of("orders", "order").contains(parts[0])) {
            return Errors.noRoute();
        }
        ObjectNode order = store.order(parts[1]).orElse(null);
        if (order == null) {
            return Errors.unknown(parts[1]);
        }
        String what = parts[0] + " " + (parts.length == 3 ? parts[2] : "") + " " + call.method();
        return switch (what) {
            case "orders  GET" -> Reply.ok(order);
            case "orders cancel POST" -> cancel(order);
            case "orders hold POST" -> hold(order, true);
            case "orders unhold POST" -> hold(order, false);
            case "orders comments POST" -> comment(order, call.json().path("statusHistory"));
            case "order ship POST" -> ship(order, call.json());
            case "order invoice POST" -> invoiced(order);
            case "order refund POST" -> new CreditMemo(store, order).refund(call.json());
            default -> Errors.noRoute();
        };
    }

    ObjectNode whole(ObjectNode order) {
        ObjectNode whole = order.deepCopy();
        for (String kind : List.of("shipments", "invoices", "creditmemos")) {
            documents(store, kind, order.path("entity_id").asText()).forEach(whole.putArray(kind)::add);
        }
        return whole;
    }

    /** @param order whose they are; empty for all */
    static List<ObjectNode> documents(Store store, String kind, String order) {
        List<ObjectNode> found = new ArrayList<>();
        store.documents().forEach((path, document) -> {
            if (path.startsWith(kind + "/")
                    && (order.isEmpty() || document.path("order_id").asText().equals(order))) {
                found.add(document);
            }
        });
        return found;
    }

    /** A new document of an order, with its id. */
    static ObjectNode document(Store store, String kind, ObjectNode order) {
        long id = Store.nextId();
        ObjectNode document = Json.object()
                .put("entity_id", id)
                .put("increment_id", "%09d".formatted(id % 1_000_000_000))
                .put("order_id", order.path("entity_id").asLong())
                .put("created_at", NewOrder.now())
                .put("updated_at", NewOrder.now());
        document.putArray("comments");
        document.putArray("items");
        store.document(kind + "/" + id, document);
        return document;
    }

    static int number(JsonNode row, String name) {
        return row.path(name).asInt();
    }

    static void add(ObjectNode row, String name, int units) {
        row.put(name, number(row, name) + units);
    }

    static int left(JsonNode row) {
        return Math.max(
                0,
                number(row, "qty_ordered")
                        - Math.max(number(row, "qty_shipped"), number(row, "qty_refunded"))
                        - number(row, "qty_canceled"));
    }

    static void touch(ObjectNode order) {
        order.put("updated_at", NewOrder.now());
    }

    // ---- cancel, hold, comment

    /** The shop's owner cancels in the admin panel, if Magento lets them. */
    boolean isCanceled(ObjectNode order) {
        cancel(order);
        return order.path("state").asText().equals("canceled");
    }

    private Reply cancel(ObjectNode order) {
        boolean allInvoiced = true;
        for (JsonNode row : order.path("items")) {
            allInvoiced &= row.has("parent_item_id")
                    || number(row, "qty_invoiced") + number(row, "qty_canceled") >= number(row, "qty_ordered");
        }
        if (NOT_CANCELED.contains(order.path("state").asText()) || allInvoiced) {
            return Reply.ok(Json.MAPPER.getNodeFactory().booleanNode(false));
        }
        for (JsonNode row : order.path("items")) {
            int units = number(row, "qty_ordered")
                    - Math.max(number(row, "qty_shipped"), number(row, "qty_invoiced"))
                    - number(row, "qty_canceled");
            if (!row.has("parent_item_id")) {
                Inventory.free(store, row.path("sku").asText(), units);
            }
            add((ObjectNode) row, "qty_canceled", Math.max(0, units));
        }
        order.put("state", "canceled").put("status", "canceled");
        touch(order);
        return Reply.ok(Json.MAPPER.getNodeFactory().booleanNode(true));
    }

    private static Reply hold(ObjectNode order, boolean on) {
        if (on == order.path("state").asText().equals("holded")) {
            return Errors.numbered(400, on ? "A hold action is not available." : "You cannot remove the hold.");
        }
        if (on) {
            order.put("hold_before_state", order.path("state").asText());
            order.put("state", "holded").put("status", "holded");
        } else {
            String before = order.path("hold_before_state").asText("processing");
            order.put("state", before).put("status", before);
        }
        touch(order);
        return Reply.ok(Json.MAPPER.getNodeFactory().booleanNode(true));
    }

    private static Reply comment(ObjectNode order, JsonNode comment) {
        ((ArrayNode) order.withArray("status_histories")).insert(0, comment);
        touch(order);
        return Reply.ok(Json.MAPPER.getNodeFactory().booleanNode(true));
    }

    // ---- ship

    private Reply ship(ObjectNode order, ObjectNode wish) {
        Map<String, ObjectNode> rows = new HashMap<>();
        order.path("items").forEach(row -> rows.put(row.path("item_id").asText(), (ObjectNode) row));
        Map<String, Integer> units = new HashMap<>();
        wish.path("items")
                .forEach(item -> units.put(
                        item.path("order_item_id").asText(), item.path("qty").asInt()));
        if (units.isEmpty()) {
            rows.forEach((id, row) -> {
                if (isOwnShipped(row) && left(row) > 0) {
                    units.put(id, left(row));
                }
            });
        }
        for (Map.Entry<String, Integer> each : units.entrySet()) {
            ObjectNode row = rows.get(each.getKey());
            if (row == null) {
                return invalid("The shipment contains product item that is not part of the original order.");
            }
            if (!isOwnShipped(row) || each.getValue() > left(row)) {
                return invalid(
                        "The quantity to ship must not be greater than the unshipped quantity for product SKU \"%s\"."
                                .formatted(row.path("sku").asText()));
            }
        }
        if (units.values().stream().mapToInt(Integer::intValue).sum() == 0) {
            return invalid("You can't create a shipment without products.");
        }
        for (JsonNode track : wish.path("tracks")) {
            if (track.path("track_number").asText("").isBlank()) {
                return invalid("Please enter a tracking number.");
            }
        }
        ObjectNode shipment = document(store, "shipments", order);
        units.forEach((id, count) -> {
            ObjectNode row = Objects.requireNonNull(rows.get(id));
            shipment.withArray("items")
                    .addObject()
                    .put("entity_id", Store.nextId())
                    .put("order_item_id", row.path("item_id").asLong())
                    .put("sku", row.path("sku").asText())
                    .put("name", row.path("name").asText())
                    .put("qty", count);
            add(row, "qty_shipped", count);
        });
        if (wish.path("comment").hasNonNull("comment")) {
            shipment.withArray("comments").add(wish.path("comment"));
        }
        ArrayNode tracks = shipment.putArray("tracks");
        wish.path("tracks").forEach(track -> tracks.add(numbered((ObjectNode) track.deepCopy(), shipment)));
        boolean all = true;
        boolean invoiced = true;
        for (JsonNode row : order.path("items")) {
            all &= !isOwnShipped(row) || left(row) == 0;
            invoiced &= row.has("parent_item_id") || number(row, "qty_invoiced") >= number(row, "qty_ordered");
        }
        order.put("state", all && invoiced ? "complete" : "processing");
        order.put("status", order.path("state").asText());
        touch(order);
        return Reply.ok(
                Json.MAPPER.getNodeFactory().textNode(shipment.path("entity_id").asText()));
    }

    private static ObjectNode numbered(ObjectNode track, ObjectNode shipment) {
        return track.put("entity_id", Store.nextId())
                .put("order_id", shipment.path("order_id").asLong())
                .put("parent_id", shipment.path("entity_id").asLong())
                .put("created_at", NewOrder.now());
    }

    /** Neither virtual nor the simple row of a configurable product. */
    private static boolean isOwnShipped(JsonNode row) {
        return number(row, "is_virtual") != 1 && !row.hasNonNull("parent_item_id");
    }

    private static Reply invalid(String why) {
        return Errors.numbered(400, "Shipment Document Validation Error(s):\n%1", why);
    }

    private Reply track(ObjectNode track) {
        ObjectNode shipment =
                store.documents().get("shipments/" + track.path("parent_id").asText());
        if (shipment == null) {
            return Errors.numbered(
                    400,
                    "The shipment with ID %1 is unknown.",
                    track.path("parent_id").asText());
        }
        ObjectNode made = numbered(track.deepCopy(), shipment);
        shipment.withArray("tracks").add(made);
        return Reply.ok(made);
    }

    // ---- invoice

    Reply invoiced(ObjectNode order) {
        boolean open = false;
        for (JsonNode row : order.path("items")) {
            open |= number(row, "qty_invoiced") + number(row, "qty_canceled") < number(row, "qty_ordered");
        }
        if (!open || NOT_CANCELED.contains(order.path("state").asText())) {
            return Errors.numbered(
                    400,
                    "Invoice Document Validation Error(s):\n%1",
                    "An invoice cannot be created when an order has a status of "
                            + order.path("status").asText());
        }
        for (JsonNode row : order.path("items")) {
            ((ObjectNode) row).put("qty_invoiced", number(row, "qty_ordered") - number(row, "qty_canceled"));
        }
        NewOrder.amount(order, "total_paid", Json.amount(order.path("base_grand_total")));
        NewOrder.amount(order, "total_due", BigDecimal.ZERO);
        touch(order);
        return Reply.ok(Json.MAPPER
                .getNodeFactory()
                .textNode(invoice(store, order).path("entity_id").asText()));
    }

    static ObjectNode invoice(Store store, ObjectNode order) {
        ObjectNode invoice = document(store, "invoices", order);
        invoice.put("state", 2);
        NewOrder.amount(invoice, "grand_total", Json.amount(order.path("base_grand_total")));
        if (!Set.of("checkmo", "banktransfer", "cashondelivery")
                .contains(order.path("payment").path("method").asText())) {
            invoice.put("transaction_id", "txn-" + invoice.path("entity_id").asText());
        }
        for (JsonNode row : order.path("items")) {
            invoice.withArray("items")
                    .addObject()
                    .put("order_item_id", row.path("item_id").asLong())
                    .put("sku", row.path("sku").asText())
                    .put("qty", number(row, "qty_invoiced"));
        }
        return invoice;
    }
}
