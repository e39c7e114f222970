package io.quayside.domain.orders;

import static io.quayside.domain.orders.OrderExample.SHOP;
import static io.quayside.domain.orders.OrderExample.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.orders.KeepProduct.Outcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gift set of two mugs and a tray is sold, and mugs and trays are what is reserved, shipped and given back. */
class BundleTest {
    private final Hub hub = new Hub();

    @BeforeEach
    void aGiftSetOfTwoMugsAndATray() {
        hub.stock("MUG", 10);
        hub.stock("TRAY", 3);
        hub.bundle("SET", "2 MUG", "1 TRAY");
    }

    @AfterEach
    void theLawsHold() {
        hub.obeysTheLaws();
        hub.leavesNoOrderWaitingBesideFreeStock();
        hub.hasResolvedEveryLine();
    }

    @Test
    void itsComponentsAreReserved() {
        hub.receive(order("1").line("SET", 2));

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ALLOCATED);
        assertThat(hub.reserved("MUG")).isEqualTo(4);
        assertThat(hub.reserved("TRAY")).isEqualTo(2);
    }

    @Test
    void onlyWholeKitsAreReservedAndTheRestIsLeftToOthers() {
        hub.receive(order("1").line("SET", 5));

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.PARTIALLY_ALLOCATED);
        assertThat(hub.reserved("TRAY")).isEqualTo(3);
        assertThat(hub.reserved("MUG")).as("of three kits").isEqualTo(6);
        assertThat(hub.flags("1")).contains(Flag.Code.BACKORDERED);
    }

    @Test
    void aMissingComponentThatArrivesCompletesTheKits() {
        hub.receive(order("1").line("SET", 5));

        hub.stock("TRAY", 5);

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ALLOCATED);
        assertThat(hub.reserved("MUG")).isEqualTo(10);
    }

    @Test
    void aCountThatBreaksAKitSetsItsOtherComponentsFree() {
        hub.receive(order("1").line("SET", 3));
        hub.receive(order("2").placed(9).line("MUG", 10));
        assertThat(hub.allocated("2")).isEqualTo(4);

        hub.stock("TRAY", 1);

        assertThat(hub.reserved("TRAY")).isEqualTo(1);
        assertThat(hub.order("1").allocations().stream()
                        .filter(held -> held.sku().equals(new Sku("MUG")))
                        .mapToInt(held -> held.quantity().value())
                        .sum())
                .isEqualTo(2);
        assertThat(hub.allocated("2")).as("takes the mugs of the broken kits").isEqualTo(8);
        assertThat(hub.flags("1")).contains(Flag.Code.STOCK_LOST);
    }

    @Test
    void aShipmentTakesTheComponentsOfWholeKits() {
        hub.receive(order("1").line("SET", 3));

        ship(2, "A");

        assertThat(hub.onHand("MUG")).isEqualTo(6);
        assertThat(hub.onHand("TRAY")).isEqualTo(1);
        assertThat(hub.reserved("MUG")).isEqualTo(2);
        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.PARTIALLY_SHIPPED);

        ship(1, "B");

        assertThat(hub.onHand("MUG")).isEqualTo(4);
        assertThat(hub.onHand("TRAY")).isZero();
        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void theChannelsNewsOfAParcelTakesTheComponents() {
        hub.receive(order("1").line("SET", 3));

        hub.receive(order("1").changed(1).line("SET", 3, 1).parcel("success", "L1", 2));

        assertThat(hub.onHand("MUG")).isEqualTo(6);
        assertThat(hub.onHand("TRAY")).isEqualTo(1);
        assertThat(hub.reserved("MUG")).isEqualTo(2);
    }

    @Test
    void onlyReservedKitsCanBeShipped() {
        hub.receive(order("1").line("SET", 5));

        assertThat(ship(4, "A"))
                .isInstanceOfSatisfying(ShipOrder.Outcome.Refused.class, refused -> assertThat(refused.reason())
                        .isEqualTo("only 6 of 8 units of 'MUG' are reserved: the rest is out of stock"));
    }

    @Test
    void cancellingAndEditingGiveBackExactlyWhatIsHeld() {
        hub.receive(order("1").line("SET", 3));

        hub.receive(order("1").changed(1).line("SET", 1));
        assertThat(hub.reserved("MUG")).isEqualTo(2);
        assertThat(hub.reserved("TRAY")).isEqualTo(1);

        hub.cancelOrder.cancel(Hub.TENANT, hub.id("1"), "buyer");
        assertThat(hub.reserved("MUG")).isZero();
        assertThat(hub.reserved("TRAY")).isZero();
        assertThat(hub.onHand("MUG")).isEqualTo(10);
    }

    @Test
    void otherComponentsMoveTheReservationOfOpenOrders() {
        hub.stock("BOX", 5);
        hub.receive(order("1").line("SET", 2));

        hub.bundle("SET", "1 MUG", "1 BOX");

        assertThat(hub.reserved("MUG")).isEqualTo(2);
        assertThat(hub.reserved("TRAY")).isZero();
        assertThat(hub.reserved("BOX")).isEqualTo(2);
    }

    @Test
    void whatWasShippedUnderTheOldComponentsIsCountedByThem() {
        hub.stock("BOX", 5);
        hub.receive(order("1").line("SET", 2));
        ship(1, "A");

        hub.bundle("SET", "1 BOX");

        assertThat(hub.onHand("MUG")).as("two mugs left with the first kit").isEqualTo(8);
        assertThat(hub.reserved("MUG")).isZero();
        assertThat(hub.reserved("BOX")).as("for the second kit").isEqualTo(1);
    }

    @Test
    void aBundleIsSoldUnderAChannelsOwnSkuToo() {
        hub.map(SHOP, "gift-set", "SET");

        hub.receive(order("1").line("gift-set", 1));

        assertThat(hub.reserved("MUG")).isEqualTo(2);
        assertThat(hub.reserved("TRAY")).isEqualTo(1);
    }

    @Test
    void allOrNothingTakesNoKitWhereOneIsMissing() {
        Hub strict = new Hub(AllocationRule.ALL_OR_NOTHING);
        strict.stock("MUG", 10);
        strict.stock("TRAY", 3);
        strict.bundle("SET", "2 MUG", "1 TRAY");

        strict.receive(order("1").line("SET", 4));
        assertThat(strict.reserved("MUG")).isZero();

        strict.stock("TRAY", 4);
        assertThat(strict.order("1").status()).isEqualTo(OrderStatus.ALLOCATED);
        strict.obeysTheLaws();
    }

    @Test
    void aBundleInABundleIsRefusedFromBothSides() {
        assertThat(refusal(hub.bundle("BIG", "1 SET"))).contains("'SET' is a bundle itself");
        assertThat(refusal(hub.bundle("MUG", "1 TRAY"))).contains("'MUG' is a component of the bundle 'SET'");
        assertThat(refusal(hub.bundle("ODD", "1 NOWHERE"))).contains("'NOWHERE' is not in the catalog");
        assertThatThrownBy(() -> hub.bundle("SELF", "1 SELF")).isInstanceOf(InvalidValue.class);
    }

    @Test
    void aBundleHasNoStockOfItsOwn() {
        hub.stock("KIT", 4);

        assertThat(refusal(hub.bundle("KIT", "1 MUG"))).contains("4 units of 'KIT' itself are on hand");
        assertThatThrownBy(() -> hub.stock("SET", 3))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("is a bundle");
    }

    @Test
    void aBundleThatIsStockedItselfFromNowOnIsWaitedFor() {
        hub.receive(order("1").line("SET", 1));

        hub.product("SET", null);

        assertThat(hub.reserved("MUG")).isZero();
        assertThat(hub.flags("1")).containsExactly(Flag.Code.BACKORDERED);

        hub.stock("SET", LocationId.MAIN.value(), 1);
        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ALLOCATED);
    }

    private ShipOrder.Outcome ship(int kits, String number) {
        return hub.shipOrder
                .ship(
                        Hub.TENANT,
                        hub.id("1"),
                        new ShipOrder.Wish(
                                List.of(new Shipment.Line("L1", Quantity.of(kits))),
                                "posten",
                                List.of(number),
                                null,
                                true,
                                null))
                .orElseThrow()
                .outcome();
    }

    private static String refusal(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused ? refused.reason() : "";
    }
}
