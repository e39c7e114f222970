package io.quayside.domain.kernel;

import java.time.Instant;
import java.util.UUID;

/**
 * The envelope of a domain event.
 *
 * @param aggregateType the kind of aggregate: {@code order}, {@code stock-item}, {@code connection}
 * @param aggregateId identity within tenant and type; a UUID for most, the SKU for stock
 * @param aggregateVersion version of the aggregate after the event; several events of one change share it
 * @param occurredAt with microseconds, the precision that the database keeps
 */
public record RecordedEvent(
        UUID eventId,
        TenantId tenantId,
        String aggregateType,
        String aggregateId,
        long aggregateVersion,
        Instant occurredAt,
        DomainEvent event) {}
