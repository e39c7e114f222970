package io.quayside.app.orders.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.http.Cursor;
import io.quayside.app.http.Page;
import io.quayside.app.http.PageRequest;
import io.quayside.app.http.Problem;
import io.quayside.app.orders.persistence.OrderList;
import io.quayside.app.security.Merchant;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.orders.CancelOrder;
import io.quayside.domain.orders.EditOrder;
import io.quayside.domain.orders.HoldOrder;
import io.quayside.domain.orders.Order;
import io.quayside.domain.orders.OrderId;
import io.quayside.domain.orders.OrderKey;
import io.quayside.domain.orders.OrderState;
import io.quayside.domain.orders.ReleaseOrder;
import io.quayside.domain.orders.StaleOrder;
import io.quayside.domain.orders.TakeInOrder;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists, shows and changes orders. */
@RestController
@RequestMapping("/api/v1/orders")
@Tag(name = "Orders")
class OrderController {
    static final String READ = "orders:read";
    static final String WRITE = "orders:write";
    private static final int LONGEST_REASON = 500;

    private final OrderList orders;
    private final EditOrder editOrder;
    private final CancelOrder cancelOrder;
    private final HoldOrder holdOrder;
    private final ReleaseOrder releaseOrder;
    private final TakeInOrder takeInOrder;
    private final OrderChanges changes;

    OrderController(
            OrderList orders,
            EditOrder editOrder,
            CancelOrder cancelOrder,
            HoldOrder holdOrder,
            ReleaseOrder releaseOrder,
            TakeInOrder takeInOrder,
            OrderChanges changes) {
        this.orders = orders;
        this.editOrder = editOrder;
        this.cancelOrder = cancelOrder;
        this.holdOrder = holdOrder;
        this.releaseOrder = releaseOrder;
        this.takeInOrder = takeInOrder;
        this.changes = changes;
    }

    @GetMapping
    @Operation(
            operationId = "listOrders",
            summary = "Orders, newest first",
            description = "Each word of q begins a word of the order: number, external id, people, city, SKU.")
    Page<OrderResponse> list(@ParameterObject OrderSearch search, @ParameterObject PageRequest page, Merchant who) {
        who.require(READ);
        OrderList.After after = page.after(2)
                .map(cursor -> new OrderList.After(cursor.instant(0), cursor.uuid(1)))
                .orElse(null);
        List<OrderState> oneMore = orders.page(who.tenant(), search.toQuery(), after, page.size() + 1);
        return Page.of(
                        oneMore,
                        page.size(),
                        last -> Cursor.of(last.content().placedAt(), last.id().value()))
                .map(OrderResponse::of);
    }

    @GetMapping("/{id}")
    @Operation(operationId = "showOrder", summary = "An order")
    OrderResponse show(@PathVariable UUID id, Merchant who) {
        who.require(READ);
        return OrderResponse.of(existing(id, who));
    }

    @GetMapping("/by-external-id")
    @Operation(operationId = "findOrder", summary = "An order by its channel's own id")
    OrderResponse showByExternalId(@RequestParam UUID connectionId, @RequestParam String externalId, Merchant who) {
        who.require(READ);
        return orders.find(who.tenant(), new OrderKey(new ConnectionId(connectionId), externalId))
                .map(OrderResponse::of)
                .orElseThrow(OrderController::noSuchOrder);
    }

    @PutMapping("/{id}")
    @Operation(operationId = "changeOrder", summary = "Change address, note or tags of the version that was read")
    OrderResponse change(@PathVariable UUID id, @RequestBody JsonNode body, Merchant who) {
        who.require(WRITE);
        OrderState current = existing(id, who);
        OrderChanges.Requested wish = changes.read(body);
        if (wish.version() != current.version()) {
            throw new StaleOrder(current.id(), wish.version(), current.version());
        }
        return editOrder
                .edit(who.tenant(), current.id(), changes.editOf(body, OrderResponse.of(current)), wish.version())
                .map(OrderResponse::of)
                .orElseThrow(OrderController::noSuchOrder);
    }

    /** @param reason in the words of who asks; may be empty */
    record Because(@Nullable String reason) {}

    @DeleteMapping("/{id}")
    @Operation(operationId = "cancelOrder", summary = "Cancel; the channel is told")
    OrderResponse cancel(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String reason,
            @RequestBody(required = false) @Nullable Because body,
            Merchant who) {
        who.require(WRITE);
        CancelOrder.Cancelled cancelled = cancelOrder
                .cancel(who.tenant(), new OrderId(id), reasonOr("merchant", reason, body))
                .orElseThrow(OrderController::noSuchOrder);
        if (cancelled.outcome() == Order.CancelOutcome.ALREADY_SHIPPED) {
            throw Problem.conflict(
                    "already-shipped",
                    "The order has left the house",
                    "nothing is left to cancel: ask for a return instead");
        }
        return OrderResponse.of(cancelled.state());
    }

    @PostMapping("/{id}/hold")
    @Operation(operationId = "holdOrder", summary = "Hold: it keeps its stock and is not shipped")
    OrderResponse hold(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String reason,
            @RequestBody(required = false) @Nullable Because body,
            Merchant who) {
        who.require(WRITE);
        String why = reasonOr("Held by %s.".formatted(who.name()), reason, body);
        return holdOrder
                .hold(who.tenant(), new OrderId(id), why)
                .map(OrderResponse::of)
                .orElseThrow(OrderController::noSuchOrder);
    }

    @PostMapping("/{id}/release")
    @Operation(operationId = "releaseOrder", summary = "End the hold, whatever the flags say")
    OrderResponse release(@PathVariable UUID id, Merchant who) {
        who.require(WRITE);
        return releaseOrder
                .release(who.tenant(), new OrderId(id))
                .map(OrderResponse::of)
                .orElseThrow(OrderController::noSuchOrder);
    }

    @PostMapping("/{id}/take-in")
    @Operation(operationId = "takeInOrder", summary = "Take in an order that the connection's filter ignores, for good")
    OrderResponse takeIn(@PathVariable UUID id, Merchant who) {
        who.require(WRITE);
        return takeInOrder
                .takeIn(who.tenant(), new OrderId(id))
                .map(OrderResponse::of)
                .orElseThrow(OrderController::noSuchOrder);
    }

    private OrderState existing(UUID id, Merchant who) {
        return orders.find(who.tenant(), new OrderId(id)).orElseThrow(OrderController::noSuchOrder);
    }

    static Problem noSuchOrder() {
        return Problem.notFound("order");
    }

    static String reasonOr(String otherwise, @Nullable String parameter, @Nullable Because body) {
        String reason = body != null && body.reason() != null ? body.reason() : parameter;
        if (reason == null || reason.isBlank()) {
            return otherwise;
        }
        if (reason.length() > LONGEST_REASON) {
            throw Problem.invalid("reason", "has more than %d characters".formatted(LONGEST_REASON));
        }
        return reason.strip();
    }
}
