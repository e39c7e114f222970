package io.quayside.connectors.shopify;

import io.quayside.connectors.payload.PayloadNode;
import io.quayside.connectors.shopify.ShopifyPayloads.Adjustment;
import io.quayside.connectors.shopify.ShopifyPayloads.Amounts;
import io.quayside.connectors.shopify.ShopifyPayloads.FulfilledLine;
import io.quayside.connectors.shopify.ShopifyPayloads.Fulfillment;
import io.quayside.connectors.shopify.ShopifyPayloads.Line;
import io.quayside.connectors.shopify.ShopifyPayloads.Order;
import io.quayside.connectors.shopify.ShopifyPayloads.Refund;
import io.quayside.connectors.shopify.ShopifyPayloads.RefundLine;
import io.quayside.connectors.shopify.ShopifyPayloads.ShippingLine;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.kernel.Money;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one order in the shape of webhooks and REST. One object for each order. */
final class ShopifyRestReader {
    private final PayloadNode order;
    private final Currency currency;
    /** Line ids as refunds and fulfillments write them → as the line itself is known. */
    private final Map<String, String> lineIds = new HashMap<>();

    /** @throws Unreadable when it holds too little of an order */
    ShopifyRestReader(PayloadNode order) {
        this.order = order;
        refuseFragments();
        this.currency = ShopifyOrderParts.currency(
                order.at("currency"),
                order.at("total_price_set").at("shop_money").at("currency_code"));
    }

    /** A subset of fields, asked for with {@code fields=} or {@code includeFields}, must not overwrite what is known. */
    private void refuseFragments() {
        List<String> missing = new ArrayList<>();
        Stream.of("id", "currency", "line_items")
                .filter(name -> order.at(name).isAbsent())
                .filter(name -> !name.equals("currency") || !order.has("total_price_set"))
                .forEach(missing::add);
        if (Stream.of("total_price", "total_price_set", "current_total_price", "current_total_price_set")
                .allMatch(name -> order.at(name).isAbsent())) {
            missing.add("total_price");
        }
        if (Stream.of("created_at", "processed_at", "updated_at")
                .allMatch(name -> order.at(name).isAbsent())) {
            missing.add("created_at");
        }
        ShopifyOrderParts.refuseWithout(missing, order);
    }

    Order read() {
        List<Line> lines =
                order.at("line_items").objects().stream().map(this::line).toList();
        return new Order(
                ShopifyOrderParts.exactId(order),
                order.at("name").text(),
                order.either("order_number", "number").text(),
                order.at("created_at").time(),
                order.at("processed_at").time(),
                order.at("updated_at").time(),
                order.at("cancelled_at").time(),
                order.at("cancel_reason").text(),
                order.at("closed_at").time(),
                order.at("test").isTrue(),
                order.at("confirmed").flag(),
                order.at("financial_status").text(),
                currency,
                order.at("presentment_currency").text(),
                presentmentTotal(),
                order.at("taxes_included").flag(),
                order.at("duties_included").isTrue(),
                amounts("total_", "original_total_"),
                amounts("current_total_", "current_total_"),
                money("total_tip_received"),
                money("total_cash_rounding_payment_adjustment"),
                null,
                customer(),
                ShopifyOrderParts.address(order.at("billing_address"), "_code"),
                ShopifyOrderParts.address(order.at("shipping_address"), "_code"),
                personalDataWithheld(),
                lines,
                order.at("shipping_lines").objects().stream()
                        .map(this::shippingLine)
                        .toList(),
                order.at("fulfillments").objects().stream()
                        .map(this::fulfillment)
                        .toList(),
                order.at("refunds").objects().stream().map(this::refund).toList(),
                order.at("note").text(),
                order.at("tags").texts(),
                order.at("note_attributes").pairs(),
                order.at("source_name").text(),
                order.at("payment_gateway_names").texts(),
                order.at("discount_codes").objects().stream()
                        .map(code -> code.at("code").text())
                        .filter(Objects::nonNull)
                        .toList());
    }

