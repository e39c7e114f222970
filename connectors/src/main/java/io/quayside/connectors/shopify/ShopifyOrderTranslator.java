package io.quayside.connectors.shopify;

import io.quayside.connectors.payload.Findings;
import io.quayside.connectors.payload.PayloadNode;
import io.quayside.connectors.shopify.ShopifyPayloads.Order;
import io.quayside.connectors.shopify.ShopifyShapes.Found;
import io.quayside.connectors.shopify.ShopifyTotals.LineAmounts;
import io.quayside.connectors.spi.OrderTranslator;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.CanonicalOrder.Totals;
import io.quayside.domain.orders.FinancialStatus;
import io.quayside.domain.orders.Flag;
import io.quayside.domain.orders.FulfilledBy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pure: Shopify's orders, as webhook, REST or GraphQL sends them, become canonical orders. */
final class ShopifyOrderTranslator implements OrderTranslator {
    private static final Set<String> STATUSES =
            Set.of("PENDING", "AUTHORIZED", "PARTIALLY_PAID", "PAID", "PARTIALLY_REFUNDED", "REFUNDED", "VOIDED");
    private static final Set<String> RESTOCKED = Set.of("return", "cancel", "legacy_restock");

    @Override
    public Translation translate(Payload payload) {
        if (payload.topic().equals(ShopifyTopics.UNINSTALLED)) {
            return Translation.disconnected("The app was uninstalled in Shopify: connect the shop again.");
        }
        if (ShopifyPrivacy.isAbout(payload.topic())) {
            return ShopifyPrivacy.of(payload.topic(), ShopifyShapes.parse(payload.body()));
        }
        Optional<String> why = ShopifyTopics.tellsOfNoOrder(payload.topic());
        if (why.isPresent()) {
            return Translation.nothing(why.get());
        }
        List<Found> found = ShopifyShapes.orders(ShopifyShapes.parse(payload.body()));
        if (found.isEmpty()) {
            return Translation.nothing("Shopify answered with no order.");
        }
        List<CanonicalOrder> orders = new ArrayList<>();
        for (Found one : found) {
            orders.add(order(one, payload.receivedAt()));
        }
        return Translation.of(orders);
    }

    private static CanonicalOrder order(Found found, Instant receivedAt) {
        Findings findings = new Findings("Shopify");
        PayloadNode node = new PayloadNode(found.node(), found.path(), findings);
        try {
            Order order = found.graphQl() ? new ShopifyGraphQlReader(node).read() : new ShopifyRestReader(node).read();
            return canonical(order, receivedAt, findings);
        } catch (InvalidValue e) { // such as a sum of more digits than money has
            throw new Unreadable(found.path(), String.valueOf(e.getMessage()));
        }
    }

    private static CanonicalOrder canonical(Order order, Instant receivedAt, Findings findings) {
        ShopifyTotals.Reading reading = ShopifyTotals.of(order);
        if (!reading.addsUp()) {
            findings.add(Flag.Code.TOTAL_MISMATCH, mismatch(reading.totals(), reading.taxesIncluded()));
        }
        if (order.personalDataWithheld()) {
            findings.add(
                    Flag.Code.MASKED_CUSTOMER_DATA,
                    "Shopify left out name, e-mail and address: the app needs approval for protected customer data.");
        }
        Instant placedAt = firstOf(order.processedAt(), order.createdAt(), order.updatedAt(), receivedAt);
        return new CanonicalOrder(
                order.id(),
                firstOf(order.name(), order.orderNumber(), order.id()),
                placedAt,
                firstOf(order.updatedAt(), order.createdAt(), receivedAt),
                0,
                order.test(),
                order.cancelledAt() == null
                        ? null
                        : new CanonicalOrder.Cancellation(order.cancelledAt(), lower(order.cancelReason())),
                order.closedAt() != null,
                financialStatus(order.financialStatus()),
                order.currency(),
                reading.taxesIncluded(),
                reading.totals(),
                customer(order.customer()),
                order.shippingAddress(),
                order.billingAddress(),
                lines(order, reading, findings),
                order.shippingLines().stream()
                        .filter(line -> !line.removed())
                        .map(ShopifyOrderTranslator::shippingLine)
                        .toList(),
                null,
                null,
                order.note(),
                order.tags(),
                attributes(order),
                findings.flags(),
                fulfillments(order),
                refunds(order, reading.taxesIncluded()));
    }

