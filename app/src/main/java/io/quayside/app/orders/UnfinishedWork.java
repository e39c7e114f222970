package io.quayside.app.orders;

import io.quayside.app.persistence.SystemWork;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.orders.AllocationProcess;
import io.quayside.domain.orders.ChangeCatalog;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Finishes what follows a change in further units of work, where the program stopped in between: orders that did not
 * follow a change of the catalog, and free units that nobody offered to the orders that wait for them. Several instances
 * may be at it at once; what is done twice changes nothing.
 */
@Component
class UnfinishedWork {
    private static final Logger LOG = LoggerFactory.getLogger(UnfinishedWork.class);
    private static final int MOST_CHANGES = 1_000;

    private final SystemWork system;
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final ChangeCatalog changes;
    private final AllocationProcess allocation;

    UnfinishedWork(
            SystemWork system,
            UnitOfWork unitOfWork,
            JdbcClient jdbc,
            ChangeCatalog changes,
            AllocationProcess allocation) {
        this.system = system;
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.changes = changes;
        this.allocation = allocation;
    }

    private record Change(TenantId tenant, UUID id) {}

    /** A change that is a minute old is not under way any more; one that is, is only looked after twice. */
    @Scheduled(fixedDelayString = "PT30S")
    void followChanges() {
        Map<TenantId, List<UUID>> left = system
                .run(() -> jdbc.sql("SELECT tenant_id, id FROM catalog_change"
                                + " WHERE made_at < now() - interval '1 minute' LIMIT " + MOST_CHANGES)
                        .query((row, number) ->
                                new Change(new TenantId(row.getObject(1, UUID.class)), row.getObject(2, UUID.class)))
                        .list())
                .stream()
                .collect(Collectors.groupingBy(
                        Change::tenant, Collectors.mapping(Change::id, Collectors.toUnmodifiableList())));
        left.forEach((tenant, notes) -> {
            try {
                changes.catchUp(tenant, notes);
            } catch (RuntimeException failed) { // whatever it is: the notes stay, and are taken again
                LOG.warn("orders of merchant {} could not follow a change of the catalog", tenant, failed);
            }
        });
    }

    @Scheduled(initialDelayString = "PT20S", fixedDelayString = "PT15M")
    void offerFreeStock() {
        List<UUID> tenants = system.run(
                () -> jdbc.sql("SELECT tenant_id FROM tenant").query(UUID.class).list());
        for (UUID id : tenants) {
            TenantId tenant = new TenantId(id);
            try {
                List<Sku> free = unitOfWork.run(tenant, () -> freeThoughWaitedFor(tenant));
                if (!free.isEmpty()) {
                    allocation.offer(tenant, free);
                }
            } catch (RuntimeException failed) { // whatever it is: it is tried again at the next look
                LOG.warn("free stock of merchant {} could not be offered", tenant, failed);
            }
        }
    }

    /** Some of it rightly so: an order that is only taken as a whole waits for its other SKUs. */
    private List<Sku> freeThoughWaitedFor(TenantId tenant) {
        return jdbc.sql(
                        """
                        SELECT DISTINCT d.sku FROM order_demand d
                        JOIN stock_level l ON l.tenant_id = d.tenant_id AND l.sku = d.sku AND l.on_hand > l.reserved
                        WHERE d.tenant_id = ? AND d.allocated < d.wanted""")
                .param(tenant.value())
                .query((row, number) -> new Sku(row.getString(1)))
                .list();
    }
}
