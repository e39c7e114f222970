package io.quayside.connectors.magento;

import com.fasterxml.jackson.databind.node.MissingNode;
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
import io.quayside.domain.orders.Flag;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One order while it is read. Its {@code state} decides: {@code status} is a label that merchants name as they like.
 * Shipments and credit memos are calls of their own and lie beside the rows, see {@link MagentoOrders}.
 */
final class MagentoOrder {
    private static final ZoneId UTC = ZoneOffset.UTC;
    private static final String CANCELED_MEMO = "3";
    private final PayloadNode order;
    private final PayloadNode assignment;
    private final PayloadNode extension;
    private final Findings findings;
    private final Instant receivedAt;
    private final String state;
    private final MagentoAmounts amounts;
    private final MagentoRows rows;

    MagentoOrder(PayloadNode order, Instant receivedAt) {
        this.order = order;
        this.findings = order.findings();
        this.receivedAt = receivedAt;
        PayloadNode attributes = order.at("extension_attributes");
        this.extension = attributes.isObject() // PHP writes an empty object as an empty list
                ? attributes
                : new PayloadNode(MissingNode.getInstance(), attributes.path(), findings);
        List<PayloadNode> assignments = extension.at("shipping_assignments").elements();
        this.assignment = assignments.isEmpty()
                ? extension.at("shipping_assignments").at("none")
                : assignments.get(0).at("shipping");
        String told = order.at("state").text();
        String label = order.at("status").text();
        this.state = told != null ? told : label == null ? "" : label;
        this.amounts = new MagentoAmounts(order);
        this.rows = new MagentoRows(order, amounts, state);
    }

    CanonicalOrder canonical() {
        String id = order.at("entity_id").id();
        if (id == null) {
            throw new Unreadable(order.at("entity_id").path(), "is missing: ask for it in the query's fields");
        }
        String number = order.at("increment_id").text();
        CanonicalOrder.Totals totals = amounts.totals();
        Currencies.check(totals, false, MagentoApi.NAME, findings);
        checkRows(totals.lines());
        checkState();
        Instant changed = Texts.first(
                        order.at("updated_at").time(UTC), order.at("created_at").time(UTC), receivedAt)
                .orElse(receivedAt);
        List<CanonicalOrder.Line> lines = rows.lines();
        Set<String> lineIds =
                lines.stream().map(CanonicalOrder.Line::externalId).collect(Collectors.toSet());
        Address billing = address(order.at("billing_address"));
        return new CanonicalOrder(
                id,
                number == null ? id : number,
                Texts.first(order.at("created_at").time(UTC), changed).orElse(changed),
                changed,
                0,
                false,
                cancellation(changed),
                state.equals("complete") || state.equals("closed"),
                financialStatus(totals),
                amounts.currency(),
                false,
                totals,
                customer(billing),
                MagentoRows.isOn(order, "is_virtual") ? null : address(shippedTo()),
                billing,
                lines,
                shippingLines(),
                null,
                null,
                note(),
                List.of(),
                attributes(),
                findings.flags(),
                fulfillments(lineIds),
                refunds(lineIds));
    }

    /** A cent for each row is what rounding may cost; more means that rows are missing. */
    private void checkRows(Money subtotal) {
        Money sum = rows.sum();
        BigDecimal apart = sum.minus(subtotal).amount().abs();
        BigDecimal tolerance = BigDecimal.ONE
                .movePointLeft(Money.scaleOf(amounts.currency()))
                .multiply(BigDecimal.valueOf(rows.size()));
        if (apart.compareTo(tolerance) > 0) {
            findings.add(
                    Flag.Code.SUSPICIOUS_VALUE,
                    "Magento's rows add up to %s, but its subtotal is %s: rows may be missing; check the order in Magento."
                            .formatted(sum, subtotal));
        }
    }

    private void checkState() {
        switch (state) {
            case "holded" ->
                findings.add(Flag.Code.SUSPICIOUS_VALUE, "Magento holds this order: release it there first.");
            case "payment_review" ->
                findings.add(
                        Flag.Code.SUSPICIOUS_VALUE,
                        "Magento reviews this order's payment: accept or deny it there first.");
            default -> {}
        }
    }

    /** An order that was edited in the shop is canceled there and goes on under a new number. */
    private CanonicalOrder.@Nullable Cancellation cancellation(Instant changed) {
        if (state.equals("canceled")) {
            boolean replaced = order.at("relation_child_id").idOrNone() != null
                    || order.at("relation_child_real_id").idOrNone() != null;
            return new CanonicalOrder.Cancellation(changed, replaced ? "replaced" : "");
        }
        return state.equals("closed") && !rows.anythingShipped()
                ? new CanonicalOrder.Cancellation(changed, "refunded")
                : null;
    }