    private @Nullable Money money(String name) {
        return order.moneyOrSet(name, currency);
    }

    private Amounts amounts(String prefix, String dutiesPrefix) {
        String shipping = prefix.startsWith("current") ? "current_shipping_price" : "total_shipping_price";
        return new Amounts(
                money(prefix + "price"),
                money(prefix + "discounts"),
                money(shipping),
                money(prefix + "tax"),
                money(dutiesPrefix + "duties"),
                money(dutiesPrefix + "additional_fees"));
    }

    private @Nullable String presentmentTotal() {
        PayloadNode current = order.at("current_total_price_set").at("presentment_money");
        PayloadNode shown =
                current.at("amount").isAbsent() ? order.at("total_price_set").at("presentment_money") : current;
        return shown.at("amount").text();
    }

    private ShopifyPayloads.@Nullable Customer customer() {
        PayloadNode customer = order.at("customer");
        String name = ShopifyOrderParts.fullName(customer, "first_name", "last_name");
        return ShopifyOrderParts.customer(
                customer.at("id").id(),
                name != null ? name : order.at("billing_address").at("name").text(),
                firstOf(order.at("email"), order.at("contact_email"), customer.at("email")),
                firstOf(order.at("phone"), customer.at("phone")));
    }

    private static @Nullable String firstOf(PayloadNode... places) {
        return Stream.of(places)
                .map(PayloadNode::text)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** A guest without e-mail still has the key; an app without approval gets no key (see the platform's traps). */
    private boolean personalDataWithheld() {
        return Stream.of("email", "contact_email", "phone").noneMatch(order::has)
                && order.at("billing_address").at("name").isAbsent()
                && order.at("shipping_address").at("name").isAbsent()
                && order.at("customer").at("email").isAbsent();
    }

    private Line line(PayloadNode line) {
        Integer quantity = line.at("quantity").quantity();
        Money price = line.moneyOrSet("price", currency);
        if (quantity == null || price == null) {
            PayloadNode missing = line.at(quantity == null ? "quantity" : "price");
            throw new Unreadable(missing.path(), "is missing: without it the line can't be read");
        }
        String id = ShopifyOrderParts.exactLineId(line);
        String rawId = line.at("id").id();
        if (rawId != null && id != null) {
            lineIds.putIfAbsent(rawId, id);
        }
        String groupId = line.at("sales_line_item_group_id").id();
        Optional<PayloadNode> group = order.at("line_item_groups").objects().stream()
                .filter(known ->
                        groupId != null && groupId.equals(known.at("id").id()))
                .findFirst();
        return new Line(
                id,
                line.at("sku").text(),
                line.either("title", "name").text(),
                line.at("variant_title").text(),
                quantity,
                line.at("current_quantity").quantity(),
                line.at("fulfillable_quantity").quantity(),
                price,
                sum(line.at("discount_allocations"), "amount"),
                sum(line.at("tax_lines"), "price"),
                !Boolean.FALSE.equals(line.at("requires_shipping").flag()),
                line.at("gift_card").isTrue(),
                line.at("tip").isObject(),
                ShopifyOrderParts.inBundle(
                        line.at("properties").pairs(),
                        groupId,
                        group.map(known -> known.at("title").text()).orElse(null),
                        group.map(known -> known.at("variant_sku").text()).orElse(null)));
    }

    private Money sum(PayloadNode list, String name) {
        return Money.sum(
                currency,
                list.objects().stream()
                        .map(element -> element.moneyOrSet(name, currency))
                        .filter(Objects::nonNull)
                        .toList());
    }

    private ShippingLine shippingLine(PayloadNode line) {
        Money price = line.moneyOrSet("price", currency);
        Money discounted = line.moneyOrSet("discounted_price", currency);
        Money full = price != null ? price : discounted != null ? discounted : Money.zero(currency);
        if (discounted == null) {
            discounted = full.minus(sum(line.at("discount_allocations"), "amount"));
        }
        return new ShippingLine(
                line.at("code").text(),
                line.at("title").text(),
                full,
                discounted,
                line.at("current_discounted_price_set").shopMoney(currency),
                sum(line.at("tax_lines"), "price"),
                line.at("is_removed").isTrue());
    }

    private Fulfillment fulfillment(PayloadNode fulfillment) {
        Set<String> numbers =
                new LinkedHashSet<>(fulfillment.at("tracking_numbers").texts());
        String single = fulfillment.at("tracking_number").text();
        if (single != null) {
            numbers.add(single);
        }
        List<FulfilledLine> lines = new ArrayList<>();
        for (PayloadNode line : fulfillment.at("line_items").objects()) {
            String id = ShopifyOrderParts.exactLineId(line);
            Integer quantity = line.at("quantity").quantity();
            if (id != null && quantity != null) {
                lines.add(new FulfilledLine(lineIds.getOrDefault(id, id), quantity));
            }
        }
        return new Fulfillment(
                fulfillment.at("id").id(),
                fulfillment.at("status").text(),
                fulfillment.at("created_at").time(),
                fulfillment.at("tracking_company").text(),
                List.copyOf(numbers),
                lines);
    }

    private Refund refund(PayloadNode refund) {
        List<RefundLine> lines = new ArrayList<>();
        for (PayloadNode line : refund.at("refund_line_items").objects()) {
            String id = line.either("line_item_id", "line_item").isObject()
                    ? line.at("line_item").at("id").id()
                    : line.at("line_item_id").id();
            Integer quantity = line.at("quantity").quantity();
            if (id != null && quantity != null) {
                lines.add(new RefundLine(
                        lineIds.getOrDefault(id, id),
                        quantity,
                        line.moneyOrSet("subtotal", currency),
                        line.moneyOrSet("total_tax", currency),
                        line.at("restock_type").text()));
            }
        }
        List<Adjustment> adjustments = refund.at("order_adjustments").objects().stream()
                .map(this::adjustment)
                .toList();
        return new Refund(
                refund.at("id").id(),
                refund.either("processed_at", "created_at").time(),
                refund.at("note").text(),
                paidBack(refund.at("transactions"), lines, adjustments),
                lines,
                adjustments);
    }

    private Adjustment adjustment(PayloadNode adjustment) {
        Money amount = adjustment.moneyOrSet("amount", currency);
        Money tax = adjustment.moneyOrSet("tax_amount", currency);
        Money zero = Money.zero(currency);
        return new Adjustment(
                "shipping_refund".equals(adjustment.at("kind").text()),
                amount == null ? zero : amount,
                tax == null ? zero : tax);
    }

    /**
     * Transactions are in the currency that the buyer paid in. Adding them to shop amounts is how ISK 4,400 were booked
     * as GBP (field-lesson 3); then the shop's own figures of the refund's lines count instead.
     */
    private @Nullable Money paidBack(PayloadNode transactions, List<RefundLine> lines, List<Adjustment> adjustments) {
        Money sum = Money.zero(currency);
        for (PayloadNode transaction : transactions.objects()) {
            boolean given = "refund".equalsIgnoreCase(transaction.at("kind").text())
                    && "success".equalsIgnoreCase(transaction.at("status").text());
            if (!given) {
                continue;
            }
            String paidIn = transaction.at("currency").text();
            if (paidIn == null || paidIn.equals(currency.getCurrencyCode())) {
                Money amount = transaction.at("amount").money(currency);
                sum = amount == null ? sum : sum.plus(amount);
            } else if (transaction.at("amount_set").isObject()) {
                Money amount = transaction.at("amount_set").shopMoney(currency);
                sum = amount == null ? sum : sum.plus(amount);
            } else {
                return ShopifyOrderParts.worth(
                        lines, adjustments, order.at("taxes_included").isTrue(), currency);
            }
        }
        return sum;
    }
}
