package io.quayside.app.deadletters.persistence;

import io.quayside.app.persistence.TenantKey;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.DeadLetter;
import io.quayside.domain.integrations.DeadLetters;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.TenantId;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The dead-letter desk in PostgreSQL. Every call joins the current unit of work. */
@Repository
public class JpaDeadLetters implements DeadLetters {
    /** A reason without what differs from letter to letter: ids, quoted values, numbers. */
    private static final String CAUSE =
            """
            regexp_replace(reason,
                '[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}|''[^'']*''|"[^"]*"|“[^”]*”|[0-9]+([.,-][0-9]+)*', '…', 'g')""";

    /** Of so many open letters groups are made; more would be read for nothing but a number. */
    private static final int MOST_GROUPED = 10_000;

    private static final int MOST_GROUPS = 200;

    private final EntityManager entities;
    private final JdbcClient jdbc;
    private final Clock clock;

    JpaDeadLetters(EntityManager entities, JdbcClient jdbc, Clock clock) {
        this.entities = entities;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void save(TenantId tenant, DeadLetter letter) {
        DeadLetterRow known = locked(tenant, letter.id());
        if (known == null) {
            entities.persist(new DeadLetterRow(tenant, letter, clock.instant()));
        } else {
            known.become(letter, clock.instant());
        }
        entities.flush(); // so that SQL in the same unit of work, and the next tenant's turn, find it written
    }

    /**
     * Locks the letter until the unit of work ends: it is found to be changed. A replay that fails at once would
     * otherwise reopen a letter whose replay is not committed yet, and lose the count of it.
     */
    @Override
    public Optional<DeadLetter> find(TenantId tenant, UUID id) {
        return Optional.ofNullable(locked(tenant, id)).map(DeadLetterRow::toDomain);
    }

    private @Nullable DeadLetterRow locked(TenantId tenant, UUID id) {
        return entities.find(DeadLetterRow.class, new TenantKey(tenant.value(), id), LockModeType.PESSIMISTIC_WRITE);
    }

    /** Without a lock, to be shown. */
    public Optional<StoredLetter> show(TenantId tenant, UUID id) {
        return Optional.ofNullable(entities.find(DeadLetterRow.class, new TenantKey(tenant.value(), id)))
                .map(DeadLetterRow::stored);
    }

    /** Saves a letter that a person replayed or discarded. */
    public void resolve(TenantId tenant, DeadLetter letter, String by) {
        DeadLetterRow known = locked(tenant, letter.id());
        if (known != null) {
            known.become(letter, clock.instant());
            known.resolvedBy(by);
            entities.flush();
        }
    }

    @Override
    public List<DeadLetter> list(TenantId tenant, Filter filter, int limit) {
        return page(tenant, filter, null, limit);
    }

    /** Where a page ended. */
    public record After(Instant parkedAt, UUID id) {}

    /** Newest first, without the payloads, which may be large. */
    public List<DeadLetter> page(TenantId tenant, Filter filter, @Nullable After after, int limit) {
        StringBuilder sql = new StringBuilder("SELECT id, stage, connection_id, platform, delivery_id, topic, reason,"
                + " field, detail, content_type, received_at, parked_at, status, replays, resolution"
                + " FROM dead_letter WHERE tenant_id = :tenant");
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("tenant", tenant.value());
        narrow(filter, sql, parameters);
        if (after != null) {
            sql.append(" AND (parked_at < :parkedAt OR parked_at = :parkedAt AND id > :id)");
            parameters.put("parkedAt", Timestamp.from(after.parkedAt()));
            parameters.put("id", after.id());
        }
        parameters.put("limit", limit);
        return jdbc.sql(sql + " ORDER BY parked_at DESC, id LIMIT :limit")
                .params(parameters)
                .query((row, number) -> withoutPayload(row))
                .list();
    }

    private static void narrow(Filter filter, StringBuilder sql, Map<String, Object> parameters) {
        if (filter.status() != null) {
            // spelt out: only then does the planner know that the index of open letters will do
            sql.append(" AND status = '").append(filter.status().name()).append("'");
        }
        if (filter.stage() != null) {
            sql.append(" AND stage = :stage");
            parameters.put("stage", filter.stage());
        }
        if (filter.connectionId() != null) {
            sql.append(" AND connection_id = :connection");
            parameters.put("connection", filter.connectionId().value());
        }
        if (filter.reason() != null) {
            sql.append(" AND strpos(lower(reason), :reason) > 0");
            parameters.put("reason", filter.reason().toLowerCase(Locale.ROOT));
        }
        if (filter.cause() != null) {
            sql.append(" AND ").append(CAUSE).append(" = :cause");
            parameters.put("cause", filter.cause());
        }
    }

    /**
     * Open letters that failed for the same cause.
     *
     * @param cause the reason with … in place of ids, quoted values and numbers
     * @param reason that of the newest
     * @param newestId the newest of them, as an example
     */
    public record Group(
            String stage,
            @Nullable ConnectionId connectionId,
            String platform,
            String cause,
            String reason,
            String field,
            int count,
            Instant oldest,
            Instant newest,
            UUID newestId) {}

    /** @param complete whether all open letters were looked at, or only the newest ten thousand */
    public record Groups(List<Group> groups, boolean complete) {}

    /** The largest first. */
    public Groups groups(TenantId tenant) {
        List<Group> groups = jdbc.sql(
                        """
                        SELECT stage, connection_id, cause, count(*) AS letters, min(parked_at) AS oldest,
                            max(parked_at) AS newest, (array_agg(id ORDER BY parked_at DESC, id))[1] AS newest_id,
                            (array_agg(reason ORDER BY parked_at DESC, id))[1] AS reason,
                            (array_agg(field ORDER BY parked_at DESC, id))[1] AS field, max(platform) AS platform
                        FROM (SELECT id, stage, connection_id, platform, reason, field, parked_at, %s AS cause
                              FROM dead_letter WHERE tenant_id = :tenant AND status = 'OPEN'
                              ORDER BY parked_at DESC, id LIMIT :most) letter
                        GROUP BY stage, connection_id, cause ORDER BY letters DESC, newest DESC, newest_id LIMIT :groups"""
                                .formatted(CAUSE))
                .param("tenant", tenant.value())
                .param("most", MOST_GROUPED)
                .param("groups", MOST_GROUPS)
                .query((row, number) -> {
                    UUID connection = row.getObject("connection_id", UUID.class);
                    return new Group(
                            row.getString("stage"),
                            connection == null ? null : new ConnectionId(connection),
                            row.getString("platform"),
                            row.getString("cause"),
                            row.getString("reason"),
                            row.getString("field"),
                            row.getInt("letters"),
                            row.getTimestamp("oldest").toInstant(),
                            row.getTimestamp("newest").toInstant(),
                            row.getObject("newest_id", UUID.class));
                })
                .list();
        int seen = groups.stream().mapToInt(Group::count).sum();
        return new Groups(groups, seen < MOST_GROUPED && groups.size() < MOST_GROUPS);
    }

    private static DeadLetter withoutPayload(ResultSet row) throws SQLException {
        UUID connection = row.getObject("connection_id", UUID.class);
        String platform = row.getString("platform");
        return new DeadLetter(
                row.getObject("id", UUID.class),
                row.getString("stage"),
                connection == null ? null : new ConnectionId(connection),
                platform.isEmpty() ? null : new Platform(platform),
                row.getString("delivery_id"),
                row.getString("topic"),
                row.getString("reason"),
                row.getString("field"),
                row.getString("detail"),
                new byte[0],
                row.getString("content_type"),
                row.getTimestamp("received_at").toInstant(),
                row.getTimestamp("parked_at").toInstant(),
                DeadLetter.Status.valueOf(row.getString("status")),
                row.getInt("replays"),
                row.getString("resolution"));
    }
}
