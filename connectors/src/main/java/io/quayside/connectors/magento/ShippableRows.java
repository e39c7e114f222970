package io.quayside.connectors.magento;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.FulfillmentSink.Shipment;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which rows of an order a parcel is announced by: of a configurable product its own row, of a bundle either the rows of
 * its parts or, where the product ships as a whole, its own.
 */
final class ShippableRows {
    private final Map<String, JsonNode> rows = new LinkedHashMap<>();
    private final Map<String, Boolean> together = new HashMap<>();
    private final Predicate<String> shipsTogether;

    /** @param shipsTogether of a bundle's product id */
    ShippableRows(JsonNode order, Predicate<String> shipsTogether) {
        order.path("items").forEach(row -> rows.put(row.path("item_id").asText(), row));
        this.shipsTogether = shipsTogether;
    }

    /**
     * Units by row; empty when everything that the parcel holds counts as shipped already.
     *
     * @throws ConnectorException.Refused when Magento has fewer units left than the parcel holds
     */
    Map<String, Integer> toShip(Shipment shipment) {
        Map<String, Integer> wanted = new LinkedHashMap<>();
        boolean everything = shipment.lines().isEmpty();
        if (everything) {
            rows.forEach((id, row) -> {
                if (standsForItself(id, row) && left(row) > 0) {
                    wanted.put(id, left(row));
                }
            });
            if (wanted.isEmpty()) {
                return wanted;
            }
        }
        for (Shipment.Line line : shipment.lines()) {
            String id = line.lineExternalId();
            JsonNode row = rows.get(id);
            if (row == null) {
                throw new ConnectorException.Refused("Magento's order has no row %s.".formatted(id));
            }
            String bundle = wholeBundleOf(row);
            if (bundle.isEmpty()) {
                wanted.merge(id, line.quantity().value(), Integer::sum);
            } else { // its first parcel announces it
                int each = Math.max(1, ordered(row) / Math.max(1, ordered(row(bundle))));
                int bundles = Math.min(
                        left(row(bundle)), -Math.floorDiv(-line.quantity().value(), each));
                wanted.merge(bundle, bundles, Math::max);
            }
        }
        boolean nothing = wanted.entrySet().stream().allMatch(entry -> left(row(entry.getKey())) == 0);
        if (nothing) {
            return Map.of();
        }
        wanted.forEach((id, units) -> {
            if (units > left(row(id))) {
                throw new ConnectorException.Refused(
                        "Magento has %d unit(s) of row %s left to ship, not %d.".formatted(left(row(id)), id, units));
            }
        });
        wanted.values().removeIf(units -> units == 0);
        return wanted;
    }

    /** Whether a shipment that was made holds a row of the parcel. */
    boolean touches(JsonNode made, Shipment shipment) {
        for (JsonNode item : made.path("items")) {
            String id = item.path("order_item_id").asText();
            boolean mine = shipment.lines().stream()
                    .anyMatch(line -> line.lineExternalId().equals(id)
                            || row(line.lineExternalId())
                                    .path("parent_item_id")
                                    .asText()
                                    .equals(id));
            if (mine) {
                return true;
            }
        }
        return false;
    }

    private JsonNode row(String id) {
        return rows.getOrDefault(id, MissingNode.getInstance());
    }

    private boolean standsForItself(String id, JsonNode row) {
        boolean virtual = row.path("is_virtual").asInt() == 1;
        JsonNode parent = row(row.path("parent_item_id").asText());
        if (parent.isMissingNode()) {
            boolean separate = isBundle(row) && !isTogether(id, row);
            return !virtual && !separate;
        }
        return !virtual && isBundle(parent) && wholeBundleOf(row).isEmpty();
    }

    /** The bundle's row when the row is a part of one that ships as a whole; else empty. */
    private String wholeBundleOf(JsonNode row) {
        String parent = row.path("parent_item_id").asText();
        return isBundle(row(parent)) && isTogether(parent, row(parent)) ? parent : "";
    }

    private boolean isTogether(String id, JsonNode bundle) {
        return together.computeIfAbsent(
                id, key -> shipsTogether.test(bundle.path("product_id").asText()));
    }

    private static boolean isBundle(JsonNode row) {
        return row.path("product_type").asText().equals("bundle");
    }

    private static int ordered(JsonNode row) {
        return row.path("qty_ordered").asInt();
    }

    /** As Magento counts it. */
    static int left(JsonNode row) {
        int gone = Math.max(
                row.path("qty_shipped").asInt(), row.path("qty_refunded").asInt());
        return Math.max(0, ordered(row) - gone - row.path("qty_canceled").asInt());
    }
}
