package io.quayside.app.orders.persistence;

import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.orders.OrderStatus;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * How many orders stand where, for the head of a list. Counting stops at {@link #MOST} in each status, so that it takes
 * the same time however many orders there are; up to there it is exact.
 */
@Component
public class OrderCounts {
    public static final int MOST = 10_000;

    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;

    OrderCounts(UnitOfWork unitOfWork, JdbcClient jdbc) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
    }

    /** A status without orders has 0; one with more than {@link #MOST} has one more than that. */
    public Map<OrderStatus, Integer> byStatus(TenantId tenant) {
        Map<OrderStatus, Integer> counts = new EnumMap<>(OrderStatus.class);
        unitOfWork.execute(tenant, () -> {
            for (OrderStatus status : OrderStatus.values()) {
                counts.put(
                        status,
                        count(
                                "SELECT 1 FROM orders WHERE tenant_id = :tenant AND status = '%s'"
                                        .formatted(status.name()),
                                tenant));
            }
        });
        return counts;
    }

    public int openReviews(TenantId tenant) {
        return unitOfWork.run(
                tenant, () -> count("SELECT 1 FROM review WHERE tenant_id = :tenant AND status = 'OPEN'", tenant));
    }

    public int openDeadLetters(TenantId tenant) {
        return unitOfWork.run(
                tenant, () -> count("SELECT 1 FROM dead_letter WHERE tenant_id = :tenant AND status = 'OPEN'", tenant));
    }

    private int count(String rows, TenantId tenant) {
        return jdbc.sql("SELECT count(*) FROM (%s LIMIT :most) counted".formatted(rows))
                .param("tenant", tenant.value())
                .param("most", MOST + 1)
                .query(Integer.class)
                .single();
    }
}
