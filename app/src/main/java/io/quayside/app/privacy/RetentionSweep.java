package io.quayside.app.privacy;

import io.quayside.app.persistence.SystemWork;
import io.quayside.app.privacy.KeepingRules.KeepingRule;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.orders.ErasePersonalData;
import io.quayside.domain.orders.OrderId;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Erases what is kept no longer, merchant by merchant, each batch in a transaction that sees that merchant's rows only.
 * Of several instances one works on a merchant at a time, by an advisory lock of the transaction: a lock table of its own
 * would belong to no tenant.
 */
@Component
class RetentionSweep {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionSweep.class);
    private static final int LOCKS = 8153;
    private static final int BATCH = 200;
    private static final int MOST_BATCHES = 1_000;
    private static final RowMapper<OrderId> ID = (row, number) -> new OrderId(row.getObject(1, UUID.class));

    private final SystemWork system;
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final KeepingRules rules;
    private final ErasePersonalData erasePersonalData;
    private final Clock clock;

    RetentionSweep(
            SystemWork system,
            UnitOfWork unitOfWork,
            JdbcClient jdbc,
            KeepingRules rules,
            ErasePersonalData erasePersonalData,
            Clock clock) {
        this.system = system;
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.rules = rules;
        this.erasePersonalData = erasePersonalData;
        this.clock = clock;
    }

    /** One merchant's trouble does not keep the others' data. */
    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "${quayside.privacy.sweep-every:1h}")
    void sweep() {
        List<UUID> tenants = system.run(
                () -> jdbc.sql("SELECT tenant_id FROM tenant").query(UUID.class).list());
        for (UUID id : tenants) {
            try {
                sweep(new TenantId(id));
            } catch (RuntimeException failed) { // whatever it is: it is tried again at the next sweep
                LOG.error("personal data of merchant {} could not be erased", id, failed);
            }
        }
    }

    /** @return how many orders and dead letters were erased */
    int sweep(TenantId tenant) {
        int erased = batches(tenant, () -> askedFor(tenant));
        for (KeepingRule rule : rules.of(tenant)) {
            erased += batches(tenant, () -> orders(tenant, rule));
            erased += batches(tenant, () -> letters(tenant, rule));
        }
        return erased;
    }

    private int batches(TenantId tenant, IntSupplier batch) {
        int sum = 0;
        for (int i = 0; i < MOST_BATCHES; i++) {
            int done = unitOfWork.run(tenant, () -> isMine(tenant) ? batch.getAsInt() : 0);
            if (done == 0) {
                break;
            }
            sum += done;
        }
        return sum;
    }

    private boolean isMine(TenantId tenant) {
        return jdbc.sql("SELECT pg_try_advisory_xact_lock(?, ?)")
                .params(LOCKS, tenant.value().hashCode())
                .query(Boolean.class)
                .single();
    }

    /** Orders whose buyer asked for it while they were still to be shipped, and erased ones that got a payload since. */
    private int askedFor(TenantId tenant) {
        return erase(
                tenant,
                jdbc.sql("SELECT id FROM orders WHERE tenant_id = ? AND personal_data = 'TO_ERASE'"
                                + " AND done_at IS NOT NULL LIMIT ?")
                        .params(tenant.value(), BATCH)
                        .query(ID)
                        .list(),
                "The buyer's wish");
    }

    private int orders(TenantId tenant, KeepingRule rule) {
        return erase(
                tenant,
                jdbc.sql("SELECT id FROM orders WHERE tenant_id = ? AND channel = ? AND done_at < ?"
                                + " AND personal_data <> 'ERASED' ORDER BY done_at LIMIT ?")
                        .params(tenant.value(), rule.platform().name(), before(rule), BATCH)
                        .query(ID)
                        .list(),
                "%s: %d days".formatted(rule.source(), rule.keep().toDays()));
    }

    private int erase(TenantId tenant, List<OrderId> due, String reason) {
        return due.isEmpty() ? 0 : erasePersonalData.erase(tenant, due, reason).erased();
    }

    /** Nobody knows whose data a payload holds that could not be read, so its own age counts. */
    private int letters(TenantId tenant, KeepingRule rule) {
        return jdbc.sql(
                        JdbcPersonalTraces.EMPTIED_LETTER
                                + """
                         WHERE l.tenant_id = ? AND l.id IN (SELECT id FROM dead_letter
                            WHERE tenant_id = ? AND platform = ? AND received_at < ? AND length(payload) > 0 LIMIT ?)""")
                .params(
                        "Erased by " + rule.source() + ".",
                        tenant.value(),
                        tenant.value(),
                        rule.platform().name(),
                        before(rule),
                        BATCH)
                .update();
    }

    private Timestamp before(KeepingRule rule) {
        return Timestamp.from(clock.instant().minus(rule.keep()));
    }
}
