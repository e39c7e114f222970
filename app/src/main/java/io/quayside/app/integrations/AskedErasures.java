package io.quayside.app.integrations;

import io.quayside.app.persistence.SystemWork;
import io.quayside.connectors.payload.Signatures;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.routes.normalize.ForgottenBuyers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps what platforms demand: a buyer to be forgotten at every connection to that platform, of every merchant, because a
 * platform tells an app once for all its sellers. Kept before it is done, so that no stop loses it.
 */
@Component
class AskedErasures implements ForgottenBuyers {
    private static final Logger LOG = LoggerFactory.getLogger(AskedErasures.class);
    private final SystemWork system;
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;

    AskedErasures(SystemWork system, UnitOfWork unitOfWork, JdbcClient jdbc) {
        this.system = system;
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
    }

    @Override
    public void forget(Platform platform, List<String> names, String why) {
        List<UUID> tenants = system.run(() -> jdbc.sql("SELECT DISTINCT tenant_id FROM connection WHERE platform = ?")
                .param(platform.name())
                .query(UUID.class)
                .list());
        int kept = 0;
        for (UUID id : tenants) {
            TenantId tenant = new TenantId(id);
            for (String name : names) {
                kept += unitOfWork.run(tenant, () -> keep(tenant, platform, name, why));
            }
        }
        LOG.info("{} demands that a buyer be forgotten: kept for {} name(s) at connections", platform, kept);
    }

    private int keep(TenantId tenant, Platform platform, String name, String why) {
        return jdbc.sql(
                        """
                        INSERT INTO buyer_erasure (tenant_id, connection_id, name_hash, name, reason)
                        SELECT tenant_id, id, ?, ?, ? FROM connection WHERE tenant_id = ? AND platform = ?
                        ON CONFLICT (tenant_id, connection_id, name_hash) DO NOTHING""")
                .params(
                        Signatures.sha256(name.getBytes(StandardCharsets.UTF_8)),
                        name,
                        why,
                        tenant.value(),
                        platform.name())
                .update();
    }
}
