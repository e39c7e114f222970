package io.quayside.routes.writeback;

import io.quayside.connectors.spi.Connector;
import io.quayside.routes.ConnectionDirectory;
import io.quayside.routes.ConnectorRegistry;
import io.quayside.routes.writeback.ChannelWork.Due;
import java.util.Optional;

/**
 * Does what is due at one connection: orders are fetched, shipments, cancellations and refunds told, then stock. No
 * transaction is open while a platform is called. Thread-safe.
 */
public final class ChannelWorker {
    private final ChannelWork work;
    private final ConnectionDirectory connections;
    private final ConnectorRegistry connectors;
    private final OrderFetcher fetcher;
    private final OrderTeller orders;
    private final StockTeller stock;

    public ChannelWorker(
            ChannelWork work,
            ConnectionDirectory connections,
            ConnectorRegistry connectors,
            OrderFetcher fetcher,
            OrderTeller orders,
            StockTeller stock) {
        this.work = work;
        this.connections = connections;
        this.connectors = connectors;
        this.fetcher = fetcher;
        this.orders = orders;
        this.stock = stock;
    }

    /** Does it, unless another instance is at it or the connection does not want to be written to. */
    public void write(Due due) {
        Optional<Connector> connector = connections
                .find(due.connection())
                .filter(ConnectionDirectory.KnownConnection::receiving)
                .flatMap(known -> connectors.find(known.platform()));
        if (connector.isEmpty()) {
            return;
        }
        Optional<ChannelWork.Turn> turn = work.takeTurn(due);
        if (turn.isEmpty()) {
            return;
        }
        try (ChannelWork.Turn mine = turn.get()) {
            if (fetcher.fetch(due, connector.get()) && orders.tell(due, connector.get())) {
                stock.tell(due, connector.get());
            }
        }
    }
}
