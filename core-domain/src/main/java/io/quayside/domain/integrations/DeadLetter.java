package io.quayside.domain.integrations;

import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that could not be processed, kept with its reason until a person mends, replays or discards it (Dead Letter
 * Channel). Immutable; the payload is copied in and out.
 *
 * @param stage where it failed: {@code receive}, {@code normalize}, {@code import}, {@code relay}, {@code writeback}
 * @param connectionId absent when the message names none that we know
 * @param reason one sentence for a person
 * @param field where in the payload, such as {@code line_items[2].price}; empty when unknown
 * @param detail more for the curious, never a secret; may be empty
 * @param replays how often it was sent again
 * @param resolution why it was discarded, or what came of the replay; may be empty
 */
public record DeadLetter(
        UUID id,
        String stage,
        @Nullable ConnectionId connectionId,
        @Nullable Platform platform,
        String deliveryId,
        String topic,
        String reason,
        String field,
        String detail,
        byte[] payload,
        String contentType,
        Instant receivedAt,
        Instant parkedAt,
        Status status,
        int replays,
        String resolution) {
    /** What became of it. */
    public enum Status {
        OPEN,
        REPLAYED,
        DISCARDED
    }

    public DeadLetter {
        payload = payload.clone();
    }

    @Override
    public byte[] payload() {
        return payload.clone();
    }

    /** It was sent on its way again; should it fail anew, {@link #reopened} takes it back. */
    public DeadLetter replayed() {
        return with(payload, reason, Status.REPLAYED, replays + 1, resolution);
    }

    /** Failed again after a replay. */
    public DeadLetter reopened(String newReason) {
        return with(payload, newReason, Status.OPEN, replays, resolution);
    }

    /** @param why said by the person who discards it */
    public DeadLetter discarded(String why) {
        return with(payload, reason, Status.DISCARDED, replays, why);
    }

    public DeadLetter withPayload(byte[] mended) {
        return with(mended, reason, status, replays, resolution);
    }

    private DeadLetter with(byte[] bytes, String newReason, Status newStatus, int newReplays, String newResolution) {
        return new DeadLetter(
                id,
                stage,
                connectionId,
                platform,
                deliveryId,
                topic,
                newReason,
                field,
                detail,
                bytes,
                contentType,
                receivedAt,
                parkedAt,
                newStatus,
                newReplays,
                newResolution);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DeadLetter that
                && id.equals(that.id)
                && stage.equals(that.stage)
                && Objects.equals(connectionId, that.connectionId)
                && Objects.equals(platform, that.platform)
                && deliveryId.equals(that.deliveryId)
                && topic.equals(that.topic)
                && reason.equals(that.reason)
                && field.equals(that.field)
                && detail.equals(that.detail)
                && Arrays.equals(payload, that.payload)
                && contentType.equals(that.contentType)
                && receivedAt.equals(that.receivedAt)
                && parkedAt.equals(that.parkedAt)
                && status == that.status
                && replays == that.replays
                && resolution.equals(that.resolution);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Without the payload, which may hold personal data. */
    @Override
    public String toString() {
        return "DeadLetter[%s, %s, %s, %s, %d bytes]".formatted(id, stage, status, reason, payload.length);
    }
}
