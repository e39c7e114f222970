package io.quayside.connectors.amazon;

import io.quayside.connectors.amazon.AmazonOrder.Item;
import io.quayside.connectors.amazon.AmazonOrder.Status;
import io.quayside.connectors.amazon.AmazonOrder.Tax;
import io.quayside.connectors.payload.Currencies;
import io.quayside.connectors.payload.Findings;
import io.quayside.connectors.payload.PayloadNode;
import io.quayside.connectors.payload.Texts;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.kernel.Address;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.FulfilledBy;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an order of the API 2026-01-01. Lives for one order. */
final class Orders2026Reader {
    private final PayloadNode order;
    private final Findings findings;
    private final @Nullable Marketplace marketplace;
    private final Currency currency;

    Orders2026Reader(PayloadNode order) {
        this.order = order;
        this.findings = order.findings();
        String place = order.at("salesChannel").at("marketplaceId").text();
        this.marketplace = Marketplace.told(
                        place, order.at("salesChannel").at("marketplaceName").text())
                .orElse(null);
        this.currency = currency();
    }

    AmazonOrder read() {
        PayloadNode fulfillment = order.at("fulfillment");
        Status status = Status.of(fulfillment.at("fulfillmentStatus").text());
        return new AmazonOrder(
                id(),
                alias(),
                order.at("createdTime").time(),
                order.at("lastUpdatedTime").time(),
                status,
                "AMAZON".equals(fulfillment.at("fulfilledBy").text()) ? FulfilledBy.CHANNEL : FulfilledBy.MERCHANT,
                marketplace,
                currency,
                amount(order.at("proceeds").at("grandTotal")),
                order.has("orderItems") ? items() : null,
                tips(),
                buyer(),
                address(order.at("recipient").at("deliveryAddress")),
                fulfillment.at("fulfillmentServiceLevel").text(),
                fulfillment.at("shipByWindow").at("latestDateTime").time(),
                fulfillment.at("deliverByWindow").at("latestDateTime").time(),
                note(),
                paidOnDelivery(),
                new LinkedHashSet<>(order.at("programs").texts()),
                attributes(),
                packages(),
                findings);
    }

    private String id() {
        String id = order.at("orderId").id();
        if (id == null || !AmazonOrders.isId(id)) {
            throw new Unreadable(order.at("orderId").path(), "is not an order's id, such as 902-1845936-5435065");
        }
        return id;
    }

