package io.quayside.app.integrations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a channel knows of our stock, SKU by SKU (field-lesson 27). */
@Component
class ToldStock {
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final IntegrationSettings settings;
    private final Clock clock;

    ToldStock(UnitOfWork unitOfWork, JdbcClient jdbc, IntegrationSettings settings, Clock clock) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @param confirmed the level that the channel confirmed last
     * @param ageSeconds since then; absent when it never confirmed one
     * @param pushed the level that it was told last
     * @param pendingSince since when a change waits for its confirmation; absent when the channel knows all
     * @param stale whether it waits for too long
     * @param problem why the channel did not take the last one
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Level(
            Sku sku,
            @Nullable Integer confirmed,
            @Nullable Instant confirmedAt,
            @Nullable Long ageSeconds,
            @Nullable Integer pushed,
            @Nullable Instant pushedAt,
            @Nullable Instant pendingSince,
            boolean stale,
            @Nullable String problem) {}

    List<Level> list(TenantId tenant, ConnectionId connection, String afterSku, int most) {
        Instant now = clock.instant();
        return unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                                SELECT sku, level, confirmed_at, pushed_level, pushed_at, due_since, problem FROM stock_push
                                WHERE tenant_id = ? AND connection_id = ? AND sku > ? ORDER BY sku LIMIT ?""")
                .params(tenant.value(), connection.value(), afterSku, most)
                .query((row, number) -> read(row, now))
                .list());
    }

    private Level read(ResultSet row, Instant now) throws SQLException {
        Instant confirmedAt = instant(row, "confirmed_at");
        Instant pendingSince = instant(row, "due_since");
        String problem = row.getString("problem");
        return new Level(
                new Sku(row.getString("sku")),
                row.getObject("level", Integer.class),
                confirmedAt,
                confirmedAt == null ? null : Duration.between(confirmedAt, now).toSeconds(),
                row.getObject("pushed_level", Integer.class),
                instant(row, "pushed_at"),
                pendingSince,
                pendingSince != null && pendingSince.isBefore(now.minus(settings.stockAlarm())),
                problem.isEmpty() ? null : problem);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
