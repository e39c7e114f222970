package io.quayside.routes.receive;

import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.integrations.SyncJob;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.IncomingOrder;
import io.quayside.routes.ConnectionDirectory.KnownConnection;
import io.quayside.routes.ingest.ImportQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.util.unit.DataSize;

/** The real route over real folders, with the ports kept in memory. */
final class DropStage implements AutoCloseable {
    static final TenantId TENANT = new TenantId(UUID.fromString("00000000-0000-4000-8000-0000000000aa"));
    static final String HEADER =
            "order_number,order_date,customer_name,email,ship_name,ship_line1,ship_city,ship_postal_code,ship_country,currency,sku,title,quantity,unit_price\n";

    final Path root;
    final DropUploads uploads = new DropUploads();
    final Jobs jobs = new Jobs();
    final Map<ConnectionId, KnownConnection> connections = new ConcurrentHashMap<>();
    private final CamelContext camel = new DefaultCamelContext();

    DropStage(Path root, ImportQueue queue) {
        this(root, queue, false);
    }

    DropStage(Path root, ImportQueue queue, boolean doneMarker) {
        this.root = root.toAbsolutePath().normalize();
        FileDropSettings settings = new FileDropSettings(
                root,
                Duration.ofMillis(50),
                Duration.ofMillis(400),
                doneMarker,
                2,
                1,
                DataSize.ofMegabytes(1),
                DataSize.ofGigabytes(1));
        try {
            camel.addRoutes(new FileDropRoutes(
                    settings,
                    id -> Optional.ofNullable(connections.get(id)),
                    uploads,
                    jobs,
                    deliveries -> deliveries.stream()
                            .map(delivery -> UUID.nameUUIDFromBytes(
                                    delivery.deliveryId().getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                            .toList(),
                    queue,
                    Clock.systemUTC()));
            camel.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** A receiving CSV connection with its folder. */
    DropFolder connect(String... settings) throws IOException {
        ConnectionId id = new ConnectionId(UUID.randomUUID());
        Map<String, String> map = new java.util.HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            map.put(settings[i], settings[i + 1]);
        }
        connections.put(
                id, new KnownConnection(TENANT, new Platform("csv"), true, new ConnectionAccess(id, Map.of(), map)));
        return DropFolder.of(root, id).create();
    }

    void pause(DropFolder folder, boolean paused) {
        connections.computeIfPresent(
                DropFolder.connectionOf(folder.home()).orElseThrow(),
                (id, known) -> new KnownConnection(known.tenant(), known.platform(), !paused, known.access()));
    }

    static Path drop(DropFolder folder, String name, String content) throws IOException {
        Path hidden = Files.writeString(folder.home().resolve("." + name), content);
        return Files.move(hidden, folder.home().resolve(name));
    }

    static String row(String order, String quantity) {
        return "%s,2026-09-03T10:00:00Z,Ada,ada@example.com,Ada,1 Main St,Berlin,10115,DE,EUR,MUG,Mug,%s,9.90\n"
                .formatted(order, quantity);
    }

    @Override
    public void close() throws IOException {
        camel.stop();
    }

    /** What was queued, with repeats. */
    static final class Queue implements ImportQueue {
        final List<IncomingOrder> orders = new CopyOnWriteArrayList<>();
        final Set<Integer> failingCalls = ConcurrentHashMap.newKeySet();
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public void send(TenantId tenant, List<IncomingOrder> batch) {
            if (failingCalls.contains(calls.incrementAndGet())) {
                throw new Ingress.IngressUnavailable(new IOException("no broker"));
            }
            orders.addAll(batch);
        }

        List<String> ids() {
            return orders.stream().map(order -> order.order().externalId()).toList();
        }
    }

    /** The record of files, in memory. */
    static final class Jobs implements DropJobs {
        private record Entry(SyncJob job, String content) {}

        private final Map<UUID, Entry> entries = new ConcurrentHashMap<>();
        final List<String> activities = new CopyOnWriteArrayList<>();

        List<SyncJob> of(DropFolder folder) {
            ConnectionId id = DropFolder.connectionOf(folder.home()).orElseThrow();
            return entries.values().stream()
                    .map(Entry::job)
                    .filter(job -> job.connectionId().equals(id))
                    .sorted(java.util.Comparator.comparing(SyncJob::startedAt))
                    .toList();
        }

        @Override
        public SyncJob begin(TenantId tenant, ConnectionId connection, String name, String content, Instant now) {
            SyncJob job = entries.values().stream()
                    .filter(entry -> entry.content().equals(content)
                            && entry.job().name().equals(name)
                            && entry.job().connectionId().equals(connection)
                            && entry.job().status() == SyncJob.Status.RUNNING)
                    .map(entry -> SyncJob.start(
                            entry.job().id(),
                            connection,
                            SyncJob.Kind.FILE,
                            name,
                            entry.job().startedAt()))
                    .findFirst()
                    .orElseGet(() -> SyncJob.start(UUID.randomUUID(), connection, SyncJob.Kind.FILE, name, now));
            entries.put(job.id(), new Entry(job, content));
            return job;
        }

        @Override
        public Optional<SyncJob> imported(TenantId tenant, ConnectionId connection, String content) {
            return entries.values().stream()
                    .filter(entry -> entry.content().equals(content)
                            && entry.job().connectionId().equals(connection)
                            && entry.job().status() == SyncJob.Status.DONE)
                    .map(Entry::job)
                    .findFirst();
        }

        @Override
        public List<SyncJob> running(TenantId tenant, ConnectionId connection) {
            return entries.values().stream()
                    .map(Entry::job)
                    .filter(job -> job.connectionId().equals(connection) && job.status() == SyncJob.Status.RUNNING)
                    .toList();
        }

        @Override
        public void progress(TenantId tenant, SyncJob job) {
            entries.compute(job.id(), (id, entry) -> new Entry(job, entry == null ? "" : entry.content()));
        }

        @Override
        public void end(TenantId tenant, SyncJob job, String activity) {
            progress(tenant, job);
            activities.add(activity);
        }
    }
}
