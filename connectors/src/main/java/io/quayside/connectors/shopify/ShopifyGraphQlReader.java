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
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one order in the shape of the GraphQL Admin API. One object for each order. */
final class ShopifyGraphQlReader {
    private final PayloadNode order;
    private final Currency currency;

    /** @throws Unreadable when it holds too little of an order */
    ShopifyGraphQlReader(PayloadNode order) {
        this.order = order;
        refuseFragments();
        this.currency = ShopifyOrderParts.currency(
                order.at("currencyCode"),
                order.either("currentTotalPriceSet", "totalPriceSet")
                        .at("shopMoney")
                        .at("currencyCode"));
    }

    private void refuseFragments() {
        List<String> missing = new ArrayList<>();
        if (order.at("id").isAbsent() && order.at("legacyResourceId").isAbsent()) {
            missing.add("id");
        }
        if (order.at("lineItems").isAbsent()) {
            missing.add("lineItems");
        }
        if (order.at("currentTotalPriceSet").isAbsent()
                && order.at("totalPriceSet").isAbsent()) {
            missing.add("currentTotalPriceSet");
        }
        if (Stream.of("createdAt", "processedAt", "updatedAt")
                .allMatch(name -> order.at(name).isAbsent())) {
            missing.add("createdAt");
        }
        ShopifyOrderParts.refuseWithout(missing, order);
    }

    Order read() {
        PayloadNode id = order.at("id").isAbsent() ? order.at("legacyResourceId") : order.at("id");
        String externalId = id.id();
        if (externalId == null) {
            throw new Unreadable(id.path(), "is not an order's id");
        }
        return new Order(
                externalId,
                order.at("name").text(),
                order.at("number").text(),
                order.at("createdAt").time(),
                order.at("processedAt").time(),
                order.at("updatedAt").time(),
                order.at("cancelledAt").time(),
                order.at("cancelReason").text(),
                order.at("closedAt").time(),
                order.at("test").isTrue(),
                order.at("confirmed").flag(),
                order.at("displayFinancialStatus").text(),
                currency,
                order.at("presentmentCurrencyCode").text(),
                order.at("currentTotalPriceSet")
                        .at("presentmentMoney")
                        .at("amount")
                        .text(),
                order.at("taxesIncluded").flag(),
                order.at("dutiesIncluded").isTrue(),
                new Amounts(
                        money("totalPriceSet"),
                        money("totalDiscountsSet"),
                        money("totalShippingPriceSet"),
                        money("totalTaxSet"),
                        money("originalTotalDutiesSet"),
                        money("originalTotalAdditionalFeesSet")),
                new Amounts(
                        money("currentTotalPriceSet"),
                        money("currentTotalDiscountsSet"),
                        money("currentShippingPriceSet"),
                        money("currentTotalTaxSet"),
                        money("currentTotalDutiesSet"),
                        money("currentTotalAdditionalFeesSet")),
                money("totalTipReceivedSet"),
                order.at("totalCashRoundingAdjustment").at("paymentSet").shopMoney(currency),
                money("totalRefundedSet"),
                customer(),
                ShopifyOrderParts.address(order.at("billingAddress"), "CodeV2"),
                ShopifyOrderParts.address(order.at("shippingAddress"), "CodeV2"),
                personalDataWithheld(),
                order.at("lineItems").objects().stream().map(this::line).toList(),
                shippingLines(),
                order.at("fulfillments").objects().stream()
                        .map(this::fulfillment)
                        .toList(),
                order.at("refunds").objects().stream().map(this::refund).toList(),
                order.at("note").text(),
                order.at("tags").texts(),
                order.at("customAttributes").pairs(),
                order.at("sourceName").text(),
                order.at("paymentGatewayNames").texts(),
                order.at("discountCodes").texts());
    }

    private @Nullable Money money(String set) {
        return order.at(set).shopMoney(currency);
    }

    private ShopifyPayloads.@Nullable Customer customer() {
        PayloadNode customer = order.at("customer");
        String name = ShopifyOrderParts.fullName(customer, "firstName", "lastName");
        return ShopifyOrderParts.customer(
                customer.at("id").id(),
                name != null
                        ? name
                        : firstOf(
                                customer.at("displayName"),
                                order.at("billingAddress").at("name")),
                firstOf(
                        order.at("email"),
                        customer.at("email"),
                        customer.at("defaultEmailAddress").at("emailAddress")),
                firstOf(
                        order.at("phone"),
                        customer.at("phone"),
                        customer.at("defaultPhoneNumber").at("phoneNumber")));
    }

