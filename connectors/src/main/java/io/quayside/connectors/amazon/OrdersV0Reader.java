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
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.FulfilledBy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads an order of the API v0. Its items come by a call of their own and lie in {@code OrderItems}, see
 * {@link AmazonOrders}; addresses and buyers are left out unless the token allows them. Lives for one order.
 */
final class OrdersV0Reader {
    private final PayloadNode order;
    private final Findings findings;
    private final @Nullable Marketplace marketplace;
    private final Currency currency;

    OrdersV0Reader(PayloadNode order) {
        this.order = order;
        this.findings = order.findings();
        String place = order.at("MarketplaceId").text();
        this.marketplace =
                Marketplace.told(place, order.at("SalesChannel").text()).orElse(null);
        this.currency = currency();
    }

    AmazonOrder read() {
        return new AmazonOrder(
                id(),
                order.at("SellerOrderId").text(),
                order.at("PurchaseDate").time(),
                order.at("LastUpdateDate").time(),
                Status.of(order.at("OrderStatus").text()),
                "AFN".equals(order.at("FulfillmentChannel").text()) ? FulfilledBy.CHANNEL : FulfilledBy.MERCHANT,
                marketplace,
                currency,
                amount(order.at("OrderTotal")),
                order.has("OrderItems") ? items() : null,
                Money.zero(currency),
                buyer(),
                address(),
                Texts.first(
                                order.at("ShipServiceLevel").text(),
                                order.at("ShipmentServiceLevelCategory").text())
                        .orElse(null),
                order.at("LatestShipDate").time(),
                order.at("LatestDeliveryDate").time(),
                note(),
                "COD".equals(order.at("PaymentMethod").text()),
                programs(),
                attributes(),
                List.of(),
                findings);
    }

    private String id() {
        String id = order.at("AmazonOrderId").id();
        if (id == null || !AmazonOrders.isId(id)) {
            throw new Unreadable(order.at("AmazonOrderId").path(), "is not an order's id, such as 902-1845936-5435065");
        }
        return id;
    }

