package io.quayside.connectors.amazon;

import static io.quayside.connectors.amazon.AmazonTrapsTest.flags;
import static io.quayside.connectors.amazon.AmazonTrapsTest.translated;
import static io.quayside.connectors.amazon.AmazonTrapsTest.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.CanonicalOrder.Line;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shapes in which Amazon tells the same thing, by version, by country and by the way that a payload came. */
class AmazonShapesTest {
    /** An order of v0 with one item for 20.00, with more fields, of which later ones win. */
    private static CanonicalOrder oldOrder(String more, String moreOfItem) {
        return translated(
                        """
                        {"payload":{"AmazonOrderId":"111-0000030-0000030","OrderStatus":"Unshipped",
                         "MarketplaceId":"ATVPDKIKX0DER","OrderTotal":{"CurrencyCode":"USD","Amount":"20.00"},
                         "ShippingAddress":{"Name":"Ann Lee","AddressLine1":"1 Elm","City":"Austin","CountryCode":"US"},
                         "OrderItems":[{"OrderItemId":"1","SellerSKU":"LAMP","QuantityOrdered":"2",
                          "ItemPrice":{"CurrencyCode":"USD","Amount":"20.00"}%s}]%s}}"""
                                .formatted(moreOfItem, more)
                                .getBytes(StandardCharsets.UTF_8))
                .orders()
                .get(0);
    }

    /** An order of 2026-01-01 with one item of these proceeds. */
    private static CanonicalOrder newOrder(String total, String more, String breakdowns) {
        return translated(
                        """
                        {"order":{"orderId":"111-0000031-0000031","salesChannel":{"marketplaceId":"ATVPDKIKX0DER"},
                         "fulfillment":{"fulfillmentStatus":"UNSHIPPED"},
                         "recipient":{"deliveryAddress":{"name":"Ann Lee","addressLine1":"1 Elm"}},
                         "proceeds":{"grandTotal":%s%s},
                         "orderItems":[{"orderItemId":"1","quantityOrdered":2,"product":{"sellerSku":"LAMP"},
                          "proceeds":{"breakdowns":[%s]}}]}}"""
                                .formatted(dollars(total), more, breakdowns)
                                .getBytes(StandardCharsets.UTF_8))
                .orders()
                .get(0);
    }

    private static String dollars(String amount) {
        return "{\"amount\":\"%s\",\"currencyCode\":\"USD\"}".formatted(amount);
    }

    private static String part(String type, String amount) {
        return "{\"type\":\"%s\",\"subtotal\":%s}".formatted(type, dollars(amount));
    }

    private static String detail(String subtype, String amount) {
        return "{\"subtype\":\"%s\",\"value\":%s}".formatted(subtype, dollars(amount));
    }

    @Test
    void theTaxOfDiscountsIsToldAmongTheTaxesAndLessensThem() {
        CanonicalOrder order = newOrder(
                "97.50",
                "",
                part("ITEM", "100.00") + "," + part("DISCOUNT", "10.00")
                        + ",{\"type\":\"TAX\",\"subtotal\":" + dollars("8.50") + ",\"detailedBreakdowns\":["
                        + detail("ITEM", "8.50") + "," + detail("DISCOUNT", "1.00") + "]}");

        assertThat(order.totals().tax()).isEqualTo(usd("7.50"));
        assertThat(order.lines().get(0).tax()).isEqualTo(usd("7.50"));
        assertThat(flags(order)).isEmpty();
    }

    @Test
    void aTaxThatIsLessByThatOfDiscountsAlreadyIsNotLessenedAgain() {
        CanonicalOrder order = newOrder(
                "97.50",
                "",
                part("ITEM", "100.00") + "," + part("DISCOUNT", "10.00")
                        + ",{\"type\":\"TAX\",\"subtotal\":" + dollars("7.50") + ",\"detailedBreakdowns\":["
                        + detail("ITEM", "8.50") + "," + detail("DISCOUNT", "-1.00") + "]}");

        assertThat(order.totals().tax()).isEqualTo(usd("7.50"));
        assertThat(flags(order)).isEmpty();
    }

    @Test
    void detailsStandForASubtotalThatIsMissing() {
        CanonicalOrder order = newOrder(
                "22.00",
                "",
                part("ITEM", "20.00") + ",{\"type\":\"TAX\",\"detailedBreakdowns\":[" + detail("ITEM", "1.50") + ","
                        + detail("SHIPPING", "0.50") + "]}");

        assertThat(order.totals().tax()).isEqualTo(usd("2.00"));
        assertThat(order.lines().get(0).tax()).isEqualTo(usd("1.50"));
        assertThat(flags(order)).isEmpty();
    }

    @Test
    void aTipThatIsNotChargedYetIsNoPartOfTheTotal() {
        CanonicalOrder order = newOrder(
                "20.00",
                ",\"breakdowns\":[{\"type\":\"DELIVERY_TIP\",\"status\":\"PENDING\",\"subtotal\":" + dollars("5.00")
                        + "}]",
                part("ITEM", "20.00"));

        assertThat(order.totals().adjustments()).isEqualTo(usd("0.00"));
        assertThat(flags(order)).isEmpty();
    }

