package io.quayside.connectors.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.payload.Currencies;
import io.quayside.connectors.payload.Findings;
import io.quayside.connectors.payload.PayloadNode;
import io.quayside.connectors.payload.Texts;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.kernel.Address;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.FinancialStatus;
import io.quayside.domain.orders.FulfilledBy;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One order while it is read. Line amounts are net: tax is always added, whatever {@code prices_include_tax} says about
 * how the shop types its prices.
 */
final class WooOrder {
    private static final Set<String> OVER = Set.of("cancelled", "failed", "trash");
    private static final ZoneId UTC = ZoneOffset.UTC;
    private final PayloadNode order;
    private final Findings findings;
    private final Instant receivedAt;
    private final Currency currency;
    private final String status;

    WooOrder(PayloadNode order, Instant receivedAt) {
        this.order = order;
        this.findings = order.findings();
        this.receivedAt = receivedAt;
        this.currency = Currencies.of(order.at("currency"));
        String told = order.at("status").text();
        this.status = told == null ? "" : told.replaceFirst("^wc-", "");
    }

    CanonicalOrder canonical() {
        String id = order.at("id").id();
        if (id == null) {
            throw new Unreadable(order.at("id").path(), "is not an order's id");
        }
        Instant changed = Texts.first(time("date_modified"), time("date_created"), receivedAt)
                .orElse(receivedAt);
        List<CanonicalOrder.Refund> refunds = refunds();
        Money refunded = Money.sum(
                currency, refunds.stream().map(CanonicalOrder.Refund::amount).toList());
        List<CanonicalOrder.Line> lines = lines();
        CanonicalOrder.Totals totals = totals(refunded);
        Currencies.check(totals, false, WooApi.NAME, findings);
        Address billing = address("billing");
        Address shipping = address("shipping");
        String number = order.at("number").text();
        return new CanonicalOrder(
                id,
                number == null ? id : number,
                Texts.first(time("date_created"), time("date_modified"), receivedAt)
                        .orElse(receivedAt),
                changed,
                0,
                false,
                cancellation(changed),
                status.equals("completed"),
                financialStatus(refunded, totals.grandTotal()),
                currency,
                false,
                totals,
                customer(),
                shipping == null ? billing : shipping,
                billing,
                lines,
                order.at("shipping_lines").objects().stream()
                        .map(this::shippingLine)
                        .toList(),
                null,
                null,
                Texts.decoded(order.at("customer_note").text()),
                List.of(),
                attributes(),
                findings.flags(),
                List.of(),
                refunds);
    }

    /** GMT is told without its Z; the shop's own time is only a last resort. */
    private @Nullable Instant time(String name) {
        Instant gmt = order.at(name + "_gmt").time(UTC);
        return gmt != null ? gmt : order.at(name).time(UTC);
    }

    private Money money(PayloadNode node) {
        return node.roundedOrZero(currency);
    }

    private Money sum(String list, String field) {
        return Money.sum(
                currency,
                order.at(list).objects().stream()
                        .map(element -> money(element.at(field)))
                        .toList());
    }

    private CanonicalOrder.Totals totals(Money refunded) {
        if (order.at("total").isAbsent()) {
            throw new Unreadable(order.at("total").path(), "is missing: this is only a part of an order");
        }
        Money goods = sum("line_items", "subtotal");
        Money afterDiscount = sum("line_items", "total");
        // gift-card plug-ins lower the total, although a gift card is a way to pay
        Money adjustments = sum("fee_lines", "total").minus(sum("gift_cards", "amount"));
        return new CanonicalOrder.Totals(
                goods,
                goods.minus(afterDiscount),
                sum("shipping_lines", "total"),
                money(order.at("total_tax")),
                adjustments,
                money(order.at("total")),
                refunded);
    }

    private CanonicalOrder.@Nullable Cancellation cancellation(Instant changed) {
        boolean refundedUnshipped = status.equals("refunded") && time("date_completed") == null;
        return OVER.contains(status) || refundedUnshipped
                ? new CanonicalOrder.Cancellation(changed, status.equals("cancelled") ? "" : status)
                : null;
    }

