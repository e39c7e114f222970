package io.quayside.connectors.ebay;

import io.quayside.connectors.payload.PayloadNode;
import io.quayside.connectors.payload.Texts;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.orders.CanonicalOrder.Fulfillment;
import io.quayside.domain.orders.CanonicalOrder.Line;
import io.quayside.domain.orders.FulfilledBy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one order, of which a combined order has many (field-lesson 20), and the parcels that left. Every amount
 * of a line is for all of its units.
 */
final class EbayLines {
    private final PayloadNode order;
    private final EbayAmounts amounts;
    private final EbayDelivery delivery;
    private final List<Told> told;
    private final List<Fulfillment> fulfillments;

    /** @param id unique in the order */
    record Told(String id, PayloadNode node) {}

    EbayLines(PayloadNode order, EbayAmounts amounts, EbayDelivery delivery) {
        this.order = order;
        this.amounts = amounts;
        this.delivery = delivery;
        this.told = identified(order.at("lineItems").objects());
        this.fulfillments = read();
    }

    private static List<Told> identified(List<PayloadNode> lines) {
        List<Told> told = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            String id = lines.get(i).at("lineItemId").id();
            if (id == null || !ids.add(id)) {
                id = (id == null ? "" : id + "#") + (i + 1);
                ids.add(id);
            }
            told.add(new Told(id, lines.get(i)));
        }
        return told;
    }

    List<Told> told() {
        return told;
    }

    List<Fulfillment> fulfillments() {
        return fulfillments;
    }

    List<Line> all() {
        if (!order.at("lineItems").json().isArray()) {
            order.findings().setAside("lineItems", "were not sent with the order, so it has no lines here");
        }
        Map<String, Integer> shipped = new HashMap<>();
        fulfillments.forEach(parcel -> parcel.lines()
                .forEach(line ->
                        shipped.merge(line.lineExternalId(), line.quantity().value(), Integer::sum)));
        return told.stream().map(each -> line(each, shipped)).toList();
    }

    private Line line(Told each, Map<String, Integer> shipped) {
        PayloadNode line = each.node();
        int units = line.at("quantity").isAbsent() ? 1 : line.at("quantity").units();
        Money cost = amounts.of(line.at("lineItemCost"));
        Money discounted = amounts.told(line.at("discountedLineItemCost"));
        Money total = discounted == null ? cost : discounted;
        String title = line.at("title").text();
        return new Line(
                each.id(),
                Texts.sku(each.id(), sku(line), order.findings()),
                title == null ? "" : title,
                Quantity.of(units),
                Quantity.of(hasLeft(line) ? 0 : Math.max(0, units - shipped.getOrDefault(each.id(), 0))),
                units == 0 ? cost : one(cost, units),
                cost.minus(total),
                amounts.sum(taxes(line)),
                total,
                !delivery.isDigital(),
                delivery.isDigital() && line.at("giftDetails").isObject(),
                delivery.isByEbay() ? FulfilledBy.CHANNEL : FulfilledBy.MERCHANT,
                properties(line));
    }

    private boolean hasLeft(PayloadNode line) {
        return "FULFILLED".equals(order.at("orderFulfillmentStatus").text())
                || "FULFILLED".equals(line.at("lineItemFulfillmentStatus").text());
    }

    private static Money one(Money all, int units) {
        return Money.rounded(
                all.amount().divide(BigDecimal.valueOf(units), 10, RoundingMode.HALF_UP),
                all.currency(),
                RoundingMode.HALF_UP);
    }

    /** A listing without a SKU is known by its number, a variation of it by both numbers. */
    private static @Nullable String sku(PayloadNode line) {
        String sku = line.at("sku").text();
        String item = line.at("legacyItemId").id();
        if (sku != null || item == null) {
            return sku;
        }
        String variation = line.at("legacyVariationId").idOrNone();
        return variation == null ? item : item + "/" + variation;
    }

    private static Map<String, String> properties(PayloadNode line) {
        Map<String, String> properties = new TreeMap<>();
        for (PayloadNode aspect : line.at("variationAspects").objects()) {
            String name = aspect.at("name").text();
            String value = aspect.at("value").text();
            if (name != null && value != null) {
                properties.merge(name, value, (first, second) -> first + ", " + second);
            }
        }
        put(properties, "itemId", line.at("legacyItemId").id());
        put(properties, "variationId", line.at("legacyVariationId").idOrNone());
        put(properties, "soldFormat", line.at("soldFormat").text());
        put(properties, "giftMessage", line.at("giftDetails").at("message").text());
        put(
                properties,
                "giftRecipient",
                line.at("giftDetails").at("recipientEmail").text());
        return properties;
    }

    private static void put(Map<String, String> map, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            map.putIfAbsent(name, value);
        }
    }

    /** Flags lines that are not what the subtotal is made of; a cent for each is what conversion may cost. */
    void check(Money subtotal) {
        List<Money> costs = told.stream()
                .map(line -> amounts.told(line.node().at("lineItemCost")))
                .filter(Objects::nonNull)
                .toList();
        if (told.isEmpty() || costs.size() < told.size()) {
            return;
        }
        Money sum = Money.sum(amounts.currency(), costs);
        BigDecimal tolerance = BigDecimal.valueOf(told.size(), Money.scaleOf(amounts.currency()));
        if (sum.minus(subtotal).amount().abs().compareTo(tolerance) > 0) {
            order.findings()
                    .setAside(
                            "lineItems",
                            "add up to %s, while the subtotal is %s: lines may be missing".formatted(sum, subtotal));
        }
    }

    /** Of all lines. */
    Money taxes() {
        return amounts.sum(
                told.stream().flatMap(line -> taxes(line.node()).stream()).toList());
    }

    /** Without fees for recycling and the like, where the summary tells them apart from the tax. */
    private List<PayloadNode> taxes(PayloadNode line) {
        boolean feesApart = !order.at("pricingSummary").at("fee").isAbsent();
        return line.at("taxes").objects().stream()
                .filter(tax -> !feesApart || !isFee(tax.at("taxType").text()))
                .map(tax -> tax.at("amount"))
                .toList();
    }

    private static boolean isFee(@Nullable String type) {
        return type != null && (type.endsWith("_FEE") || type.contains("DISPOSAL"));
    }

    /** Tax that eBay takes from the buyer and pays by itself: no part of any total. */
    Money collectedByEbay() {
        return amounts.sum(collected().stream().map(tax -> tax.at("amount")).toList());
    }

    private List<PayloadNode> collected() {
        return told.stream()
                .flatMap(line -> line.node().at("ebayCollectAndRemitTaxes").objects().stream())
                .toList();
    }

    /** Numbers for the customs declaration, such as that of eBay's IOSS. */
    Map<String, String> taxReferences() {
        Map<String, String> references = new TreeMap<>();
        for (PayloadNode tax : collected()) {
            String name = tax.at("ebayReference").at("name").text();
            String value = tax.at("ebayReference").at("value").text();
            if (name != null && !name.isBlank()) {
                put(references, name, value);
            }
        }
        return references;
    }

    /** The earliest promise of all lines. */
    @Nullable
    Instant shipBy() {
        return told.stream()
                .map(line -> line.node()
                        .at("lineItemFulfillmentInstructions")
                        .at("shipByDate")
                        .time())
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** As fetched with the order; else the ids that the order's links name. */
    private List<Fulfillment> read() {
        List<Fulfillment> parcels = new ArrayList<>();
        for (PayloadNode parcel : order.at("fulfillments").objects()) {
            String id = parcel.at("fulfillmentId").id();
            String number = parcel.at("shipmentTrackingNumber").text();
            parcels.add(new Fulfillment(
                    id == null ? "" + (parcels.size() + 1) : id,
                    "shipped",
                    parcel.at("shippedDate").time(),
                    parcel.at("shippingCarrierCode").text(),
                    number == null ? List.of() : List.of(number),
                    parcel.at("lineItems").objects().stream()
                            .filter(line -> line.at("lineItemId").id() != null)
                            .map(line -> new Fulfillment.FulfilledLine(
                                    String.valueOf(line.at("lineItemId").id()),
                                    Quantity.of(line.at("quantity").units())))
                            .toList()));
        }
        if (parcels.isEmpty()) {
            for (PayloadNode link : order.at("fulfillmentHrefs").elements()) {
                String text = link.text();
                String id = text == null ? "" : text.replaceFirst("^.*/", "");
                if (!id.isEmpty() && id.length() <= 200) {
                    parcels.add(new Fulfillment(id, "shipped", null, null, List.of(), List.of()));
                }
            }
        }
        return parcels;
    }
}
