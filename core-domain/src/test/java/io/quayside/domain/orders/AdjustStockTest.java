package io.quayside.domain.orders;

import static io.quayside.domain.orders.OrderExample.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.domain.inventory.InventoryEvent.InventoryChanged;
import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.inventory.StockLevel;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdjustStockTest {
    private static final Sku MUG = new Sku("MUG");
    private final Hub hub = new Hub();

    @Test
    void newStockGoesToTheOldestWaitingOrders() {
        hub.stock("MUG", 0);
        hub.receive(
                order("young").placed(20).line("MUG", 2),
                order("old").placed(10).line("MUG", 2));

        hub.stock("MUG", 3);

        assertThat(hub.order("old").status()).isEqualTo(OrderStatus.ALLOCATED);
        assertThat(hub.order("young").status()).isEqualTo(OrderStatus.PARTIALLY_ALLOCATED);
    }

    @Test
    void aCountBelowThePromisesTakesThemFromTheNewestOrders() {
        hub.stock("MUG", 5);
        hub.receive(
                order("old").placed(10).line("MUG", 3),
                order("young").placed(20).line("MUG", 2));

        StockLevel level = hub.adjustStock.setOnHand(Hub.TENANT, MUG, LocationId.MAIN, Quantity.of(2), "count");

        assertThat(level).isEqualTo(new StockLevel(LocationId.MAIN, Quantity.of(2), Quantity.of(2)));
        assertThat(hub.allocated("old")).isEqualTo(2);
        assertThat(hub.allocated("young")).isZero();
        assertThat(hub.order("young").status()).isEqualTo(OrderStatus.BACKORDERED);
        assertThat(hub.flags("young")).containsExactly(Flag.Code.STOCK_LOST, Flag.Code.BACKORDERED);
        hub.obeysTheLaws();
    }

    @Test
    void lostStockThatComesBackClearsTheFlag() {
        hub.stock("MUG", 2);
        hub.receive(order("1").line("MUG", 2));
        hub.stock("MUG", 0);
        assertThat(hub.flags("1")).contains(Flag.Code.STOCK_LOST);

        hub.stock("MUG", 2);

        assertThat(hub.flags("1")).isEmpty();
        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ALLOCATED);
    }

    @Test
    void anOrderThatLosesUnitsInOnePlaceGetsThemFromAnother() {
        hub.stock("MUG", "MAIN", 2);
        hub.receive(order("1").line("MUG", 2));
        hub.stock("MUG", "SHOP", 5);

        hub.stock("MUG", "MAIN", 0);

        assertThat(hub.order("1").status()).isEqualTo(OrderStatus.ALLOCATED);
        assertThat(hub.order("1").allocations())
                .containsExactly(new Allocation("L1", MUG, new LocationId("SHOP"), Quantity.of(2), null));
        assertThat(hub.flags("1")).isEmpty();
    }

    @Test
    void aChangeByDeltaTakesOnlyAsManyPromisesBackAsItMust() {
        hub.stock("MUG", 5);
        hub.receive(order("1").line("MUG", 4));

        hub.adjustStock.adjust(Hub.TENANT, MUG, LocationId.MAIN, -3, "broken");

        assertThat(hub.onHand("MUG")).isEqualTo(2);
        assertThat(hub.allocated("1")).isEqualTo(2);
    }

    @Test
    void refusesToTakeAwayMoreThanThereIs() {
        hub.stock("MUG", 5);

        assertThatThrownBy(() -> hub.adjustStock.adjust(Hub.TENANT, MUG, LocationId.MAIN, -6, "broken"))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("5 units of 'MUG' at MAIN can't change by -6");
        assertThatThrownBy(() ->
                        hub.adjustStock.adjust(Hub.TENANT, MUG, LocationId.MAIN, Integer.MAX_VALUE, "typing error"))
                .isInstanceOf(InvalidValue.class);
        assertThat(hub.onHand("MUG")).isEqualTo(5);
    }

    @Test
    void servesMoreWaitingOrdersThanOneUnitOfWorkHolds() {
        hub.stock("MUG", 0);
        receiveOneEach(AllocationProcess.MOST_ORDERS * 2 + 7);

        hub.stock("MUG", 1_000);

        assertThat(hub.orders.states()).extracting(OrderState::status).containsOnly(OrderStatus.ALLOCATED);
        assertThat(hub.reserved("MUG")).isEqualTo(AllocationProcess.MOST_ORDERS * 2 + 7);
    }

    @Test
    void takesPromisesBackFromMoreOrdersThanOneUnitOfWorkHolds() {
        int orders = AllocationProcess.MOST_ORDERS * 2 + 7;
        hub.stock("MUG", orders);
        receiveOneEach(orders);

        hub.stock("MUG", 3);

        assertThat(hub.onHand("MUG")).isEqualTo(3);
        assertThat(IntStream.range(0, 3).map(number -> hub.allocated("O" + number)))
                .containsOnly(1);
        hub.obeysTheLaws();
    }

    @Test
    void tellsOneLevelForEachUnitOfWork() {
        hub.stock("MUG", 0);
        hub.receive(order("1").line("MUG", 1), order("2").line("MUG", 1));
        hub.events.clear();

        hub.stock("MUG", 5);

        assertThat(hub.events(InventoryChanged.class))
                .containsExactly(new InventoryChanged(MUG, LocationId.MAIN, 5, 2, 3, "reserved for an order"));
    }

    @Test
    void underAllOrNothingAnOrderTakesAllItsUnitsOrLeavesThemToOthers() {
        Hub whole = new Hub(AllocationRule.ALL_OR_NOTHING);
        whole.stock("MUG", 3);
        whole.stock("CUP", 0);
        whole.receive(
                order("both").placed(1).line("MUG", 3).line("CUP", 1),
                order("mugs").placed(2).line("MUG", 2));
        assertThat(whole.allocated("both")).isZero();
        assertThat(whole.allocated("mugs")).isEqualTo(2);

        whole.stock("MUG", 5);
        whole.stock("CUP", 1);

        assertThat(whole.order("both").status()).isEqualTo(OrderStatus.ALLOCATED);
        whole.obeysTheLaws();
    }

    @Test
    void underAllOrNothingAnOrderThatLosesAUnitLeavesTheRestToOthers() {
        Hub whole = new Hub(AllocationRule.ALL_OR_NOTHING);
        whole.stock("MUG", 1);
        whole.stock("CUP", 1);
        whole.receive(order("both").placed(1).line("MUG", 1).line("CUP", 1));
        whole.receive(order("cup").placed(2).line("CUP", 1));

        whole.stock("MUG", 0);

        assertThat(whole.allocated("both")).isZero();
        assertThat(whole.order("cup").status()).isEqualTo(OrderStatus.ALLOCATED);
    }

    private void receiveOneEach(int count) {
        OrderExample[] examples = IntStream.range(0, count)
                .mapToObj(number -> order("O" + number).placed(number).line("MUG", 1))
                .toArray(OrderExample[]::new);
        hub.receive(examples);
    }
}
