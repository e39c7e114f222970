package io.quayside.app.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quayside.app.http.TooManyRequests;
import io.quayside.domain.kernel.TenantId;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Server-sent events to whoever watches: one reading and one JSON text for a merchant, however many of its people look on. A
 * watcher that does not read is left out until it has; one that went away is forgotten at the next event.
 */
@Component
class FlowStreams implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(FlowStreams.class);
    /** As long as an access token: whoever may still look then comes back with a new one. */
    private static final Duration LIFE = Duration.ofMinutes(15);

    private static final int MOST = 500;
    private static final int MOST_OF_ONE_MERCHANT = 10;
    private static final int SENDERS = 4;

    private final FlowReader reader;
    private final BrokerQueues queues;
    private final ObjectMapper json;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Threads threads;

    private record Threads(ScheduledExecutorService pulse, ExecutorService senders) {}

    private record Watcher(TenantId tenant, boolean operator, SseEmitter emitter, AtomicBoolean sending) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    FlowStreams(FlowReader reader, BrokerQueues queues, ObjectMapper json) {
        this.reader = reader;
        this.queues = queues;
        this.json = json;
    }

    /** @throws TooManyRequests when too many look on already */
    synchronized SseEmitter open(TenantId tenant, boolean operator) {
        long own = watchers.stream()
                .filter(watcher -> watcher.tenant().equals(tenant))
                .count();
        if (watchers.size() >= MOST || own >= MOST_OF_ONE_MERCHANT) {
            throw new TooManyRequests(Duration.ofSeconds(30));
        }
        SseEmitter emitter = new SseEmitter(LIFE.toMillis());
        Watcher watcher = new Watcher(tenant, operator, emitter, new AtomicBoolean());
        emitter.onCompletion(() -> watchers.remove(watcher));
        emitter.onTimeout(emitter::complete);
        emitter.onError(failure -> watchers.remove(watcher));
        watchers.add(watcher);
        Threads running = threads;
        if (running != null) {
            Future<?> ignored = running.pulse().submit(() -> tell(Set.of(watcher)));
        }
        return emitter;
    }

    private void tell() {
        tell(watchers);
    }

    private void tell(Set<Watcher> those) {
        try {
            Map<String, String> texts = new HashMap<>();
            for (Watcher watcher : those) {
                String text = texts.computeIfAbsent(
                        watcher.tenant() + "/" + watcher.operator(), key -> text(watcher.tenant(), watcher.operator()));
                send(watcher, text);
            }
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("the flow is told later: {}", away.getMessage());
        }
    }

    private String text(TenantId tenant, boolean operator) {
        Flow flow = reader.of(tenant);
        try {
            return json.writeValueAsString(operator ? flow.withQueues(queues.depths()) : flow);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a picture can always be written", e);
        }
    }

    private void send(Watcher watcher, String text) {
        Threads running = threads;
        if (running == null || !watcher.sending().compareAndSet(false, true)) {
            return;
        }
        Future<?> ignored = running.senders().submit(() -> {
            try {
                watcher.emitter()
                        .send(SseEmitter.event()
                                .name("flow")
                                .reconnectTime(2_000)
                                .data(text, MediaType.APPLICATION_JSON));
            } catch (IOException | IllegalStateException gone) { // it went away, or its time is over
                watchers.remove(watcher);
                watcher.emitter().completeWithError(gone);
            } finally {
                watcher.sending().set(false);
            }
        });
    }

    @Override
    public void start() {
        ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor(FlowStreams::thread);
        long every = FlowReader.EVERY.toMillis();
        Future<?> ignored = pulse.scheduleWithFixedDelay(this::tell, every, every, TimeUnit.MILLISECONDS);
        threads = new Threads(pulse, Executors.newFixedThreadPool(SENDERS, FlowStreams::thread));
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "flow");
        thread.setDaemon(true);
        return thread;
    }

    /** Before the web server, which otherwise waits for streams that never end. */
    @Override
    public void stop() {
        Threads running = threads;
        threads = null;
        watchers.forEach(watcher -> watcher.emitter().complete());
        watchers.clear();
        if (running != null) {
            running.pulse().shutdownNow();
            running.senders().shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return threads != null;
    }
}