    private static @Nullable String firstOf(PayloadNode... places) {
        return Stream.of(places)
                .map(PayloadNode::text)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Our own query always asks for the e-mail, so a missing key means that Shopify withheld it. */
    private boolean personalDataWithheld() {
        return Stream.of("email", "phone", "customer").noneMatch(order::has)
                && order.at("billingAddress").isAbsent()
                && order.at("shippingAddress").isAbsent();
    }

    private Line line(PayloadNode line) {
        Integer quantity = line.at("quantity").quantity();
        if (quantity == null) {
            throw new Unreadable(line.at("quantity").path(), "is missing: without it the line can't be read");
        }
        Money price = either(line, "originalUnitPriceSet", "originalUnitPrice");
        if (price == null) {
            throw new Unreadable(
                    line.at("originalUnitPriceSet").path(), "is missing: without it the line can't be read");
        }
        return new Line(
                line.at("id").id(),
                line.at("sku").text(),
                line.either("title", "name").text(),
                line.at("variantTitle").text(),
                quantity,
                line.at("currentQuantity").quantity(),
                line.either("unfulfilledQuantity", "fulfillableQuantity").quantity(),
                price,
                sum(line.at("discountAllocations"), "allocatedAmountSet", "allocatedAmount"),
                sum(line.at("taxLines"), "priceSet", "price"),
                !Boolean.FALSE.equals(line.at("requiresShipping").flag()),
                line.at("isGiftCard").isTrue(),
                false,
                ShopifyOrderParts.inBundle(
                        line.at("customAttributes").pairs(),
                        line.at("lineItemGroup").at("id").id(),
                        line.at("lineItemGroup").at("title").text(),
                        line.at("lineItemGroup").at("variantSku").text()));
    }

    private Money sum(PayloadNode list, String set, String old) {
        return Money.sum(
                currency,
                list.objects().stream()
                        .map(element -> either(element, set, old))
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** Queries of others may ask for the amount itself, as all did before there were sets of two currencies. */
    private @Nullable Money either(PayloadNode owner, String set, String old) {
        if (!owner.at(set).isAbsent()) {
            return owner.at(set).shopMoney(currency);
        }
        PayloadNode amount = owner.at(old);
        if (!amount.isObject()) {
            return amount.money(currency);
        }
        String code = amount.at("currencyCode").text();
        boolean foreign = code != null && !code.equals(currency.getCurrencyCode());
        return foreign ? null : amount.at("amount").money(currency);
    }

    private List<ShippingLine> shippingLines() {
        PayloadNode single = order.at("shippingLine");
        return order.has("shippingLines") || !single.isObject()
                ? order.at("shippingLines").objects().stream()
                        .map(this::shippingLine)
                        .toList()
                : List.of(shippingLine(single));
    }

    private ShippingLine shippingLine(PayloadNode line) {
        Money price = either(line, "originalPriceSet", "originalPrice");
        Money discounted = either(line, "discountedPriceSet", "discountedPrice");
        Money full = price != null ? price : discounted != null ? discounted : Money.zero(currency);
        return new ShippingLine(
                line.at("code").text(),
                line.at("title").text(),
                full,
                discounted != null ? discounted : full,
                line.at("currentDiscountedPriceSet").shopMoney(currency),
                sum(line.at("taxLines"), "priceSet", "price"),
                line.at("isRemoved").isTrue());
    }

    private Fulfillment fulfillment(PayloadNode fulfillment) {
        List<PayloadNode> tracking = fulfillment.at("trackingInfo").objects();
        List<FulfilledLine> lines = new ArrayList<>();
        for (PayloadNode line : fulfillment.at("fulfillmentLineItems").objects()) {
            String id = line.at("lineItem").at("id").id();
            Integer quantity = line.at("quantity").quantity();
            if (id != null && quantity != null) {
                lines.add(new FulfilledLine(id, quantity));
            }
        }
        return new Fulfillment(
                fulfillment.at("id").id(),
                lower(fulfillment.at("status").text()),
                fulfillment.at("createdAt").time(),
                tracking.stream()
                        .map(info -> info.at("company").text())
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                tracking.stream()
                        .map(info -> info.at("number").text())
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList(),
                lines);
    }

    private Refund refund(PayloadNode refund) {
        List<RefundLine> lines = new ArrayList<>();
        for (PayloadNode line : refund.at("refundLineItems").objects()) {
            String id = line.at("lineItem").at("id").id();
            Integer quantity = line.at("quantity").quantity();
            if (id != null && quantity != null) {
                lines.add(new RefundLine(
                        id,
                        quantity,
                        line.at("subtotalSet").shopMoney(currency),
                        line.at("totalTaxSet").shopMoney(currency),
                        lower(line.at("restockType").text())));
            }
        }
        List<Adjustment> adjustments = new ArrayList<>();
        for (PayloadNode shipping : refund.at("refundShippingLines").objects()) {
            adjustments.add(new Adjustment(
                    true,
                    orZero(shipping.at("subtotalAmountSet")).negated(),
                    orZero(shipping.at("taxAmountSet")).negated()));
        }
        for (PayloadNode discrepancy : refund.at("orderAdjustments").objects()) {
            adjustments.add(
                    new Adjustment(false, orZero(discrepancy.at("amountSet")), orZero(discrepancy.at("taxAmountSet"))));
        }
        return new Refund(
                refund.at("id").id(),
                refund.at("createdAt").time(),
                refund.at("note").text(),
                refund.at("totalRefundedSet").shopMoney(currency),
                lines,
                adjustments);
    }

    private Money orZero(PayloadNode set) {
        Money amount = set.shopMoney(currency);
        return amount == null ? Money.zero(currency) : amount;
    }

    private static @Nullable String lower(@Nullable String word) {
        return word == null ? null : word.toLowerCase(Locale.ROOT);
    }
}