    /** The keys of what was paid are missing while nothing was. */
    private FinancialStatus financialStatus(CanonicalOrder.Totals totals) {
        Money paid = amounts.of("total_paid");
        Money total = totals.grandTotal();
        Money refunded = totals.refunded();
        if (!refunded.isZero() || state.equals("closed")) {
            boolean all = state.equals("closed") || refunded.compareTo(paid.isZero() ? total : paid) >= 0;
            return all ? FinancialStatus.REFUNDED : FinancialStatus.PARTIALLY_REFUNDED;
        }
        if (state.equals("canceled")) {
            return FinancialStatus.VOIDED;
        }
        boolean invoiced = !total.isZero()
                && amounts.of("total_invoiced").compareTo(total) >= 0
                && !order.at("total_due").isAbsent()
                && amounts.of("total_due").isZero();
        if (total.isZero() || paid.compareTo(total) >= 0 || invoiced) {
            return FinancialStatus.PAID;
        }
        if (!paid.isZero()) {
            return FinancialStatus.PARTIALLY_PAID;
        }
        return amounts.of(order.at("payment"), "amount_authorized").isZero()
                ? FinancialStatus.PENDING
                : FinancialStatus.AUTHORIZED;
    }

    private CanonicalOrder.@Nullable Customer customer(@Nullable Address billing) {
        String id = order.at("customer_id").idOrNone();
        String name = Texts.decoded(Texts.joined(
                order.at("customer_firstname").text(),
                order.at("customer_middlename").text(),
                order.at("customer_lastname").text()));
        if (name == null && billing != null) {
            name = billing.name(); // guests have a name in their addresses only
        }
        String email = order.at("customer_email").text();
        String phone = billing == null ? null : billing.phone();
        return id == null && name == null && email == null && phone == null
                ? null
                : new CanonicalOrder.Customer(id, name, email, phone);
    }

    private static @Nullable Address address(PayloadNode address) {
        if (!address.isObject()) {
            return null;
        }
        List<String> street = street(address.at("street"));
        return Address.ofParts(new Address(
                        Texts.decoded(Texts.joined(
                                address.at("prefix").text(),
                                address.at("firstname").text(),
                                address.at("middlename").text(),
                                address.at("lastname").text(),
                                address.at("suffix").text())),
                        Texts.decoded(address.at("company").text()),
                        street.isEmpty() ? null : street.get(0),
                        street.size() < 2 ? null : String.join(", ", street.subList(1, street.size())),
                        Texts.decoded(address.at("city").text()),
                        Texts.first(address.at("region_code").text(), Texts.decoded(region(address)))
                                .orElse(null),
                        address.at("postcode").text(),
                        address.at("country_id").text(),
                        address.at("telephone").text()))
                .orElse(null);
    }

    /** Where extensions and events put it when it is not with the shipping. */
    private PayloadNode shippedTo() {
        PayloadNode address = assignment.at("address");
        if (!address.isAbsent()) {
            return address;
        }
        return order.at("addresses").objects().stream()
                .filter(each -> "shipping".equals(each.at("address_type").text()))
                .findFirst()
                .orElse(order.at("shipping_address"));
    }

    /** A text in orders, an object in addresses of customers. */
    private static @Nullable String region(PayloadNode address) {
        PayloadNode region = address.at("region");
        return region.isObject() ? region.at("region").text() : region.text();
    }

    /** One to four rows, as a list or as one text. */
    private static List<String> street(PayloadNode street) {
        List<String> rows = new ArrayList<>();
        if (street.json().isArray()) {
            street.elements().forEach(row -> rows.add(String.valueOf(Texts.decoded(row.text()))));
        } else if (street.text() != null) {
            rows.addAll(
                    Arrays.asList(String.valueOf(Texts.decoded(street.text())).split("\n")));
        }
        return rows.stream()
                .map(String::strip)
                .filter(row -> !row.isEmpty() && !row.equals("null"))
                .toList();
    }

    private List<CanonicalOrder.ShippingLine> shippingLines() {
        Money price = amounts.of("shipping_amount");
        String code = assignment.at("method").text();
        String title = Texts.decoded(order.at("shipping_description").text());
        if (price.isZero() && code == null && title == null) {
            return List.of();
        }
        Money discount = amounts.of("shipping_discount_amount");
        return List.of(new CanonicalOrder.ShippingLine(
                code == null ? "" : code,
                title == null ? "" : title,
                price,
                discount.isNegative() ? discount.negated() : discount,
                amounts.of("shipping_tax_amount")));
    }

    private @Nullable String note() {
        PayloadNode gift = extension.at("gift_message");
        String message = Texts.decoded(gift.at("message").text());
        String own = Texts.decoded(order.at("customer_note").text());
        if (message == null) {
            return own;
        }
        String from = Texts.decoded(gift.at("sender").text());
        String told = "Gift message%s: %s".formatted(from == null ? "" : " from " + from, message);
        return own == null ? told : own + "\n" + told;
    }