    private @Nullable String alias() {
        return order.at("orderAliases").objects().stream()
                .filter(alias -> "SELLER_ORDER_ID".equals(alias.at("aliasType").text()))
                .map(alias -> alias.at("aliasId").text())
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Where no amount is told yet, the marketplace's own. */
    private Currency currency() {
        PayloadNode total = order.at("proceeds").at("grandTotal").at("currencyCode");
        if (!total.isAbsent()) {
            return Currencies.of(total);
        }
        for (PayloadNode item : order.at("orderItems").objects()) {
            PayloadNode code = item.at("product").at("price").at("unitPrice").at("currencyCode");
            if (!code.isAbsent()) {
                return Currencies.of(code);
            }
        }
        if (marketplace == null) {
            throw new Unreadable(
                    total.path(), "is missing, and the marketplace is not known: without it no amount can be read");
        }
        return Currency.getInstance(marketplace.currency());
    }

    private @Nullable Money amount(PayloadNode money) {
        return AmazonAmounts.of(money, "currencyCode", "amount", currency, findings);
    }

    private Money orZero(@Nullable Money money) {
        return money == null ? Money.zero(currency) : money;
    }

    /** Categories of the whole order that no item holds. */
    private Money tips() {
        Money sum = Money.zero(currency);
        for (PayloadNode part : order.at("proceeds").at("breakdowns").objects()) {
            if ("DELIVERY_TIP".equals(part.at("type").text())) {
                sum = sum.plus(orZero(amount(part.at("subtotal"))));
            }
        }
        return sum;
    }

    private List<Item> items() {
        List<Item> items = new ArrayList<>();
        for (PayloadNode item : order.at("orderItems").objects()) {
            items.add(item(item));
        }
        return items;
    }

    private Item item(PayloadNode item) {
        PayloadNode product = item.at("product");
        String id = item.at("orderItemId").id();
        int ordered = item.at("quantityOrdered").units();
        AmazonProceeds parts = new AmazonProceeds(item.at("proceeds"), currency);
        Money unit = amount(product.at("price").at("unitPrice"));
        Money price = parts.sum("ITEM");
        if (!parts.tells("ITEM") && unit != null) {
            price = unit.times(ordered);
        }
        Money shippingDiscount = parts.detail("DISCOUNT", "SHIPPING");
        Money taxOfShipping = parts.detail("TAX", "SHIPPING");
        Money taxOfFees = parts.detail("TAX", "GIFT_WRAP")
                .plus(parts.detail("TAX", "COD_FEE"))
                .plus(parts.detail("TAX", "OTHER"));
        PayloadNode cancellation = item.at("cancellation");
        PayloadNode execution = cancellation.at("cancellationExecution");
        PayloadNode left = item.at("fulfillment").at("quantityUnfulfilled");
        return new Item(
                id == null ? "" : id,
                product.at("sellerSku").text(),
                Texts.first(product.at("title").text()).orElse(""),
                ordered,
                item.at("fulfillment").at("quantityFulfilled").units(),
                left.isAbsent() ? null : Integer.valueOf(left.units()),
                price,
                unit,
                parts.sum("DISCOUNT").minus(shippingDiscount),
                new Tax(
                        parts.sum("TAX").minus(taxOfShipping).minus(taxOfFees),
                        taxOfShipping,
                        taxOfFees,
                        parts.taxOfDiscounts(),
                        Money.zero(currency)),
                parts.sum("SHIPPING"),
                shippingDiscount,
                parts.sum("GIFT_WRAP").plus(parts.sum("COD_FEE")).plus(parts.sum("OTHER")),
                item.at("tax").at("taxCollections").objects().stream().anyMatch(each -> "MARKETPLACE_FACILITATOR"
                        .equals(each.at("model").text())),
                execution.isObject() || !cancellation.at("cancellationRequest").isObject()
                        ? null
                        : String.valueOf(Texts.first(cancellation
                                        .at("cancellationRequest")
                                        .at("cancelReason")
                                        .text())
                                .orElse("no reason given")),
                execution.isObject()
                        ? Texts.first(execution.at("cancelledBy").text()).orElse("")
                        : null,
                properties(item));
    }

    private static Map<String, String> properties(PayloadNode item) {
        Map<String, String> properties = new LinkedHashMap<>();
        PayloadNode product = item.at("product");
        PayloadNode gift = item.at("fulfillment").at("packing").at("giftOption");
        put(properties, "asin", product.at("asin").text());
        put(properties, "condition", product.at("condition").at("conditionType").text());
        put(
                properties,
                "priceDesignation",
                product.at("price").at("priceDesignation").text());
        put(
                properties,
                "customization",
                product.at("customization").at("customizedUrl").text());
        put(properties, "giftMessage", gift.at("giftMessage").text());
        put(properties, "giftWrap", gift.at("giftWrapLevel").text());
        put(properties, "programs", String.join(",", item.at("programs").texts()));
        put(
                properties,
                "promotions",
                String.join(
                        ",",
                        item.at("promotion").at("breakdowns").objects().stream()
                                .map(each -> each.at("promotionId").text())
                                .filter(java.util.Objects::nonNull)
                                .toList()));
        put(
                properties,
                "iossNumber",
                item.at("fulfillment")
                        .at("shipping")
                        .at("internationalShipping")
                        .at("iossNumber")
                        .text());
        item.at("tax").at("taxCollections").objects().forEach(each -> {
            put(properties, "taxCollection", each.at("model").text());
            put(properties, "taxResponsible", each.at("responsibleParty").text());
        });
        return properties;
    }

    static void put(Map<String, String> map, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            map.putIfAbsent(name, value);
        }
    }

    private CanonicalOrder.@Nullable Customer buyer() {
        String name = order.at("buyer").at("buyerName").text();
        String email = order.at("buyer").at("buyerEmail").text();
        return name == null && email == null ? null : new CanonicalOrder.Customer(null, name, email, null);
    }

    private static @Nullable Address address(PayloadNode told) {
        return AmazonAmounts.address(
                told.at("name").text(),
                told.at("companyName").text(),
                lines(told),
                Texts.first(told.at("city").text(), told.at("municipality").text())
                        .orElse(null),
                Texts.first(
                                told.at("stateOrRegion").text(),
                                told.at("districtOrCounty").text())
                        .orElse(null),
                told.at("postalCode").text(),
                told.at("countryCode").text(),
                told.at("phone").text());
    }

