package io.quayside.domain.orders;

import static io.quayside.domain.orders.OrderExample.BERGEN;
import static io.quayside.domain.orders.OrderExample.OSLO;
import static io.quayside.domain.orders.OrderExample.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.domain.kernel.Address;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.orders.Order.CancelOutcome;
import io.quayside.domain.orders.OrderEvent.CancellationKept;
import io.quayside.domain.orders.OrderEvent.OrderEdited;
import io.quayside.domain.orders.OrderEvent.OrderHeld;
import io.quayside.domain.orders.OrderEvent.OrderReleased;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people decide outlives what channels tell. */
class MerchantDecisionsTest {
    private static final Address STAVANGER =
            new Address("Kari Nordmann", null, "Skagen 3", null, "Stavanger", null, "4006", "NO", null);

    private final Hub hub = new Hub();

    @BeforeEach
    void tenMugsAndAnOrder() {
        hub.stock("MUG", 10);
        hub.receive(order("1").line("MUG", 2));
    }

    @Test
    void aHeldOrderKeepsItsStock() {
        hub.holdOrder.hold(Hub.TENANT, hub.id("1"), "Buyer asked to wait.");

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ON_HOLD);
        assertThat(hub.order("1").heldBy()).containsExactly("Buyer asked to wait.");
        assertThat(hub.allocated("1")).isEqualTo(2);
        assertThat(hub.events(OrderHeld.class)).hasSize(1);
    }

    @Test
    void aHeldOrderObtainsStockTheBuyerHasBoughtIt() {
        hub.holdOrder.hold(Hub.TENANT, hub.id("1"), "wait");

        hub.receive(order("1").changed(1).line("MUG", 5));

        assertThat(hub.allocated("1")).isEqualTo(5);
        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ON_HOLD);
    }

    @Test
    void releasingEndsTheHold() {
        hub.holdOrder.hold(Hub.TENANT, hub.id("1"), "wait");

        hub.releaseOrder.release(Hub.TENANT, hub.id("1"));

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ALLOCATED);
        assertThat(hub.events(OrderReleased.class)).hasSize(1);
    }

    @Test
    void aReleasedFlagStaysVisibleAndHoldsAgainOnlyWhenItSaysSomethingNew() {
        hub.receive(order("2").line("MUG", 1).totalWrongBy("1.00"));

        hub.releaseOrder.release(Hub.TENANT, hub.id("2"));
        assertThat(hub.order("2").status()).isEqualTo(OrderStatus.ALLOCATED);
        assertThat(hub.flags("2")).containsExactly(Flag.Code.TOTAL_MISMATCH);

        hub.receive(order("2").changed(1).line("MUG", 1).totalWrongBy("1.00").note("ring twice"));
        assertThat(hub.order("2").status()).isEqualTo(OrderStatus.ALLOCATED);

        hub.receive(order("2").changed(2).line("MUG", 1).totalWrongBy("3.00"));
        assertThat(hub.order("2").status()).isEqualTo(OrderStatus.ON_HOLD);
    }

    @Test
    void aPersonsCancellationReleasesTheStockForWhoWaits() {
        hub.receive(order("2").placed(3).line("MUG", 9));

        CancelOrder.Cancelled cancelled =
                hub.cancelOrder.cancel(Hub.TENANT, hub.id("1"), "out of stock").orElseThrow();

        assertThat(cancelled.outcome()).isEqualTo(CancelOutcome.CANCELLED);
        assertThat(cancelled.state().status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(hub.allocated("1")).isZero();
        assertThat(hub.allocated("2")).isEqualTo(9);
    }

    @Test
    void aPersonsCancellationStandsAgainstLaterUpdatesAndTheTimelineSaysSo() {
        hub.cancelOrder.cancel(Hub.TENANT, hub.id("1"), "fraud");

        hub.receive(order("1").changed(1).line("MUG", 3));

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(hub.order("1").content().lines().get(0).quantity().value()).isEqualTo(3);
        assertThat(hub.reserved("MUG")).isZero();
        assertThat(hub.events(CancellationKept.class)).containsExactly(new CancellationKept(hub.id("1"), "fraud"));
    }

    @Test
    void cancellingTwiceOrAfterShipmentIsAnAnswerNotAnError() {
        hub.cancelOrder.cancel(Hub.TENANT, hub.id("1"), "fraud");
        hub.receive(order("2").line("MUG", 1, 0));

        assertThat(hub.cancelOrder
                        .cancel(Hub.TENANT, hub.id("1"), "fraud")
                        .orElseThrow()
                        .outcome())
                .isEqualTo(CancelOutcome.ALREADY_CANCELLED);
        assertThat(hub.cancelOrder
                        .cancel(Hub.TENANT, hub.id("2"), "late")
                        .orElseThrow()
                        .outcome())
                .isEqualTo(CancelOutcome.ALREADY_SHIPPED);
        assertThat(hub.order("1").version()).isEqualTo(2);
        assertThat(hub.order("2").version()).isEqualTo(1);
    }

    @Test
    void cancellingWhatIsShippedInPartReleasesTheRestAndOpensAReview() {
        hub.receive(order("1").changed(1).line("MUG", 2, 1));

        hub.cancelOrder.cancel(Hub.TENANT, hub.id("1"), "lost interest");

        assertThat(hub.flags("1")).containsExactly(Flag.Code.CHANGED_AFTER_SHIPMENT);
        assertThat(hub.reserved("MUG")).isZero();
        assertThat(hub.onHand("MUG")).isEqualTo(9);
    }

    @Test
    void anOrderThatIsDoneCanNotBeHeld() {
        hub.cancelOrder.cancel(Hub.TENANT, hub.id("1"), "fraud");

        hub.holdOrder.hold(Hub.TENANT, hub.id("1"), "wait");

        assertThat(hub.order("1").version()).isEqualTo(2);
    }

    @Test
    void anUnknownOrderIsAnEmptyAnswer() {
        OrderId unknown = new OrderId(new UUID(9, 9));

        assertThat(hub.cancelOrder.cancel(Hub.TENANT, unknown, "fraud")).isEmpty();
        assertThat(hub.holdOrder.hold(Hub.TENANT, unknown, "wait")).isEmpty();
        assertThat(hub.releaseOrder.release(Hub.TENANT, unknown)).isEmpty();
        assertThat(hub.editOrder.edit(Hub.TENANT, unknown, new OrderEdit(OSLO, null, null), 1))
                .isEmpty();
    }

    @Test
    void anEditedAddressOutlivesUpdatesUntilTheChannelChangesTheAddressItself() {
        hub.editOrder.edit(Hub.TENANT, hub.id("1"), new OrderEdit(BERGEN, null, null), 1);

        hub.receive(order("1").changed(1).line("MUG", 2).payment(FinancialStatus.REFUNDED));
        assertThat(hub.order("1").content().shippingAddress()).isEqualTo(BERGEN);

        hub.receive(order("1").changed(2).line("MUG", 2).to(STAVANGER));
        assertThat(hub.order("1").content().shippingAddress()).isEqualTo(STAVANGER);

        hub.receive(order("1").changed(3).line("MUG", 2).to(STAVANGER).note("fragile"));
        assertThat(hub.order("1").content().shippingAddress()).isEqualTo(STAVANGER);
    }

    @Test
    void anEditMendsAnOrderThatWaitsForAnAddress() {
        hub.receive(order("2").line("MUG", 1).to(null));

        hub.editOrder.edit(Hub.TENANT, hub.id("2"), new OrderEdit(OSLO, null, null), 1);
        hub.receive(order("2").changed(1).line("MUG", 1).to(null).note("fragile"));

        assertThat(hub.order("2").status()).isEqualTo(OrderStatus.ALLOCATED);
        assertThat(hub.order("2").content().note()).isEqualTo("fragile");
    }

    @Test
    void editsNoteAndTagsAndRemovesThem() {
        hub.editOrder.edit(Hub.TENANT, hub.id("1"), new OrderEdit(null, "gift", List.of("vip")), 1);
        assertThat(hub.order("1").content().note()).isEqualTo("gift");
        assertThat(hub.order("1").content().tags()).containsExactly("vip");

        hub.editOrder.edit(Hub.TENANT, hub.id("1"), new OrderEdit(null, "", List.of()), 2);
        assertThat(hub.order("1").content().note()).isNull();
        assertThat(hub.order("1").content().tags()).isEmpty();
        assertThat(hub.order("1").decisions()).as("edited back is no edit").isEqualTo(MerchantDecisions.NONE);
        assertThat(hub.events(OrderEdited.class)).hasSize(2);
    }

    @Test
    void refusesAnEditOfAnOrderThatSomeoneElseChanged() {
        hub.receive(order("1").changed(1).line("MUG", 3));

        assertThatThrownBy(() -> hub.editOrder.edit(Hub.TENANT, hub.id("1"), new OrderEdit(BERGEN, null, null), 1))
                .isInstanceOfSatisfying(
                        StaleOrder.class, stale -> assertThat(stale.current()).isEqualTo(2));
        assertThat(hub.order("1").content().shippingAddress()).isEqualTo(OSLO);
    }

    @Test
    void refusesNotesAndTagsBeyondAllMeasure() {
        assertThatThrownBy(() -> new OrderEdit(null, "x".repeat(5_001), null)).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new OrderEdit(null, null, List.of(" "))).isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> new OrderEdit(null, null, Collections.nCopies(251, "vip")))
                .isInstanceOf(InvalidValue.class);
    }
}
