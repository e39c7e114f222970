package io.quayside.app.outgoing;

import io.quayside.app.http.Page;
import io.quayside.app.http.PageRequest;
import io.quayside.app.http.Problem;
import io.quayside.app.security.Merchant;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What endpoints were told, and telling them again. */
@RestController
@Tag(name = "Webhooks")
class WebhookDeliveryController {
    private final Endpoints endpoints;
    private final DeliveryLog log;
    private final Clock clock;

    WebhookDeliveryController(Endpoints endpoints, DeliveryLog log, Clock clock) {
        this.endpoints = endpoints;
        this.log = log;
        this.clock = clock;
    }

    @GetMapping("/api/v1/webhook-event-types")
    @Operation(summary = "The events that an endpoint can be told of")
    List<String> types(Merchant who) {
        who.require(WebhookEndpointController.READ);
        return EventTypes.all();
    }

    @GetMapping("/api/v1/webhook-endpoints/{id}/deliveries")
    @Operation(summary = "What the endpoint was told and is to be told, newest first")
    Page<DeliveryLog.Delivery> list(
            @PathVariable UUID id,
            @RequestParam(required = false) DeliveryLog.@Nullable Status status,
            @ParameterObject PageRequest page,
            Merchant who) {
        who.require(WebhookEndpointController.READ);
        endpoints.find(who.tenant(), id);
        return log.list(who.tenant(), id, status, page);
    }

    @GetMapping("/api/v1/webhook-endpoints/{id}/deliveries/{eventId}")
    @Operation(summary = "One delivery with its event and what came of each attempt")
    DeliveryLog.DeliveryDetail show(@PathVariable UUID id, @PathVariable UUID eventId, Merchant who) {
        who.require(WebhookEndpointController.READ);
        return log.show(who.tenant(), id, eventId);
    }

    @PostMapping("/api/v1/webhook-endpoints/{id}/deliveries/{eventId}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Send one event again, under the same webhook-id")
    DeliveryLog.Delivery replay(@PathVariable UUID id, @PathVariable UUID eventId, Merchant who) {
        who.require(WebhookEndpointController.WRITE);
        log.again(who.tenant(), id, eventId);
        return log.show(who.tenant(), id, eventId).delivery();
    }

    /**
     * @param until now when absent
     * @param delivered whether what the endpoint took is sent again too
     */
    record Range(
            @Nullable Instant since,
            @Nullable Instant until,
            @Schema(description = "Whether what the endpoint took is sent again too; by default only what failed")
                    @Nullable
                    Boolean delivered) {}

    record Replayed(int count) {}

    @PostMapping("/api/v1/webhook-endpoints/{id}/replay")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Send the events of a time again, at most 10,000 at once, oldest first")
    Replayed replayRange(@PathVariable UUID id, @RequestBody Range range, Merchant who) {
        who.require(WebhookEndpointController.WRITE);
        if (range.since() == null) {
            throw Problem.invalid("since", "is required: a time such as 2026-01-31T08:00:00Z");
        }
        endpoints.find(who.tenant(), id);
        Instant until = range.until() == null ? clock.instant() : range.until();
        return new Replayed(log.again(who.tenant(), id, range.since(), until, Boolean.TRUE.equals(range.delivered())));
    }

    @PostMapping("/api/v1/webhook-endpoints/{id}/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Send a test event; its delivery tells what came of it")
    DeliveryLog.Delivery test(@PathVariable UUID id, Merchant who) {
        who.require(WebhookEndpointController.WRITE);
        Endpoints.Endpoint endpoint = endpoints.find(who.tenant(), id);
        if (endpoint.status() != Endpoints.Status.ACTIVE) {
            throw Problem.conflict("not-active", "The endpoint is not active", "turn it on first");
        }
        return log.test(who.tenant(), id);
    }
}
