package io.quayside.connectors.bigcommerce;

import io.quayside.connectors.payload.Currencies;
import io.quayside.connectors.payload.Findings;
import io.quayside.connectors.payload.PayloadNode;
import io.quayside.connectors.payload.Texts;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.kernel.Address;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.CanonicalOrder.Totals;
import io.quayside.domain.orders.FinancialStatus;
import io.quayside.domain.orders.Flag;
import io.quayside.domain.orders.FulfilledBy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One order of v2 while it is read, with its sub-resources in place of the links, see {@link BigCommerceOrders}. Every
 * amount is told with and without tax: one side is taken throughout, that by which merchant sets prices, unless only the
 * other adds up.
 */
final class BigCommerceOrder {
    /** Shipped, refunded, cancelled, declined, completed. */
    private static final Set<Integer> OVER = Set.of(2, 4, 5, 6, 10);

    private final PayloadNode order;
    private final Findings findings;
    private final Instant receivedAt;
    private final Currency currency;
    private final int status;
    private final boolean included;
    private final Totals totals;

    BigCommerceOrder(PayloadNode order, Instant receivedAt) {
        this.order = order;
        this.findings = order.findings();
        this.receivedAt = receivedAt;
        this.currency = currency(order);
        this.status = order.at("status_id").units();
        boolean typedWithTax = order.at("is_tax_inclusive_pricing").isTrue();
        boolean other = !adds(typedWithTax) && adds(!typedWithTax);
        this.included = typedWithTax != other;
        this.totals = totals(included);
    }

    /**
     * The one that the buyer paid in, which despite its name is {@code default_currency_code}: every amount is in it.
     * {@code currency_code} is the one that prices were shown in, and only tells it where the other is missing.
     */
    private static Currency currency(PayloadNode order) {
        PayloadNode paidIn = order.at("default_currency_code");
        return Currencies.of(paidIn.isAbsent() ? shownIn(order) : paidIn);
    }

    /** Old payloads have a misprint in the name. */
    private static PayloadNode shownIn(PayloadNode order) {
        return order.either("currency_code\"", "currency_code");
    }

    CanonicalOrder canonical() {
        String id = order.at("id").id();
        if (id == null) {
            throw new Unreadable(order.at("id").path(), "is not an order's id");
        }
        if (!order.at("products").json().isArray()) {
            findings.setAside("products", "were not sent with the order, so it has no lines here");
        }
        Currencies.check(totals, included, BigCommerceApi.NAME, findings);
        flagWhatIsUnsettled();
        Instant changed = Texts.first(
                        order.at("date_modified").looseTime(),
                        order.at("date_created").looseTime(),
                        receivedAt)
                .orElse(receivedAt);
        Address billing = address(order.at("billing_address"));
        return new CanonicalOrder(
                id,
                id,
                Texts.first(order.at("date_created").looseTime(), changed).orElse(changed),
                changed,
                0,
                false,
                cancellation(changed),
                status == 10 || order.at("is_deleted").isTrue(),
                financialStatus(),
                currency,
                included,
                totals,
                customer(),
                shippingAddress(billing),
                billing,
                lines(),
                shippingLines(),
                null,
                null,
                Texts.decoded(order.at("customer_message").text()),
                List.of(),
                attributes(),
                findings.flags(),
                fulfillments(),
                refunds());
    }

    /** What a person is to settle before anything is shipped. */
    private void flagWhatIsUnsettled() {
        if (status == 12) {
            findings.add(
                    Flag.Code.SUSPICIOUS_VALUE,
                    "BigCommerce asks for a manual verification of this order: settle it there first.");
        }
        if (status == 13) {
            findings.add(
                    Flag.Code.SUSPICIOUS_VALUE,
                    "The buyer disputes the payment of this order: settle it in BigCommerce first.");
        }
        if (order.at("is_deleted").isTrue() && !OVER.contains(status)) {
            findings.add(
                    Flag.Code.SUSPICIOUS_VALUE,
                    "This order was archived in BigCommerce before it was shipped: cancel it, or restore it there.");
        }
    }

