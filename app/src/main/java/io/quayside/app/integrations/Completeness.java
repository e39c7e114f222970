package io.quayside.app.integrations;

import io.quayside.app.http.Cursor;
import io.quayside.app.http.Page;
import io.quayside.app.http.PageRequest;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The certificates: of each connection and hour, what the platform has against what is here. */
@Component
class Completeness {
    private static final int MOST_NAMED = 1_000;
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;

    Completeness(UnitOfWork unitOfWork, JdbcClient jdbc) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
    }

    /** How it stands with an hour. */
    enum Status {
        COMPLETE,
        /** Nothing is missing, but the hour was not over when it was counted. */
        RUNNING,
        /** Orders are missing; they have been asked for. */
        MISSING
    }

    /**
     * @param hour its beginning
     * @param seen orders that the platform has
     * @param held those of them that are here
     * @param explained those that were refused with a reason, at the dead-letter desk
     * @param missing the platform's ids of the others
     * @param repaired orders that were missing at an earlier count and are here now
     */
    record Hour(
            Instant hour,
            int seen,
            int held,
            int explained,
            List<String> missing,
            int repaired,
            int checks,
            Instant checkedAt,
            Status status) {
        static Hour read(ResultSet row, int number) throws SQLException {
            return new Hour(
                    row.getObject("hour", OffsetDateTime.class).toInstant(),
                    row.getInt("seen"),
                    row.getInt("held"),
                    row.getInt("explained"),
                    List.of((String[]) row.getArray("missing").getArray()),
                    row.getInt("repaired"),
                    row.getInt("checks"),
                    row.getObject("checked_at", OffsetDateTime.class).toInstant(),
                    Status.valueOf(row.getString("status")));
        }
    }

    /** Hours that were counted, from the given one on. */
    Map<Instant, Hour> since(TenantId tenant, ConnectionId connection, Instant hour) {
        Map<Instant, Hour> hours = new HashMap<>();
        unitOfWork
                .run(tenant, () -> jdbc.sql(
                                "SELECT * FROM completeness WHERE tenant_id = ? AND connection_id = ? AND hour >= ?")
                        .params(tenant.value(), connection.value(), hour.atOffset(ZoneOffset.UTC))
                        .query(Hour::read)
                        .list())
                .forEach(known -> hours.put(known.hour(), known));
        return hours;
    }

    /** The first hour that is not complete, else the last that was counted; empty before the first count. */
    Optional<Instant> reached(TenantId tenant, ConnectionId connection) {
        return unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                SELECT coalesce(min(hour) FILTER (WHERE status <> 'COMPLETE'), max(hour)) FROM completeness
                                WHERE tenant_id = ? AND connection_id = ?""")
                .params(tenant.value(), connection.value())
                .query((row, number) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant));
    }

    void save(TenantId tenant, ConnectionId connection, Hour hour) {
        unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                INSERT INTO completeness (tenant_id, connection_id, hour, seen, held, explained, missing,
                                    repaired, checks, checked_at, status) VALUES (?, ?, ?, ?, ?, ?, ?::text[], ?, ?, ?, ?)
                                ON CONFLICT (tenant_id, connection_id, hour) DO UPDATE SET seen = excluded.seen,
                                    held = excluded.held, explained = excluded.explained, missing = excluded.missing,
                                    repaired = excluded.repaired, checks = excluded.checks,
                                    checked_at = excluded.checked_at, status = excluded.status""")
                .params(
                        tenant.value(),
                        connection.value(),
                        hour.hour().atOffset(ZoneOffset.UTC),
                        hour.seen(),
                        hour.held(),
                        hour.explained(),
                        hour.missing().stream().limit(MOST_NAMED).toArray(String[]::new),
                        hour.repaired(),
                        hour.checks(),
                        hour.checkedAt().atOffset(ZoneOffset.UTC),
                        hour.status().name())
                .update());
    }

    /** Those of the ids of which there is an order here; an ignored one is held too. */
    Set<String> held(TenantId tenant, ConnectionId connection, Collection<String> ids) {
        return among(
                tenant,
                connection,
                ids,
                """
                SELECT external_id FROM orders
                WHERE tenant_id = ? AND connection_id = ? AND external_id = ANY (?::text[])""");
    }

    /** Those of the ids that could not be read when they were fetched, which a dead letter tells. */
    Set<String> explained(TenantId tenant, ConnectionId connection, Collection<String> ids) {
        return among(
                tenant,
                connection,
                ids,
                """
                SELECT DISTINCT split_part(delivery_id, '/', 2) FROM dead_letter
                WHERE tenant_id = ? AND connection_id = ? AND delivery_id LIKE 'fetch/%'
                  AND status IN ('OPEN', 'DISCARDED') AND split_part(delivery_id, '/', 2) = ANY (?::text[])""");
    }

    private Set<String> among(TenantId tenant, ConnectionId connection, Collection<String> ids, String sql) {
        if (ids.isEmpty()) {
            return Set.of();
        }
        return unitOfWork.run(
                tenant,
                () -> new HashSet<>(jdbc.sql(sql)
                        .params(tenant.value(), connection.value(), ids.toArray(String[]::new))
                        .query(String.class)
                        .list()));
    }

    /** Newest first. */
    Page<Hour> list(TenantId tenant, ConnectionId connection, PageRequest page) {
        Instant before = page.after(1).map(cursor -> cursor.instant(0)).orElse(Instant.parse("9999-12-31T00:00:00Z"));
        List<Hour> found = unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                SELECT * FROM completeness WHERE tenant_id = ? AND connection_id = ? AND hour < ?
                                ORDER BY hour DESC LIMIT ?""")
                .params(tenant.value(), connection.value(), before.atOffset(ZoneOffset.UTC), page.size() + 1)
                .query(Hour::read)
                .list());
        return Page.of(found, page.size(), last -> Cursor.of(last.hour()));
    }

    /** @param hours that were counted */
    record Totals(long hours, long seen, long held, long explained, long missing, long repaired) {}

    Totals totals(TenantId tenant, ConnectionId connection) {
        return unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                SELECT count(*), coalesce(sum(seen), 0), coalesce(sum(held), 0), coalesce(sum(explained), 0),
                                    coalesce(sum(seen - held - explained), 0), coalesce(sum(repaired), 0)
                                FROM completeness WHERE tenant_id = ? AND connection_id = ?""")
                .params(tenant.value(), connection.value())
                .query((row, number) -> new Totals(
                        row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), row.getLong(6)))
                .single());
    }
}