    private Currency currency() {
        PayloadNode total = order.at("OrderTotal").at("CurrencyCode");
        if (!total.isAbsent()) {
            return Currencies.of(total);
        }
        for (PayloadNode item : order.at("OrderItems").objects()) {
            PayloadNode code = item.at("ItemPrice").at("CurrencyCode");
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
        return AmazonAmounts.of(money, "CurrencyCode", "Amount", currency, findings);
    }

    private Money charge(PayloadNode item, String name) {
        Money amount = amount(item.at(name));
        return amount == null ? Money.zero(currency) : amount;
    }

    private Money chargeOfGift(PayloadNode item, String name) {
        Money amount = amount(ofBuyer(item, name));
        return amount == null ? Money.zero(currency) : amount;
    }

    /** What the buyer wished lay beside the rest of the item before it was data of a person. */
    private static PayloadNode ofBuyer(PayloadNode item, String name) {
        PayloadNode wish = item.at("BuyerInfo").at(name);
        return wish.isAbsent() ? item.at(name) : wish;
    }

    private List<Item> items() {
        List<Item> items = new ArrayList<>();
        for (PayloadNode item : order.at("OrderItems").objects()) {
            items.add(item(item));
        }
        return items;
    }

    private Item item(PayloadNode item) {
        String id = item.at("OrderItemId").id();
        int ordered = item.at("QuantityOrdered").units();
        Money fees =
                chargeOfGift(item, "GiftWrapPrice").plus(charge(item, "CODFee")).minus(charge(item, "CODFeeDiscount"));
        PayloadNode request = item.at("BuyerRequestedCancel");
        return new Item(
                id == null ? "" : id,
                item.at("SellerSKU").text(),
                Texts.first(item.at("Title").text()).orElse(""),
                ordered,
                item.at("QuantityShipped").units(),
                null,
                charge(item, "ItemPrice"),
                null,
                charge(item, "PromotionDiscount"),
                new Tax(
                        charge(item, "ItemTax"),
                        charge(item, "ShippingTax"),
                        chargeOfGift(item, "GiftWrapTax"),
                        charge(item, "PromotionDiscountTax"),
                        charge(item, "ShippingDiscountTax")),
                charge(item, "ShippingPrice"),
                charge(item, "ShippingDiscount"),
                fees,
                "MarketplaceFacilitator"
                        .equals(item.at("TaxCollection").at("Model").text()),
                request.at("IsBuyerRequestedCancel").isTrue()
                        ? Texts.first(request.at("BuyerCancelReason").text()).orElse("no reason given")
                        : null,
                null,
                properties(item));
    }

    private static Map<String, String> properties(PayloadNode item) {
        Map<String, String> properties = new LinkedHashMap<>();
        put(properties, "asin", item.at("ASIN").text());
        put(properties, "condition", item.at("ConditionId").text());
        put(properties, "priceDesignation", item.at("PriceDesignation").text());
        put(
                properties,
                "customization",
                ofBuyer(item, "BuyerCustomizedInfo").at("CustomizedURL").text());
        put(properties, "giftMessage", ofBuyer(item, "GiftMessageText").text());
        put(properties, "giftWrap", ofBuyer(item, "GiftWrapLevel").text());
        put(properties, "promotions", String.join(",", item.at("PromotionIds").texts()));
        put(properties, "iossNumber", item.at("IossNumber").text());
        put(properties, "taxCollection", item.at("TaxCollection").at("Model").text());
        put(
                properties,
                "taxResponsible",
                item.at("TaxCollection").at("ResponsibleParty").text());
        return properties;
    }

    private static void put(Map<String, String> map, String name, @Nullable String value) {
        Orders2026Reader.put(map, name, value);
    }

    private CanonicalOrder.@Nullable Customer buyer() {
        PayloadNode told = order.at("BuyerInfo");
        String name = Texts.first(
                        told.at("BuyerName").text(), order.at("BuyerName").text())
                .orElse(null);
        String email = Texts.first(
                        told.at("BuyerEmail").text(), order.at("BuyerEmail").text())
                .orElse(null);
        return name == null && email == null ? null : new CanonicalOrder.Customer(null, name, email, null);
    }

    private @Nullable Address address() {
        PayloadNode told = order.at("ShippingAddress");
        return AmazonAmounts.address(
                told.at("Name").text(),
                told.at("CompanyName").text(),
                lines(told),
                Texts.first(told.at("City").text(), told.at("Municipality").text())
                        .orElse(null),
                Texts.first(
                                told.at("StateOrRegion").text(),
                                told.at("County").text(),
                                told.at("District").text())
                        .orElse(null),
                told.at("PostalCode").text(),
                told.at("CountryCode").text(),
                told.at("Phone").text());
    }

    private static List<@Nullable String> lines(PayloadNode told) {
        PayloadNode parts = told.at("ExtendedFields");
        return AmazonAmounts.lines(
                Arrays.asList(
                        told.at("AddressLine1").text(),
                        told.at("AddressLine2").text(),
                        told.at("AddressLine3").text()),
                Arrays.asList(
                        parts.at("StreetName").text(),
                        parts.at("StreetNumber").text(),
                        parts.at("Complement").text()),
                parts.at("Neighborhood").text());
    }

    private @Nullable String note() {
        return Texts.joined(
                order.at("DeliveryPreferences").at("DropOffLocation").text(),
                order.at("DeliveryPreferences").at("AddressInstructions").text());
    }

    private Set<String> programs() {
        Set<String> programs = new LinkedHashSet<>();
        Map<String, String> flags = Map.of(
                "IsPrime", "PRIME",
                "IsBusinessOrder", "AMAZON_BUSINESS",
                "IsPremiumOrder", "PREMIUM",
                "IsISPU", "IN_STORE_PICK_UP",
                "IsSoldByAB", "SOLD_BY_AMAZON_BUSINESS");
        flags.keySet().stream().sorted().forEach(name -> {
            if (order.at(name).isTrue()) {
                programs.add(String.valueOf(flags.get(name)));
            }
        });
        return programs;
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new LinkedHashMap<>();
        put(attributes, "status", order.at("OrderStatus").text());
        put(attributes, "fulfilledBy", order.at("FulfillmentChannel").text());
        put(attributes, "marketplaceId", order.at("MarketplaceId").text());
        put(attributes, "salesChannel", order.at("SalesChannel").text());
        put(attributes, "orderType", order.at("OrderType").text());
        if (!"Other".equals(order.at("PaymentMethod").text())) {
            put(attributes, "paymentMethod", order.at("PaymentMethod").text());
        }
        put(
                attributes,
                "paymentMethod",
                String.join(",", order.at("PaymentMethodDetails").texts()));
        put(attributes, "paymentMethod", order.at("PaymentMethod").text());
        put(
                attributes,
                "purchaseOrderNumber",
                order.at("BuyerInfo").at("PurchaseOrderNumber").text());
        PayloadNode tax = order.at("BuyerInfo").at("BuyerTaxInfo");
        put(attributes, "company", tax.at("CompanyLegalName").text());
        for (PayloadNode number : tax.at("TaxClassifications").objects()) {
            put(attributes, "buyerTaxId", number.at("Value").text());
            put(attributes, "buyerTaxIdType", number.at("Name").text());
        }
        put(
                attributes,
                "addressType",
                order.at("ShippingAddress").at("AddressType").text());
        if (order.at("IsReplacementOrder").isTrue()) {
            put(
                    attributes,
                    "replacementOf",
                    Texts.first(order.at("ReplacedOrderId").text()).orElse("unknown"));
        }
        return attributes;
    }
}
