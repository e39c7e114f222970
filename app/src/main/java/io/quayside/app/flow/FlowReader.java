package io.quayside.app.flow;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.quayside.app.flow.Flow.Backlog;
import io.quayside.app.flow.Flow.Breaker;
import io.quayside.app.flow.Flow.ConnectionFlow;
import io.quayside.app.flow.Flow.Limit;
import io.quayside.app.flow.Flow.Rates;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads a merchant's picture, at most once in two seconds however many look at it. Every count follows an index and ends at a
 * limit, so that it takes the same time however much there is. Thread-safe.
 */
@Component
class FlowReader {
    static final Duration EVERY = Duration.ofSeconds(2);
    private static final int MINUTES = 5;
    private static final int MOST = 10_000;

    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final LoadingCache<TenantId, Flow> recent = Caffeine.newBuilder()
            .expireAfterWrite(EVERY.minusMillis(200))
            .maximumSize(10_000)
            .build(this::read);

    FlowReader(UnitOfWork unitOfWork, JdbcClient jdbc, Clock clock) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Flow of(TenantId tenant) {
        return recent.get(tenant);
    }

    private record Problem(String reason, Instant at) {}

    private Flow read(TenantId tenant) {
        Instant now = clock.instant();
        return unitOfWork.run(tenant, () -> {
            OffsetDateTime since = now.minus(Duration.ofMinutes(MINUTES)).atOffset(ZoneOffset.UTC);
            // BRIN: what is old is never read
            Map<UUID, Integer> received =
                    count("raw_payload WHERE tenant_id = :tenant AND received_at > :since", tenant, since);
            Map<UUID, Integer> imported =
                    count("delivery WHERE tenant_id = :tenant AND claimed_at > :since", tenant, since);
            Map<UUID, Integer> failed = count(
                    "dead_letter WHERE tenant_id = :tenant AND status = 'OPEN' AND parked_at > :since"
                            + " AND connection_id IS NOT NULL",
                    tenant,
                    since);
            Map<UUID, Integer> letters = count(
                    "dead_letter WHERE tenant_id = :tenant AND status = 'OPEN' AND connection_id IS NOT NULL",
                    tenant,
                    since);
            Map<UUID, Integer> held = count("orders WHERE tenant_id = :tenant AND status = 'ON_HOLD'", tenant, since);
            Map<UUID, Integer> writes =
                    count("channel_write WHERE tenant_id = :tenant AND status = 'PENDING'", tenant, since);
            Map<UUID, Integer> stock =
                    count("stock_push WHERE tenant_id = :tenant AND due_at IS NOT NULL", tenant, since);
            Map<UUID, Integer> fetches = count("order_fetch WHERE tenant_id = :tenant", tenant, since);
            Map<UUID, Integer> told = told(tenant, since);
            Map<UUID, Limit> limits = limits(tenant, now);
            Map<UUID, Problem> problems = problems(tenant);
            List<ConnectionFlow> connections = jdbc.sql(
                            """
                            SELECT id, platform, name, status, status_reason FROM connection
                            WHERE tenant_id = ? AND deleted_at IS NULL ORDER BY created_at, id LIMIT 500""")
                    .param(tenant.value())
                    .query((row, number) -> {
                        UUID id = row.getObject("id", UUID.class);
                        String reason = row.getString("status_reason");
                        Problem problem = problems.get(id);
                        int came = received.getOrDefault(id, 0);
                        int went = imported.getOrDefault(id, 0);
                        return new ConnectionFlow(
                                new ConnectionId(id),
                                new Platform(row.getString("platform")),
                                row.getString("name"),
                                Flow.Status.valueOf(row.getString("status")),
                                new Rates(
                                        came,
                                        went,
                                        failed.getOrDefault(id, 0),
                                        told.getOrDefault(id, 0),
                                        came >= MOST || went >= MOST),
                                new Backlog(
                                        letters.getOrDefault(id, 0),
                                        held.getOrDefault(id, 0),
                                        writes.getOrDefault(id, 0),
                                        stock.getOrDefault(id, 0),
                                        fetches.getOrDefault(id, 0)),
                                limits.getOrDefault(id, Limit.FREE),
                                reason.isEmpty() ? reason(problem) : reason,
                                reason.isEmpty() && problem != null ? problem.at() : null);
                    })
                    .list();
            return new Flow(now, MINUTES, connections, null);
        });
    }

