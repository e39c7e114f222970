package io.quayside.app.orders.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quayside.app.http.FieldProblem;
import io.quayside.app.http.Problem;
import io.quayside.app.orders.persistence.IdempotentRequests;
import io.quayside.app.orders.persistence.IdempotentRequests.Answer;
import io.quayside.app.orders.persistence.IdempotentRequests.KeyReused;
import io.quayside.app.orders.persistence.IdempotentRequests.Outcome;
import io.quayside.app.security.Merchant;
import io.quayside.domain.orders.OrderState;
import io.quayside.domain.orders.Receipt;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The generic channel: programs that speak the canonical order bring theirs here, one by one or in batches. */
@RestController
@RequestMapping("/api/v1/orders")
class OrderEntryController {
    private static final String KEY = "Idempotency-Key";
    private static final int LONGEST_KEY = 200;
    private static final int MOST_ATTEMPTS = 4;

    private final OrderEntry entry;
    private final OrderBatch batch;
    private final IdempotentRequests requests;
    private final OrderBody bodies;
    private final ObjectMapper json;

    OrderEntryController(
            OrderEntry entry, OrderBatch batch, IdempotentRequests requests, OrderBody bodies, ObjectMapper json) {
        this.entry = entry;
        this.batch = batch;
        this.requests = requests;
        this.bodies = bodies;
        this.json = json;
    }

    /**
     * 201 with a new order, 200 when it was known or the request is a repeat.
     *
     * @param connectionId the merchant's default REST connection when neither this nor the order names one
     */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<OrderResponse> place(
            @RequestBody byte[] body,
            @RequestParam(required = false) @Nullable String connectionId,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            Merchant who) {
        who.require(OrderController.WRITE);
        JsonNode tree = bodies.parse(body);
        OrderEntry.Readable readable = entry.read(who.tenant(), tree, body, connectionId);
        return key == null ? placeOne(readable, who) : placeOnce(checked(key), readable, who);
    }

    /** 207 with a result for each order, in their order. */
    @PostMapping(path = "/batch", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<OrderBatch.Results> placeBatch(
            @RequestBody byte[] body, @RequestParam(required = false) @Nullable String connectionId, Merchant who) {
        who.require(OrderController.WRITE);
        return ResponseEntity.status(HttpStatus.MULTI_STATUS)
                .body(batch.place(who.tenant(), bodies.parse(body), connectionId));
    }

    private ResponseEntity<OrderResponse> placeOne(OrderEntry.Readable readable, Merchant who) {
        Receipt receipt = receiveOne(readable, who);
        OrderState state = entry.stateOf(who.tenant(), receipt);
        return answer(OrderResponse.of(state), receipt.outcome() == Receipt.Outcome.CREATED);
    }

    private ResponseEntity<OrderResponse> placeOnce(String key, OrderEntry.Readable readable, Merchant who) {
        AtomicBoolean created = new AtomicBoolean();
        byte[] hash = hash(readable);
        try {
            Outcome outcome = retried(() -> requests.once(who.tenant(), key, hash, () -> {
                Receipt receipt = receiveOne(readable, who);
                created.set(receipt.outcome() == Receipt.Outcome.CREATED);
                OrderState state = entry.stateOf(who.tenant(), receipt);
                return new Answer(state.id(), written(OrderResponse.of(state)));
            }));
            return answer(readAgain(outcome.answer().body()), created.get() && !outcome.repeated());
        } catch (KeyReused e) {
            throw new Problem(
                    HttpStatus.UNPROCESSABLE_ENTITY,
                    "idempotency-key-reused",
                    "The idempotency key belongs to another request",
                    "this key came before, with another order: use a new key for each order",
                    List.of(new FieldProblem(KEY, "was used for another order")));
        }
    }

    private Receipt receiveOne(OrderEntry.Readable readable, Merchant who) {
        return entry.receive(who.tenant(), List.of(readable)).get(0);
    }

    /** Within the request's own unit of work freed stock is offered under locks that others may hold the other way round. */
    private static <T> T retried(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (PessimisticLockingFailureException e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static ResponseEntity<OrderResponse> answer(OrderResponse order, boolean created) {
        return created
                ? ResponseEntity.created(URI.create("/api/v1/orders/" + order.id()))
                        .body(order)
                : ResponseEntity.ok(order);
    }

    private static String checked(String key) {
        if (key.isBlank() || key.length() > LONGEST_KEY || !key.chars().allMatch(c -> c > 0x1f && c < 0x7f)) {
            throw Problem.invalid(KEY, "has 1 to %d printable ASCII characters".formatted(LONGEST_KEY));
        }
        return key.strip();
    }

    private static byte[] hash(OrderEntry.Readable readable) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(readable.connection().toString().getBytes(StandardCharsets.UTF_8));
            return sha256.digest(readable.body());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String written(OrderResponse order) {
        try {
            return json.writeValueAsString(order);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private OrderResponse readAgain(String answer) {
        try {
            return json.readValue(answer, OrderResponse.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a kept answer can't be read", e);
        }
    }
}
