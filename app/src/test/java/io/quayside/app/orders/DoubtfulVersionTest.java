package io.quayside.app.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quayside.app.api.ApiTest;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.IncomingOrder;
import io.quayside.domain.orders.OrderId;
import io.quayside.domain.orders.OrderState;
import io.quayside.domain.orders.Orders;
import io.quayside.domain.orders.ReceiveOrders;
import io.quayside.routes.ingest.ImportMessages;
import io.quayside.routes.ingest.OrderImporter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Channels tell times in whole seconds: news of the second in which they were asked may be older or newer. */
class DoubtfulVersionTest extends ApiTest {
    @Autowired
    private ReceiveOrders receiveOrders;

    @Autowired
    private Orders orders;

    private final List<String> asked = new ArrayList<>();
    private final ImportMessages messages = new ImportMessages();
    private TenantId merchant;
    private OrderState order;

    @BeforeEach
    void anOrderThatTheChannelWasAskedFor() {
        merchant = newMerchant();
        JsonNode entered = send(
                        merchant, "/api/v1/orders", order(UUID.randomUUID().toString(), "MUG", 2))
                .mustBe(201)
                .body();
        order = now(OrderId.of(entered.path("id").asText()));
        imports(order.content().readAt(Instant.now()));
    }

    @Test
    void givenNewsThatContradictsTheReading_whenItComes_thenTheChannelIsAskedAgain() {
        CanonicalOrder content = order.content();

        imports(content.edited(content.shippingAddress(), "leave it at the door", content.tags()));

        assertThat(now(order.id()).content().note()).isEqualTo(content.note());
        assertThat(asked).containsExactly(content.externalId());
    }

    @Test
    void givenNewsThatSaysTheSame_whenItComes_thenNobodyIsAsked() {
        imports(order.content());

        assertThat(asked).isEmpty();
    }

    private void imports(CanonicalOrder content) {
        IncomingOrder incoming = new IncomingOrder(
                order.connectionId(), order.channel(), UUID.randomUUID().toString(), Instant.now(), null, content);
        new OrderImporter(
                        messages,
                        receiveOrders,
                        (tenant, connection, ids) -> asked.addAll(ids),
                        new SimpleMeterRegistry())
                .importBatch(List.of(messages.toMessage(merchant, incoming)));
    }

    private OrderState now(OrderId id) {
        return unitOfWork.run(
                merchant, () -> orders.find(merchant, id).orElseThrow().state());
    }
}
