package io.quayside.app.inventory.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quayside.app.http.Cursor;
import io.quayside.app.http.FieldProblem;
import io.quayside.app.http.Page;
import io.quayside.app.http.PageRequest;
import io.quayside.app.http.Problem;
import io.quayside.app.inventory.persistence.StockList;
import io.quayside.app.security.Merchant;
import io.quayside.domain.inventory.LocationId;
import io.quayside.domain.inventory.Movement;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Shows stock and takes counts and corrections in. A SKU that a URL path can't carry ({@code ;}, {@code \}) goes into
 * the parameter {@code sku} of the same path without it.
 */
@RestController
@RequestMapping("/api/v1/inventory")
class InventoryController {
    static final String READ = "inventory:read";
    static final String WRITE = "inventory:write";
    private static final int LONGEST_REASON = 500;

    private final StockList stock;
    private final StockChanges changes;

    InventoryController(StockList stock, StockChanges changes) {
        this.stock = stock;
        this.changes = changes;
    }

    /** A SKU of the stock, all of it unless a location was asked for. Always with every field. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ItemResponse(
            Sku sku,
            @Nullable String title,
            int onHand,
            int reserved,
            int available,
            List<StockList.AtLocation> locations) {
        static ItemResponse of(StockList.Item item) {
            return new ItemResponse(
                    item.sku(), item.title(), item.onHand(), item.reserved(), item.available(), item.locations());
        }
    }

    @GetMapping
    Page<ItemResponse> list(
            @RequestParam(required = false) @Nullable List<String> sku,
            @RequestParam(required = false) @Nullable String locationId,
            PageRequest page,
            Merchant who) {
        who.require(READ);
        LocationId location = Inputs.location(locationId);
        List<StockList.Item> oneMore;
        if (sku == null || sku.isEmpty()) {
            Sku after = page.after(1)
                    .map(cursor -> Inputs.sku("cursor", cursor.text(0)))
                    .orElse(null);
            oneMore = stock.page(who.tenant(), after, location, page.size() + 1);
        } else if (sku.size() > PageRequest.LARGEST) {
            throw Problem.invalid("sku", "names more than %d SKUs".formatted(PageRequest.LARGEST));
        } else {
            List<Sku> wanted = sku.stream().map(text -> Inputs.sku("sku", text)).toList();
            return new Page<>(stock.items(who.tenant(), wanted, location), null).map(ItemResponse::of);
        }
        return Page.of(oneMore, page.size(), last -> Cursor.of(last.sku())).map(ItemResponse::of);
    }

    /**
     * @param locationId {@code MAIN} when absent; becomes known when it was not
     * @param onHand units that are there
     * @param reason in the words of who counted
     */
    record Count(@Nullable String locationId, @Nullable Integer onHand, @Nullable String reason) {}

    @PutMapping({"/{sku}/quantity", "/quantity"})
    ItemResponse count(@SkuInPath Sku sku, @RequestBody Count body, Merchant who) {
        who.require(WRITE);
        List<FieldProblem> problems = new ArrayList<>();
        Integer onHand = body.onHand();
        if (onHand == null) {
            problems.add(new FieldProblem("onHand", "is required: the units that are there"));
        } else if (onHand < 0 || onHand > Quantity.MOST) {
            problems.add(new FieldProblem("onHand", "must be from 0 to %d".formatted(Quantity.MOST)));
        }
        String reason = reason(body.reason(), problems);
        if (onHand == null || !problems.isEmpty()) {
            throw Problem.invalid(problems);
        }
        LocationId location = Inputs.locationOrMain(body.locationId());
        try {
            changes.count(who.tenant(), sku, location, Quantity.of(onHand), reason);
        } catch (InvalidValue e) {
            throw Problem.invalid("sku", String.valueOf(e.getMessage()));
        }
        return shown(sku, who);
    }

    /** @param delta units more, or fewer when negative */
    record Adjustment(@Nullable String locationId, @Nullable Integer delta, @Nullable String reason) {}

    @PostMapping({"/{sku}/adjustments", "/adjustments"})
    ItemResponse adjust(@SkuInPath Sku sku, @RequestBody Adjustment body, Merchant who) {
        who.require(WRITE);
        List<FieldProblem> problems = new ArrayList<>();
        Integer delta = body.delta();
        if (delta == null) {
            problems.add(new FieldProblem("delta", "is required: the units to add, negative to take away"));
        } else if (delta == 0 || Math.abs((long) delta) > Quantity.MOST) {
            problems.add(
                    new FieldProblem("delta", "must be from 1 to %1$d or from -1 to -%1$d".formatted(Quantity.MOST)));
        }
        String reason = reason(body.reason(), problems);
        if (delta == null || !problems.isEmpty()) {
            throw Problem.invalid(problems);
        }
        LocationId location = Inputs.locationOrMain(body.locationId());
        try {
            changes.adjust(who.tenant(), sku, location, delta, reason);
        } catch (InvalidValue e) {
            throw Problem.invalid("delta", String.valueOf(e.getMessage()));
        }
        return shown(sku, who);
    }

    /** An entry of the ledger; {@code orderId} and {@code lineId} are null for counts and corrections. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record MovementResponse(
            Sku sku,
            long version,
            LocationId locationId,
            Movement.Kind kind,
            int onHandDelta,
            int reservedDelta,
            @Nullable UUID orderId,
            @Nullable String lineId,
            String reason,
            Instant occurredAt) {
        static MovementResponse of(Movement movement) {
            return new MovementResponse(
                    movement.sku(),
                    movement.version(),
                    movement.location(),
                    movement.kind(),
                    movement.onHandDelta(),
                    movement.reservedDelta(),
                    movement.orderId(),
                    movement.lineId(),
                    movement.reason(),
                    movement.occurredAt());
        }
    }

    /** Newest first. */
    @GetMapping({"/{sku}/movements", "/movements"})
    Page<MovementResponse> movements(@SkuInPath Sku sku, PageRequest page, Merchant who) {
        who.require(READ);
        if (stock.find(who.tenant(), sku).isEmpty()) {
            throw Inputs.noSuchSku();
        }
        long before = page.after(1).map(cursor -> Inputs.version(cursor)).orElse(Long.MAX_VALUE);
        return Page.of(
                        stock.movements(who.tenant(), sku, before, page.size() + 1),
                        page.size(),
                        last -> Cursor.of(last.version()))
                .map(MovementResponse::of);
    }

    private ItemResponse shown(Sku sku, Merchant who) {
        return stock.find(who.tenant(), sku).map(ItemResponse::of).orElseThrow(Inputs::noSuchSku);
    }

    private static String reason(@Nullable String reason, List<FieldProblem> problems) {
        if (reason == null || reason.isBlank()) {
            problems.add(new FieldProblem("reason", "is required: why the stock changes, in your words"));
            return "";
        }
        if (reason.length() > LONGEST_REASON) {
            problems.add(new FieldProblem("reason", "has more than %d characters".formatted(LONGEST_REASON)));
        }
        return reason.strip();
    }
}
