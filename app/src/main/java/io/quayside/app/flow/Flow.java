package io.quayside.app.flow;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs through the hub at one moment.
 *
 * @param queues absent for merchants
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record Flow(
        Instant at,
        @Schema(description = "Over how many minutes rates are counted") int minutes,
        List<ConnectionFlow> connections,
        @Schema(description = "The broker's queues, for operators; absent for merchants") @Nullable
                List<QueueDepth> queues) {

    Flow withQueues(List<QueueDepth> found) {
        return new Flow(at, minutes, connections, found);
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ConnectionFlow(
            ConnectionId id,
            Platform platform,
            String name,
            Status status,
            Rates rates,
            Backlog backlog,
            Limit limit,
            @Schema(description = "In plain words; absent when nothing is wrong") @Nullable String lastError,
            @Nullable Instant lastErrorAt) {}

    /** Of a connection. */
    enum Status {
        PENDING,
        ACTIVE,
        PAUSED,
        BROKEN
    }

    @Schema(description = "Each over the whole time, not per minute")
    record Rates(
            @Schema(description = "Deliveries that came in: webhooks, fetched orders, rows of files") int received,
            @Schema(description = "Deliveries that had their effect") int imported,
            @Schema(description = "Messages that could not be processed and wait for a person") int failed,
            @Schema(description = "Shipments, cancellations and refunds that the channel confirmed") int told,
            @Schema(description = "Whether there was more than is counted") boolean more) {}

    @Schema(description = "Counts end at 10,000")
    record Backlog(
            @Schema(description = "Open dead letters") int deadLetters,
            @Schema(description = "Orders on hold") int heldOrders,
            @Schema(description = "Shipments, cancellations and refunds to tell") int writes,
            @Schema(description = "SKUs whose level is to be told") int stock,
            @Schema(description = "Orders to fetch one by one") int fetches) {
        static final Backlog NONE = new Backlog(0, 0, 0, 0, 0);
    }

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Limit(
            Breaker breaker,
            @Schema(description = "Share of the platform's tightest bucket that is used, 0 to 100") int usedPercent,
            @Schema(description = "While the platform asked to wait") @Nullable Instant waitsUntil,
            @Schema(description = "What is waited for; else empty") String why) {
        static final Limit FREE = new Limit(Breaker.CLOSED, 0, null, "");
    }

    /** Whether the platform is called. */
    enum Breaker {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    record QueueDepth(
            String name,
            @Schema(description = "Messages that wait or are being worked on") long messages,
            @Schema(description = "Of them, being worked on") long delivering,
            int consumers,
            @Schema(description = "Since the broker started") long added) {}
}
