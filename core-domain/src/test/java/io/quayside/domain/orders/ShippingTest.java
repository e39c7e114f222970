package io.quayside.domain.orders;

import static io.quayside.domain.orders.OrderExample.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.orders.OrderEvent.ShipmentConfirmed;
import io.quayside.domain.orders.OrderEvent.ShipmentCreated;
import io.quayside.domain.orders.OrderEvent.StockReleased;
import io.quayside.domain.orders.OrderEvent.StockShipped;
import io.quayside.domain.orders.ShipOrder.Outcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shipping from here, and the same parcel coming back as the channel's news. */
class ShippingTest {
    private final Hub hub = new Hub();

    @BeforeEach
    void tenMugsAndAnOrderOfThree() {
        hub.stock("MUG", 10);
        hub.receive(order("1").line("MUG", 3));
    }

    @AfterEach
    void theLawsHold() {
        hub.obeysTheLaws();
    }

    private Outcome ship(int units, String... numbers) {
        List<Shipment.Line> lines = units == 0 ? List.of() : List.of(new Shipment.Line("L1", Quantity.of(units)));
        return hub.shipOrder
                .ship(Hub.TENANT, hub.id("1"), new ShipOrder.Wish(lines, "posten", List.of(numbers), null, true, null))
                .orElseThrow()
                .outcome();
    }

    private static String refusal(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused ? refused.reason() : "";
    }

    @Test
    void whatIsShippedLeavesTheStockAtOnce() {
        ship(0, "370000000000000000");

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(hub.onHand("MUG")).isEqualTo(7);
        assertThat(hub.reserved("MUG")).isZero();
        assertThat(hub.events(ShipmentCreated.class)).hasSize(1);
        assertThat(hub.events(StockShipped.class)).hasSize(1);
    }

    @Test
    void aPartKeepsTheRestReserved() {
        ship(1, "A");

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.PARTIALLY_SHIPPED);
        assertThat(hub.reserved("MUG")).isEqualTo(2);

        ship(0, "B");

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(hub.onHand("MUG")).isEqualTo(7);
    }

    @Test
    void ourOwnParcelAsTheChannelsNewsChangesNoStock() {
        ship(2, "370000000000000000");

        hub.receive(order("1").changed(1).line("MUG", 3, 1).parcel("success", "L1", 2));

        assertThat(hub.onHand("MUG")).isEqualTo(8);
        assertThat(hub.reserved("MUG")).isEqualTo(1);
        assertThat(hub.order("1").effective().fulfillments()).hasSize(1);
    }

    @Test
    void unitsRemovedInTheSameNewsGoBackOnSale() {
        ship(2, "370000000000000000");

        hub.receive(order("1").changed(1).line("MUG", 2, 0).parcel("success", "L1", 2));

        assertThat(hub.onHand("MUG")).isEqualTo(8);
        assertThat(hub.available("MUG")).isEqualTo(8);
        assertThat(hub.events(StockReleased.class)).hasSize(1);
        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void aVersionFromBeforeTheShipmentTakesNothingBack() {
        ship(0, "A");

        hub.receive(order("1").changed(1).line("MUG", 3).note("ring twice"));

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(hub.reserved("MUG")).isZero();
    }

    @Test
    void theSameTrackingNumberAgainIsTheSameShipment() {
        ship(2, "A");

        assertThat(ship(2, "A")).isInstanceOfSatisfying(Outcome.Done.class, done -> assertThat(done.repeated())
                .isTrue());
        assertThat(hub.onHand("MUG")).isEqualTo(8);
    }

    @Test
    void onlyWhatIsReservedCanLeave() {
        hub.receive(order("2").line("MUG", 9));

        Outcome outcome = hub.shipOrder
                .ship(Hub.TENANT, hub.id("2"), new ShipOrder.Wish(List.of(), "", List.of(), null, true, null))
                .orElseThrow()
                .outcome();

        assertThat(refusal(outcome)).isEqualTo("only 7 of 9 units of 'MUG' are reserved: the rest is out of stock");
    }

    @Test
    void moreThanIsLeftCannotLeave() {
        assertThat(refusal(ship(4, "A"))).isEqualTo("3 units of line 'L1' are left to ship, not 4");
    }

    @Test
    void aHeldOrACancelledOrderIsNotShipped() {
        hub.holdOrder.hold(Hub.TENANT, hub.id("1"), "Buyer asked to wait.");
        assertThat(refusal(ship(0, "A"))).contains("on hold", "Buyer asked to wait.");

        hub.cancelOrder.cancel(Hub.TENANT, hub.id("1"), "buyer");
        assertThat(refusal(ship(0, "A"))).isEqualTo("the order is cancelled");
    }

    @Test
    void theChannelsReceiptIsKept() {
        Outcome.Done done = (Outcome.Done) ship(0, "A");

        hub.shipOrder.announced(Hub.TENANT, hub.id("1"), done.shipment().id(), Shipment.Announcement.confirmed("F-77"));
        hub.shipOrder.announced(Hub.TENANT, hub.id("1"), done.shipment().id(), Shipment.Announcement.confirmed("F-77"));

        assertThat(hub.events(ShipmentConfirmed.class)).hasSize(1);
        assertThat(hub.order("1").decisions().shipments().get(0).announcement().receipt())
                .isEqualTo("F-77");
    }
}
