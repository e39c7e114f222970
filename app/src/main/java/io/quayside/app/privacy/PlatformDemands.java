package io.quayside.app.privacy;

import io.quayside.app.integrations.ConnectionActivity;
import io.quayside.app.persistence.SystemWork;
import io.quayside.app.privacy.EraseBuyer.Buyer;
import io.quayside.app.privacy.EraseBuyer.ErasureOutcome;
import io.quayside.connectors.payload.Signatures;
import io.quayside.connectors.spi.ErasureDemand;
import io.quayside.connectors.spi.ErasureDemand.Kind;
import io.quayside.connectors.spi.ErasureDemand.Mark;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.routes.normalize.PrivacyDemands;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps what platforms demand before it is done, so that no stop loses it, and does it from there: a shop may have
 * hundred thousands of orders to erase, which nobody's delivery should wait for.
 */
@Component
class PlatformDemands implements PrivacyDemands {
    private static final Logger LOG = LoggerFactory.getLogger(PlatformDemands.class);
    private static final int BATCH = 100;

    private final SystemWork system;
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final EraseBuyer eraseBuyer;
    private final ConnectionActivity activity;

    PlatformDemands(
            SystemWork system,
            UnitOfWork unitOfWork,
            JdbcClient jdbc,
            EraseBuyer eraseBuyer,
            ConnectionActivity activity) {
        this.system = system;
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.eraseBuyer = eraseBuyer;
        this.activity = activity;
    }

    @Override
    public void erase(Source source, ErasureDemand demand) {
        List<TenantId> tenants = demand.ofEverySeller() ? merchantsOf(source) : List.of(source.tenant());
        for (TenantId tenant : tenants) {
            unitOfWork.execute(tenant, () -> demand.marks().forEach(mark -> keep(tenant, source, demand, mark)));
        }
        source.payload()
                .ifPresent(payload -> unitOfWork.execute(
                        source.tenant(), () -> jdbc.sql("DELETE FROM raw_payload WHERE tenant_id = ? AND id = ?")
                                .params(source.tenant().value(), payload)
                                .update()));
    }

    @Override
    public void ask(Source source, String what) {
        activity.record(source.tenant(), source.connection(), ConnectionActivity.Kind.PRIVACY, what);
    }

    private List<TenantId> merchantsOf(Source source) {
        return system.run(() -> jdbc.sql("SELECT DISTINCT tenant_id FROM connection WHERE platform = ?")
                .param(source.platform().name())
                .query((row, number) -> new TenantId(row.getObject(1, UUID.class)))
                .list());
    }

    /** What is demanded again is done again: the buyer may have ordered since. */
    private void keep(TenantId tenant, Source source, ErasureDemand demand, Mark mark) {
        jdbc.sql(
                        """
                        INSERT INTO buyer_erasure (tenant_id, connection_id, name_hash, kind, name, reason)
                        SELECT tenant_id, id, ?, ?, ?, ? FROM connection
                        WHERE tenant_id = ? AND platform = ? AND (? OR id = ?)
                        ON CONFLICT (tenant_id, connection_id, name_hash) DO UPDATE
                            SET name = excluded.name, reason = excluded.reason, asked_at = now(), done_at = NULL""")
                .params(
                        Signatures.sha256((mark.kind() + " " + mark.text()).getBytes(StandardCharsets.UTF_8)),
                        mark.kind().name(),
                        mark.text(),
                        demand.why(),
                        tenant.value(),
                        source.platform().name(),
                        demand.ofEverySeller(),
                        source.connection().value())
                .update();
    }

    @Scheduled(initialDelayString = "PT10S", fixedDelayString = "${quayside.privacy.demands-every:10s}")
    void carryOut() {
        List<UUID> tenants =
                system.run(() -> jdbc.sql("SELECT DISTINCT tenant_id FROM buyer_erasure WHERE done_at IS NULL")
                        .query(UUID.class)
                        .list());
        tenants.forEach(tenant -> carryOut(new TenantId(tenant)));
    }

    private record Waiting(ConnectionId connection, byte[] hash, Timestamp askedAt, Mark mark, String reason) {}

    /**
     * One demand that fails keeps no other waiting, and is tried again the next time.
     *
     * @return how many orders are without a buyer now
     */
    int carryOut(TenantId tenant) {
        int erased = 0;
        boolean goesOn = true;
        while (goesOn) {
            List<Waiting> waiting = waiting(tenant);
            goesOn = waiting.size() == BATCH;
            for (Waiting demand : waiting) {
                try {
                    erased += carryOut(tenant, demand);
                } catch (RuntimeException failed) { // whatever it is: the data is still there
                    LOG.error("what a platform demands of merchant {} could not be erased", tenant, failed);
                    goesOn = false;
                }
            }
        }
        return erased;
    }

    private List<Waiting> waiting(TenantId tenant) {
        return unitOfWork.run(tenant, () -> jdbc.sql(
                        "SELECT connection_id, name_hash, asked_at, kind, name, reason FROM buyer_erasure"
                                + " WHERE tenant_id = ? AND done_at IS NULL ORDER BY asked_at LIMIT ?")
                .params(tenant.value(), BATCH)
                .query((row, number) -> new Waiting(
                        new ConnectionId(row.getObject("connection_id", UUID.class)),
                        row.getBytes("name_hash"),
                        row.getTimestamp("asked_at"),
                        new Mark(Kind.valueOf(row.getString("kind")), row.getString("name")),
                        row.getString("reason")))
                .list());
    }

    private int carryOut(TenantId tenant, Waiting demand) {
        ErasureOutcome outcome = demand.mark().kind() == Kind.EVERYBODY
                ? eraseBuyer.eraseEverybody(tenant, demand.connection(), demand.reason())
                : eraseBuyer.erase(tenant, buyer(demand), demand.reason());
        unitOfWork.execute(tenant, () -> {
            jdbc.sql("UPDATE buyer_erasure SET done_at = now(), name = NULL, orders = orders + ?"
                            + " WHERE tenant_id = ? AND connection_id = ? AND name_hash = ? AND asked_at = ?")
                    .params(
                            outcome.orders(),
                            tenant.value(),
                            demand.connection().value(),
                            demand.hash(),
                            demand.askedAt())
                    .update();
            if (outcome.orders() + outcome.waitingForShipment() > 0) {
                activity.record(
                        tenant,
                        demand.connection(),
                        ConnectionActivity.Kind.PRIVACY,
                        "%s Orders erased: %d; erased once they are shipped: %d."
                                .formatted(demand.reason(), outcome.orders(), outcome.waitingForShipment()));
            }
        });
        return outcome.orders();
    }

    private static Buyer buyer(Waiting demand) {
        String text = demand.mark().text();
        return switch (demand.mark().kind()) {
            case EMAIL -> new Buyer(demand.connection(), text, null, null, List.of());
            case PHONE -> new Buyer(demand.connection(), null, text, null, List.of());
            case ORDER -> new Buyer(demand.connection(), null, null, null, List.of(text));
            default -> new Buyer(demand.connection(), null, null, text, List.of());
        };
    }
}
