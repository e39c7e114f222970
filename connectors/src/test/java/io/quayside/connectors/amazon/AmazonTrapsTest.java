package io.quayside.connectors.amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.OrderTranslator.Payload;
import io.quayside.connectors.spi.OrderTranslator.Translation;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.CanonicalOrder.Line;
import io.quayside.domain.orders.FinancialStatus;
import io.quayside.domain.orders.Flag;
import io.quayside.domain.orders.FulfilledBy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is easily read wrongly in Amazon's orders; the payloads are those of the golden files. */
class AmazonTrapsTest {
    private static final ConnectionAccess NOBODY =
            new ConnectionAccess(ScriptedAmazon.CONNECTION.id(), Map.of(), Map.of());

    static Translation translated(byte[] body) {
        return new AmazonOrderTranslator().translate(new Payload("", body, ScriptedAmazon.NOW, NOBODY));
    }

    private static byte[] file(String name) {
        try (InputStream in = AmazonTrapsTest.class.getResourceAsStream("/amazon/orders/" + name + ".in.json")) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CanonicalOrder order(String name) {
        return translated(file(name)).orders().get(0);
    }

    static List<Flag.Code> flags(CanonicalOrder order) {
        return order.flags().stream().map(Flag::code).toList();
    }

    static Money usd(String amount) {
        return Money.of(amount, "USD");
    }

    @Test
    void aPendingOrderHasNoAmountsIsHeldAndKeepsItsStock() {
        for (String name : List.of("pending-has-no-amounts", "v0-pending-without-total")) {
            CanonicalOrder order = order(name);

            assertThat(order.financialStatus()).as(name).isEqualTo(FinancialStatus.PENDING);
            assertThat(order.totals().grandTotal()).as(name).isEqualTo(usd("0.00"));
            assertThat(flags(order)).as(name).containsExactly(Flag.Code.AWAITING_PAYMENT);
            assertThat(Flag.Code.AWAITING_PAYMENT.holds()).isTrue();
            assertThat(order.lines()).as(name).allMatch(Line::needsStock);
        }
    }

    @Test
    void whatAmazonShipsNeedsNoStockOfOursAndWhatTheMerchantShipsDoes() {
        List<CanonicalOrder> orders =
                translated(file("fulfilled-by-amazon-and-by-merchant")).orders();

        assertThat(orders.get(0).lines()).allMatch(line -> line.fulfilledBy() == FulfilledBy.CHANNEL);
        assertThat(orders.get(0).lines()).noneMatch(Line::needsStock);
        assertThat(orders.get(0).flags()).isEmpty();
        assertThat(orders.get(1).lines()).allMatch(Line::needsStock);
        assertThat(order("v0-replacement-shipped-by-amazon").lines()).noneMatch(Line::needsStock);
    }

    @Test
    void thePriceOfTheWholeQuantityIsSharedAndItsTotalStaysExact() {
        CanonicalOrder order = order("v0-price-of-the-whole-quantity");
        Line line = order.lines().get(0);

        assertThat(line.quantity()).isEqualTo(Quantity.of(3));
        assertThat(line.unitPrice()).isEqualTo(usd("3.33"));
        assertThat(line.properties()).containsEntry("itemPrice", "10.00");
        assertThat(line.total()).isEqualTo(usd("9.00"));
        assertThat(order.totals().lines()).isEqualTo(usd("10.00"));
        assertThat(flags(order)).isEmpty();
    }

    @Test
    void promotionsShippingDiscountsAndGiftWrapGoWhereTheyBelong() {
        CanonicalOrder order = order("unshipped-with-tax-promotion-and-gift-wrap");

        assertThat(order.totals().discounts()).isEqualTo(usd("4.50"));
        assertThat(order.totals().shipping()).isEqualTo(usd("4.00"));
        assertThat(order.totals().adjustments()).isEqualTo(usd("3.99"));
        assertThat(order.totals().tax()).isEqualTo(usd("4.28"));
        assertThat(order.lines().get(0).properties())
                .containsEntry("giftMessage", "Happy birthday!")
                .containsEntry("promotions", "AUTUMN-10");
        assertThat(flags(order)).isEmpty();
    }

    @Test
    void taxesOfDiscountsAreTakenOffWhereOnlyThenItAddsUp() {
        CanonicalOrder order = order("v0-price-of-the-whole-quantity");

        assertThat(order.totals().tax()).isEqualTo(usd("1.08"));
        assertThat(order.totals().grandTotal()).isEqualTo(usd("14.07"));
        assertThat(order.lines().get(0).tax()).isEqualTo(usd("0.75"));
        assertThat(order.shippingLines().get(0).tax()).isEqualTo(usd("0.00"));
    }

    @Test
    void aReplacementIsFreeAndNamesItsOriginal() {
        CanonicalOrder order = order("replacement-is-free");

        assertThat(order.totals().grandTotal()).isEqualTo(usd("0.00"));
        assertThat(order.attributes()).containsEntry("replacementOf", "111-0000001-0000001");
        assertThat(order.tags()).contains("REPLACEMENT");
        assertThat(order.lines()).allMatch(Line::needsStock);
        assertThat(order("v0-replacement-shipped-by-amazon").attributes())
                .containsEntry("replacementOf", "111-0000001-0000001");
    }

    @Test
    void taxThatAmazonKeepsIsNoPartOfTheSellersTotal() {
        CanonicalOrder order = order("tax-kept-by-amazon");

        assertThat(order.totals().tax()).isEqualTo(usd("0.00"));
        assertThat(order.taxesIncluded()).isFalse();
        assertThat(order.attributes()).containsEntry("taxKeptByAmazon", "2.39");
        assertThat(order.lines().get(0).properties()).containsEntry("taxCollection", "MARKETPLACE_FACILITATOR");
        assertThat(flags(order)).isEmpty();
    }

    @Test
    void yenHaveNoDecimalsAndJapanesePricesHoldTheTax() {
        CanonicalOrder order = order("zero-decimal-yen-tax-inside");

        assertThat(order.totals().grandTotal()).isEqualTo(Money.of("12350", "JPY"));
        assertThat(order.taxesIncluded()).isTrue();
        assertThat(order.totals().tax()).isEqualTo(Money.of("1122", "JPY"));
        assertThat(flags(order)).isEmpty();
    }

    @Test
    void aMaskedBuyerIsImportedAndSaysWhichRoleIsMissing() {
        CanonicalOrder order = order("masked-buyer");

        assertThat(flags(order)).containsExactly(Flag.Code.MASKED_CUSTOMER_DATA);
        assertThat(order.flags().get(0).detail()).contains("Direct-to-Consumer Delivery (Restricted)");
        assertThat(Objects.requireNonNull(order.shippingAddress()).city()).isEqualTo("Dayton");
        assertThat(order.customer()).isNull();
        assertThat(order.totals().grandTotal()).isEqualTo(usd("9.95"));
    }

    @Test
    void aStreetInTheSecondLineIsStillAStreet() {
        CanonicalOrder order = order("unshipped-with-tax-promotion-and-gift-wrap");

        assertThat(Objects.requireNonNull(order.shippingAddress()).line1()).isEqualTo("18 Mill Lane");
        assertThat(order.shippingAddress().line2()).isEqualTo("Back door");
    }

    @Test
    void partOfAnOrderIsShippedInPackagesOfTheirOwn() {
        CanonicalOrder order = order("partially-shipped-in-two-packages");

        assertThat(order.lines().get(0).fulfillableQuantity()).isEqualTo(Quantity.of(1));
        assertThat(order.fulfillments())
                .extracting(CanonicalOrder.Fulfillment::trackingNumbers)
                .containsExactly(List.of("1ZAMZ0001"), List.of("9400AMZ0002"));
    }

    @Test
    void aCancelledOrderTellsWhoCancelled() {
        CanonicalOrder order = order("cancelled-by-the-buyer");

        assertThat(Objects.requireNonNull(order.cancellation()).reason()).isEqualTo("customer");
        assertThat(order.financialStatus()).isEqualTo(FinancialStatus.VOIDED);
        assertThat(flags(order)).isEmpty();
        assertThat(order("v0-canceled").isCancelled()).isTrue();
    }

    @Test
    void aCancelledItemIsNotShippedAndAnOpenRequestHoldsTheOrder() {
        CanonicalOrder order = order("one-item-cancelled-and-a-request-open");

        assertThat(order.lines().get(0).quantity()).isEqualTo(Quantity.of(0));
        assertThat(order.lines().get(1).fulfillableQuantity()).isEqualTo(Quantity.of(1));
        assertThat(flags(order)).containsExactly(Flag.Code.CANCELLATION_REQUESTED);
        assertThat(order.flags().get(0).detail()).contains("Found it cheaper");
    }

    @Test
    void aTipForTheDriverBelongsToNoItem() {
        CanonicalOrder order = order("delivery-tip-belongs-to-no-item");

        assertThat(order.totals().adjustments()).isEqualTo(usd("5.00"));
        assertThat(flags(order)).isEmpty();
    }

    @Test
    void euroPricesHoldTheTaxAndFeesOfCashOnDeliveryCount() {
        CanonicalOrder order = order("v0-euro-tax-inside-paid-on-delivery");

        assertThat(order.taxesIncluded()).isTrue();
        assertThat(order.totals().adjustments()).isEqualTo(Money.of("1.50", "EUR"));
        assertThat(order.financialStatus()).isEqualTo(FinancialStatus.PENDING);
        assertThat(order.lines().get(0).fulfillableQuantity()).isEqualTo(Quantity.of(1));
        assertThat(flags(order)).isEmpty();
    }

    @Test
    void amountsThatContradictEachOtherAreKeptAndFlagged() {
        CanonicalOrder order = order("amounts-that-do-not-add-up");

        assertThat(order.totals().grandTotal()).isEqualTo(usd("20.00"));
        assertThat(order.totals().lines()).isEqualTo(usd("19.00"));
        assertThat(flags(order)).containsExactly(Flag.Code.TOTAL_MISMATCH);
    }

    @Test
    void anOrderOfTheOldListLacksItsItemsAndSaysSo() {
        CanonicalOrder order = order("v0-list-without-items");

        assertThat(order.lines()).isEmpty();
        assertThat(flags(order))
                .contains(Flag.Code.SUSPICIOUS_VALUE, Flag.Code.TOTAL_MISMATCH, Flag.Code.MASKED_CUSTOMER_DATA);
    }

    @Test
    void aNotificationOnlyPointsAtItsOrder() {
        Translation translation = translated(file("notification-points-at-an-order"));

        assertThat(translation.orders()).isEmpty();
        assertThat(translation.toFetch()).containsExactly("111-0000001-0000001");
    }

    @Test
    void aNotificationOfSomethingElseIsUnderstoodAndOfNoUse() {
        Translation translation = translated(
                "{\"notificationType\":\"PRICING_HEALTH\",\"notificationMetadata\":{\"notificationId\":\"n-1\"}}"
                        .getBytes(StandardCharsets.UTF_8));

        assertThat(translation.toFetch()).isEmpty();
        assertThat(translation.note()).contains("PRICING_HEALTH");
    }

    @Test
    void twoItemsWithoutAnIdAreStillTwoLines() {
        byte[] body =
                """
                {"orderId":"111-0000020-0000020","salesChannel":{"marketplaceId":"ATVPDKIKX0DER"},
                 "fulfillment":{"fulfillmentStatus":"UNSHIPPED"},
                 "orderItems":[{"quantityOrdered":1,"product":{"sellerSku":"A"}},{"quantityOrdered":1,"product":{"sellerSku":"B"}}]}"""
                        .getBytes(StandardCharsets.UTF_8);

        assertThat(translated(body).orders().get(0).lines())
                .extracting(Line::externalId)
                .containsExactly("1", "2");
    }

    @Test
    void anAnswerThatTellsOfAnErrorIsNoOrder() {
        byte[] body = "{\"errors\":[{\"code\":\"QuotaExceeded\",\"message\":\"You exceeded your quota\"}]}"
                .getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> translated(body))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining("QuotaExceeded");
    }
}
