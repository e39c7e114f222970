package io.quayside.app.integrations;

import io.quayside.app.persistence.SystemWork;
import io.quayside.connectors.spi.RateLimits.Bucket;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.routes.writeback.SharedLimits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * {@link SharedLimits} in PostgreSQL: a row for each bucket, drawn from by one statement under the row's own lock. Not
 * Bucket4j's PostgreSQL proxy: its state is an opaque value without a tenant, which neither row-level security nor the
 * portal can read, and what a platform tells of its bucket can't be put into it. Commits are not waited for: after a crash
 * of the database a platform is asked a few calls too many at worst.
 */
@Component
class JdbcSharedLimits implements SharedLimits {
    private static final String DRAW =
            """
            WITH c AS (
                SELECT connection.tenant_id, connection.id, w.waits_until AS whole, w.why
                FROM connection LEFT JOIN connection_limit w ON w.tenant_id = connection.tenant_id
                    AND w.connection_id = connection.id AND w.bucket = '*' AND w.waits_until > clock_timestamp()
                WHERE connection.id = :id AND connection.deleted_at IS NULL)
            INSERT INTO connection_limit AS l
                (tenant_id, connection_id, bucket, capacity, per_second, tokens, counted_at, granted)
            SELECT tenant_id, id, :bucket, :capacity, :rate,
                :capacity - CASE WHEN whole IS NULL THEN least(:most, :capacity) ELSE 0 END, clock_timestamp(),
                CASE WHEN whole IS NULL THEN least(:most, :capacity) ELSE 0 END
            FROM c
            ON CONFLICT (tenant_id, connection_id, bucket) DO UPDATE
            SET (capacity, per_second, told, tokens, counted_at, granted) = (
                SELECT d.size, d.rate, d.told, d.have - d.taken, d.at, d.taken
                FROM (SELECT h.*,
                        CASE WHEN h.waits > h.at THEN 0
                             WHEN h.have < least(:least, h.size) THEN 0
                             ELSE greatest(least(:least, h.size), least(:most, h.have)) END AS taken
                      FROM (SELECT s.*,
                                least(s.size, coalesce(:left::double precision,
                                    l.tokens + greatest(0, extract(epoch FROM s.at - l.counted_at)) * s.rate)) AS have
                            FROM (SELECT
                                    coalesce(:heardCapacity::double precision,
                                        CASE WHEN l.told THEN l.capacity ELSE excluded.capacity END) AS size,
                                    coalesce(:heardRate::double precision,
                                        CASE WHEN l.told THEN l.per_second ELSE excluded.per_second END) AS rate,
                                    l.told OR :heardCapacity::double precision IS NOT NULL
                                        OR :heardRate::double precision IS NOT NULL AS told,
                                    greatest(l.waits_until, (SELECT whole FROM c)) AS waits,
                                    clock_timestamp() AS at) s) h) d)
            RETURNING granted, tokens, capacity, per_second, coalesce((SELECT c.why FROM c), why) AS why,
                greatest(0, extract(epoch FROM greatest(waits_until, (SELECT whole FROM c)) - clock_timestamp())) AS waits
            """;

    private final SystemWork system;
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;

    JdbcSharedLimits(SystemWork system, UnitOfWork unitOfWork, JdbcClient jdbc) {
        this.system = system;
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Share> draw(
            ConnectionId connection, Bucket bucket, double least, double most, Optional<Heard> heard) {
        return loosely(() -> jdbc.sql(DRAW)
                .param("id", connection.value())
                .param("bucket", bucket.name())
                .param("capacity", bucket.capacity())
                .param("rate", bucket.perSecond())
                .param("least", least)
                .param("most", most)
                .param("left", told(heard, Heard::remaining))
                .param("heardCapacity", told(heard, Heard::capacity))
                .param("heardRate", told(heard, Heard::perSecond))
                .query((row, number) -> share(row, least))
                .optional());
    }

    private static @Nullable Double told(Optional<Heard> heard, Function<Heard, OptionalDouble> part) {
        OptionalDouble value = heard.map(part).orElse(OptionalDouble.empty());
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static Share share(ResultSet row, double least) throws SQLException {
        double granted = row.getDouble("granted");
        if (granted > 0) {
            return new Share(granted, Duration.ZERO, "");
        }
        double asked = row.getDouble("waits");
        if (asked > 0) {
            return new Share(0, seconds(asked), row.getString("why"));
        }
        double missing = Math.min(least, row.getDouble("capacity")) - row.getDouble("tokens");
        return new Share(0, seconds(Math.max(0.001, missing / row.getDouble("per_second"))), "");
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) Math.ceil(Math.min(seconds, 86_400) * 1_000));
    }

