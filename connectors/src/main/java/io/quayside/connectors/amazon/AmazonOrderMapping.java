package io.quayside.connectors.amazon;

import io.quayside.connectors.amazon.AmazonOrder.Item;
import io.quayside.connectors.payload.Currencies;
import io.quayside.connectors.payload.Findings;
import io.quayside.connectors.payload.Texts;
import io.quayside.domain.kernel.Address;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.CanonicalOrder.Line;
import io.quayside.domain.orders.FinancialStatus;
import io.quayside.domain.orders.Flag;
import io.quayside.domain.orders.FulfilledBy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the canonical order of what either reader found. Lives for one order. */
final class AmazonOrderMapping {
    private final AmazonOrder order;
    private final Instant receivedAt;
    private final Findings findings;
    private final List<Item> items;
    private final AmazonTotals totals;

    AmazonOrderMapping(AmazonOrder order, Instant receivedAt) {
        this.order = order;
        this.receivedAt = receivedAt;
        this.findings = order.findings();
        List<Item> told = order.items();
        this.items = told == null ? List.of() : told;
        this.totals = AmazonTotals.of(order, items);
    }

    CanonicalOrder order() {
        Instant changed = Texts.first(order.changedAt(), order.placedAt()).orElse(receivedAt);
        List<Line> lines = lines();
        flag();
        Currencies.check(totals.totals(), totals.taxesIncluded(), AmazonApi.NAME, findings);
        return new CanonicalOrder(
                order.id(),
                order.id(),
                Texts.first(order.placedAt()).orElse(changed),
                changed,
                0,
                false,
                cancellation(changed),
                false,
                payment(),
                order.currency(),
                totals.taxesIncluded(),
                totals.totals(),
                order.buyer(),
                order.address(),
                null,
                lines,
                shippingLines(),
                order.shipBy(),
                order.deliverBy(),
                order.note(),
                tags(),
                attributes(),
                findings.flags(),
                order.packages(),
                List.of());
    }

    private void flag() {
        if (order.items() == null) {
            findings.setAside("orderItems", "were not sent with the order, so it has no lines here");
        }
        if (order.status() == AmazonOrder.Status.UNKNOWN) {
            findings.setAside("The order's status", "is not one that is known");
        }
        if (order.fulfilledBy() == FulfilledBy.CHANNEL || order.status() == AmazonOrder.Status.CANCELLED) {
            return;
        }
        if (order.status().isPending()) {
            findings.add(
                    Flag.Code.AWAITING_PAYMENT,
                    "Amazon still checks the payment and tells no amounts yet: stock is kept, nothing may be shipped. It goes on by itself.");
            return;
        }
        if (!order.status().isShipped()) {
            items.stream()
                    .map(Item::cancelRequest)
                    .filter(java.util.Objects::nonNull)
                    .findFirst()
                    .ifPresent(reason -> findings.add(
                            Flag.Code.CANCELLATION_REQUESTED,
                            "The buyer asks to cancel (%s): cancel the order, or release it to ship it all the same."
                                    .formatted(reason)));
        }
        Address address = order.address();
        if (address == null || address.line1() == null || address.name() == null) {
            findings.add(
                    Flag.Code.MASKED_CUSTOMER_DATA,
                    "Amazon leaves out the buyer's name or address: the app lacks the role Direct-to-Consumer Delivery (Restricted), or the order is older than 30 days. Ask Amazon for the role, then connect again.");
        }
    }

    private CanonicalOrder.@Nullable Cancellation cancellation(Instant changed) {
        if (order.status() != AmazonOrder.Status.CANCELLED) {
            return null;
        }
        String by = items.stream()
                .map(Item::cancelledBy)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse("");
        return new CanonicalOrder.Cancellation(changed, by.equals("BUYER") ? "customer" : by.toLowerCase(Locale.ROOT));
    }

    private FinancialStatus payment() {
        return switch (order.status()) {
            case PENDING, PENDING_AVAILABILITY -> FinancialStatus.PENDING;
            case CANCELLED -> FinancialStatus.VOIDED;
            case UNKNOWN -> FinancialStatus.UNKNOWN;
            case SHIPPED, INVOICE_UNCONFIRMED -> FinancialStatus.PAID;
            default -> order.paidOnDelivery() ? FinancialStatus.PENDING : FinancialStatus.PAID;
        };
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Item item : items) {
            String id = item.id();
            if (id.isBlank() || !ids.add(id)) {
                id = (id.isBlank() ? "" : id + "#") + (lines.size() + 1);
                ids.add(id);
            }
            lines.add(line(id, item));
        }
        return lines;
    }

    private Line line(String id, Item item) {
        int shipped = order.status().isShipped() && item.cancelledBy() == null ? item.ordered() : item.shipped();
        Integer told = item.left();
        int open = item.cancelledBy() == null ? Math.max(0, item.ordered() - shipped) : 0;
        int left = order.status().isShipped() ? 0 : told == null ? open : told;
        int standing = item.cancelledBy() == null ? item.ordered() : Math.min(item.ordered(), item.shipped() + left);
        Map<String, String> properties = new LinkedHashMap<>(item.properties());
        Money price = unitPrice(item, properties);
        return new Line(
                id,
                Texts.sku(id, item.sku(), findings),
                item.title(),
                Quantity.of(standing),
                Quantity.of(Math.min(left, standing)),
                price,
                item.discount(),
                totals.taxOf(item),
                item.price().minus(item.discount()),
                true,
                false,
                order.fulfilledBy(),
                properties);
    }

    /**
     * Amazon tells the price of the whole quantity. Where that does not divide, the unit's is rounded and the whole one
     * stands beside it; totals and the line's own total stay exact.
     */
    private Money unitPrice(Item item, Map<String, String> properties) {
        Money unit = item.unitPrice();
        if (unit != null && (unit.times(item.ordered()).equals(item.price()) || item.ordered() == 0)) {
            return unit;
        }
        if (item.ordered() < 2) {
            return item.price();
        }
        BigDecimal quantity = BigDecimal.valueOf(item.ordered());
        Money share = Money.rounded(
                item.price().amount().divide(quantity, 10, RoundingMode.HALF_UP),
                order.currency(),
                RoundingMode.HALF_UP);
        if (!share.times(item.ordered()).equals(item.price())) {
            properties.put("itemPrice", item.price().amount().toPlainString());
        }
        return share;
    }

    private List<CanonicalOrder.ShippingLine> shippingLines() {
        Money price = Money.zero(order.currency());
        Money discount = price;
        Money tax = price;
        for (Item item : items) {
            price = price.plus(item.shipping());
            discount = discount.plus(item.shippingDiscount());
            tax = tax.plus(totals.taxOfShipping(item));
        }
        String level = order.serviceLevel();
        return level == null && price.isZero()
                ? List.of()
                : List.of(new CanonicalOrder.ShippingLine(
                        level == null ? "" : level, level == null ? "Shipping" : level, price, discount, tax));
    }

    private List<String> tags() {
        List<String> tags = new ArrayList<>(order.programs());
        if (order.attributes().containsKey("replacementOf")) {
            tags.add("REPLACEMENT");
        }
        return tags;
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new TreeMap<>(order.attributes());
        String number = order.number();
        if (number != null && !number.isBlank()) {
            attributes.put("sellerOrderId", number);
        }
        totals.taxKeptByAmazon()
                .ifPresent(tax -> attributes.put("taxKeptByAmazon", tax.amount().toPlainString()));
        return attributes;
    }
}
