package io.quayside.domain.orders;

import static io.quayside.domain.orders.OrderExample.MARKET;
import static io.quayside.domain.orders.OrderExample.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.quayside.domain.inventory.InventoryEvent.InventoryChanged;
import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.RecordedEvent;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.orders.OrderEvent.FieldChange;
import io.quayside.domain.orders.OrderEvent.OrderReceived;
import io.quayside.domain.orders.OrderEvent.OrderUpdated;
import io.quayside.domain.orders.OrderEvent.StockReserved;
import io.quayside.domain.orders.Receipt.Outcome;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReceiveOrdersTest {
    private final Hub hub = new Hub();

    @BeforeEach
    void tenMugs() {
        hub.stock("MUG", 10);
        hub.events.clear();
    }

    @Test
    void importsAnOrderAndReservesItsStock() {
        List<Receipt> receipts = hub.receive(order("1001").line("MUG", 2));

        assertThat(receipts).singleElement().satisfies(receipt -> {
            assertThat(receipt.outcome()).isEqualTo(Outcome.CREATED);
            assertThat(receipt.version()).isEqualTo(1);
            assertThat(receipt.orderId()).isEqualTo(hub.id("1001"));
        });
        assertThat(hub.order("1001").status()).isEqualTo(OrderStatus.ALLOCATED);
        assertThat(hub.available("MUG")).isEqualTo(8);
    }

    /** Field-lesson 9. */
    @Test
    void theSameDeliveryHasItsEffectOnce() {
        IncomingOrder delivery = order("1001").line("MUG", 2).delivered("d-1");
        hub.receiveOrders.receive(Hub.TENANT, List.of(delivery));

        List<Receipt> again = hub.receiveOrders.receive(Hub.TENANT, List.of(delivery, delivery));

        assertThat(again).containsOnly(new Receipt(hub.id("1001"), delivery.key(), Outcome.DUPLICATE, 1));
        assertThat(hub.reserved("MUG")).isEqualTo(2);
        assertThat(hub.events(OrderReceived.class)).hasSize(1);
    }

    @Test
    void theSameDeliveryTwiceInABatchHasItsEffectOnce() {
        IncomingOrder delivery = order("1001").line("MUG", 2).delivered("d-1");

        List<Receipt> receipts = hub.receiveOrders.receive(Hub.TENANT, List.of(delivery, delivery));

        assertThat(receipts).extracting(Receipt::outcome).containsExactly(Outcome.CREATED, Outcome.DUPLICATE);
    }

    @Test
    void theSameVersionUnderAnotherDeliveryIdChangesNothing() {
        hub.receive(order("1001").line("MUG", 2));

        List<Receipt> again = hub.receive(order("1001").line("MUG", 2));

        assertThat(again).extracting(Receipt::outcome).containsExactly(Outcome.UNCHANGED);
        assertThat(hub.order("1001").version()).isEqualTo(1);
    }

    /** Field-lesson 10. */
    @Test
    void anUpdateThatOvertakesItsCreateIsTheOrder() {
        hub.receive(order("1001").changed(60).line("MUG", 3));

        List<Receipt> late = hub.receive(order("1001").changed(0).line("MUG", 1));

        assertThat(late).extracting(Receipt::outcome).containsExactly(Outcome.UNCHANGED);
        assertThat(hub.allocated("1001")).isEqualTo(3);
    }

    /** Times are whole seconds: which of the two came last, only the channel knows. */
    @Test
    void newsThatContradictsAReadingOfTheSameSecondIsInDoubt() {
        hub.receive(order("1001").sequence(1).line("MUG", 3));

        List<Receipt> contrary = hub.receive(order("1001").line("MUG", 1));

        assertThat(contrary).extracting(Receipt::outcome).containsExactly(Outcome.IN_DOUBT);
        assertThat(hub.allocated("1001")).isEqualTo(3);
    }

    @Test
    void severalVersionsInABatchAreAppliedInTurnAndSavedOnce() {
        int saves = hub.orders.saves();

        List<Receipt> receipts = hub.receive(
                order("1001").changed(0).line("MUG", 1),
                order("1001").changed(1).line("MUG", 4),
                order("1002").line("MUG", 1));

        assertThat(receipts)
                .extracting(Receipt::outcome, Receipt::version)
                .containsExactly(tuple(Outcome.CREATED, 1L), tuple(Outcome.UPDATED, 1L), tuple(Outcome.CREATED, 1L));
        assertThat(hub.orders.saves()).isEqualTo(saves + 1);
        assertThat(hub.allocated("1001")).isEqualTo(4);
    }

    @Test
    void theOldestOrderOfABatchGetsScarceStockFirst() {
        hub.receive(
                order("late").placed(50).line("MUG", 8),
                order("early").placed(10).line("MUG", 8));

        assertThat(hub.allocated("early")).isEqualTo(8);
        assertThat(hub.allocated("late")).isEqualTo(2);
        assertThat(hub.order("late").status()).isEqualTo(OrderStatus.PARTIALLY_ALLOCATED);
    }

    /** Field-lesson 22. */
    @Test
    void twoChannelsSellTheLastUnitAndExactlyOneOrderHasIt() {
        hub.stock("LAST", 1);

        hub.receive(order("shop-1").line("LAST", 1));
        hub.receive(order("market-1").from(MARKET).line("LAST", 1));

        assertThat(List.of(hub.allocated("shop-1"), hub.allocated("market-1"))).containsExactly(1, 0);
        assertThat(hub.order("market-1").status()).isEqualTo(OrderStatus.BACKORDERED);
        assertThat(hub.available("LAST")).isZero();
    }

    @Test
    void ordersOfTwoConnectionsMayShareAnExternalId() {
        hub.receive(order("1001").line("MUG", 1), order("1001").from(MARKET).line("MUG", 1));

        assertThat(hub.orders.states()).hasSize(2);
    }

    @Test
    void anUpdateThatWantsFewerUnitsGivesTheRestToWhoWaits() {
        hub.receive(order("1001").line("MUG", 10));
        hub.receive(order("1002").placed(5).line("MUG", 3));

        hub.receive(order("1001").changed(1).line("MUG", 6));

        assertThat(hub.allocated("1001")).isEqualTo(6);
        assertThat(hub.allocated("1002")).isEqualTo(3);
        assertThat(hub.order("1002").status()).isEqualTo(OrderStatus.ALLOCATED);
    }

    @Test
    void aChannelsCancellationReleasesItsStock() {
        hub.receive(order("1001").line("MUG", 4));

        hub.receive(order("1001").changed(1).line("MUG", 4).cancelled());

        assertThat(hub.order("1001").status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(hub.reserved("MUG")).isZero();
        assertThat(hub.onHand("MUG")).isEqualTo(10);
        assertThat(hub.events(OrderEvent.OrderCancelled.class)).hasSize(1);
    }

    @Test
    void unitsThatTheChannelShippedLeaveTheStockInsteadOfGoingBackOnSale() {
        hub.receive(order("1001").line("MUG", 4));

        hub.receive(order("1001").changed(1).line("MUG", 4, 1));

        assertThat(hub.order("1001").status()).isEqualTo(OrderStatus.PARTIALLY_SHIPPED);
        assertThat(hub.onHand("MUG")).isEqualTo(7);
        assertThat(hub.reserved("MUG")).isEqualTo(1);
        assertThat(hub.available("MUG")).isEqualTo(6);
    }

    @Test
    void ofUnitsInTwoPlacesOneIsShippedAndOneRefundedEachCountedOnce() {
        hub.stock("CUP", "MAIN", 1);
        hub.stock("CUP", "SHOP", 1);
        hub.receive(order("1001").line("CUP", 2));

        hub.receive(order("1001").changed(1).line("CUP", 1, 0));

        assertThat(hub.order("1001").status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(hub.onHand("CUP")).isEqualTo(1);
        assertThat(hub.reserved("CUP")).isZero();
        hub.obeysTheLaws();
    }

    @Test
    void aLineThatBecomesAnotherProductGivesTheFirstBack() {
        hub.stock("CUP", 5);
        hub.receive(order("1001").line("MUG", 2));

        hub.receive(order("1001").changed(1).line("CUP", 2));

        assertThat(hub.reserved("MUG")).isZero();
        assertThat(hub.reserved("CUP")).isEqualTo(2);
    }

    @Test
    void aFailureLeavesNothingBehindSoTheDeliveryCanComeAgain() {
        List<IncomingOrder> batch = List.of(order("1001").line("MUG", 2).delivered("d-1"));
        ReceiveOrders broken = new ReceiveOrders(
                hub.unitOfWork,
                hub.orders,
                (tenant, deliveries) -> {
                    throw new InvalidValue("the database is away");
                },
                OrderFilters.NONE,
                hub.allocation,
                UUID::randomUUID);

        assertThatThrownBy(() -> broken.receive(Hub.TENANT, batch)).hasMessage("the database is away");

        assertThat(hub.orders.states()).isEmpty();
        assertThat(hub.receiveOrders.receive(Hub.TENANT, batch))
                .extracting(Receipt::outcome)
                .containsExactly(Outcome.CREATED);
    }

    @Test
    void anEmptyBatchIsNothing() {
        assertThat(hub.receiveOrders.receive(Hub.TENANT, List.of())).isEmpty();
    }

    @Test
    void tellsWhatHappenedInEnvelopesWithTheVersionsAfterwards() {
        hub.receive(order("1001").line("MUG", 2));

        OrderId id = hub.id("1001");
        Sku mug = new Sku("MUG");
        assertThat(hub.events)
                .extracting(RecordedEvent::aggregateType, RecordedEvent::aggregateId, RecordedEvent::aggregateVersion)
                .containsExactly(
                        tuple("order", id.toString(), 1L),
                        tuple("order", id.toString(), 1L),
                        tuple("stock-item", "MUG", 2L));
        assertThat(hub.events)
                .extracting(RecordedEvent::event)
                .satisfiesExactly(
                        received -> assertThat(received).isInstanceOf(OrderReceived.class),
                        reserved ->
                                assertThat(reserved).isEqualTo(new StockReserved(id, "L1", mug, LocationId.MAIN, 2)),
                        changed -> assertThat(changed)
                                .isEqualTo(
                                        new InventoryChanged(mug, LocationId.MAIN, 10, 2, 8, "reserved for an order")));
        assertThat(hub.events).extracting(RecordedEvent::eventId).doesNotHaveDuplicates();
    }

    @Test
    void tellsFieldByFieldWhatAnUpdateChanged() {
        hub.receive(order("1001").line("MUG", 2).payment(FinancialStatus.PENDING));

        hub.receive(order("1001").changed(1).line("MUG", 3).payment(FinancialStatus.PAID));

        assertThat(hub.events(OrderUpdated.class)).singleElement().satisfies(update -> assertThat(update.changes())
                .contains(
                        new FieldChange("financialStatus", "PENDING", "PAID"),
                        new FieldChange("lines[L1].quantity", "2", "3"),
                        new FieldChange("totals.grandTotal", "20.00 USD", "30.00 USD")));
    }

    @Test
    void tellsOfPropertiesByTheirNames() {
        hub.receive(order("1001").line("MUG", 2, Map.of("color", "red", "engraving", "A")));

        hub.receive(order("1001").changed(1).line("MUG", 2, Map.of("color", "red", "size", "L")));

        assertThat(hub.events(OrderUpdated.class)).singleElement().satisfies(update -> assertThat(update.changes())
                .containsExactly(
                        new FieldChange("lines[L1].properties.engraving", "A", null),
                        new FieldChange("lines[L1].properties.size", null, "L")));
    }

    @Test
    void aNewerTimeAloneIsKeptWithoutAnEntryInTheTimeline() {
        hub.receive(order("1001").line("MUG", 2));

        hub.receive(order("1001").changed(9).line("MUG", 2));
        hub.receive(order("1001").changed(5).line("MUG", 7));

        assertThat(hub.events(OrderUpdated.class)).isEmpty();
        assertThat(hub.allocated("1001")).isEqualTo(2);
    }
}
