package io.quayside.connectors.ebay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ErasureDemand;
import io.quayside.connectors.spi.OrderTranslator.Payload;
import io.quayside.connectors.spi.OrderTranslator.Translation;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.FinancialStatus;
import io.quayside.domain.orders.Flag;
import io.quayside.domain.orders.FulfilledBy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EbayTrapsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theAmountOfALineIsForAllItsUnits() {
        CanonicalOrder.Line line =
                order("combined-order-with-discounts-and-ebays-tax").lines().get(0);

        assertThat(line.quantity().value()).isEqualTo(3);
        assertThat(line.unitPrice()).hasToString("14.50 USD");
        assertThat(line.discount()).hasToString("4.35 USD");
        assertThat(line.total()).hasToString("39.15 USD");
    }

    @Test
    void discountsAreNegativeThereAndPositiveHere() {
        CanonicalOrder.Totals totals =
                order("combined-order-with-discounts-and-ebays-tax").totals();

        assertThat(totals.discounts()).hasToString("8.10 USD");
        assertThat(totals.shipping()).hasToString("5.00 USD");
        assertThat(order("combined-order-with-discounts-and-ebays-tax")
                        .shippingLines()
                        .get(0)
                        .discount())
                .hasToString("4.90 USD");
    }

    /** Field-lesson 20. */
    @Test
    void aCombinedOrderKeepsAllItsLines() {
        assertThat(order("combined-order-with-discounts-and-ebays-tax").lines())
                .extracting(CanonicalOrder.Line::externalId)
                .containsExactly("9001", "9002");
    }

    @Test
    void taxThatEbayCollectsIsInNoTotal() {
        CanonicalOrder order = order("combined-order-with-discounts-and-ebays-tax");

        assertThat(order.totals().tax().isZero()).isTrue();
        assertThat(order.attributes()).containsEntry("taxCollectedByEbay", "4.59");
        assertThat(order.flags()).isEmpty();
    }

    @Test
    void taxThatEbayCollectsIsInNoTotalEvenWhereTheSummaryTellsIt() {
        CanonicalOrder order =
                order("combined-order-with-discounts-and-ebays-tax", json -> ((ObjectNode) json.path("pricingSummary"))
                        .putObject("tax")
                        .put("value", "4.59")
                        .put("currency", "USD"));

        assertThat(order.totals().tax().isZero()).isTrue();
        assertThat(order.flags()).isEmpty();
    }

    @Test
    void taxInsideThePricesIsKnownByTheSum() {
        CanonicalOrder order = order(
                "sellers-own-tax-on-top",
                json -> ((ObjectNode) json.path("pricingSummary").path("total")).put("value", "25.7"));

        assertThat(order.taxesIncluded()).isTrue();
        assertThat(order.totals().tax()).hasToString("2.02 USD");
        assertThat(order.flags()).isEmpty();
        assertThat(order("sellers-own-tax-on-top").taxesIncluded()).isFalse();
    }

    @Test
    void amountsThatDoNotAddUpAreFlaggedAndStay() {
        CanonicalOrder order = order(
                "sellers-own-tax-on-top",
                json -> ((ObjectNode) json.path("pricingSummary").path("total")).put("value", "99.9"));

        assertThat(order.totals().grandTotal()).hasToString("99.90 USD");
        assertThat(order.flags()).extracting(Flag::code).containsExactly(Flag.Code.TOTAL_MISMATCH);
    }

    @Test
    void aSaleInAForeignCurrencyIsInTheMoneyOfThePayout() {
        CanonicalOrder order = order("sold-in-pounds-paid-out-in-dollars");

        assertThat(order.totals().grandTotal()).hasToString("35.89 USD");
        assertThat(order.attributes())
                .containsEntry("presentmentCurrency", "GBP")
                .containsEntry("presentmentTotal", "28.25")
                .containsEntry("conversionRounding", "0.01");
        assertThat(order.flags()).isEmpty();
    }

    @Test
    void aDifferenceThatIsNotOfConversionStaysAMismatch() {
        CanonicalOrder order = order(
                "sold-in-pounds-paid-out-in-dollars",
                json -> ((ObjectNode) json.path("pricingSummary").path("total")).put("convertedFromValue", "28.26"));

        assertThat(order.flags()).extracting(Flag::code).containsExactly(Flag.Code.TOTAL_MISMATCH);
    }

    @Test
    void anAmountOfAnotherCurrencyIsAddedToNothing() {
        CanonicalOrder order = order(
                "sellers-own-tax-on-top",
                json -> ((ObjectNode) json.path("lineItems").path(0).path("lineItemCost")).put("currency", "CAD"));

        assertThat(order.lines().get(0).total()).hasToString("0.00 USD");
        assertThat(order.flags()).singleElement().satisfies(flag -> assertThat(flag.detail())
                .contains("lineItems[0].lineItemCost is in CAD"));
    }

    @Test
    void yenHaveNoDecimalsAndListingsWithoutSkuAreKnownByTheirNumbers() {
        Translation page = translate(fixture("yen-without-skus-on-a-page"));

        assertThat(page.orders()).hasSize(2);
        assertThat(page.orders().get(0).totals().grandTotal()).hasToString("5750 JPY");
        assertThat(page.orders().get(0).lines().get(0).unitPrice()).hasToString("1667 JPY");
        assertThat(page.orders().get(0).lines().get(0).total()).hasToString("5000 JPY");
        assertThat(page.orders().get(0).lines().get(0).sku()).hasToString("220000000001");
        assertThat(page.orders().get(1).lines().get(0).sku()).hasToString("220000000002/520000000001");
    }

    @Test
    void theHubsReferenceIsOnTheLabelOnce() {
        CanonicalOrder order = order("ebay-international-shipping-hub");
        CanonicalOrder written = order("ebay-international-shipping-hub", json -> ((ObjectNode)
                        json.at("/fulfillmentStartInstructions/0/shippingStep/shipTo/contactAddress"))
                .put("addressLine2", "EIS 5512098761"));

        assertThat(Objects.requireNonNull(order.shippingAddress()).line2())
                .isEqualTo("Suite 200, Reference # EIS 5512098761");
        assertThat(Objects.requireNonNull(written.shippingAddress()).line2()).isEqualTo("EIS 5512098761");
        assertThat(order.attributes())
                .containsEntry("finalDestinationCountry", "SE")
                .containsEntry("IOSS", "IM2760000742");
    }

    @Test
    void aGiftCardByMailNeedsNoAddressAndNoParcel() {
        CanonicalOrder order = order("digital-gift-card-without-address");

        assertThat(order.shippingAddress()).isNull();
        assertThat(order.lines())
                .allSatisfy(line -> assertThat(line.needsStock()).isFalse());
    }

    @Test
    void whatIsPickedUpIsReservedAndGoesNoFurtherThanTheStore() {
        CanonicalOrder order = order("pick-up-in-store");

        assertThat(order.lines())
                .allSatisfy(line -> assertThat(line.needsStock()).isTrue());
        assertThat(Objects.requireNonNull(order.shippingAddress()).line1()).isEqualTo("Pick-up at store-12");
        assertThat(order.attributes()).containsEntry("delivery", "PICKUP");
    }

    @Test
    void aRefundToldTwiceIsOneAndAFailedOneIsNone() {
        CanonicalOrder order = order("partly-shipped-partly-refunded");

        assertThat(order.refunds())
                .extracting(CanonicalOrder.Refund::externalId)
                .containsExactly("5000001", "5000002");
        assertThat(order.totals().refunded()).hasToString("15.50 USD");
        assertThat(order.financialStatus()).isEqualTo(FinancialStatus.PARTIALLY_REFUNDED);
        assertThat(order.lines())
                .extracting(line -> line.fulfillableQuantity().value())
                .containsExactly(1, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "ORDER_MISTAKE,customer",
        "BUYER_ASKED_CANCEL,customer",
        "OUT_OF_STOCK_OR_CANNOT_FULFILL,inventory",
        "BUYER_HAS_NOT_PAID,declined",
        "SOMETHING_NEW,something_new"
    })
    void aCanceledOrderSaysWhy(String told, String reason) {
        CanonicalOrder order =
                order("canceled-by-the-buyer", json -> ((ObjectNode) json.at("/cancelStatus/cancelRequests/0"))
                        .put("cancelReason", told));

        assertThat(Objects.requireNonNull(order.cancellation()).reason()).isEqualTo(reason);
        assertThat(order.cancellation().at()).isEqualTo("2026-10-01T09:29:58Z");
    }

    @Test
    void aRequestToCancelHoldsTheOrder() {
        CanonicalOrder order = order("cancel-requested-is-held");

        assertThat(order.isCancelled()).isFalse();
        assertThat(order.flags()).singleElement().satisfies(flag -> {
            assertThat(flag.code().holds()).isTrue();
            assertThat(flag.detail()).contains("FOUND_CHEAPER_PRICE", "before anything is shipped");
        });
    }

    @Test
    void fullyRefundedBeforeAnythingWasShippedIsOver() {
        CanonicalOrder order =
                order("sellers-own-tax-on-top", json -> json.put("orderPaymentStatus", "FULLY_REFUNDED"));

        assertThat(Objects.requireNonNull(order.cancellation()).reason()).isEqualTo("refunded");
        assertThat(order("sellers-own-tax-on-top", json -> json.put("orderPaymentStatus", "FULLY_REFUNDED")
                                .put("orderFulfillmentStatus", "FULFILLED"))
                        .isCancelled())
                .isFalse();
    }

    @Test
    void whatEbaysWarehouseShipsIsRecordedAndNotReserved() {
        CanonicalOrder order = order("sellers-own-tax-on-top", json -> json.putObject("program")
                .putObject("fulfillmentProgram")
                .put("fulfilledBy", "EBAY"));

        assertThat(order.lines())
                .allSatisfy(line -> assertThat(line.fulfilledBy()).isEqualTo(FulfilledBy.CHANNEL));
    }

    @Test
    void anOrderShippedElsewhereKeepsTheIdsOfItsParcels() {
        CanonicalOrder order = order("partly-shipped-partly-refunded", json -> {
            json.remove("fulfillments");
            json.put("orderFulfillmentStatus", "FULFILLED");
        });

        assertThat(order.fulfillments()).singleElement().satisfies(parcel -> assertThat(parcel.externalId())
                .isEqualTo("9405509699937003457459"));
        assertThat(order.lines())
                .allSatisfy(
                        line -> assertThat(line.fulfillableQuantity().isZero()).isTrue());
    }

    @Test
    void anotherAddressForEveryPackageIsForAPerson() {
        CanonicalOrder order = order("sellers-own-tax-on-top", json -> {
            JsonNode second = json.path("fulfillmentStartInstructions").path(0).deepCopy();
            ((ObjectNode) second.at("/shippingStep/shipTo/contactAddress")).put("addressLine1", "Elsewhere 1");
            json.withArray("fulfillmentStartInstructions").add(second);
        });

        assertThat(order.flags()).singleElement().satisfies(flag -> assertThat(flag.detail())
                .contains("2 addresses"));
    }

    // ---- notifications

    @Test
    void aNotificationNamesAnOrderThatIsFetched() {
        assertThat(notice("ORDER_CONFIRMATION", "{'orderId':'06-15211-22068'}").toFetch())
                .containsExactly("06-15211-22068");
        assertThat(notice("ITEM_MARKED_SHIPPED", "{'order':{'orderId':'06-1'}}").toFetch())
                .containsExactly("06-1");
        assertThat(notice("ITEM_AVAILABILITY", "{}").note()).contains("ITEM_AVAILABILITY");
        assertThatThrownBy(() -> notice("ORDER_CONFIRMATION", "{'orderId':'a/../b'}"))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("notification.data.orderId");
    }

    @Test
    void aClosedAccountMeansThatTheBuyerIsForgotten() {
        Translation told =
                notice("MARKETPLACE_ACCOUNT_DELETION", "{'username':'mary_j','userId':'U7','eiasToken':'nY+sHZ2'}");

        ErasureDemand demand = told.erasure().orElseThrow();
        assertThat(demand.ofEverySeller()).isTrue();
        assertThat(demand.marks()).extracting(ErasureDemand.Mark::text).containsExactly("mary_j", "U7", "nY+sHZ2");
        assertThat(told.note()).isNotEmpty();
        assertThatThrownBy(() -> notice("MARKETPLACE_ACCOUNT_DELETION", "{}")).isInstanceOf(Unreadable.class);
    }

    @Test
    void onlyThisSellersRevocationEndsTheConnection() {
        assertThat(notice("AUTHORIZATION_REVOCATION", "{'username':'harbor_goods'}")
                        .disconnected())
                .contains("connect eBay again");
        assertThat(notice("AUTHORIZATION_REVOCATION", "{'username':'somebody_else'}")
                        .disconnected())
                .isEmpty();
    }

    // ---- what is no order

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'errors':[{'errorId':1001}]}|error",
                "{'fulfillments':[],'total':0}|shipments",
                "{'fulfillmentId':'1'}|shipment",
                "{'refundId':'1','refundStatus':'PENDING'}|refund",
                "{'availability':{},'sku':'X'}|inventory item",
                "{'OrderID':'1'}|Trading API",
                "{'hello':'world'}|no orderId"
            })
    void namesWhatIsNoOrder(String body, String name) {
        assertThatThrownBy(() -> translate(bytes(body)))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining(name);
    }

    @Test
    void anEmptyPageIsNoOrderAndAPartOfOneIsUnreadable() {
        assertThat(translate(bytes("{'total':0,'orders':[]}")).note()).isEqualTo("eBay sent no order.");
        assertThatThrownBy(() -> order("sellers-own-tax-on-top", json -> json.remove("pricingSummary")))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("pricingSummary.total");
    }

    private static Translation notice(String topic, String data) {
        return translate(bytes(
                "{'metadata':{'topic':'%s'},'notification':{'notificationId':'1','data':%s}}".formatted(topic, data)));
    }

    private static byte[] bytes(String json) {
        return ScriptedEbay.json(json).getBytes(StandardCharsets.UTF_8);
    }

    static CanonicalOrder order(String fixture) {
        return order(fixture, json -> {});
    }

    static CanonicalOrder order(String fixture, Consumer<ObjectNode> change) {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(fixture(fixture));
            change.accept(json);
            return translate(JSON.writeValueAsBytes(json)).orders().get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] fixture(String name) {
        try (InputStream in =
                Objects.requireNonNull(EbayTrapsTest.class.getResourceAsStream("/ebay/orders/" + name + ".in.json"))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Translation translate(byte[] body) {
        ConnectionAccess connection = ScriptedEbay.connection(Map.of("sellerId", "U0"));
        return new EbayOrderTranslator().translate(new Payload("", body, ScriptedEbay.NOW, connection));
    }
}