    private static @Nullable String reason(@Nullable Problem problem) {
        return problem == null ? null : problem.reason();
    }

    private Map<UUID, Integer> count(String rows, TenantId tenant, OffsetDateTime since) {
        JdbcClient.StatementSpec sql = jdbc.sql(
                        "SELECT connection_id, count(*) FROM (SELECT connection_id FROM %s LIMIT %d) counted GROUP BY connection_id"
                                .formatted(rows, MOST))
                .param("tenant", tenant.value());
        return collect(rows.contains(":since") ? sql.param("since", since) : sql);
    }

    /** A connection at a time, by its own index: the newest writes are those that may have been told lately. */
    private Map<UUID, Integer> told(TenantId tenant, OffsetDateTime since) {
        return collect(jdbc.sql(
                        """
                        SELECT c.id, count(*) FROM connection c CROSS JOIN LATERAL (
                            SELECT status, done_at FROM channel_write w
                            WHERE w.tenant_id = c.tenant_id AND w.connection_id = c.id
                            ORDER BY w.created_at DESC LIMIT 1000) w
                        WHERE c.tenant_id = :tenant AND c.deleted_at IS NULL AND w.status = 'DONE' AND w.done_at > :since
                        GROUP BY c.id""")
                .param("tenant", tenant.value())
                .param("since", since));
    }

    private static Map<UUID, Integer> collect(JdbcClient.StatementSpec sql) {
        Map<UUID, Integer> counts = new HashMap<>();
        sql.query(row -> {
            counts.put(row.getObject(1, UUID.class), row.getInt(2));
        });
        return counts;
    }

    private Map<UUID, Limit> limits(TenantId tenant, Instant now) {
        Map<UUID, Limit> limits = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT connection_id,
                            max(waits_until) FILTER (WHERE waits_until > :now) AS waits,
                            coalesce(max(why) FILTER (WHERE waits_until > :now), '') AS why,
                            max(breaker) FILTER (WHERE bucket = '*') AS breaker,
                            coalesce(max(100 * (1 - least(1, greatest(0, tokens + per_second
                                * greatest(0, extract(epoch FROM :now::timestamptz - counted_at))) / nullif(capacity, 0))))
                                FILTER (WHERE bucket <> '*'), 0)::int AS used
                        FROM connection_limit WHERE tenant_id = :tenant GROUP BY connection_id""")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("tenant", tenant.value())
                .query(row -> {
                    OffsetDateTime waits = row.getObject("waits", OffsetDateTime.class);
                    String breaker = row.getString("breaker");
                    limits.put(
                            row.getObject("connection_id", UUID.class),
                            new Limit(
                                    breaker == null ? Breaker.CLOSED : Breaker.valueOf(breaker),
                                    Math.max(0, Math.min(100, row.getInt("used"))),
                                    waits == null ? null : waits.toInstant(),
                                    row.getString("why")));
                });
        return limits;
    }

    /** The newest open letter of each connection. */
    private Map<UUID, Problem> problems(TenantId tenant) {
        Map<UUID, Problem> problems = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT DISTINCT ON (connection_id) connection_id, reason, parked_at FROM (
                            SELECT connection_id, reason, parked_at FROM dead_letter
                            WHERE tenant_id = :tenant AND status = 'OPEN' AND connection_id IS NOT NULL
                            ORDER BY parked_at DESC, id LIMIT 1000) newest
                        ORDER BY connection_id, parked_at DESC""")
                .param("tenant", tenant.value())
                .query(row -> {
                    problems.put(
                            row.getObject("connection_id", UUID.class),
                            new Problem(
                                    row.getString("reason"),
                                    row.getObject("parked_at", OffsetDateTime.class)
                                            .toInstant()));
                });
        return problems;
    }
}