    private static String mismatch(Totals totals, boolean taxesIncluded) {
        return "Shopify's amounts don't add up: lines %s − discounts %s + shipping %s + other %s%s = %s, but the total is %s; check the order in Shopify."
                .formatted(
                        totals.lines().amount().toPlainString(),
                        totals.discounts().amount().toPlainString(),
                        totals.shipping().amount().toPlainString(),
                        totals.adjustments().amount().toPlainString(),
                        taxesIncluded
                                ? " (tax inside the prices)"
                                : " + tax " + totals.tax().amount().toPlainString(),
                        totals.expected(taxesIncluded).amount().toPlainString(),
                        totals.grandTotal());
    }

    private static FinancialStatus financialStatus(@Nullable String word) {
        String status = word == null ? "" : word.strip().toUpperCase(Locale.ROOT);
        if (status.equals("EXPIRED")) {
            return FinancialStatus.VOIDED; // the authorization lapsed: no money, and none to come
        }
        return STATUSES.contains(status) ? FinancialStatus.valueOf(status) : FinancialStatus.UNKNOWN;
    }

    private static CanonicalOrder.@Nullable Customer customer(ShopifyPayloads.@Nullable Customer customer) {
        return customer == null
                ? null
                : new CanonicalOrder.Customer(customer.id(), customer.name(), customer.email(), customer.phone());
    }

