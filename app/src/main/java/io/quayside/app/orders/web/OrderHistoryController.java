package io.quayside.app.orders.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quayside.app.http.Cursor;
import io.quayside.app.http.Page;
import io.quayside.app.http.PageRequest;
import io.quayside.app.http.Problem;
import io.quayside.app.orders.persistence.KeptPayloads;
import io.quayside.app.orders.persistence.OrderHistory;
import io.quayside.app.orders.persistence.OrderList;
import io.quayside.app.security.Merchant;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.orders.OrderId;
import io.quayside.domain.orders.OrderState;
import io.quayside.routes.normalize.RawPayloads;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What happened to an order, and what it was made of. */
@RestController
@RequestMapping("/api/v1/orders/{id}")
class OrderHistoryController {
    private final OrderList orders;
    private final OrderHistory history;
    private final KeptPayloads payloads;

    OrderHistoryController(OrderList orders, OrderHistory history, KeptPayloads payloads) {
        this.orders = orders;
        this.history = history;
        this.payloads = payloads;
    }

    /**
     * @param version of the order after it
     * @param data what the event says
     */
    record TimelineEntry(
            UUID eventId,
            String type,
            long version,
            Instant occurredAt,
            @JsonRawValue @Schema(types = "object") String data) {
        static TimelineEntry of(OrderHistory.Entry entry) {
            return new TimelineEntry(entry.eventId(), entry.type(), entry.version(), entry.occurredAt(), entry.data());
        }
    }

    /** Oldest first. */
    @GetMapping("/timeline")
    Page<TimelineEntry> timeline(@PathVariable UUID id, PageRequest page, Merchant who) {
        who.require(OrderController.READ);
        OrderState order = existing(id, who);
        OrderHistory.After after =
                page.after(2).map(OrderHistoryController::after).orElse(null);
        return Page.of(
                        history.timeline(who.tenant(), order.id(), after, page.size() + 1),
                        page.size(),
                        last -> Cursor.of(last.version(), last.position()))
                .map(TimelineEntry::of);
    }

    /** The payload of the newest version, or of the delivery that is named. */
    @GetMapping("/raw")
    ResponseEntity<byte[]> raw(
            @PathVariable UUID id, @RequestParam(required = false) @Nullable String delivery, Merchant who) {
        who.require(OrderController.READ);
        OrderState order = existing(id, who);
        UUID claim = delivery == null ? order.rawPayload() : RawPayloads.claimOf(order.connectionId(), delivery);
        KeptPayloads.Payload payload = Optional.ofNullable(claim)
                .flatMap(kept -> payloads.find(who.tenant(), kept))
                .orElseThrow(() -> notKept(delivery));
        PayloadType type = PayloadType.of(payload.body());
        return ResponseEntity.ok()
                .contentType(type.mediaType())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("order-%s.%s".formatted(order.id(), type.suffix()))
                                .build()
                                .toString())
                .header("Quayside-Delivery", payload.deliveryId().replaceAll("[^\\x21-\\x7e]", "?"))
                .header("Quayside-Received-At", payload.receivedAt().toString())
                .body(payload.body());
    }

    private static Problem notKept(@Nullable String delivery) {
        String detail = delivery == null
                ? "the payload that this order came from is not kept, or not any more"
                : "no payload of delivery '%s' is kept".formatted(InvalidValue.excerpt(delivery));
        return new Problem(HttpStatus.NOT_FOUND, "no-payload", "No payload is kept", detail, List.of());
    }

    private OrderState existing(UUID id, Merchant who) {
        return orders.find(who.tenant(), new OrderId(id)).orElseThrow(OrderController::noSuchOrder);
    }

    private static OrderHistory.After after(Cursor cursor) {
        try {
            return new OrderHistory.After(Long.parseLong(cursor.text(0)), Integer.parseInt(cursor.text(1)));
        } catch (NumberFormatException e) {
            throw Problem.invalid("cursor", "is not one that this list gave out: start again without it");
        }
    }
}
