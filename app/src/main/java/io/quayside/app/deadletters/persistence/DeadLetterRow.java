package io.quayside.app.deadletters.persistence;

import io.quayside.app.persistence.TenantKey;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.DeadLetter;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.TenantId;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "dead_letter")
@SuppressWarnings("NullAway.Init") // Hibernate fills it
class DeadLetterRow {
    @EmbeddedId
    private TenantKey key;

    @Column(updatable = false)
    private String stage;

    @Column(name = "connection_id", updatable = false)
    private @Nullable UUID connectionId;

    @Column(updatable = false)
    private String platform;

    @Column(name = "delivery_id", updatable = false)
    private String deliveryId;

    @Column(updatable = false)
    private String topic;

    private String reason;
    private String field;
    private String detail;
    private byte[] payload;
    private byte @Nullable [] original;

    @Column(name = "content_type", updatable = false)
    private String contentType;

    @Enumerated(EnumType.STRING)
    private DeadLetter.Status status;

    private int replays;
    private String resolution;

    @Column(name = "received_at", updatable = false)
    private Instant receivedAt;

    @Column(name = "parked_at")
    private Instant parkedAt;

    @Column(name = "resolved_at")
    private @Nullable Instant resolvedAt;

    @Column(name = "resolved_by")
    private String resolvedBy = "";

    protected DeadLetterRow() {}

    DeadLetterRow(TenantId tenant, DeadLetter letter, Instant now) {
        this.key = new TenantKey(tenant.value(), letter.id());
        this.stage = letter.stage();
        ConnectionId connection = letter.connectionId();
        this.connectionId = connection == null ? null : connection.value();
        Platform channel = letter.platform();
        this.platform = channel == null ? "" : channel.name();
        this.deliveryId = letter.deliveryId();
        this.topic = letter.topic();
        this.contentType = letter.contentType();
        this.receivedAt = letter.receivedAt();
        this.payload = letter.payload();
        become(letter, now);
    }

    /** What was received first is kept beside what a person made of it. */
    final void become(DeadLetter letter, Instant now) {
        byte[] newPayload = letter.payload();
        if (original == null && !Arrays.equals(payload, newPayload)) {
            original = payload;
        }
        payload = newPayload;
        reason = letter.reason();
        field = letter.field();
        detail = letter.detail();
        replays = letter.replays();
        resolution = letter.resolution();
        parkedAt = letter.parkedAt();
        if (letter.status() == DeadLetter.Status.OPEN) {
            resolvedAt = null;
            resolvedBy = "";
        } else if (status != letter.status()) {
            resolvedAt = now;
        }
        status = letter.status();
    }

    void resolvedBy(String name) {
        resolvedBy = name;
    }

    DeadLetter toDomain() {
        return new DeadLetter(
                key.id(),
                stage,
                connectionId == null ? null : new ConnectionId(connectionId),
                platform.isEmpty() ? null : new Platform(platform),
                deliveryId,
                topic,
                reason,
                field,
                detail,
                payload,
                contentType,
                receivedAt,
                parkedAt,
                status,
                replays,
                resolution);
    }

    StoredLetter stored() {
        return new StoredLetter(toDomain(), original, resolvedAt, resolvedBy);
    }
}