    private static List<CanonicalOrder.Line> lines(Order order, ShopifyTotals.Reading reading, Findings findings) {
        List<CanonicalOrder.Line> lines = new ArrayList<>();
        Map<String, Long> shipped = shipped(order);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < order.lines().size(); i++) {
            ShopifyPayloads.Line line = order.lines().get(i);
            String id = line.id() == null ? Integer.toString(i + 1) : line.id();
            if (!ids.add(id)) {
                findings.setAside("Line " + (i + 1), "has the id %s of another line".formatted(id));
                id = id + "#" + (i + 1);
                ids.add(id);
            }
            lines.add(line(id, line, reading.lines().get(i), shipped, findings));
        }
        return lines;
    }

    private static CanonicalOrder.Line line(
            String id, ShopifyPayloads.Line line, LineAmounts amounts, Map<String, Long> shipped, Findings findings) {
        Quantity quantity = Quantity.of(amounts.quantity());
        Map<String, String> properties = new TreeMap<>(line.properties());
        if (line.variantTitle() != null && !line.variantTitle().equals("Default Title")) {
            properties.putIfAbsent("variantTitle", line.variantTitle());
        }
        return new CanonicalOrder.Line(
                id,
                sku(id, line.sku(), findings),
                line.title() == null ? "" : line.title(),
                quantity,
                Quantity.of(fulfillable(id, line, amounts, shipped)),
                line.price(),
                amounts.discount(),
                amounts.tax(),
                line.price().times(amounts.quantity()).minus(amounts.discount()),
                line.requiresShipping(),
                line.giftCard(),
                FulfilledBy.MERCHANT,
                properties);
    }

    private static @Nullable Sku sku(String lineId, @Nullable String sku, Findings findings) {
        if (sku == null) {
            return null;
        }
        try {
            return new Sku(sku);
        } catch (InvalidValue e) {
            findings.setAside(
                    "The SKU of line " + lineId, "was left out (%s)".formatted(String.valueOf(e.getMessage())));
            return null;
        }
    }

    /** Units that left with success, by line. */
    private static Map<String, Long> shipped(Order order) {
        return order.fulfillments().stream()
                .filter(fulfillment -> "success".equals(fulfillment.status()))
                .flatMap(fulfillment -> fulfillment.lines().stream())
                .collect(Collectors.groupingBy(
                        ShopifyPayloads.FulfilledLine::lineId,
                        Collectors.summingLong(ShopifyPayloads.FulfilledLine::quantity)));
    }

    /** Where Shopify does not say, what stands now without what has left. */
    private static int fulfillable(
            String id, ShopifyPayloads.Line line, LineAmounts amounts, Map<String, Long> shipped) {
        if (line.fulfillableQuantity() != null) {
            return line.fulfillableQuantity();
        }
        int standing = line.currentQuantity() == null ? amounts.quantity() : line.currentQuantity();
        return (int) Math.max(0, standing - shipped.getOrDefault(id, 0L));
    }

    private static CanonicalOrder.ShippingLine shippingLine(ShopifyPayloads.ShippingLine line) {
        return new CanonicalOrder.ShippingLine(
                line.code() == null ? "" : line.code(),
                line.title() == null ? "" : line.title(),
                line.price(),
                line.price().minus(line.discountedPrice()),
                line.tax());
    }

    /** Facts without a field of their own; the merchant's own note attributes keep their names. */
    private static Map<String, String> attributes(Order order) {
        Map<String, String> attributes = new TreeMap<>();
        put(attributes, "originalTotal", plain(order.original().total()));
        put(attributes, "presentmentCurrency", order.presentmentCurrency());
        put(attributes, "presentmentTotal", order.presentmentTotal());
        put(attributes, "sourceName", order.sourceName());
        put(attributes, "paymentGateways", String.join(", ", order.paymentGateways()));
        put(attributes, "discountCodes", String.join(", ", order.discountCodes()));
        put(attributes, "confirmed", Boolean.FALSE.equals(order.confirmed()) ? "false" : null);
        order.noteAttributes().forEach((name, value) -> attributes.merge(name, value, (ours, theirs) -> ours));
        return attributes;
    }

    private static void put(Map<String, String> attributes, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            attributes.put(name, value);
        }
    }

    private static @Nullable String plain(@Nullable Money money) {
        return money == null ? null : money.amount().toPlainString();
    }

    private static List<CanonicalOrder.Fulfillment> fulfillments(Order order) {
        List<CanonicalOrder.Fulfillment> fulfillments = new ArrayList<>();
        for (ShopifyPayloads.Fulfillment fulfillment : order.fulfillments()) {
            fulfillments.add(new CanonicalOrder.Fulfillment(
                    firstOf(fulfillment.id(), Integer.toString(fulfillments.size() + 1)),
                    lower(fulfillment.status()),
                    fulfillment.createdAt(),
                    fulfillment.trackingCompany(),
                    fulfillment.trackingNumbers(),
                    fulfillment.lines().stream()
                            .map(line -> new CanonicalOrder.Fulfillment.FulfilledLine(
                                    line.lineId(), Quantity.of(line.quantity())))
                            .toList()));
        }
        return fulfillments;
    }

    private static List<CanonicalOrder.Refund> refunds(Order order, boolean taxesIncluded) {
        Money zero = Money.zero(order.currency());
        List<CanonicalOrder.Refund> refunds = new ArrayList<>();
        for (ShopifyPayloads.Refund refund : order.refunds()) {
            List<CanonicalOrder.Refund.RefundedLine> lines = new ArrayList<>();
            for (ShopifyPayloads.RefundLine line : refund.lines()) {
                Money subtotal = firstOf(line.subtotal(), zero);
                lines.add(new CanonicalOrder.Refund.RefundedLine(
                        line.lineId(),
                        Quantity.of(line.quantity()),
                        taxesIncluded ? subtotal : subtotal.plus(firstOf(line.tax(), zero)),
                        RESTOCKED.contains(lower(line.restockType()))));
            }
            refunds.add(new CanonicalOrder.Refund(
                    firstOf(refund.id(), Integer.toString(refunds.size() + 1)),
                    refund.createdAt(),
                    firstOf(refund.amount(), zero),
                    refund.note(),
                    lines));
        }
        return refunds;
    }

    private static String lower(@Nullable String word) {
        return word == null ? "" : word.strip().toLowerCase(Locale.ROOT);
    }

    /** The last one is never null. */
    @SafeVarargs
    private static <T> T firstOf(@Nullable T... values) {
        return Stream.of(values).filter(Objects::nonNull).findFirst().orElseThrow();
    }
}