    private List<CanonicalOrder.Fulfillment> fulfillments(Set<String> lineIds) {
        List<CanonicalOrder.Fulfillment> fulfillments = new ArrayList<>();
        for (PayloadNode shipment : order.at("shipments").objects()) {
            List<PayloadNode> tracks = shipment.at("tracks").objects();
            String id = shipment.at("entity_id").id();
            fulfillments.add(new CanonicalOrder.Fulfillment(
                    id == null ? "" + (fulfillments.size() + 1) : id,
                    "shipped",
                    shipment.at("created_at").time(UTC),
                    tracks.isEmpty() ? null : tracks.get(0).at("title").text(),
                    tracks.stream()
                            .map(track -> track.at("track_number").text())
                            .filter(Objects::nonNull)
                            .toList(),
                    shipment.at("items").objects().stream()
                            .filter(item -> lineIds.contains(rowOf(item))
                                    && item.at("qty").units() > 0)
                            .map(item -> new CanonicalOrder.Fulfillment.FulfilledLine(
                                    rowOf(item), Quantity.of(item.at("qty").units())))
                            .toList()));
        }
        return fulfillments;
    }

    private static String rowOf(PayloadNode item) {
        return String.valueOf(item.at("order_item_id").id());
    }

    private List<CanonicalOrder.Refund> refunds(Set<String> lineIds) {
        List<CanonicalOrder.Refund> refunds = new ArrayList<>();
        for (PayloadNode memo : order.at("creditmemos").objects()) {
            if (CANCELED_MEMO.equals(memo.at("state").text())) {
                continue; // no money moved
            }
            String id = memo.at("entity_id").id();
            List<PayloadNode> comments = memo.at("comments").objects();
            refunds.add(new CanonicalOrder.Refund(
                    id == null ? "" + (refunds.size() + 1) : id,
                    memo.at("created_at").time(UTC),
                    amounts.of(memo, "grand_total"),
                    comments.isEmpty()
                            ? null
                            : Texts.decoded(comments.get(0).at("comment").text()),
                    memo.at("items").objects().stream()
                            .filter(item -> lineIds.contains(rowOf(item))
                                    && item.at("qty").units() > 0)
                            .map(item -> new CanonicalOrder.Refund.RefundedLine(
                                    rowOf(item),
                                    Quantity.of(item.at("qty").units()),
                                    amounts.of(item, "row_total")
                                            .plus(amounts.of(item, "tax_amount"))
                                            .minus(amounts.of(item, "discount_amount")),
                                    false))
                            .toList()));
        }
        return refunds;
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new TreeMap<>();
        put(attributes, "state", state);
        put(attributes, "status", order.at("status").text());
        String store = order.at("store_name").text();
        put(attributes, "store", store == null ? null : store.strip().replaceAll("\\s*\n\\s*", " / "));
        put(attributes, "storeId", order.at("store_id").text());
        put(attributes, "paymentMethod", order.at("payment").at("method").text());
        put(attributes, "couponCode", order.at("coupon_code").text());
        String pickUp = extension.at("pickup_location_code").text();
        if (pickUp != null) {
            put(attributes, "delivery", "PICKUP");
            put(attributes, "pickupLocation", pickUp);
        }
        put(
                attributes,
                "replaces",
                Texts.decoded(order.at("relation_parent_real_id").text()));
        put(
                attributes,
                "replacedBy",
                Texts.decoded(order.at("relation_child_real_id").text()));
        put(attributes, "originalNumber", order.at("original_increment_id").text());
        if (!amounts.isOneCurrency()) {
            put(
                    attributes,
                    "presentmentCurrency",
                    order.at("order_currency_code").text());
            put(attributes, "presentmentTotal", order.at("grand_total").text());
            put(attributes, "exchangeRate", order.at("base_to_order_rate").text());
        }
        put(attributes, "giftCards", amounts.giftCards());
        put(attributes, "storeCredit", amounts.storeCredit());
        put(attributes, "rewardPoints", amounts.rewards());
        put(attributes, "discountTaxCompensation", amounts.compensation());
        amounts.unlisted().ifPresent(field -> put(attributes, field.name(), field.amount()));
        put(attributes, "canceledAmount", amounts.of("total_canceled"));
        order.at("status_histories").objects().stream() // newest first
                .map(entry -> Texts.decoded(entry.at("comment").text()))
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(comment -> put(attributes, "lastComment", comment));
        return attributes;
    }

    private static void put(Map<String, String> attributes, String name, Money amount) {
        if (!amount.isZero()) {
            attributes.put(name, amount.amount().toPlainString());
        }
    }

    private static void put(Map<String, String> attributes, String name, @Nullable String value) {
        MagentoRows.put(attributes, name, value);
    }
}