    /** Of a sub-resource; nothing where only its link was sent. */
    private List<PayloadNode> list(String name) {
        return order.at(name).json().isArray() ? order.at(name).objects() : List.of();
    }

    private Money money(String name) {
        return order.at(name).roundedOrZero(currency);
    }

    /** Of an amount that is told twice. */
    private Money side(String name, boolean withTax) {
        return money(name + (withTax ? "_inc_tax" : "_ex_tax"));
    }

    private boolean adds(boolean withTax) {
        Totals candidate = totals(withTax);
        return candidate.expected(withTax).equals(candidate.grandTotal());
    }

    private Totals totals(boolean withTax) {
        Money fees = Money.sum(
                currency,
                list("fees").stream()
                        .map(fee ->
                                fee.at(withTax ? "cost_inc_tax" : "cost_ex_tax").roundedOrZero(currency))
                        .toList());
        return new Totals(
                side("subtotal", withTax),
                money("discount_amount").plus(money("coupon_discount")),
                side("shipping_cost", withTax),
                money("total_tax"),
                side("handling_cost", withTax)
                        .plus(side("wrapping_cost", withTax))
                        .plus(fees),
                money("total_inc_tax"),
                refunded());
    }

    /** {@code refunded_amount} of v2 stays zero; what v3 told lies in {@code refunds}. */
    private Money refunded() {
        Money sum = Money.zero(currency);
        for (PayloadNode refund : list("refunds")) {
            sum = sum.plus(refund.at("total_amount").roundedOrZero(currency));
        }
        return sum;
    }

    private CanonicalOrder.@Nullable Cancellation cancellation(Instant changed) {
        boolean refundedUnshipped = status == 4 && order.at("items_shipped").units() == 0;
        return switch (status) {
            case 5 -> new CanonicalOrder.Cancellation(changed, "");
            case 6 -> new CanonicalOrder.Cancellation(changed, "declined");
            default -> refundedUnshipped ? new CanonicalOrder.Cancellation(changed, "refunded") : null;
        };
    }

    private FinancialStatus financialStatus() {
        String told = order.at("payment_status").text();
        FinancialStatus byPayment =
                switch (told == null ? "" : told.toLowerCase(Locale.ROOT)) {
                    case "authorized", "capture pending", "held for review" -> FinancialStatus.AUTHORIZED;
                    case "captured", "paid" -> FinancialStatus.PAID;
                    case "partially refunded" -> FinancialStatus.PARTIALLY_REFUNDED;
                    case "refunded" -> FinancialStatus.REFUNDED;
                    case "void", "void pending", "declined" -> FinancialStatus.VOIDED;
                    case "pending" -> FinancialStatus.PENDING;
                    default -> FinancialStatus.UNKNOWN;
                };
        if (status == 4) {
            return FinancialStatus.REFUNDED;
        }
        if (status == 14) {
            return FinancialStatus.PARTIALLY_REFUNDED;
        }
        if (byPayment != FinancialStatus.UNKNOWN) {
            return byPayment;
        }
        return switch (status) {
            case 2, 3, 8, 9, 10, 11 -> FinancialStatus.PAID;
            case 1, 7 -> FinancialStatus.PENDING;
            case 5, 6 -> FinancialStatus.VOIDED;
            default -> FinancialStatus.UNKNOWN;
        };
    }

