package io.quayside.app.orders.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.http.FieldProblem;
import io.quayside.app.http.Problem;
import io.quayside.app.orders.persistence.OrderList;
import io.quayside.app.orders.persistence.RestConnections;
import io.quayside.connectors.rest.InvalidOrder;
import io.quayside.connectors.rest.RestConnector;
import io.quayside.connectors.rest.RestOrderTranslator;
import io.quayside.domain.integrations.Connection.Status;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.IncomingOrder;
import io.quayside.domain.orders.OrderId;
import io.quayside.domain.orders.OrderState;
import io.quayside.domain.orders.Receipt;
import io.quayside.domain.orders.ReceiveOrders;
import io.quayside.routes.normalize.RawPayloads;
import io.quayside.routes.receive.ReceivedDelivery;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** From the JSON of an order to an order of the merchant's: read it, find its connection, keep its payload, receive it. */
@Component
class OrderEntry {
    private final RestOrderTranslator translator = new RestOrderTranslator();
    private final RestConnections connections;
    private final RawPayloads payloads;
    private final ReceiveOrders receiveOrders;
    private final OrderList orders;
    private final Ids ids;
    private final Clock clock;

    OrderEntry(
            RestConnections connections,
            RawPayloads payloads,
            ReceiveOrders receiveOrders,
            OrderList orders,
            Ids ids,
            Clock clock) {
        this.connections = connections;
        this.payloads = payloads;
        this.receiveOrders = receiveOrders;
        this.orders = orders;
        this.ids = ids;
        this.clock = clock;
    }

    /** An order that can be received. */
    record Readable(ConnectionId connection, CanonicalOrder order, byte[] body) {}

    /**
     * @param connectionId of the request; the order may name one of its own
     * @throws Problem that names everything that is wrong
     */
    Readable read(TenantId tenant, JsonNode json, byte[] body, @Nullable String connectionId) {
        List<FieldProblem> problems = new ArrayList<>();
        ConnectionId connection = connection(tenant, json, connectionId, problems);
        try {
            CanonicalOrder order = translator.read(json, clock.instant());
            if (connection != null) {
                return new Readable(connection, order, body);
            }
        } catch (InvalidOrder e) {
            problems.addAll(0, fieldProblems(e));
        }
        throw Problem.invalid(problems);
    }

    static List<FieldProblem> fieldProblems(InvalidOrder invalid) {
        return invalid.problems().stream()
                .map(problem -> new FieldProblem(problem.field(), problem.message()))
                .toList();
    }

    /** One receipt for each order, in their order. Call it outside a unit of work. */
    List<Receipt> receive(TenantId tenant, List<Readable> batch) {
        Instant now = clock.instant();
        List<ReceivedDelivery> deliveries = batch.stream()
                .map(readable -> new ReceivedDelivery(
                        tenant,
                        readable.connection(),
                        RestConnector.PLATFORM,
                        "api-" + ids.next(),
                        "",
                        readable.order().externalId(),
                        now,
                        readable.body()))
                .toList();
        List<UUID> claims = payloads.keep(deliveries);
        List<IncomingOrder> incoming = new ArrayList<>(batch.size());
        for (int at = 0; at < batch.size(); at++) {
            ReceivedDelivery delivery = deliveries.get(at);
            incoming.add(new IncomingOrder(
                    delivery.connection(),
                    RestConnector.PLATFORM,
                    delivery.deliveryId(),
                    now,
                    claims.get(at),
                    batch.get(at).order()));
        }
        return receiveOrders.receive(tenant, incoming);
    }

    OrderState stateOf(TenantId tenant, Receipt receipt) {
        return orders.find(tenant, Objects.requireNonNull(receipt.orderId()))
                .orElseThrow(() -> new IllegalStateException("a received order is not there"));
    }

    Map<OrderId, OrderState> statesOf(TenantId tenant, Collection<OrderId> received) {
        return orders.findAll(tenant, received).stream().collect(Collectors.toMap(OrderState::id, Function.identity()));
    }

    private @Nullable ConnectionId connection(
            TenantId tenant, JsonNode json, @Nullable String ofRequest, List<FieldProblem> problems) {
        String inBody = json.path("connectionId").asText("");
        String named = inBody.isBlank() ? ofRequest : inBody;
        if (named == null || named.isBlank()) {
            return connections.byDefault(tenant);
        }
        try {
            ConnectionId id = ConnectionId.of(named);
            Optional<String> obstacle = obstacle(tenant, id);
            obstacle.ifPresent(message -> problems.add(new FieldProblem("connectionId", message)));
            return obstacle.isEmpty() ? id : null;
        } catch (InvalidValue e) {
            problems.add(new FieldProblem("connectionId", String.valueOf(e.getMessage())));
            return null;
        }
    }

    private Optional<String> obstacle(TenantId tenant, ConnectionId id) {
        RestConnections.Known known = connections.find(tenant, id).orElse(null);
        if (known == null) {
            return Optional.of("is none of your connections");
        }
        if (!known.platform().equals(RestConnector.PLATFORM)) {
            return Optional.of("is a connection to '%s': orders over the API belong to one of the platform 'rest'"
                    .formatted(known.platform()));
        }
        return known.status() == Status.PAUSED
                ? Optional.of("is paused: resume the connection, then send the order again")
                : Optional.empty();
    }

    static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
