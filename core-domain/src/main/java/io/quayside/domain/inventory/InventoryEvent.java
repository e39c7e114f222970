package io.quayside.domain.inventory;

import io.quayside.domain.kernel.DomainEvent;
import io.quayside.domain.kernel.Sku;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What happens to stock, for those outside the ledger. */
public sealed interface InventoryEvent extends DomainEvent {
    Sku sku();

    /**
     * The level of a SKU at a location after a unit of work; one for each item and location, however many movements.
     *
     * @param reason of the last movement
     */
    record InventoryChanged(Sku sku, LocationId locationId, int onHand, int reserved, int available, String reason)
            implements InventoryEvent {}

    /** The events of an item's new movements. */
    static List<InventoryEvent> of(StockItem item) {
        Map<LocationId, String> reasons = new LinkedHashMap<>();
        for (Movement movement : item.newMovements()) {
            reasons.put(movement.location(), movement.reason());
        }
        List<InventoryEvent> events = new ArrayList<>(reasons.size());
        reasons.forEach((location, reason) -> {
            StockLevel level = item.levelAt(location);
            events.add(new InventoryChanged(
                    item.sku(),
                    location,
                    level.onHand().value(),
                    level.reserved().value(),
                    level.available().value(),
                    reason));
        });
        return events;
    }
}
