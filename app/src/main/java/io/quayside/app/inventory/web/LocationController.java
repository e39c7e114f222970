package io.quayside.app.inventory.web;

import io.quayside.app.http.FieldProblem;
import io.quayside.app.http.Page;
import io.quayside.app.http.Problem;
import io.quayside.app.inventory.persistence.Locations;
import io.quayside.app.inventory.persistence.Locations.Location;
import io.quayside.app.security.Merchant;
import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.kernel.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The places that hold stock. */
@RestController
@RequestMapping("/api/v1/locations")
class LocationController {
    private final Locations locations;

    LocationController(Locations locations) {
        this.locations = locations;
    }

    /** All of them on one page, in the order in which stock is drawn from them. */
    @GetMapping
    Page<Location> list(Merchant who) {
        who.require(InventoryController.READ);
        return new Page<>(locations.list(who.tenant()), null);
    }

    /**
     * @param name the id when absent
     * @param priority last when absent
     */
    record LocationRequest(@Nullable String id, @Nullable String name, @Nullable Integer priority) {}

    /** Adds the location (201) or replaces the one with its id (200). */
    @PostMapping
    ResponseEntity<Location> save(@RequestBody LocationRequest body, Merchant who) {
        who.require(InventoryController.WRITE);
        Location location = read(body);
        boolean added = locations.save(who.tenant(), location);
        return ResponseEntity.status(added ? HttpStatus.CREATED : HttpStatus.OK).body(location);
    }

    private static Location read(LocationRequest body) {
        List<FieldProblem> problems = new ArrayList<>();
        if (body.id() == null) {
            throw Problem.invalid("id", "is required");
        }
        try {
            LocationId id = new LocationId(body.id());
            return new Location(
                    id,
                    body.name() == null ? id.value() : body.name(),
                    body.priority() == null ? Location.LAST : body.priority());
        } catch (InvalidValue e) {
            String message = String.valueOf(e.getMessage());
            String field = message.contains("priority") ? "priority" : message.contains("name") ? "name" : "id";
            throw Problem.invalid(field, message);
        }
    }
}
