package io.quayside.app.writeback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quayside.app.integrations.Leases;
import io.quayside.app.persistence.SystemWork;
import io.quayside.connectors.spi.CanonicalJson;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.integrations.ChannelItem;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.orders.OrderId;
import io.quayside.domain.orders.RefundOrder;
import io.quayside.domain.orders.ShipOrder;
import io.quayside.domain.orders.Shipment;
import io.quayside.routes.ConnectorRegistry;
import io.quayside.routes.writeback.ChannelWork;
import io.quayside.routes.writeback.OrderWrites.OrderWrite;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** {@link ChannelWork} in PostgreSQL. */
@Repository
class JdbcChannelWork implements ChannelWork {
    private static final Duration TURN = Duration.ofMinutes(5);
    private static final String STOCK_CHANGED = "InventoryChanged";
    private static final String BUNDLE_DEFINED = "BundleDefined";
    private static final String BUNDLE_DISSOLVED = "BundleDissolved";
    private static final String MAPPED = "SkuMapped";
    private static final String UNMAPPED = "SkuUnmapped";
    private static final String CONFIGURED = "ConnectionConfigured";
    private static final String SHIPPED = "ShipmentCreated";
    private static final String CANCELLED = "OrderCancelled";
    private static final String REFUNDED = "RefundRequested";

    private final UnitOfWork unitOfWork;
    private final SystemWork system;
    private final JdbcClient jdbc;
    private final StockListings listings;
    private final JdbcOrderWrites writes;
    private final Leases leases;
    private final ShipOrder shipOrder;
    private final RefundOrder refundOrder;
    private final ConnectorRegistry connectors;
    private final ObjectMapper json = CanonicalJson.mapper();

    JdbcChannelWork(
            UnitOfWork unitOfWork,
            SystemWork system,
            JdbcClient jdbc,
            StockListings listings,
            JdbcOrderWrites writes,
            Leases leases,
            ShipOrder shipOrder,
            RefundOrder refundOrder,
            ConnectorRegistry connectors) {
        this.unitOfWork = unitOfWork;
        this.system = system;
        this.jdbc = jdbc;
        this.listings = listings;
        this.writes = writes;
        this.leases = leases;
        this.shipOrder = shipOrder;
        this.refundOrder = refundOrder;
        this.connectors = connectors;
    }

    @Override
    public void remember(List<EventNotice> events) {
        Map<TenantId, TreeSet<String>> changed = new LinkedHashMap<>();
        for (EventNotice event : events) {
            switch (event.type()) {
                case STOCK_CHANGED, BUNDLE_DEFINED, BUNDLE_DISSOLVED ->
                    changed.computeIfAbsent(event.tenant(), tenant -> new TreeSet<>())
                            .add(event.aggregateId());
                case SHIPPED -> rememberShipment(event);
                case CANCELLED -> rememberCancellation(event);
                case REFUNDED -> rememberRefund(event);
                case MAPPED, UNMAPPED -> rememberItem(event);
                case CONFIGURED -> rememberAllStock(event);
                default -> {} // not for channels
            }
        }
        changed.forEach(this::rememberStock);
    }

    private void rememberStock(TenantId tenant, TreeSet<String> skus) {
        unitOfWork.execute(tenant, () -> listings.changed(tenant, skus, sinks()));
    }

    /** A channel's item stands for something else now. */
    private void rememberItem(EventNotice event) {
        JsonNode item = data(event).path("item");
        if (item.path("kind").asText().equals(ChannelItem.Kind.SKU.name())) {
            ConnectionId connection = ConnectionId.of(item.path("connection").asText());
            String name = item.path("name").asText();
            unitOfWork.execute(event.tenant(), () -> listings.itemChanged(event.tenant(), connection, name, sinks()));
        }
    }

    /** The rule about what the channel is told may be another one now. */
    private void rememberAllStock(EventNotice event) {
        ConnectionId connection = ConnectionId.of(event.aggregateId());
        unitOfWork.execute(event.tenant(), () -> listings.everythingChanged(event.tenant(), connection, sinks()));
    }

    private String[] sinks() {
        return platforms(connector -> connector.stockSink().isPresent());
    }

    private void rememberShipment(EventNotice event) {
        JsonNode data = data(event);
        UUID shipment = UUID.fromString(data.path("shipmentId").asText());
        boolean toTell = writes.add(
                event, order(event), OrderWrite.Kind.SHIP, shipment, null, "", platforms(connector -> connector
                        .fulfillmentSink()
                        .isPresent()));
        if (!toTell) {
            shipOrder.announced(event.tenant(), order(event), shipment, Shipment.Announcement.NOT_TOLD);
        }
    }

    private void rememberCancellation(EventNotice event) {
        JsonNode data = data(event);
        if (data.path("by").asText().equals("MERCHANT")) {
            writes.add(
                    event,
                    order(event),
                    OrderWrite.Kind.CANCEL,
                    null,
                    null,
                    data.path("reason").asText(),
                    platforms(connector -> connector.cancellationSink().isPresent()));
        }
    }

    private void rememberRefund(EventNotice event) {
        UUID refund = UUID.fromString(data(event).path("refundId").asText());
        boolean toTell = writes.add(
                event, order(event), OrderWrite.Kind.REFUND, null, refund, "", platforms(connector -> connector
                        .refundSink()
                        .isPresent()));
        if (!toTell) {
            refundOrder.announced(event.tenant(), order(event), refund, Shipment.Announcement.NOT_TOLD);
        }
    }

    private String[] platforms(Predicate<Connector> can) {
        return connectors.all().stream()
                .filter(can)
                .map(connector -> connector.platform().name())
                .toArray(String[]::new);
    }

    private static OrderId order(EventNotice event) {
        return OrderId.of(event.aggregateId());
    }

    private JsonNode data(EventNotice event) {
        try {
            return json.readTree(event.payload()).path("data");
        } catch (IOException e) {
            throw new Unreadable("", "the event is not JSON");
        }
    }

    @Override
    public List<Due> due(int most) {
        return system.run(() -> jdbc.sql(
                        """
                        SELECT c.tenant_id, c.id FROM connection c
                        WHERE c.status = 'ACTIVE' AND c.deleted_at IS NULL AND (c.tenant_id, c.id) IN (
                            SELECT tenant_id, connection_id FROM channel_write WHERE status = 'PENDING' AND due_at <= now()
                            UNION SELECT tenant_id, connection_id FROM stock_push WHERE due_at <= now()
                            UNION SELECT tenant_id, connection_id FROM order_fetch WHERE due_at <= now())
                        LIMIT ?""")
                .param(most)
                .query((row, number) -> new Due(
                        new TenantId(row.getObject(1, UUID.class)), new ConnectionId(row.getObject(2, UUID.class))))
                .list());
    }

    @Override
    public Optional<Turn> takeTurn(Due due) {
        return leases.take(due.tenant(), due.connection(), Leases.Purpose.WRITE, TURN)
                .map(lease -> lease::close);
    }
}
