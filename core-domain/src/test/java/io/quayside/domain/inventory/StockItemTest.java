package io.quayside.domain.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.domain.inventory.InventoryEvent.InventoryChanged;
import io.quayside.domain.inventory.StockItem.Taken;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StockItemTest {
    private static final Sku MUG = new Sku("MUG");
    private static final LocationId SHOP = new LocationId("SHOP");
    private static final UUID ORDER = new UUID(0, 1);
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void takesAllUnitsFromTheFirstLocationThatHasThem() {
        StockItem item = stocked(2, 5);

        List<Taken> taken = item.reserve(ORDER, "L1", Quantity.of(3), NOW);

        assertThat(taken).containsExactly(new Taken(SHOP, Quantity.of(3)));
    }

    @Test
    void splitsWhenNoLocationHasAllInTheOrderInWhichLocationsAreDrawnFrom() {
        StockItem item = stocked(2, 5);

        List<Taken> taken = item.reserve(ORDER, "L1", Quantity.of(6), NOW);

        assertThat(taken).containsExactly(new Taken(LocationId.MAIN, Quantity.of(2)), new Taken(SHOP, Quantity.of(4)));
    }

    @Test
    void neverTakesMoreThanIsAvailable() {
        StockItem item = stocked(2, 1);

        List<Taken> taken = item.reserve(ORDER, "L1", Quantity.of(10), NOW);
        List<Taken> second = item.reserve(ORDER, "L2", Quantity.of(1), NOW);

        assertThat(taken).extracting(part -> part.quantity().value()).containsExactly(2, 1);
        assertThat(second).isEmpty();
        assertThat(item.available()).isEqualTo(Quantity.ZERO);
    }

    @Test
    void givesReservedUnitsBackAndShipsThem() {
        StockItem item = stocked(5, 0);
        item.reserve(ORDER, "L1", Quantity.of(4), NOW);

        item.release(ORDER, "L1", LocationId.MAIN, Quantity.of(1), NOW, "cancelled");
        item.ship(ORDER, "L1", LocationId.MAIN, Quantity.of(2), NOW, "shipped");

        assertThat(item.levelAt(LocationId.MAIN))
                .isEqualTo(new StockLevel(LocationId.MAIN, Quantity.of(3), Quantity.of(1)));
    }

    @Test
    void refusesToReleaseOrShipWhatIsNotReserved() {
        StockItem item = stocked(5, 0);

        assertThatThrownBy(() -> item.release(ORDER, "L1", LocationId.MAIN, Quantity.of(1), NOW, "cancelled"))
                .isInstanceOf(InvalidValue.class);
        assertThatThrownBy(() -> item.ship(ORDER, "L1", LocationId.MAIN, Quantity.of(1), NOW, "shipped"))
                .isInstanceOf(InvalidValue.class);
        assertThat(item.newMovements()).isEmpty();
    }

    @Test
    void tellsHowManyPromisesStandInTheWayOfACountAndChangesNothing() {
        StockItem item = stocked(5, 0);
        item.reserve(ORDER, "L1", Quantity.of(4), NOW);
        long before = item.version();

        CountResult counted = item.setOnHand(LocationId.MAIN, Quantity.of(1), "count", NOW);
        CountResult adjusted = item.adjust(LocationId.MAIN, -2, "broken", NOW);

        assertThat(counted).isEqualTo(new CountResult.Shortage(Quantity.of(3)));
        assertThat(adjusted).isEqualTo(new CountResult.Shortage(Quantity.of(1)));
        assertThat(item.version()).isEqualTo(before);
    }

    @Test
    void refusesToGoBelowNothing() {
        StockItem item = stocked(5, 0);

        assertThatThrownBy(() -> item.adjust(LocationId.MAIN, -6, "broken", NOW))
                .isInstanceOf(InvalidValue.class)
                .hasMessageContaining("5 units of 'MUG' at MAIN");
        assertThatThrownBy(() -> item.adjust(LocationId.MAIN, Integer.MIN_VALUE, "broken", NOW))
                .isInstanceOf(InvalidValue.class);
    }

    @Test
    void countsItsMovementsFromTheStoredVersionWithoutGaps() {
        StockItem item = stocked(5, 0);

        item.reserve(ORDER, "L1", Quantity.of(1), NOW);
        item.adjust(LocationId.MAIN, 2, "found", NOW);

        assertThat(item.newMovements()).extracting(Movement::version).containsExactly(8L, 9L);
        assertThat(item.version()).isEqualTo(9);
        assertThat(item.storedVersion()).isEqualTo(7);
    }

    @Test
    void aCountThatFindsWhatIsKnownIsNoMovement() {
        StockItem item = stocked(5, 0);

        item.setOnHand(LocationId.MAIN, Quantity.of(5), "count", NOW);

        assertThat(item.isChanged()).isFalse();
    }

    @Test
    void aFirstCountOfNothingMakesTheLocationKnown() {
        StockItem item = StockItem.create(MUG);

        item.setOnHand(SHOP, Quantity.ZERO, "count", NOW);

        assertThat(item.levels()).containsExactly(new StockLevel(SHOP, Quantity.ZERO, Quantity.ZERO));
        assertThat(StockItem.levelsOf(item.newMovements())).isEqualTo(item.levels());
    }

    @Test
    void tellsOneChangeForEachLocationHoweverManyMovements() {
        StockItem item = stocked(5, 0);
        item.reserve(ORDER, "L1", Quantity.of(1), NOW);
        item.reserve(ORDER, "L2", Quantity.of(2), NOW);
        item.adjust(SHOP, 4, "found", NOW);

        assertThat(InventoryEvent.of(item))
                .containsExactly(
                        new InventoryChanged(MUG, LocationId.MAIN, 5, 3, 2, "reserved for an order"),
                        new InventoryChanged(MUG, SHOP, 4, 0, 4, "found"));
    }

    private static StockItem stocked(int atMain, int atShop) {
        return StockItem.restore(
                MUG,
                7,
                List.of(
                        new StockLevel(LocationId.MAIN, Quantity.of(atMain), Quantity.ZERO),
                        new StockLevel(SHOP, Quantity.of(atShop), Quantity.ZERO)));
    }
}
