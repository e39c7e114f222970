package io.quayside.app.orders.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quayside.app.http.FieldProblem;
import io.quayside.app.http.Problem;
import io.quayside.app.orders.persistence.OrderList;
import io.quayside.app.security.Merchant;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.orders.MerchantRefund;
import io.quayside.domain.orders.OrderId;
import io.quayside.domain.orders.RefundOrder;
import io.quayside.domain.orders.Shipment;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives buyers money back, by the channel's own way of payment. */
@RestController
@RequestMapping("/api/v1/orders/{id}/refunds")
@Tag(name = "Refunds")
class RefundController {
    private static final int LONGEST_KEY = 200;
    private static final int MOST_LINES = 500;
    private final RefundOrder refundOrder;
    private final OrderList orders;
    private final Ids ids;

    RefundController(RefundOrder refundOrder, OrderList orders, Ids ids) {
        this.refundOrder = refundOrder;
        this.orders = orders;
        this.ids = ids;
    }

    /**
     * @param lines what it is for; left out or empty for an amount that belongs to no line
     * @param amount all that the buyer gets back; left out for what the lines come to
     * @param reason for the buyer or the platform's records
     */
    record Wish(@Nullable List<@Nullable WishedLine> lines, @Nullable Money amount, @Nullable String reason) {}

    /**
     * @param externalId of the order's line
     * @param amount taxes included; left out for what the buyer paid for the units
     */
    record WishedLine(@Nullable String externalId, @Nullable Integer quantity, @Nullable Money amount) {}

    @PostMapping
    @Operation(
            summary = "Give a buyer money back: for lines, by an amount, or both",
            description = "The same Idempotency-Key again answers 200 with the first refund and gives nothing more.")
    ResponseEntity<RefundResponse> refund(
            @PathVariable UUID id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Wish body,
            Merchant who) {
        who.require(OrderController.WRITE);
        RefundOrder.Refunded refunded;
        try {
            refunded = refundOrder
                    .refund(who.tenant(), new OrderId(id), refundId(id, key), wish(body))
                    .orElseThrow(OrderController::noSuchOrder);
        } catch (InvalidValue e) {
            throw Problem.invalid("", String.valueOf(e.getMessage()));
        }
        if (refunded.outcome() instanceof RefundOrder.Outcome.Refused refused) {
            throw refused.field().isEmpty()
                    ? Problem.conflict("not-refundable", "The order can't be refunded as it stands", refused.reason())
                    : Problem.invalid(refused.field(), refused.reason());
        }
        if (!(refunded.outcome() instanceof RefundOrder.Outcome.Done done)) {
            throw Problem.conflict(
                    "idempotency-key-reused",
                    "The key was used for another refund",
                    "send a new Idempotency-Key for a new refund");
        }
        RefundResponse answer = RefundResponse.of(new OrderId(id), done.refund());
        return done.repeated()
                ? ResponseEntity.ok(answer)
                : ResponseEntity.status(HttpStatus.CREATED)
                        .location(URI.create("/api/v1/orders/" + id + "/refunds"))
                        .body(answer);
    }

    @GetMapping
    @Operation(summary = "What was given back from here, and whether the channel has done it")
    List<RefundResponse> list(@PathVariable UUID id, Merchant who) {
        who.require(OrderController.READ);
        return orders
                .find(who.tenant(), new OrderId(id))
                .orElseThrow(OrderController::noSuchOrder)
                .decisions()
                .refunds()
                .stream()
                .map(refund -> RefundResponse.of(new OrderId(id), refund))
                .toList();
    }

    /** The same key for the same order is the same refund. */
    private UUID refundId(UUID order, @Nullable String key) {
        if (key == null || key.isBlank()) {
            return ids.next();
        }
        if (key.length() > LONGEST_KEY) {
            throw Problem.invalid("Idempotency-Key", "has more than %d characters".formatted(LONGEST_KEY));
        }
        return UUID.nameUUIDFromBytes((order + "/" + key.strip()).getBytes(StandardCharsets.UTF_8));
    }

    private static RefundOrder.Wish wish(Wish asked) {
        List<RefundOrder.WishedLine> lines = new ArrayList<>();
        List<FieldProblem> problems = new ArrayList<>();
        List<@Nullable WishedLine> told = asked.lines() == null ? List.of() : asked.lines();
        if (told.size() > MOST_LINES) {
            throw Problem.invalid("lines", "has more than %d entries".formatted(MOST_LINES));
        }
        for (int i = 0; i < told.size(); i++) {
            WishedLine line = told.get(i);
            String place = "lines[%d]".formatted(i);
            if (line == null || line.externalId() == null || line.externalId().isBlank()) {
                problems.add(new FieldProblem(place + ".externalId", "is missing: send the line's externalId"));
            } else if (line.quantity() == null || line.quantity() < 1 || line.quantity() > Quantity.MOST) {
                problems.add(new FieldProblem(place + ".quantity", "is a whole number of at least 1"));
            } else if (line.amount() != null && line.amount().isNegative()) {
                problems.add(new FieldProblem(place + ".amount", "is negative"));
            } else {
                lines.add(new RefundOrder.WishedLine(line.externalId(), Quantity.of(line.quantity()), line.amount()));
            }
        }
        if (!problems.isEmpty()) {
            throw Problem.invalid(problems);
        }
        return new RefundOrder.Wish(
                lines,
                asked.amount(),
                asked.reason() == null ? "" : asked.reason().strip());
    }

    /**
     * @param announcement {@code WAITING} until the channel has given the money back or refused to
     * @param receipt the channel's id of the refund
     * @param problem why the channel refused it
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record RefundResponse(
            UUID id,
            OrderId orderId,
            List<RefundedLine> lines,
            Money amount,
            String reason,
            Instant requestedAt,
            Shipment.Announcement.Status announcement,
            @Nullable String receipt,
            @Nullable String problem) {
        record RefundedLine(String externalId, Quantity quantity, Money amount) {}

        static RefundResponse of(OrderId order, MerchantRefund refund) {
            Shipment.Announcement news = refund.announcement();
            return new RefundResponse(
                    refund.id(),
                    order,
                    refund.lines().stream()
                            .map(line -> new RefundedLine(line.lineId(), line.quantity(), line.amount()))
                            .toList(),
                    refund.amount(),
                    refund.reason(),
                    refund.requestedAt(),
                    news.status(),
                    news.receipt().isEmpty() ? null : news.receipt(),
                    news.problem().isEmpty() ? null : news.problem());
        }
    }
}
