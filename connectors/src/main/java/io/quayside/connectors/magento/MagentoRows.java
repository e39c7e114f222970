package io.quayside.connectors.magento;

import io.quayside.connectors.payload.Findings;
import io.quayside.connectors.payload.PayloadNode;
import io.quayside.connectors.payload.Texts;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.orders.CanonicalOrder.Line;
import io.quayside.domain.orders.FulfilledBy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an order as lines. A configurable product is two rows, of which the parent has price, quantity and the SKU
 * of what is shipped: one line. A bundle is a row and those of its parts: the parts are shipped, and the price stands in
 * one of the two places, never in both.
 */
final class MagentoRows {
    private static final Set<String> NOT_SHIPPED = Set.of("virtual", "downloadable");
    private final MagentoAmounts amounts;
    private final Findings findings;
    private final String state;
    private final List<PayloadNode> rows;
    private final Map<String, PayloadNode> byId = new LinkedHashMap<>();
    private final Map<String, List<PayloadNode>> children = new LinkedHashMap<>();

    MagentoRows(PayloadNode order, MagentoAmounts amounts, String state) {
        this.amounts = amounts;
        this.findings = order.findings();
        this.state = state;
        this.rows = order.at("items").objects();
        for (PayloadNode row : rows) {
            String id = row.at("item_id").id();
            if (id != null) {
                byId.putIfAbsent(id, row);
            }
        }
        for (PayloadNode row : rows) {
            String parent = parentOf(row);
            if (parent != null) {
                children.computeIfAbsent(parent, id -> new ArrayList<>()).add(row);
            }
        }
    }

    /** Null where the parent was not sent along: such a row stands for itself. */
    private @Nullable String parentOf(PayloadNode row) {
        String told = row.at("parent_item_id").idOrNone();
        String id = told == null ? row.at("parent_item").at("item_id").idOrNone() : told;
        return id != null
                        && byId.containsKey(id)
                        && !id.equals(row.at("item_id").id())
                ? id
                : null;
    }

    private List<PayloadNode> childrenOf(PayloadNode row) {
        String id = row.at("item_id").id();
        return id == null ? List.of() : children.getOrDefault(id, List.of());
    }

    /** Bundles, and composites of extensions that have several parts. */
    private boolean isContainer(PayloadNode row) {
        List<PayloadNode> parts = childrenOf(row);
        return !parts.isEmpty()
                && ("bundle".equals(type(row)) || (parts.size() > 1 && !"configurable".equals(type(row))));
    }