    private FinancialStatus financialStatus(Money refunded, Money total) {
        boolean paid = time("date_paid") != null
                || status.equals("completed")
                || status.equals("processing") && !isPaidOnDelivery();
        if (status.equals("refunded")) {
            return FinancialStatus.REFUNDED;
        }
        if (paid && !refunded.isZero()) {
            return refunded.compareTo(total) >= 0 ? FinancialStatus.REFUNDED : FinancialStatus.PARTIALLY_REFUNDED;
        }
        if (paid) {
            return FinancialStatus.PAID;
        }
        return OVER.contains(status) ? FinancialStatus.VOIDED : FinancialStatus.PENDING;
    }

    /** The only way of paying after which an order is processed before there is money; it gets a date when it comes. */
    private boolean isPaidOnDelivery() {
        return "cod".equals(order.at("payment_method").text());
    }

    private List<CanonicalOrder.Line> lines() {
        List<PayloadNode> told = order.at("line_items").objects();
        Map<String, String> parents = parents(told);
        List<CanonicalOrder.Line> lines = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < told.size(); i++) {
            String id = told.get(i).at("id").id();
            if (id == null || !ids.add(id)) {
                id = (id == null ? "" : id + "#") + (i + 1);
                ids.add(id);
            }
            lines.add(line(id, told.get(i), parents));
        }
        return lines;
    }

    private CanonicalOrder.Line line(String id, PayloadNode line, Map<String, String> parents) {
        int units = line.at("quantity").unitsTold();
        Money subtotal = money(line.at("subtotal"));
        Money total = line.at("total").isAbsent() ? subtotal : money(line.at("total"));
        if (line.at("subtotal").isAbsent()) {
            subtotal = total;
        }
        boolean ships = !isContainer(line) && !isDigital();
        boolean left = status.equals("completed") || (status.equals("refunded") && time("date_completed") != null);
        String title = Texts.decoded(line.at("name").text());
        return new CanonicalOrder.Line(
                id,
                Texts.sku(id, line.at("sku").text(), findings),
                title == null ? "" : title,
                Quantity.of(units),
                Quantity.of(left ? 0 : units),
                units == 0 ? subtotal : each(subtotal, units),
                subtotal.minus(total),
                money(line.at("total_tax")),
                total,
                ships,
                false,
                FulfilledBy.MERCHANT,
                properties(line, parents));
    }

    /** {@code price} is a floating-point number after discount, so the unit price is computed. */
    private Money each(Money sum, int units) {
        return Money.rounded(
                sum.amount().divide(BigDecimal.valueOf(units), 10, RoundingMode.HALF_UP),
                currency,
                RoundingMode.HALF_UP);
    }

    /** New versions say when nothing of the order needs a hand. */
    private boolean isDigital() {
        return Boolean.FALSE.equals(order.at("needs_processing").flag());
    }

    /** The head of a bundle or composite: its children are what is shipped. */
    private static boolean isContainer(PayloadNode line) {
        return line.at("bundled_items").json().size() > 0
                || line.at("composite_children").json().size() > 0
                || meta(line, "_bundled_items") != null
                || meta(line, "_composite_children") != null;
    }

    /** Keys of bundles in carts → ids of their lines. */
    private static Map<String, String> parents(List<PayloadNode> lines) {
        Map<String, String> parents = new HashMap<>();
        for (PayloadNode line : lines) {
            String id = line.at("id").id();
            for (String key : List.of("_bundle_cart_key", "_composite_cart_key")) {
                String cartKey = meta(line, key);
                if (cartKey != null && id != null && isContainer(line)) {
                    parents.put(cartKey, id);
                }
            }
        }
        return parents;
    }

    private static @Nullable String meta(PayloadNode owner, String key) {
        for (JsonNode entry : owner.at("meta_data").json()) {
            if (entry.path("key").asText().equals(key)) {
                return entry.path("value").isContainerNode()
                        ? entry.path("value").toString()
                        : entry.path("value").asText();
            }
        }
        return null;
    }

    private static Map<String, String> properties(PayloadNode line, Map<String, String> parents) {
        Map<String, String> properties = new TreeMap<>();
        for (PayloadNode entry : line.at("meta_data").objects()) {
            String key = entry.at("key").text();
            JsonNode value = entry.at("value").json();
            if (key != null
                    && !key.startsWith("_")
                    && value.isValueNode()
                    && !value.asText().isBlank()) {
                String name = Texts.decoded(entry.at("display_key").text());
                String text = Texts.decoded(entry.at("value").text());
                properties.put(name == null ? key : name, text == null ? "" : text);
            }
        }
        put(properties, "productId", line.at("product_id").idOrNone());
        put(properties, "variationId", line.at("variation_id").idOrNone());
        String bundle = Texts.first(meta(line, "_bundled_by"), meta(line, "_composite_parent"))
                .orElse("");
        put(properties, "bundledBy", parents.get(bundle));
        return properties;
    }

    private static void put(Map<String, String> map, String name, @Nullable String value) {
        if (value != null && !value.isBlank() && !value.equals("0")) {
            map.putIfAbsent(name, value);
        }
    }

    private CanonicalOrder.ShippingLine shippingLine(PayloadNode line) {
        String code = line.at("method_id").text();
        String title = Texts.decoded(line.at("method_title").text());
        return new CanonicalOrder.ShippingLine(
                code == null ? "" : code,
                title == null ? "" : title,
                money(line.at("total")),
                Money.zero(currency),
                money(line.at("total_tax")));
    }

    private List<CanonicalOrder.Refund> refunds() {
        List<CanonicalOrder.Refund> refunds = new ArrayList<>();
        for (PayloadNode refund : order.at("refunds").objects()) {
            Money amount = money(refund.at("total"));
            String id = refund.at("id").id();
            if (!amount.isZero()) {
                refunds.add(new CanonicalOrder.Refund(
                        id == null ? "" + (refunds.size() + 1) : id,
                        null,
                        amount.isNegative() ? amount.negated() : amount,
                        Texts.decoded(refund.at("reason").text()),
                        List.of()));
            }
        }
        return refunds;
    }

    private CanonicalOrder.@Nullable Customer customer() {
        PayloadNode billing = order.at("billing");
        String id = order.at("customer_id").idOrNone();
        String name = Texts.first(name("billing"), name("shipping")).orElse(null);
        String email = billing.at("email").text();
        String phone = billing.at("phone").text();
        return name == null && email == null && phone == null && id == null
                ? null
                : new CanonicalOrder.Customer(id, name, email, phone);
    }

    private @Nullable String name(String who) {
        PayloadNode person = order.at(who);
        return Texts.decoded(Texts.joined(
                person.at("first_name").text(), person.at("last_name").text()));
    }

    private @Nullable Address address(String which) {
        PayloadNode address = order.at(which);
        if (!address.isObject()) {
            return null;
        }
        boolean only = List.of("address_1", "address_2", "city", "postcode", "country").stream()
                .allMatch(part -> address.at(part).isAbsent());
        return only
                ? null
                : Address.ofParts(new Address(
                                name(which),
                                text(address, "company"),
                                text(address, "address_1"),
                                text(address, "address_2"),
                                text(address, "city"),
                                text(address, "state"),
                                text(address, "postcode"),
                                text(address, "country"),
                                text(address, "phone")))
                        .orElse(null);
    }

    private static @Nullable String text(PayloadNode address, String part) {
        return Texts.decoded(address.at(part).text());
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new TreeMap<>();
        put(attributes, "status", status);
        put(attributes, "paymentMethod", order.at("payment_method").text());
        put(
                attributes,
                "paymentMethodTitle",
                Texts.decoded(order.at("payment_method_title").text()));
        put(attributes, "createdVia", order.at("created_via").text());
        put(
                attributes,
                "discountCodes",
                String.join(
                        ", ",
                        order.at("coupon_lines").objects().stream()
                                .map(coupon -> coupon.at("code").text())
                                .filter(java.util.Objects::nonNull)
                                .toList()));
        Money giftCards = sum("gift_cards", "amount");
        if (!giftCards.isZero()) {
            attributes.put("giftCards", giftCards.amount().toPlainString());
        }
        put(attributes, "subscriptionRenewal", meta(order, "_subscription_renewal"));
        put(attributes, "attributionSource", meta(order, "_wc_order_attribution_utm_source"));
        put(attributes, "attributionType", meta(order, "_wc_order_attribution_source_type"));
        return attributes;
    }
}
