package io.quayside.domain.orders;

import static io.quayside.domain.orders.OrderExample.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.domain.kernel.Address;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.orders.OrderEvent.ReviewOpened;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What we find odd, and where an order stands. */
class FlagsAndStatusTest {
    private final Hub hub = new Hub();

    @BeforeEach
    void tenMugs() {
        hub.stock("MUG", 10);
    }

    /** Field-lesson 16. */
    @Test
    void holdsALineToShipWithoutSkuAndReservesTheOthers() {
        hub.receive(order("1").line("MUG", 1).line(null, 1, 1, true, FulfilledBy.MERCHANT));

        assertThat(hub.flags("1")).containsExactly(Flag.Code.MISSING_SKU);
        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ON_HOLD);
        assertThat(hub.allocated("1")).isEqualTo(1);
        assertThat(hub.order("1").heldBy()).singleElement().asString().contains("'Custom engraving' (line L2)");
    }

    /** Field-lesson 16: a custom line that isn't shipped is normal. */
    @Test
    void lineWithoutSkuThatIsNotShippedIsFine() {
        hub.receive(order("1").line("MUG", 1).line(null, 1, 1, false, FulfilledBy.MERCHANT));

        assertThat(hub.flags("1")).isEmpty();
        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ALLOCATED);
    }

    /** Field-lesson 15. */
    @Test
    void holdsAnUnknownSkuUntilItIsKnown() {
        hub.receive(order("1").line("NEW", 2));
        assertThat(hub.flags("1")).containsExactly(Flag.Code.UNMAPPED_SKU);
        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ON_HOLD);

        hub.adjustStock.introduce(Hub.TENANT, new Sku("NEW"));
        assertThat(hub.flags("1")).containsExactly(Flag.Code.BACKORDERED);
        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.BACKORDERED);

        hub.stock("NEW", 2);
        assertThat(hub.flags("1")).isEmpty();
        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ALLOCATED);
    }

    /** Field-lesson 1. */
    @Test
    void holdsAnOrderWhoseTotalDoesNotAddUp() {
        hub.receive(order("1").line("MUG", 1).totalWrongBy("0.01"));

        assertThat(hub.flags("1")).containsExactly(Flag.Code.TOTAL_MISMATCH);
        assertThat(hub.order("1").flags().get(0).detail()).contains("10.01 USD", "10.00 USD", "0.01 USD");
        assertThat(hub.allocated("1")).isEqualTo(1);
    }

    @Test
    void keepsTheTranslatorsOwnWordsOverOurs() {
        hub.receive(order("1").line("MUG", 1).totalWrongBy("1.00").flag(Flag.Code.TOTAL_MISMATCH, "rounding in cash"));

        assertThat(hub.order("1").flags()).containsExactly(new Flag(Flag.Code.TOTAL_MISMATCH, "rounding in cash"));
    }

    @Test
    void holdsAnOrderToShipWithoutAUsableAddress() {
        Address noStreet = new Address("Kari", null, null, null, "Oslo", null, "0155", "NO", null);

        hub.receive(
                order("1").line("MUG", 1).to(null), order("2").line("MUG", 1).to(noStreet));

        assertThat(hub.flags("1")).containsExactly(Flag.Code.MISSING_ADDRESS);
        assertThat(hub.order("2").heldBy()).singleElement().asString().contains("lacks a street line");
    }

    @Test
    void needsNoAddressForWhatIsNotShippedByUs() {
        hub.receive(
                order("digital")
                        .line(new Sku("EBOOK"), 1, 1, false, FulfilledBy.MERCHANT)
                        .to(null),
                order("fba")
                        .line(new Sku("MUG"), 1, 1, true, FulfilledBy.CHANNEL)
                        .to(null));

        assertThat(hub.order("digital").status()).isEqualTo(OrderStatus.RECEIVED);
        assertThat(hub.order("fba").status()).isEqualTo(OrderStatus.RECEIVED);
        assertThat(hub.flags("digital")).isEmpty();
        assertThat(hub.flags("fba")).isEmpty();
    }

    /** Field-lesson 18. */
    @Test
    void neverReservesWhatTheChannelShipsFromItsOwnStock() {
        hub.receive(order("1").line(new Sku("MUG"), 3, 3, true, FulfilledBy.CHANNEL));

        assertThat(hub.available("MUG")).isEqualTo(10);
    }

    @Test
    void importsATestOrderHeldAndWithoutStock() {
        hub.receive(order("1").line("MUG", 1).test());

        assertThat(hub.flags("1")).containsExactly(Flag.Code.TEST_ORDER);
        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ON_HOLD);
        assertThat(hub.available("MUG")).isEqualTo(10);
    }

    @Test
    void saysHowManyUnitsWaitForStock() {
        hub.receive(order("1").line("MUG", 12));

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.PARTIALLY_ALLOCATED);
        assertThat(hub.order("1").flags())
                .containsExactly(new Flag(Flag.Code.BACKORDERED, "2 of 12 units of 'MUG' wait for stock."));
        assertThat(hub.order("1").heldBy()).isEmpty();
    }

    @Test
    void isShippedWhenNothingIsLeftAndDeliveredWhenAllParcelsAre() {
        hub.receive(
                order("shipped").line("MUG", 2, 0).parcel("success", "L1", 2),
                order("delivered")
                        .line("MUG", 2, 0)
                        .parcel("cancelled", "L1", 2)
                        .parcel("Delivered", "L1", 2),
                order("part").line("MUG", 2, 1));

        assertThat(hub.order("shipped").status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(hub.order("delivered").status()).isEqualTo(OrderStatus.DELIVERED);
        assertThat(hub.order("part").status()).isEqualTo(OrderStatus.PARTIALLY_SHIPPED);
    }

    @Test
    void isClosedOnlyWhenArchivedWithNothingLeftToShip() {
        hub.receive(
                order("digital").closed().line(new Sku("EBOOK"), 1, 1, false, FulfilledBy.MERCHANT),
                order("shipped").closed().line("MUG", 1, 0),
                order("open").closed().line("MUG", 1));

        assertThat(hub.order("digital").status()).isEqualTo(OrderStatus.CLOSED);
        assertThat(hub.order("shipped").status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(hub.order("open").status()).isEqualTo(OrderStatus.ALLOCATED);
    }

    /** Field-lesson 36. */
    @Test
    void opensAReviewWhenACancellationComesAfterTheShipment() {
        hub.receive(order("1").line("MUG", 2));
        hub.receive(order("1").changed(1).line("MUG", 2, 0));

        hub.receive(order("1").changed(2).line("MUG", 2, 0).cancelled());

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(hub.flags("1")).containsExactly(Flag.Code.CHANGED_AFTER_SHIPMENT);
        assertThat(hub.events(ReviewOpened.class)).hasSize(1);
        assertThat(hub.onHand("MUG")).as("shipped units don't come back").isEqualTo(8);
    }

    @Test
    void opensTheReviewAlsoWhenTheCancellationOvertookTheNewsOfTheShipment() {
        hub.receive(order("1").changed(2).line("MUG", 2, 0).cancelled());
        assertThat(hub.flags("1")).isEmpty();

        hub.receive(order("1").changed(1).line("MUG", 2, 0));

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(hub.flags("1")).containsExactly(Flag.Code.CHANGED_AFTER_SHIPMENT);
        assertThat(hub.events(ReviewOpened.class)).hasSize(1);
    }

    @Test
    void aParcelIsEvidenceOfAShipmentEvenWhenTheLinesDoNotShowIt() {
        hub.receive(order("1").line("MUG", 2).parcel("success", "L1", 1));

        hub.receive(order("1").changed(1).line("MUG", 2).cancelled());

        assertThat(hub.flags("1")).containsExactly(Flag.Code.CHANGED_AFTER_SHIPMENT);
    }

    /** Field-lesson 6: channels fulfill gift cards and downloads by themselves, at once. */
    @Test
    void whatIsSentByMailCanBeCancelledWithoutReview() {
        hub.receive(order("1")
                .line(new Sku("EBOOK"), 1, 1, false, FulfilledBy.MERCHANT)
                .parcel("success", "L1", 1));

        hub.receive(order("1")
                .changed(1)
                .line(new Sku("EBOOK"), 1, 1, false, FulfilledBy.MERCHANT)
                .parcel("success", "L1", 1)
                .cancelled());

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(hub.flags("1")).isEmpty();
    }
}
