package io.quayside.app.integrations;

import io.quayside.app.persistence.SystemWork;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.routes.platform.ChannelAccounts;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Accounts of platforms by their own names, kept beside the encrypted credentials, which can't be searched. */
@Component
class JdbcChannelAccounts implements ChannelAccounts {
    private final SystemWork system;
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;

    JdbcChannelAccounts(SystemWork system, UnitOfWork unitOfWork, JdbcClient jdbc) {
        this.system = system;
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
    }

    @Override
    public List<ConnectionId> of(Platform platform, String account) {
        return find(platform, account, false).stream().map(Owned::connection).toList();
    }

    /** Deleted connections whose account it was. */
    List<Owned> formerlyOf(Platform platform, String account) {
        return find(platform, account, true);
    }

    /** A connection and whose it is. */
    record Owned(TenantId tenant, ConnectionId connection) {}

    private List<Owned> find(Platform platform, String account, boolean deleted) {
        return system.run(() -> jdbc.sql(
                        """
                        SELECT a.tenant_id, a.connection_id FROM channel_account a
                        JOIN connection c ON c.tenant_id = a.tenant_id AND c.id = a.connection_id
                        WHERE a.platform = ? AND a.account = ? AND (c.deleted_at IS NOT NULL) = ?""")
                .params(platform.name(), account, deleted)
                .query((row, number) -> new Owned(
                        new TenantId(row.getObject(1, UUID.class)), new ConnectionId(row.getObject(2, UUID.class))))
                .list());
    }

    /** In the transaction that stores the credentials which name it. */
    void remember(TenantId tenant, ConnectionId connection, Platform platform, Optional<String> account) {
        account.ifPresent(name -> unitOfWork.run(tenant, () -> jdbc.sql(
                        """
                        INSERT INTO channel_account (tenant_id, connection_id, platform, account) VALUES (?, ?, ?, ?)
                        ON CONFLICT (tenant_id, connection_id) DO UPDATE SET account = excluded.account""")
                .params(tenant.value(), connection.value(), platform.name(), name)
                .update()));
    }
}
