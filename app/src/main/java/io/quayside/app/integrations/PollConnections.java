package io.quayside.app.integrations;

import io.quayside.app.persistence.SystemWork;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Connections;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.routes.ConnectorRegistry;
import io.quayside.routes.poll.Polls;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The safety net under webhooks: fetches every active connection again and again, the longest waiting first. */
@Component
class PollConnections implements Polls {
    private static final int MOST_AT_ONCE = 200;
    private final SystemWork system;
    private final UnitOfWork unitOfWork;
    private final JdbcClient jdbc;
    private final Connections connections;
    private final ConnectorRegistry connectors;
    private final FetchOrders fetchOrders;
    private final IntegrationSettings settings;

    PollConnections(
            SystemWork system,
            UnitOfWork unitOfWork,
            JdbcClient jdbc,
            Connections connections,
            ConnectorRegistry connectors,
            FetchOrders fetchOrders,
            IntegrationSettings settings) {
        this.system = system;
        this.unitOfWork = unitOfWork;
        this.jdbc = jdbc;
        this.connections = connections;
        this.connectors = connectors;
        this.fetchOrders = fetchOrders;
        this.settings = settings;
    }

    @Override
    public void startDue() {
        if (settings.pollEvery().isZero()) {
            return;
        }
        for (Due due : due()) {
            unitOfWork
                    .run(due.tenant(), () -> connections.find(due.tenant(), due.connection()))
                    .ifPresent(connection -> connectors
                            .find(connection.platform())
                            .ifPresent(connector -> fetchOrders.poll(due.tenant(), connection, connector)));
        }
    }

    private record Due(TenantId tenant, ConnectionId connection) {}

    private List<Due> due() {
        String[] platforms = connectors.all().stream()
                .filter(connector -> connector.orderSource().isPresent())
                .map(connector -> connector.platform().name())
                .toArray(String[]::new);
        return system.run(() -> jdbc.sql(
                        """
                        SELECT c.tenant_id, c.id FROM connection c
                        LEFT JOIN sync_cursor s ON s.tenant_id = c.tenant_id AND s.connection_id = c.id
                        WHERE c.status = 'ACTIVE' AND c.deleted_at IS NULL AND c.platform = ANY (?::text[])
                          AND coalesce(s.next_poll_at, '-infinity') <= now()
                        ORDER BY s.next_poll_at NULLS FIRST LIMIT ?""")
                .params(platforms, MOST_AT_ONCE)
                .query((row, number) -> new Due(
                        new TenantId(row.getObject(1, UUID.class)), new ConnectionId(row.getObject(2, UUID.class))))
                .list());
    }
}
