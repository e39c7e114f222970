package io.quayside.app.privacy;

import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.RetentionRule;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.routes.ConnectorRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How long a merchant may keep, and wishes to keep, the buyers' data of each platform: the shorter of both counts. */
@Component
class KeepingRules {
    private static final String OWN = "the merchant's own rule";

    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final ConnectorRegistry connectors;

    KeepingRules(UnitOfWork unitOfWork, JdbcClient jdbc, ConnectorRegistry connectors) {
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.connectors = connectors;
    }

    /**
     * @param keep counted from when an order is done with
     * @param source whose rule it is
     */
    record KeepingRule(Platform platform, Duration keep, String source) {}

    /** One for each platform that has to be looked at. */
    List<KeepingRule> of(TenantId tenant) {
        Optional<Duration> own = wishedDays(tenant).map(Duration::ofDays);
        List<KeepingRule> rules = new ArrayList<>();
        for (Connector connector : connectors.all()) {
            Optional<RetentionRule> platforms = connector.retentionRule();
            boolean stricter = own.isPresent()
                    && platforms
                            .map(rule -> own.get().compareTo(rule.afterShipment()) < 0)
                            .orElse(true);
            if (stricter) {
                rules.add(new KeepingRule(connector.platform(), own.get(), OWN));
            } else {
                platforms.ifPresent(
                        rule -> rules.add(new KeepingRule(connector.platform(), rule.afterShipment(), rule.source())));
            }
        }
        return rules;
    }

    /** The merchant's own rule, in days; empty when only the platforms' count. */
    Optional<Integer> wishedDays(TenantId tenant) {
        return unitOfWork.run(tenant, () -> jdbc
                .sql("SELECT keep_personal_data_days FROM tenant WHERE tenant_id = ?")
                .param(tenant.value())
                .query(Integer.class)
                .list()
                .stream()
                .filter(days -> days != null)
                .findFirst());
    }

    void wish(TenantId tenant, @Nullable Integer days) {
        unitOfWork.run(tenant, () -> jdbc.sql("UPDATE tenant SET keep_personal_data_days = ? WHERE tenant_id = ?")
                .param(days)
                .param(tenant.value())
                .update());
    }
}