    @Override
    public void pause(ConnectionId connection, String bucket, Instant until, String why) {
        note(connection, bucket, until, why, Breaker.CLOSED, false);
    }

    @Override
    public void breaker(ConnectionId connection, Breaker state, Instant until) {
        boolean open = state == Breaker.OPEN;
        note(connection, WHOLE, open ? until : null, open ? "the platform did not answer lately" : "", state, true);
    }

    private void note(
            ConnectionId connection,
            String bucket,
            @Nullable Instant until,
            String why,
            Breaker state,
            boolean ofBreaker) {
        loosely(() -> jdbc.sql(
                        """
                        INSERT INTO connection_limit AS l (tenant_id, connection_id, bucket, capacity, per_second, tokens,
                            counted_at, waits_until, why, breaker)
                        SELECT tenant_id, id, :bucket, 1, 1, 1, clock_timestamp(), :until::timestamptz, :why, :state
                        FROM connection WHERE id = :id AND deleted_at IS NULL
                        ON CONFLICT (tenant_id, connection_id, bucket) DO UPDATE
                        SET waits_until = CASE WHEN :ofBreaker THEN excluded.waits_until
                                ELSE greatest(l.waits_until, excluded.waits_until) END,
                            why = excluded.why,
                            breaker = CASE WHEN :ofBreaker THEN excluded.breaker ELSE l.breaker END""")
                .param("id", connection.value())
                .param("bucket", bucket)
                .param("until", until == null ? null : until.atOffset(ZoneOffset.UTC))
                .param("why", why)
                .param("state", state.name())
                .param("ofBreaker", ofBreaker)
                .update());
    }

    private <T> T loosely(java.util.function.Supplier<T> work) {
        return system.run(() -> {
            jdbc.sql("SET LOCAL synchronous_commit = off").update();
            return work.get();
        });
    }

    /** How things stand at a connection, the busiest bucket first. */
    Limits of(TenantId tenant, ConnectionId connection) {
        List<Row> rows = unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                SELECT bucket, capacity, per_second,
                                    least(capacity, tokens + greatest(0, extract(epoch FROM clock_timestamp() - counted_at))
                                        * per_second) AS remaining,
                                    CASE WHEN waits_until > clock_timestamp() THEN waits_until END AS waits_until, why, breaker
                                FROM connection_limit WHERE tenant_id = ? AND connection_id = ?
                                ORDER BY least(capacity, tokens) / capacity, bucket""")
                .params(tenant.value(), connection.value())
                .query(Row::read)
                .list());
        Optional<Row> whole =
                rows.stream().filter(row -> row.level().bucket().equals(WHOLE)).findFirst();
        return new Limits(
                whole.map(Row::breaker).orElse(Breaker.CLOSED),
                whole.map(row -> row.level().waitsUntil()).orElse(null),
                whole.filter(row -> row.level().waitsUntil() != null)
                        .map(row -> row.level().why())
                        .orElse(""),
                rows.stream()
                        .map(Row::level)
                        .filter(level -> !level.bucket().equals(WHOLE))
                        .toList());
    }

    private record Row(Level level, Breaker breaker) {
        static Row read(ResultSet row, int number) throws SQLException {
            OffsetDateTime until = row.getObject("waits_until", OffsetDateTime.class);
            return new Row(
                    new Level(
                            row.getString("bucket"),
                            row.getDouble("capacity"),
                            row.getDouble("per_second"),
                            Math.floor(row.getDouble("remaining") * 10) / 10,
                            until == null ? null : until.toInstant(),
                            until == null ? "" : row.getString("why")),
                    Breaker.valueOf(row.getString("breaker")));
        }
    }

    /**
     * @param waitsUntil until when nothing at all is asked of the platform; absent when nothing is waited for
     * @param why for people, empty when nothing is waited for
     */
    record Limits(Breaker breaker, @Nullable Instant waitsUntil, String why, List<Level> buckets) {}

    /**
     * @param capacity calls, or units of cost, at once
     * @param remaining now; what instances have taken and not used yet is not in it
     */
    record Level(
            String bucket,
            double capacity,
            double perSecond,
            double remaining,
            @Nullable Instant waitsUntil,
            String why) {}
}
