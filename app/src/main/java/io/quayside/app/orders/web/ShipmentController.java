package io.quayside.app.orders.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quayside.app.http.FieldProblem;
import io.quayside.app.http.Problem;
import io.quayside.app.orders.persistence.OrderList;
import io.quayside.app.security.Merchant;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.orders.OrderId;
import io.quayside.domain.orders.ShipOrder;
import io.quayside.domain.orders.Shipment;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Ships orders: stock leaves the ledger at once, the channel is told right after. */
@RestController
@RequestMapping("/api/v1/orders/{id}/shipments")
@Tag(name = "Shipments")
class ShipmentController {
    private final ShipOrder shipOrder;
    private final OrderList orders;

    ShipmentController(ShipOrder shipOrder, OrderList orders) {
        this.shipOrder = shipOrder;
        this.orders = orders;
    }

    /**
     * @param lines what is in the parcel; left out or empty for everything that remains in no ship group of its own
     * @param carrier such as {@code dhl} or {@code UPS}
     * @param trackingNumber for a single number
     * @param notifyCustomer whether the channel writes to the buyer; true when left out
     * @param shipGroup which one leaves, as a whole and so without {@code lines}; left out for what lies in none
     */
    record Wish(
            @Nullable List<@Nullable WishedLine> lines,
            @Nullable String carrier,
            @Nullable String trackingNumber,
            @Nullable List<@Nullable String> trackingNumbers,
            @Nullable String trackingUrl,
            @Nullable Boolean notifyCustomer,
            @Nullable Integer shipGroup) {}

    /** @param externalId of the order's line */
    record WishedLine(@Nullable String externalId, @Nullable Integer quantity) {}

    @PostMapping
    @Operation(
            summary = "Ship an order or a part of it",
            description =
                    "Of a split order a ship group leaves when it is named, else what lies in none. The same tracking numbers again answer 200 with the first shipment.")
    ResponseEntity<ShipmentResponse> ship(
            @PathVariable UUID id, @RequestBody(required = false) @Nullable Wish body, Merchant who) {
        who.require(OrderController.WRITE);
        Wish asked = body == null ? new Wish(null, null, null, null, null, null, null) : body;
        ShipOrder.Wish wish = new ShipOrder.Wish(
                lines(asked.lines()),
                asked.carrier() == null ? "" : asked.carrier().strip(),
                numbers(asked),
                url(asked.trackingUrl()),
                !Boolean.FALSE.equals(asked.notifyCustomer()),
                asked.shipGroup());
        ShipOrder.Shipped shipped;
        try {
            shipped = shipOrder.ship(who.tenant(), new OrderId(id), wish).orElseThrow(OrderController::noSuchOrder);
        } catch (InvalidValue e) {
            throw Problem.invalid("", String.valueOf(e.getMessage()));
        }
        if (shipped.outcome() instanceof ShipOrder.Outcome.Refused refused) {
            throw refused.field().isEmpty()
                    ? Problem.conflict("not-shippable", "The order can't be shipped as it stands", refused.reason())
                    : Problem.invalid(refused.field(), refused.reason());
        }
        ShipOrder.Outcome.Done done = (ShipOrder.Outcome.Done) shipped.outcome();
        ShipmentResponse answer = ShipmentResponse.of(new OrderId(id), done.shipment());
        return done.repeated()
                ? ResponseEntity.ok(answer)
                : ResponseEntity.status(HttpStatus.CREATED)
                        .location(URI.create("/api/v1/orders/" + id + "/shipments"))
                        .body(answer);
    }

    @GetMapping
    @Operation(summary = "What was shipped from here, and whether the channel knows")
    List<ShipmentResponse> list(@PathVariable UUID id, Merchant who) {
        who.require(OrderController.READ);
        return orders
                .find(who.tenant(), new OrderId(id))
                .orElseThrow(OrderController::noSuchOrder)
                .decisions()
                .shipments()
                .stream()
                .map(shipment -> ShipmentResponse.of(new OrderId(id), shipment))
                .toList();
    }

    /** @throws Problem that names every line that can't be read */
    static List<Shipment.Line> lines(@Nullable List<@Nullable WishedLine> asked) {
        List<Shipment.Line> lines = new ArrayList<>();
        List<FieldProblem> problems = new ArrayList<>();
        for (int i = 0; asked != null && i < asked.size(); i++) {
            WishedLine line = asked.get(i);
            String place = "lines[%d]".formatted(i);
            if (line == null || line.externalId() == null || line.externalId().isBlank()) {
                problems.add(new FieldProblem(place + ".externalId", "is missing: send the line's externalId"));
            } else if (line.quantity() == null || line.quantity() < 1 || line.quantity() > Quantity.MOST) {
                problems.add(new FieldProblem(place + ".quantity", "is a whole number of at least 1"));
            } else {
                lines.add(new Shipment.Line(line.externalId(), Quantity.of(line.quantity())));
            }
        }
        if (!problems.isEmpty()) {
            throw Problem.invalid(problems);
        }
        return lines;
    }

    private static List<String> numbers(Wish asked) {
        List<String> numbers = new ArrayList<>();
        if (asked.trackingNumber() != null && !asked.trackingNumber().isBlank()) {
            numbers.add(asked.trackingNumber().strip());
        }
        for (int i = 0;
                asked.trackingNumbers() != null && i < asked.trackingNumbers().size();
                i++) {
            String number = asked.trackingNumbers().get(i);
            if (number == null || number.isBlank()) {
                throw Problem.invalid("trackingNumbers[%d]".formatted(i), "is empty");
            }
            if (!numbers.contains(number.strip())) {
                numbers.add(number.strip());
            }
        }
        return numbers;
    }

    private static @Nullable String url(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String url = text.strip();
        if (url.length() > 2_000 || !url.matches("https?://[^\\s\"'<>]+")) {
            throw Problem.invalid("trackingUrl", "is not an http or https address");
        }
        return url;
    }

    /**
     * @param announcement {@code WAITING} until the channel has confirmed or refused it
     * @param receipt the channel's id of the fulfillment
     * @param problem why the channel refused it
     * @param shipGroup the ship group that it was, null when it was not one by itself
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ShipmentResponse(
            UUID id,
            OrderId orderId,
            List<ShippedLine> lines,
            String carrier,
            List<String> trackingNumbers,
            @Nullable String trackingUrl,
            Instant shippedAt,
            Shipment.Announcement.Status announcement,
            @Nullable String receipt,
            @Nullable String problem,
            @Nullable Integer shipGroup) {
        record ShippedLine(String externalId, Quantity quantity) {}

        static ShipmentResponse of(OrderId order, Shipment shipment) {
            Shipment.Announcement news = shipment.announcement();
            return new ShipmentResponse(
                    shipment.id(),
                    order,
                    shipment.lines().stream()
                            .map(line -> new ShippedLine(line.lineId(), line.quantity()))
                            .toList(),
                    shipment.carrier(),
                    shipment.trackingNumbers(),
                    shipment.trackingUrl(),
                    shipment.shippedAt(),
                    news.status(),
                    news.receipt().isEmpty() ? null : news.receipt(),
                    news.problem().isEmpty() ? null : news.problem(),
                    shipment.shipGroup());
        }
    }
}