    @Test
    void theSalesChannelNamesTheMarketplaceWhereItsIdIsMissing() {
        CanonicalOrder ofOtherShops = oldOrder(
                ",\"MarketplaceId\":null,\"SalesChannel\":\"Non-Amazon US\",\"FulfillmentChannel\":\"AFN\",\"OrderTotal\":null",
                ",\"ItemPrice\":null");
        CanonicalOrder german = oldOrder(
                ",\"MarketplaceId\":\"\",\"SalesChannel\":\"Amazon.de\",\"OrderTotal\":null", ",\"ItemPrice\":null");

        assertThat(ofOtherShops.currency().getCurrencyCode()).isEqualTo("USD");
        assertThat(ofOtherShops.lines()).noneMatch(Line::needsStock);
        assertThat(german.currency().getCurrencyCode()).isEqualTo("EUR");
        assertThat(german.taxesIncluded()).isTrue();
    }

    @Test
    void giftWrapOfOlderPayloadsLiesBesideTheItem() {
        CanonicalOrder order = oldOrder(
                ",\"OrderTotal\":{\"CurrencyCode\":\"USD\",\"Amount\":\"24.30\"}",
                ",\"GiftWrapPrice\":{\"CurrencyCode\":\"USD\",\"Amount\":\"4.00\"},\"GiftWrapTax\":{\"CurrencyCode\":\"USD\",\"Amount\":\"0.30\"},\"GiftMessageText\":\"For you\"");

        assertThat(order.totals().adjustments()).isEqualTo(usd("4.00"));
        assertThat(order.lines().get(0).properties()).containsEntry("giftMessage", "For you");
        assertThat(flags(order)).isEmpty();
    }

    @Test
    void yesAndNoComeAsNumbersToo() {
        CanonicalOrder order = oldOrder(",\"IsPrime\":1,\"IsBusinessOrder\":0", "");

        assertThat(order.tags()).containsExactly("PRIME");
        assertThat(flags(order)).isEmpty();
    }

    @Test
    void aBusinessBuyersTaxNumberIsKept() {
        CanonicalOrder order = oldOrder(
                ",\"BuyerInfo\":{\"BuyerTaxInfo\":{\"CompanyLegalName\":\"Lee GmbH\",\"TaxClassifications\":[{\"Name\":\"VAT\",\"Value\":\"X1\"}]}}",
                "");

        assertThat(order.attributes())
                .containsEntry("company", "Lee GmbH")
                .containsEntry("buyerTaxId", "X1")
                .containsEntry("buyerTaxIdType", "VAT");
    }

    @Test
    void streetAndQuarterOfBrazilAreReadFromTheirParts() {
        CanonicalOrder order = oldOrder(
                ",\"ShippingAddress\":{\"Name\":\"Ana\",\"City\":\"Recife\",\"CountryCode\":\"BR\",\"ExtendedFields\":{\"StreetName\":\"Rua Um\",\"StreetNumber\":\"7\",\"Complement\":\"\",\"Neighborhood\":\"Centro\"}}",
                "");

        assertThat(Objects.requireNonNull(order.shippingAddress()).line1()).isEqualTo("Rua Um, 7");
        assertThat(order.shippingAddress().line2()).isEqualTo("Centro");
    }

    @Test
    void anItemThatWasCancelledWithoutCountsIsNotShipped() {
        byte[] body =
                """
                {"orderId":"111-0000032-0000032","salesChannel":{"marketplaceId":"ATVPDKIKX0DER"},
                 "fulfillment":{"fulfillmentStatus":"UNSHIPPED"},
                 "orderItems":[{"orderItemId":"1","quantityOrdered":2,"product":{"sellerSku":"A"},
                  "cancellation":{"cancellationExecution":{"cancelledBy":"MERCHANT"}}}]}"""
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(translated(body).orders().get(0).lines()).noneMatch(Line::needsStock);
    }

    @Test
    void olderNotificationsAndThoseOfAnEventBusPointAtTheirOrdersToo() {
        String change =
                """
                {"NotificationType":"ORDER_STATUS_CHANGE","NotificationMetadata":{"NotificationId":"n-2"},
                 "Payload":{"OrderStatusChangeNotification":{"SellerId":"A1","AmazonOrderId":"111-0000033-0000033"}}}""";

        assertThat(translated(change.getBytes(StandardCharsets.UTF_8)).toFetch())
                .containsExactly("111-0000033-0000033");
        assertThat(translated("{\"detail-type\":\"ORDER_STATUS_CHANGE\",\"detail\":%s}"
                                .formatted(change)
                                .getBytes(StandardCharsets.UTF_8))
                        .toFetch())
                .containsExactly("111-0000033-0000033");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"payload\":{\"AmazonOrderId\":\"1-2-3\",\"BuyerEmail\":\"a@example.com\"}} | an order's buyer without the order",
                "{\"payload\":{\"FinancialEvents\":{}}} | financial events",
                "{\"payload\":{\"ShipmentId\":\"S1\",\"AmazonOrderId\":\"1-2-3\"}} | a shipment",
                "{\"AmazonOrderId\":\"1-2-3\"} | no OrderStatus",
                "{\"orderId\":\"1-2-3\"} | neither orderItems nor fulfillment",
            })
    void saysWhatAnythingElseIs(String json, String words) {
        assertThatThrownBy(() -> translated(json.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining(words);
    }
}