    /** In Brazil the parts of the street may be told alone, and the quarter is told nowhere else. */
    private static List<@Nullable String> lines(PayloadNode told) {
        PayloadNode parts = told.at("extendedFields");
        return AmazonAmounts.lines(
                java.util.Arrays.asList(
                        told.at("addressLine1").text(),
                        told.at("addressLine2").text(),
                        told.at("addressLine3").text()),
                java.util.Arrays.asList(
                        parts.at("streetName").text(),
                        parts.at("streetNumber").text(),
                        parts.at("complement").text()),
                parts.at("neighborhood").text());
    }

    private @Nullable String note() {
        PayloadNode preference = order.at("recipient").at("deliveryPreference");
        return Texts.joined(
                preference.at("dropOffLocation").text(),
                preference.at("addressInstruction").text());
    }

    private boolean paidOnDelivery() {
        return order.at("payment").at("paymentExecutions").objects().stream()
                .map(each -> each.at("paymentMethod").text())
                .anyMatch(method -> "CashOnDelivery".equals(method) || "COD".equals(method));
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        PayloadNode channel = order.at("salesChannel");
        put(
                attributes,
                "status",
                order.at("fulfillment").at("fulfillmentStatus").text());
        put(attributes, "fulfilledBy", order.at("fulfillment").at("fulfilledBy").text());
        put(attributes, "marketplaceId", channel.at("marketplaceId").text());
        put(
                attributes,
                "salesChannel",
                Texts.first(
                                channel.at("marketplaceName").text(),
                                channel.at("channelName").text())
                        .orElse(null));
        put(
                attributes,
                "purchaseOrderNumber",
                order.at("buyer").at("buyerPurchaseOrderNumber").text());
        put(attributes, "company", order.at("buyer").at("buyerCompanyName").text());
        put(
                attributes,
                "addressType",
                order.at("recipient").at("deliveryAddress").at("addressType").text());
        order.at("tax").at("taxRegistrations").objects().stream()
                .filter(each -> "BUYER".equals(each.at("entityType").text()))
                .findFirst()
                .ifPresent(each -> {
                    put(attributes, "company", each.at("legalName").text());
                    put(
                            attributes,
                            "buyerTaxId",
                            each.at("taxRegistrationNumber").text());
                    put(
                            attributes,
                            "buyerTaxIdType",
                            each.at("taxRegistrationType").text());
                });
        Set<String> methods = new LinkedHashSet<>();
        for (PayloadNode execution : order.at("payment").at("paymentExecutions").objects()) {
            Texts.first(execution.at("paymentMethod").text()).ifPresent(methods::add);
        }
        put(attributes, "paymentMethod", String.join(",", methods));
        for (PayloadNode other : order.at("associatedOrders").objects()) {
            String type = other.at("associationType").text();
            put(
                    attributes,
                    "EXCHANGE_ORIGINAL_ID".equals(type) ? "exchangeOf" : "replacementOf",
                    other.at("orderId").text());
        }
        return attributes;
    }

    private List<CanonicalOrder.Fulfillment> packages() {
        List<CanonicalOrder.Fulfillment> packages = new ArrayList<>();
        for (PayloadNode parcel : order.at("packages").objects()) {
            String id = parcel.at("packageReferenceId").id();
            String status = parcel.at("packageStatus").at("status").text();
            String tracking = parcel.at("trackingNumber").text();
            packages.add(new CanonicalOrder.Fulfillment(
                    id == null ? "" + (packages.size() + 1) : id,
                    status == null ? "" : status.toLowerCase(java.util.Locale.ROOT),
                    Texts.first(
                                    parcel.at("shipTime").time(),
                                    parcel.at("createdTime").time())
                            .orElse(null),
                    parcel.at("carrier").text(),
                    tracking == null ? List.of() : List.of(tracking),
                    parcel.at("packageItems").objects().stream()
                            .filter(each -> each.at("orderItemId").id() != null)
                            .map(each -> new CanonicalOrder.Fulfillment.FulfilledLine(
                                    String.valueOf(each.at("orderItemId").id()),
                                    Quantity.of(each.at("quantity").units())))
                            .toList()));
        }
        return packages;
    }
}