    private List<CanonicalOrder.Line> lines() {
        List<PayloadNode> told = list("products");
        Set<String> containers = new HashSet<>();
        told.forEach(line -> {
            String parent = line.at("parent_order_product_id").idOrNone();
            if (parent != null) {
                containers.add(parent);
            }
        });
        List<CanonicalOrder.Line> lines = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < told.size(); i++) {
            String id = told.get(i).at("id").id();
            if (id == null || !ids.add(id)) {
                id = (id == null ? "" : id + "#") + (i + 1);
                ids.add(id);
            }
            lines.add(line(id, told.get(i), containers.contains(id)));
        }
        return lines;
    }

    private CanonicalOrder.Line line(String id, PayloadNode line, boolean container) {
        int ordered = line.at("quantity").unitsTold();
        int shipped = Math.min(ordered, line.at("quantity_shipped").units());
        int taken = Math.min(ordered - shipped, line.at("quantity_refunded").units());
        int standing = ordered - taken;
        boolean allGone = status == 2 || status == 10;
        Money discount = Money.sum(
                currency,
                line.at("applied_discounts").objects().stream()
                        .map(each -> each.at("amount").roundedOrZero(currency))
                        .toList());
        Money total = line.at(included ? "total_inc_tax" : "total_ex_tax").roundedOrZero(currency);
        String type = line.at("type").text();
        String title = Texts.decoded(line.at("name").text());
        return new CanonicalOrder.Line(
                id,
                Texts.sku(id, line.at("sku").text(), findings),
                title == null ? "" : title,
                Quantity.of(standing),
                Quantity.of(allGone ? 0 : standing - shipped),
                line.at(included ? "price_inc_tax" : "price_ex_tax").roundedOrZero(currency),
                discount,
                line.at("total_tax").roundedOrZero(currency),
                total.minus(discount),
                !container && (type == null || type.equals("physical")),
                "giftcertificate".equals(type),
                FulfilledBy.MERCHANT,
                properties(line));
    }

    private static Map<String, String> properties(PayloadNode line) {
        Map<String, String> properties = new TreeMap<>();
        for (PayloadNode option : line.at("product_options").objects()) {
            String name = Texts.decoded(option.at("display_name").text());
            String value = Texts.decoded(option.at("display_value").text());
            if (name != null && value != null) {
                properties.merge(name, value, (first, second) -> first + ", " + second);
            }
        }
        put(properties, "productId", line.at("product_id").idOrNone());
        put(properties, "variantId", line.at("variant_id").idOrNone());
        put(properties, "upc", line.at("upc").text());
        put(properties, "bundledBy", line.at("parent_order_product_id").idOrNone());
        return properties;
    }

    private List<CanonicalOrder.ShippingLine> shippingLines() {
        Money price = side("shipping_cost", included);
        PayloadNode first = firstAddress();
        String method =
                first == null ? null : Texts.decoded(first.at("shipping_method").text());
        return price.isZero() && method == null
                ? List.of()
                : List.of(new CanonicalOrder.ShippingLine(
                        "", method == null ? "" : method, price, Money.zero(currency), money("shipping_cost_tax")));
    }

    private @Nullable PayloadNode firstAddress() {
        PayloadNode list = order.at("shipping_addresses");
        return list.json().isArray() && list.json().size() > 0 ? list.elements().get(0) : null;
    }

    private @Nullable Address shippingAddress(@Nullable Address billing) {
        PayloadNode first = firstAddress();
        int count = order.at("shipping_addresses").json().isArray()
                ? order.at("shipping_addresses").json().size()
                : 0;
        if (count > 1) {
            findings.add(
                    Flag.Code.SUSPICIOUS_VALUE,
                    "It goes to %d addresses, of which the first is shown: ship it line by line as BigCommerce shows it."
                            .formatted(count));
        }
        if (first != null) {
            return address(first);
        }
        return order.at("order_is_digital").isTrue()
                        || count == 0 && order.at("shipping_addresses").json().isArray()
                ? null
                : billing;
    }

    private static @Nullable Address address(PayloadNode address) {
        if (!address.isObject()) {
            return null;
        }
        return Address.ofParts(new Address(
                        Texts.decoded(Texts.joined(
                                address.at("first_name").text(),
                                address.at("last_name").text())),
                        Texts.decoded(address.at("company").text()),
                        Texts.decoded(address.at("street_1").text()),
                        Texts.decoded(address.at("street_2").text()),
                        Texts.decoded(address.at("city").text()),
                        Texts.decoded(address.at("state").text()),
                        address.at("zip").text(),
                        address.at("country_iso2").text(),
                        address.at("phone").text()))
                .orElse(null);
    }

    private CanonicalOrder.@Nullable Customer customer() {
        PayloadNode billing = order.at("billing_address");
        String name = Texts.decoded(Texts.joined(
                billing.at("first_name").text(), billing.at("last_name").text()));
        String email = billing.at("email").text();
        String id = order.at("customer_id").idOrNone();
        return name == null && email == null && id == null
                ? null
                : new CanonicalOrder.Customer(
                        id, name, email, billing.at("phone").text());
    }

    private List<CanonicalOrder.Fulfillment> fulfillments() {
        List<CanonicalOrder.Fulfillment> fulfillments = new ArrayList<>();
        for (PayloadNode shipment : list("shipments")) {
            String id = shipment.at("id").id();
            String number = shipment.at("tracking_number").text();
            fulfillments.add(new CanonicalOrder.Fulfillment(
                    id == null ? "" + (fulfillments.size() + 1) : id,
                    "shipped",
                    shipment.at("date_created").looseTime(),
                    Texts.first(
                                    shipment.at("tracking_carrier").text(),
                                    shipment.at("shipping_provider").text(),
                                    shipment.at("shipping_method").text())
                            .orElse(null),
                    number == null ? List.of() : List.of(number.split(",\\s*")),
                    shipment.at("items").objects().stream()
                            .filter(item -> item.at("order_product_id").id() != null)
                            .map(item -> new CanonicalOrder.Fulfillment.FulfilledLine(
                                    String.valueOf(item.at("order_product_id").id()),
                                    Quantity.of(item.at("quantity").units())))
                            .toList()));
        }
        return fulfillments;
    }

    private List<CanonicalOrder.Refund> refunds() {
        List<CanonicalOrder.Refund> refunds = new ArrayList<>();
        for (PayloadNode refund : list("refunds")) {
            String id = refund.at("id").id();
            refunds.add(new CanonicalOrder.Refund(
                    id == null ? "" + (refunds.size() + 1) : id,
                    refund.at("created").looseTime(),
                    refund.at("total_amount").roundedOrZero(currency),
                    refund.at("reason").text(),
                    refund.at("items").objects().stream()
                            .filter(item ->
                                    "PRODUCT".equals(item.at("item_type").text())
                                            && item.at("item_id").id() != null)
                            .map(item -> new CanonicalOrder.Refund.RefundedLine(
                                    String.valueOf(item.at("item_id").id()),
                                    Quantity.of(item.at("quantity").units()),
                                    item.at("requested_amount").roundedOrZero(currency),
                                    false))
                            .toList()));
        }
        return refunds;
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new TreeMap<>();
        put(attributes, "status", order.at("status").text());
        put(attributes, "paymentMethod", order.at("payment_method").text());
        put(attributes, "source", order.at("order_source").text());
        put(attributes, "externalSource", order.at("external_source").text());
        put(attributes, "externalOrderId", order.at("external_order_id").text());
        put(attributes, "staffNotes", Texts.decoded(order.at("staff_notes").text()));
        String shown = shownIn(order).text();
        if (shown != null && !shown.equals(currency.getCurrencyCode())) {
            attributes.put("presentmentCurrency", shown);
            put(attributes, "exchangeRate", order.at("currency_exchange_rate").text());
        }
        String store = order.at("store_default_currency_code").text();
        put(attributes, "storeCurrency", currency.getCurrencyCode().equals(store) ? null : store);
        for (String paidBy : List.of("store_credit_amount", "gift_certificate_amount")) {
            if (!money(paidBy).isZero()) {
                attributes.put(paidBy, money(paidBy).amount().toPlainString());
            }
        }
        return attributes;
    }

    private static void put(Map<String, String> map, String name, @Nullable String value) {
        if (value != null && !value.isBlank() && !value.equals("0")) {
            map.putIfAbsent(name, value);
        }
    }
}
