package io.quayside.routes.writeback;

import io.quayside.connectors.spi.CancellationSink;
import io.quayside.connectors.spi.Capability;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.FulfillmentSink;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.RefundSink;
import io.quayside.domain.integrations.CarrierMapping;
import io.quayside.domain.integrations.CarrierMappings;
import io.quayside.domain.orders.MerchantRefund;
import io.quayside.domain.orders.Shipment;
import io.quayside.routes.writeback.ChannelWork.Due;
import io.quayside.routes.writeback.OrderWrites.OrderWrite;
import java.util.Objects;
import java.util.Optional;

/**
 * Tells one connection of shipments, cancellations and refunds, one by one. Success is the platform's receipt, not that
 * the call returned. Thread-safe.
 */
public final class OrderTeller {
    private static final int MOST = 20;

    private final OrderWrites writes;
    private final ChannelCalls calls;
    private final CarrierMappings carriers;

    public OrderTeller(OrderWrites writes, ChannelCalls calls, CarrierMappings carriers) {
        this.writes = writes;
        this.calls = calls;
        this.carriers = carriers;
    }

    /** @return whether the connection can be called on */
    boolean tell(Due due, Connector connector) {
        for (OrderWrite write : writes.due(due, MOST)) {
            try {
                writes.confirmed(due, write, calls.send(due, (own, http) -> tell(due, write, connector, own, http)));
            } catch (ConnectorException.MerchantMustAct refused) {
                calls.broken(due, refused);
                return false;
            } catch (ConnectorException.Throttled throttled) {
                writes.later(due, write, throttled.waitFor(), false, ChannelCalls.message(throttled));
                return false;
            } catch (ConnectorException.Temporary failed) {
                if (calls.isLastAttempt(write.attempts())) {
                    writes.parked(due, write, ChannelCalls.message(failed));
                } else {
                    writes.later(due, write, calls.waitAfter(write.attempts()), true, ChannelCalls.message(failed));
                }
                return false;
            } catch (ConnectorException refused) {
                writes.parked(due, write, ChannelCalls.message(refused));
            }
        }
        return true;
    }

    private String tell(
            Due due, OrderWrite write, Connector connector, ConnectionAccess connection, PlatformHttp http) {
        return switch (write.kind()) {
            case SHIP -> {
                FulfillmentSink sink =
                        connector.fulfillmentSink().orElseThrow(() -> connector.cannot(Capability.PUSH_FULFILLMENT));
                yield sink.ship(shipment(due, write), connection, http);
            }
            case REFUND -> {
                RefundSink sink = connector.refundSink().orElseThrow(() -> connector.cannot(Capability.REFUND_ORDERS));
                yield sink.refund(refund(write), write.id().toString(), connection, http);
            }
            case CANCEL -> {
                CancellationSink sink =
                        connector.cancellationSink().orElseThrow(() -> connector.cannot(Capability.CANCEL_ORDERS));
                sink.cancel(write.orderExternalId(), write.reason(), connection, http);
                yield "cancelled";
            }
        };
    }

    private FulfillmentSink.Shipment shipment(Due due, OrderWrite write) {
        Shipment shipment = Objects.requireNonNull(write.shipment(), "a shipment to tell of");
        Optional<CarrierMapping> carrier = carriers.find(due.tenant(), due.connection(), shipment.carrier());
        return new FulfillmentSink.Shipment(
                write.orderExternalId(),
                shipment.lines().stream()
                        .map(line -> new FulfillmentSink.Shipment.Line(line.lineId(), line.quantity()))
                        .toList(),
                carrier.map(CarrierMapping::name).orElse(shipment.carrier()),
                carrier.map(CarrierMapping::code),
                shipment.trackingNumbers(),
                Optional.ofNullable(shipment.trackingUrl()),
                shipment.notifyCustomer(),
                write.complete(),
                new FulfillmentSink.Shipment.Repeat(
                        write.id().toString(), shipment.shippedAt(), write.otherReceipts()));
    }

    private static RefundSink.Refund refund(OrderWrite write) {
        MerchantRefund refund = Objects.requireNonNull(write.refund(), "a refund to make");
        return new RefundSink.Refund(
                write.orderExternalId(),
                refund.lines().stream()
                        .map(line -> new RefundSink.Refund.Line(line.lineId(), line.quantity(), line.amount()))
                        .toList(),
                refund.amount(),
                refund.reason());
    }
}