    private static @Nullable String type(PayloadNode row) {
        return row.at("product_type").text();
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            PayloadNode row = rows.get(i);
            String parentId = parentOf(row);
            PayloadNode parent = parentId == null ? null : byId.get(parentId);
            if (parent != null && !isContainer(parent)) {
                continue; // the simple product of a configurable one, whose parent row says it all
            }
            String id = row.at("item_id").id();
            if (id == null || !ids.add(id)) {
                id = (id == null ? "" : id + "#") + (i + 1);
                ids.add(id);
            }
            lines.add(line(id, row, parent));
        }
        return lines;
    }

    private Line line(String id, PayloadNode row, @Nullable PayloadNode bundle) {
        boolean container = isContainer(row);
        boolean priced = container ? !partsArePriced(row) : bundle == null || partsArePriced(bundle);
        Money zero = Money.zero(amounts.currency());
        Money gross = priced ? gross(row) : zero;
        Money discount = priced ? amounts.of(row, "discount_amount") : zero;
        Units units = units(row, bundle);
        String title = Texts.decoded(row.at("name").text());
        return new Line(
                id,
                sku(id, row),
                title == null ? "" : title,
                Quantity.of(units.standing()),
                Quantity.of(units.left()),
                priced ? unitPrice(row, gross) : zero,
                discount,
                priced ? amounts.of(row, "tax_amount") : zero,
                gross.minus(discount),
                !container && isShipped(row),
                "giftcard".equals(type(row)),
                FulfilledBy.MERCHANT,
                properties(row, bundle));
    }

    private @Nullable Sku sku(String id, PayloadNode row) {
        String own = row.at("sku").text();
        if (own == null && !isContainer(row) && !childrenOf(row).isEmpty()) {
            own = childrenOf(row).get(0).at("sku").text();
        }
        return Texts.sku(id, own, findings);
    }

    /** The parts of a bundle with a dynamic price have amounts of their own, which its own row only sums up. */
    private boolean partsArePriced(PayloadNode bundle) {
        return childrenOf(bundle).stream()
                .anyMatch(part -> !amounts.of(part, "row_total").isZero()
                        || !amounts.of(part, "discount_amount").isZero());
    }

    /**
     * Before discount and tax. {@code row_total} is told so by some shops, after discount by others, and for one unit by
     * some of 2.4.8: whichever is nearer to price × quantity.
     */
    private Money gross(PayloadNode row) {
        Money told = amounts.of(row, "row_total");
        Money discount = amounts.of(row, "discount_amount");
        BigDecimal price = amounts.exact(row, "price");
        BigDecimal ordered = row.at("qty_ordered").decimal();
        if (price == null || ordered == null) {
            return told;
        }
        Money computed = Money.rounded(price.multiply(ordered), amounts.currency(), RoundingMode.HALF_UP);
        if (amounts.exact(row, "row_total") == null) {
            return computed;
        }
        Money before = told.plus(discount);
        Money nearer = distance(told, computed).compareTo(distance(before, computed)) <= 0 ? told : before;
        boolean ofOneUnit = told.equals(Money.rounded(price, amounts.currency(), RoundingMode.HALF_UP))
                && distance(nearer, computed).compareTo(price.abs().movePointLeft(1)) > 0;
        return ofOneUnit ? computed : nearer;
    }

    private static BigDecimal distance(Money one, Money other) {
        return one.minus(other).amount().abs();
    }

    private Money unitPrice(PayloadNode row, Money gross) {
        BigDecimal price = amounts.exact(row, "price");
        return price == null || gross.isZero() ? gross : Money.rounded(price, amounts.currency(), RoundingMode.HALF_UP);
    }

    /** The rows together, before discounts; what the order's subtotal must be. */
    Money sum() {
        Money sum = Money.zero(amounts.currency());
        for (PayloadNode row : rows) {
            String parentId = parentOf(row);
            PayloadNode parent = parentId == null ? null : byId.get(parentId);
            boolean counts = parent == null
                    ? !isContainer(row) || !partsArePriced(row)
                    : isContainer(parent) && partsArePriced(parent);
            if (counts) {
                sum = sum.plus(gross(row));
            }
        }
        return sum;
    }

    int size() {
        return rows.size();
    }

    private boolean isShipped(PayloadNode row) {
        String type = type(row);
        boolean digital = isOn(row, "is_virtual") || (type != null && NOT_SHIPPED.contains(type));
        boolean digitalChild = !isContainer(row)
                && childrenOf(row).stream()
                        .anyMatch(child ->
                                isOn(child, "is_virtual") || NOT_SHIPPED.contains(String.valueOf(type(child))));
        return !digital && !digitalChild;
    }

    /** Yes and no come as 1 and 0, as {@code "1"} and as true. */
    static boolean isOn(PayloadNode owner, String name) {
        String text = owner.at(name).text();
        return text != null && (text.equals("1") || text.equalsIgnoreCase("true"));
    }

    /** Whether anything of the order has left already. */
    boolean anythingShipped() {
        return rows.stream().anyMatch(row -> row.at("qty_shipped").units() > 0);
    }

    private record Units(int standing, int left) {}

    /**
     * What is left to ship, as Magento counts it: refunds of units that had been shipped change nothing, others count
     * like a cancellation.
     */
    private Units units(PayloadNode row, @Nullable PayloadNode bundle) {
        int ordered = row.at("qty_ordered").units();
        if (state.equals("canceled")) {
            return new Units(ordered, 0);
        }
        int shipped = Math.min(ordered, most(row, bundle, "qty_shipped"));
        int refunded = Math.min(ordered, most(row, bundle, "qty_refunded"));
        int canceled = Math.min(ordered, most(row, bundle, "qty_canceled"));
        int left = Math.max(0, ordered - Math.max(shipped, refunded) - canceled);
        boolean over = state.equals("complete") || state.equals("closed");
        boolean nothingCameOfIt = state.equals("closed") && !anythingShipped();
        return new Units(nothingCameOfIt ? ordered : Math.min(ordered, left + shipped), over ? 0 : left);
    }

    /** Bundles that are shipped as a whole count in their own row. */
    private static int most(PayloadNode row, @Nullable PayloadNode bundle, String name) {
        int own = row.at(name).units();
        if (bundle == null) {
            return own;
        }
        int bundles = bundle.at("qty_ordered").units();
        int each = bundles == 0 ? 0 : row.at("qty_ordered").units() / bundles;
        return Math.max(own, bundle.at(name).units() * each);
    }

    private Map<String, String> properties(PayloadNode row, @Nullable PayloadNode bundle) {
        Map<String, String> properties = new TreeMap<>();
        List<PayloadNode> parts = isContainer(row) ? List.of() : childrenOf(row);
        put(properties, "productId", row.at("product_id").idOrNone());
        if (!parts.isEmpty()) {
            put(properties, "simpleProductId", parts.get(0).at("product_id").idOrNone());
            put(properties, "variant", Texts.decoded(parts.get(0).at("name").text()));
        }
        put(properties, "productType", type(row));
        put(
                properties,
                "bundledBy",
                bundle == null ? null : bundle.at("item_id").id());
        put(properties, "weight", row.at("weight").text()); // of one unit, in the shop's own unit
        for (PayloadNode option : row.at("product_option")
                .at("extension_attributes")
                .at("custom_options")
                .elements()) {
            String value = Texts.decoded(option.at("option_value").text());
            put(properties, "option " + option.at("option_id").text(), value);
        }
        put(
                properties,
                "giftMessage",
                Texts.decoded(row.at("extension_attributes")
                        .at("gift_message")
                        .at("message")
                        .text()));
        return properties;
    }

    static void put(Map<String, String> map, String name, @Nullable String value) {
        if (value != null && !value.isBlank() && !value.equals("0")) {
            map.putIfAbsent(name, value);
        }
    }
}
