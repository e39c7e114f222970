package io.quayside.app.orders.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.http.Problem;
import io.quayside.app.orders.web.OrderEntry.Readable;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.OrderId;
import io.quayside.domain.orders.OrderState;
import io.quayside.domain.orders.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/**
 * Takes several orders in one request. All that can be read are received in one unit of work; should the database
 * refuse it, one by one, so that one bad order never fails another.
 */
@Component
class OrderBatch {
    private static final Logger LOG = LoggerFactory.getLogger(OrderBatch.class);
    private static final int MOST_ORDERS = 500;

    private final OrderEntry entry;

    OrderBatch(OrderEntry entry) {
        this.entry = entry;
    }

    /** In the order of the request. */
    record Results(List<Result> results) {}

    /**
     * @param index place in the request, from 0
     * @param status what the order alone would have been answered with: 201, 200, 400
     * @param order absent when it was refused
     * @param problem absent when it was taken
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Result(
            int index,
            int status,
            @Nullable OrderId id,
            @Nullable String externalId,
            @Nullable OrderResponse order,
            @Nullable ProblemDetail problem) {
        static Result taken(int index, Receipt receipt, OrderState state) {
            HttpStatus status = receipt.outcome() == Receipt.Outcome.CREATED ? HttpStatus.CREATED : HttpStatus.OK;
            return new Result(
                    index, status.value(), state.id(), state.content().externalId(), OrderResponse.of(state), null);
        }

        static Result refused(int index, @Nullable String externalId, Problem problem) {
            return new Result(index, problem.status().value(), null, externalId, null, problem.toBody());
        }
    }

    Results place(TenantId tenant, JsonNode body, @Nullable String ofRequest) {
        JsonNode orders = body.isArray() ? body : body.path("orders");
        if (!orders.isArray()) {
            throw Problem.invalid("orders", "is a list of orders");
        }
        if (orders.isEmpty() || orders.size() > MOST_ORDERS) {
            throw Problem.invalid("orders", "holds from 1 to %d orders".formatted(MOST_ORDERS));
        }
        String inBody = body.path("connectionId").asText("");
        String connectionId = inBody.isBlank() ? ofRequest : inBody;
        Map<Integer, Result> results = new TreeMap<>();
        Map<Integer, Readable> readable = new TreeMap<>();
        for (int index = 0; index < orders.size(); index++) {
            JsonNode order = orders.get(index);
            try {
                readable.put(index, entry.read(tenant, order, OrderEntry.bytes(order), connectionId));
            } catch (Problem problem) {
                results.put(index, Result.refused(index, externalIdOf(order), problem));
            }
        }
        if (!readable.isEmpty()) {
            results.putAll(receive(tenant, readable));
        }
        return new Results(List.copyOf(results.values()));
    }

    private Map<Integer, Result> receive(TenantId tenant, Map<Integer, Readable> readable) {
        try {
            return receiveTogether(tenant, readable);
        } catch (NonTransientDataAccessException e) {
            LOG.info("a batch of {} orders is received one by one: {}", readable.size(), e.toString());
            Map<Integer, Result> results = new TreeMap<>();
            readable.forEach((index, order) -> results.put(index, receiveAlone(tenant, index, order)));
            return results;
        }
    }

    private Map<Integer, Result> receiveTogether(TenantId tenant, Map<Integer, Readable> readable) {
        List<Integer> indexes = List.copyOf(readable.keySet());
        List<Receipt> receipts = entry.receive(tenant, List.copyOf(readable.values()));
        List<OrderId> ids = new ArrayList<>();
        receipts.forEach(receipt -> ids.add(Objects.requireNonNull(receipt.orderId())));
        Map<OrderId, OrderState> states = entry.statesOf(tenant, ids);
        Map<Integer, Result> results = new TreeMap<>();
        for (int at = 0; at < receipts.size(); at++) {
            OrderState state = Objects.requireNonNull(states.get(ids.get(at)));
            results.put(indexes.get(at), Result.taken(indexes.get(at), receipts.get(at), state));
        }
        return results;
    }

    private Result receiveAlone(TenantId tenant, int index, Readable order) {
        try {
            return Objects.requireNonNull(
                    receiveTogether(tenant, Map.of(index, order)).get(index));
        } catch (NonTransientDataAccessException e) {
            LOG.info("an order of a batch can't be stored: {}", e.toString());
            Problem problem = Problem.invalid("", "the order holds a value that can't be stored");
            return Result.refused(index, order.order().externalId(), problem);
        }
    }

    private static @Nullable String externalIdOf(JsonNode order) {
        JsonNode id = order.path("externalId");
        return id.isTextual() ? id.textValue() : null;
    }
}
