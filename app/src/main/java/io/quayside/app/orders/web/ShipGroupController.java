package io.quayside.app.orders.web;

import io.quayside.app.http.Problem;
import io.quayside.app.security.Merchant;
import io.quayside.domain.orders.OrderId;
import io.quayside.domain.orders.SplitOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Divides what is to be shipped of an order into groups that are allocated, held and shipped by themselves. */
@RestController
@RequestMapping("/api/v1/orders/{id}/ship-groups")
@Tag(name = "Ship groups")
class ShipGroupController {
    private static final int MOST_LINES = 500;
    private final SplitOrder splitOrder;

    ShipGroupController(SplitOrder splitOrder) {
        this.splitOrder = splitOrder;
    }

    /**
     * @param version of the order that was read
     * @param lines what goes into the new group, out of what lies in no group of its own
     * @param note for the people who pack it
     */
    record Wish(
            @Nullable Long version,
            @Nullable List<ShipmentController.@Nullable WishedLine> lines,
            @Nullable String note) {}

    @PostMapping
    @Operation(
            operationId = "splitOrder",
            summary = "Split units off into a ship group of their own",
            description = "Stock that is reserved for them goes with them. The answer is the order afterwards.")
    ResponseEntity<OrderResponse> split(@PathVariable UUID id, @RequestBody Wish body, Merchant who) {
        who.require(OrderController.WRITE);
        if (body.lines() != null && body.lines().size() > MOST_LINES) {
            throw Problem.invalid("lines", "has more than %d entries".formatted(MOST_LINES));
        }
        SplitOrder.Wish wish = new SplitOrder.Wish(
                ShipmentController.lines(body.lines()),
                body.note() == null ? "" : body.note().strip());
        return ResponseEntity.status(HttpStatus.CREATED)
                .location(URI.create("/api/v1/orders/" + id))
                .body(answer(splitOrder.split(who.tenant(), new OrderId(id), wish, version(body.version()))));
    }

    @DeleteMapping("/{number}")
    @Operation(
            operationId = "mergeShipGroup",
            summary = "Put a ship group's units back to the rest of the order",
            description = "With a version, only if the order is still at it.")
    OrderResponse merge(
            @PathVariable UUID id,
            @PathVariable int number,
            @RequestParam(required = false) @Nullable Long version,
            Merchant who) {
        who.require(OrderController.WRITE);
        return answer(splitOrder.merge(who.tenant(), new OrderId(id), number, version));
    }

    @PostMapping("/{number}/hold")
    @Operation(
            operationId = "holdShipGroup",
            summary = "Hold one ship group: it keeps its stock and is not shipped, the others go on")
    OrderResponse hold(
            @PathVariable UUID id,
            @PathVariable int number,
            @RequestBody(required = false) OrderController.@Nullable Because body,
            Merchant who) {
        who.require(OrderController.WRITE);
        String why = OrderController.reasonOr("Held by %s.".formatted(who.name()), null, body);
        return answer(splitOrder.hold(who.tenant(), new OrderId(id), number, why));
    }

    @PostMapping("/{number}/release")
    @Operation(operationId = "releaseShipGroup", summary = "End the hold of one ship group")
    OrderResponse release(@PathVariable UUID id, @PathVariable int number, Merchant who) {
        who.require(OrderController.WRITE);
        return answer(splitOrder.release(who.tenant(), new OrderId(id), number));
    }

    private static long version(@Nullable Long version) {
        if (version == null) {
            throw Problem.invalid("version", "is missing: send the version that you read");
        }
        return version;
    }

    private static OrderResponse answer(Optional<SplitOrder.Planned> planned) {
        SplitOrder.Planned plan = planned.orElseThrow(OrderController::noSuchOrder);
        if (plan.outcome() instanceof SplitOrder.Outcome.NoSuchGroup) {
            throw Problem.notFound("ship group, or nothing of it is left to ship");
        }
        if (plan.outcome() instanceof SplitOrder.Outcome.Refused refused) {
            throw refused.field().isEmpty()
                    ? Problem.conflict("not-splittable", "The order can't be divided so as it stands", refused.reason())
                    : Problem.invalid(refused.field(), refused.reason());
        }
        return OrderResponse.of(plan.state());
    }
}
