package io.quayside.app.onboarding;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how far a merchant has come: one query, whose counts end at {@link #MOST} so that it stays quick for ever. */
@Component
class Progress {
    /** Enough to know; more is shown as “99+”. */
    static final int MOST = 100;

    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;

    Progress(UnitOfWork unitOfWork, JdbcClient jdbc) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
    }

    /** What there is to do, in this order. */
    enum StepName {
        CONNECT_CHANNEL,
        CHECK_MAPPING,
        SET_STOCK,
        FIRST_ORDER
    }

    @Schema(description = "Counts end at 100, which means a hundred or more")
    record Step(
            StepName name,
            boolean done,
            @Schema(description = "Channels connected, channel SKUs known, SKUs in stock, orders") int count,
            @Schema(
                            description =
                                    "What still waits: channels that are not active, channel SKUs that open orders wait for")
                    int waiting) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Onboarding(
            List<Step> steps,
            int doneSteps,
            boolean done,
            @Schema(description = "The connection to show first: the newest channel; absent before there is one")
                    @Nullable
                    UUID connectionId) {}

    /** The API's own connection is made by itself and counts as no channel. */
    Onboarding of(TenantId tenant) {
        return unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                        WITH channel AS MATERIALIZED (
                            SELECT id, status, created_at FROM connection
                            WHERE tenant_id = :tenant AND deleted_at IS NULL AND platform <> 'rest'),
                        open_item AS MATERIALIZED (
                            SELECT DISTINCT connection_id, kind, name FROM (
                                SELECT connection_id, kind, name FROM order_open_item
                                WHERE tenant_id = :tenant AND waiting LIMIT 10000) item LIMIT :most)
                        SELECT
                            (SELECT least(count(*), :most) FROM channel) AS channels,
                            (SELECT least(count(*), :most) FROM channel WHERE status <> 'ACTIVE') AS inactive,
                            (SELECT id FROM channel ORDER BY created_at DESC, id LIMIT 1) AS newest,
                            (SELECT count(*) FROM open_item) AS unmapped,
                            (SELECT count(*) FROM (SELECT FROM sku_mapping WHERE tenant_id = :tenant LIMIT :most) m)
                                AS mapped,
                            (SELECT count(*) FROM (SELECT FROM product WHERE tenant_id = :tenant LIMIT :most) p) AS products,
                            (SELECT count(*) FROM (SELECT FROM stock_level WHERE tenant_id = :tenant AND on_hand > 0
                                LIMIT :most) s) AS stocked,
                            (SELECT count(*) FROM (SELECT FROM orders WHERE tenant_id = :tenant LIMIT :most) o) AS orders""")
                .param("tenant", tenant.value())
                .param("most", MOST)
                .query(Progress::read)
                .single());
    }

    private static Onboarding read(ResultSet row, int number) throws SQLException {
        int channels = row.getInt("channels");
        int unmapped = row.getInt("unmapped");
        int known = Math.min(MOST, row.getInt("mapped") + row.getInt("products"));
        int stocked = row.getInt("stocked");
        int orders = row.getInt("orders");
        List<Step> steps = List.of(
                new Step(StepName.CONNECT_CHANNEL, channels > 0, channels, row.getInt("inactive")),
                new Step(StepName.CHECK_MAPPING, unmapped == 0 && known > 0, known, unmapped),
                new Step(StepName.SET_STOCK, stocked > 0, stocked, 0),
                new Step(StepName.FIRST_ORDER, orders > 0, orders, 0));
        int done = (int) steps.stream().filter(Step::done).count();
        return new Onboarding(steps, done, done == steps.size(), row.getObject("newest", UUID.class));
    }
}
