package io.quayside.app.inventory.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quayside.app.http.Cursor;
import io.quayside.app.http.Page;
import io.quayside.app.http.PageRequest;
import io.quayside.app.http.Problem;
import io.quayside.app.inventory.persistence.ReorderPoints;
import io.quayside.app.inventory.persistence.ReorderPoints.Point;
import io.quayside.app.security.Merchant;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** When a merchant wants to order anew, and what is low. */
@RestController
@RequestMapping("/api/v1/reorder-points")
@Tag(name = "Inventory")
class ReorderPointController {
    private final ReorderPoints points;

    ReorderPointController(ReorderPoints points) {
        this.points = points;
    }

    @GetMapping
    @Operation(summary = "Reorder points by SKU, with what is available; only what is low if asked so")
    Page<Point> list(@RequestParam(defaultValue = "false") boolean low, PageRequest page, Merchant who) {
        who.require(InventoryController.READ);
        Sku after = page.after(1)
                .map(cursor -> Inputs.sku("cursor", cursor.text(0)))
                .orElse(null);
        List<Point> found = points.page(who.tenant(), after, low, page.size() + 1);
        return Page.of(found, page.size(), last -> Cursor.of(last.sku()));
    }

    @GetMapping("/{sku}")
    @Operation(summary = "At how many available units the SKU counts as low")
    KnownReorderPoint show(@SkuInPath Sku sku, Merchant who) {
        who.require(InventoryController.READ);
        return new KnownReorderPoint(points.find(who.tenant(), sku).orElse(null));
    }

    @PutMapping("/{sku}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Set at how many available units the SKU counts as low")
    void set(@SkuInPath Sku sku, @RequestBody ReorderPoint request, Merchant who) {
        who.require(InventoryController.WRITE);
        try {
            points.set(who.tenant(), sku, Quantity.of(request.units()));
        } catch (InvalidValue e) {
            throw Problem.invalid("units", String.valueOf(e.getMessage()));
        }
    }

    @DeleteMapping("/{sku}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Forget the SKU's reorder point")
    void remove(@SkuInPath Sku sku, Merchant who) {
        who.require(InventoryController.WRITE);
        if (!points.remove(who.tenant(), sku)) {
            throw Problem.notFound("reorder point");
        }
    }

    record ReorderPoint(int units) {}

    /** @param units absent when none is set */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record KnownReorderPoint(@Nullable Integer units) {}
}
