package io.quayside.app.outgoing;

import io.quayside.app.outgoing.Sender.Batch;
import io.quayside.app.persistence.SystemWork;
import io.quayside.domain.kernel.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Looks for events that are due and gives each endpoint a thread of its own, a few to each merchant, so that a slow
 * receiver delays no other. What is claimed and then lost by a crash is due again when the claim ends. Works on any number
 * of instances.
 */
@Component
class Dispatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
    private static final int BATCH = 20;
    private static final int MOST_OF_ONE_MERCHANT = 4;
    /** Longer than a batch can take. */
    private static final Duration CLAIM = Duration.ofMinutes(15);

    private final SystemWork system;
    private final JdbcClient jdbc;
    private final Sender sender;
    private final OutgoingSettings settings;
    private final Clock clock;
    private final Map<UUID, TenantId> busy = new ConcurrentHashMap<>();
    private volatile @Nullable Threads threads;

    private record Threads(ScheduledExecutorService looking, ExecutorService sending) {}

    private record Claimed(TenantId tenant, UUID endpoint, UUID event) {}

    Dispatch(SystemWork system, JdbcClient jdbc, Sender sender, OutgoingSettings settings, Clock clock) {
        this.system = system;
        this.jdbc = jdbc;
        this.sender = sender;
        this.settings = settings;
        this.clock = clock;
    }

    private void look() {
        try {
            dispatch();
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("webhooks are sent later: {}", away.getMessage());
        }
    }

    /** Hands what is due to free threads. */
    private void dispatch() {
        Threads running = threads;
        int free = settings.threads() - busy.size();
        if (running == null || free <= 0) {
            return;
        }
        for (Batch batch : batches(claim(free))) {
            busy.put(batch.endpoint(), batch.tenant());
            Future<?> ignored = running.sending().submit(() -> send(batch));
        }
    }

    private void send(Batch batch) {
        try {
            sender.send(batch, this::isRunning);
        } catch (
                RuntimeException failed) { // whatever it is: due again when the claim ends, and no other endpoint waits
            LOG.warn("webhooks to endpoint {} are sent later", batch.endpoint(), failed);
        } finally {
            busy.remove(batch.endpoint());
        }
    }

    private List<Claimed> claim(int free) {
        Instant now = clock.instant();
        Set<TenantId> full = ConcurrentHashMap.newKeySet();
        busy.values().stream()
                .filter(tenant -> busy.values().stream().filter(tenant::equals).count() >= MOST_OF_ONE_MERCHANT)
                .forEach(full::add);
        return system.run(() -> jdbc.sql(
                        """
                        WITH endpoint AS MATERIALIZED (
                            SELECT tenant_id, id FROM (
                                SELECT w.tenant_id, w.id, row_number() OVER (PARTITION BY w.tenant_id ORDER BY random()) AS n
                                FROM webhook_endpoint w
                                WHERE w.status = 'ACTIVE' AND w.waits_until <= :now AND w.id <> ALL (:busy::uuid[])
                                  AND w.tenant_id <> ALL (:full::uuid[])
                                  AND EXISTS (SELECT FROM webhook_delivery d WHERE d.tenant_id = w.tenant_id
                                      AND d.endpoint_id = w.id AND d.status = 'PENDING' AND d.next_at <= :now)) due
                            WHERE n <= :mostOfOne ORDER BY n, random() LIMIT :free),
                        due AS (
                            SELECT d.* FROM endpoint e CROSS JOIN LATERAL (
                                SELECT tenant_id, endpoint_id, event_id, next_at AS was FROM webhook_delivery
                                WHERE tenant_id = e.tenant_id AND endpoint_id = e.id AND status = 'PENDING'
                                  AND next_at <= :now
                                ORDER BY next_at, event_id LIMIT :batch FOR UPDATE SKIP LOCKED) d)
                        UPDATE webhook_delivery d SET next_at = :until FROM due
                        WHERE d.tenant_id = due.tenant_id AND d.endpoint_id = due.endpoint_id AND d.event_id = due.event_id
                        RETURNING d.tenant_id, d.endpoint_id, d.event_id, due.was""")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("until", now.plus(CLAIM).atOffset(ZoneOffset.UTC))
                .param("busy", busy.keySet().toArray(UUID[]::new))
                .param("full", full.stream().map(TenantId::value).toArray(UUID[]::new))
                .param("mostOfOne", MOST_OF_ONE_MERCHANT)
                .param("free", free)
                .param("batch", BATCH)
                .query((row, number) -> new Claimed(
                        new TenantId(row.getObject(1, UUID.class)),
                        row.getObject(2, UUID.class),
                        row.getObject(3, UUID.class)))
                .list());
    }

    /** Time-ordered ids put an endpoint's events into the order in which they happened, as far as that can be said. */
    private static List<Batch> batches(List<Claimed> claimed) {
        Map<UUID, Batch> batches = new LinkedHashMap<>();
        claimed.stream()
                .sorted(Comparator.comparing(claim -> claim.event().toString()))
                .forEach(claim -> batches.computeIfAbsent(
                                claim.endpoint(), id -> new Batch(claim.tenant(), id, new ArrayList<>()))
                        .events()
                        .add(claim.event()));
        return List.copyOf(batches.values());
    }

    @Override
    public void start() {
        ScheduledExecutorService looking =
                Executors.newSingleThreadScheduledExecutor(task -> thread(task, "webhooks-out"));
        long every = settings.lookEvery().toMillis();
        Future<?> ignored = looking.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
        threads = new Threads(
                looking, Executors.newFixedThreadPool(settings.threads(), task -> thread(task, "webhook-out")));
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void stop() {
        Threads running = threads;
        threads = null;
        if (running != null) {
            running.looking().shutdownNow();
            running.sending().shutdown();
            await(running.sending());
        }
    }

    /** A call under way is waited for, so that its outcome is known; the rest of each batch is released. */
    private void await(ExecutorService sending) {
        try {
            if (!sending.awaitTermination(settings.answerTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                sending.shutdownNow(); // due again when the claim ends
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return threads != null;
    }
}
