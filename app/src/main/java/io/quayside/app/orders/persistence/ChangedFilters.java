package io.quayside.app.orders.persistence;

import io.quayside.app.persistence.SystemWork;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.orders.OrderId;
import io.quayside.domain.orders.ReconsiderOrders;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Judges orders anew where a filter was changed. What is left to do is a row with the place where the last step ended,
 * so a stop, or another change meanwhile, loses nothing; an instance has a row to itself for a minute at a time.
 */
@Component
public class ChangedFilters {
    private static final Logger LOG = LoggerFactory.getLogger(ChangedFilters.class);
    private static final int MOST_CONNECTIONS = 20;
    private static final int MOST_STEPS = 50;

    private final SystemWork system;
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final ReconsiderOrders reconsider;

    ChangedFilters(SystemWork system, UnitOfWork unitOfWork, JdbcClient jdbc, ReconsiderOrders reconsider) {
        this.system = system;
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.reconsider = reconsider;
    }

    private record Due(TenantId tenant, ConnectionId connection) {}

    private record Taken(UUID change, @Nullable OrderId after) {
        static Taken read(ResultSet row, int number) throws SQLException {
            UUID after = row.getObject("after_order", UUID.class);
            return new Taken(row.getObject("change", UUID.class), after == null ? null : new OrderId(after));
        }
    }

    /** A connection whose orders can't be judged does not keep the others waiting. */
    @Scheduled(fixedDelay = 1_000)
    public void judgeAnew() {
        for (Due due : due()) {
            try {
                for (int step = 0; step < MOST_STEPS && judge(due); step++) {}
            } catch (RuntimeException failed) { // whatever it is: the row stays, and is taken again in a minute
                LOG.warn("orders of connection {} could not be judged by its changed filter", due.connection(), failed);
            }
        }
    }

    private List<Due> due() {
        return system.run(() -> jdbc.sql(
                        """
                        SELECT tenant_id, connection_id FROM order_refilter
                        WHERE taken_until IS NULL OR taken_until < now() LIMIT ?""")
                .param(MOST_CONNECTIONS)
                .query((row, number) -> new Due(
                        new TenantId(row.getObject(1, UUID.class)), new ConnectionId(row.getObject(2, UUID.class))))
                .list());
    }

    /** @return whether there is more to do */
    private boolean judge(Due due) {
        Optional<Taken> taken = unitOfWork.run(due.tenant(), () -> jdbc.sql(
                        """
                        UPDATE order_refilter SET taken_until = now() + interval '1 minute'
                        WHERE tenant_id = ? AND connection_id = ? AND (taken_until IS NULL OR taken_until < now())
                        RETURNING change, after_order""")
                .params(due.tenant().value(), due.connection().value())
                .query(Taken::read)
                .optional());
        if (taken.isEmpty()) {
            return false;
        }
        Optional<OrderId> last =
                reconsider.step(due.tenant(), due.connection(), taken.get().after());
        String then = last.isPresent()
                ? "UPDATE order_refilter SET after_order = :last, taken_until = NULL"
                : "DELETE FROM order_refilter";
        unitOfWork.run(due.tenant(), () -> jdbc.sql(
                        then + " WHERE tenant_id = :tenant AND connection_id = :connection AND change = :change")
                .param("last", last.map(OrderId::value).orElse(null))
                .param("tenant", due.tenant().value())
                .param("connection", due.connection().value())
                .param("change", taken.get().change())
                .update());
        return last.isPresent();
    }
}
