package io.quayside.app.orders.web;

import io.quayside.app.http.Page;
import io.quayside.app.http.Problem;
import io.quayside.app.orders.persistence.SavedViews;
import io.quayside.app.orders.persistence.SavedViews.SavedView;
import io.quayside.app.orders.persistence.SavedViews.ViewFilters;
import io.quayside.app.security.Merchant;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The order list's filters under names; each user sees their own. */
@RestController
@RequestMapping("/api/v1/orders/views")
@Tag(name = "Orders")
class SavedViewController {
    private static final int LONGEST_NAME = 100;
    private static final int MOST_DAYS = 3_650;

    private final SavedViews views;

    SavedViewController(SavedViews views) {
        this.views = views;
    }

    record ViewDefinition(@Nullable String name, @Nullable ViewFilters filters) {}

    @GetMapping
    @Operation(operationId = "listOrderViews", summary = "The caller's own views, by name")
    Page<SavedView> list(Merchant who) {
        who.require(OrderController.READ);
        return new Page<>(views.list(who.tenant(), who.name()), null);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(operationId = "saveOrderView", summary = "Save filters under a name")
    SavedView save(@RequestBody ViewDefinition definition, Merchant who) {
        who.require(OrderController.READ);
        return saved(() -> views.add(who.tenant(), who.name(), nameIn(definition), filtersIn(definition)));
    }

    @PutMapping("/{id}")
    @Operation(operationId = "replaceOrderView", summary = "Change name and filters of a view")
    SavedView replace(@PathVariable UUID id, @RequestBody ViewDefinition definition, Merchant who) {
        who.require(OrderController.READ);
        return saved(() -> views.replace(who.tenant(), who.name(), id, nameIn(definition), filtersIn(definition))
                .orElseThrow(SavedViewController::noSuchView));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(operationId = "removeOrderView", summary = "Remove a view")
    void remove(@PathVariable UUID id, Merchant who) {
        who.require(OrderController.READ);
        if (!views.remove(who.tenant(), who.name(), id)) {
            throw noSuchView();
        }
    }

    private static SavedView saved(Supplier<SavedView> save) {
        try {
            return save.get();
        } catch (SavedViews.NameTaken taken) {
            throw Problem.conflict(
                    "name-taken", "The name is taken", "you have another view of that name: choose another");
        } catch (SavedViews.TooMany many) {
            throw Problem.conflict(
                    "too-many-views",
                    "There are too many views",
                    "%d are saved: remove one first".formatted(SavedViews.MOST));
        }
    }

    private static String nameIn(ViewDefinition definition) {
        String name = definition.name() == null ? "" : definition.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw Problem.invalid("name", "has 1 to %d characters".formatted(LONGEST_NAME));
        }
        return name;
    }

    /** Held against the same rules as the list's own parameters, so that every view can be opened. */
    private static ViewFilters filtersIn(ViewDefinition definition) {
        ViewFilters filters = definition.filters();
        if (filters == null) {
            throw Problem.invalid("filters", "is required: what the view shows");
        }
        new OrderSearch(
                        filters.status(),
                        filters.flag(),
                        filters.channel(),
                        filters.connectionId(),
                        filters.q(),
                        filters.from(),
                        filters.to())
                .toQuery();
        Integer days = filters.placedWithinDays();
        if (days != null && (days < 1 || days > MOST_DAYS)) {
            throw Problem.invalid("placedWithinDays", "must be from 1 to %d".formatted(MOST_DAYS));
        }
        return filters;
    }

    private static Problem noSuchView() {
        return Problem.notFound("view");
    }
}
