package io.quayside.app.inventory.web;

import io.quayside.app.inventory.persistence.Locations;
import io.quayside.app.inventory.persistence.Locations.Location;
import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.AdjustStock;
import org.springframework.stereotype.Component;

/** Counts and corrections by people; a location that is named for the first time becomes known by it. */
@Component
class StockChanges {
    private final AdjustStock adjustStock;
    private final Locations locations;

    StockChanges(AdjustStock adjustStock, Locations locations) {
        this.adjustStock = adjustStock;
        this.locations = locations;
    }

    void count(TenantId tenant, Sku sku, LocationId location, Quantity onHand, String reason) {
        introduce(tenant, location);
        adjustStock.setOnHand(tenant, sku, location, onHand, reason);
    }

    /** @throws io.quayside.domain.kernel.InvalidValue when fewer than none would be left */
    void adjust(TenantId tenant, Sku sku, LocationId location, int delta, String reason) {
        introduce(tenant, location);
        adjustStock.adjust(tenant, sku, location, delta, reason);
    }

    private void introduce(TenantId tenant, LocationId location) {
        if (!locations.exists(tenant, location)) {
            locations.save(tenant, new Location(location, location.value(), Location.LAST));
        }
    }
}
