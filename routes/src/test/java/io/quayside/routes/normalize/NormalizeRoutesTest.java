package io.quayside.routes.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.connectors.rest.RestConnector;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ErasureDemand;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.IncomingOrder;
import io.quayside.routes.ConnectionDirectory.KnownConnection;
import io.quayside.routes.ConnectorRegistry;
import io.quayside.routes.DeliveryMessages;
import io.quayside.routes.Headers;
import io.quayside.routes.PipelineSettings;
import io.quayside.routes.ingest.ImportMessages;
import io.quayside.routes.jmsbatch.QueueMessage;
import io.quayside.routes.receive.ReceivedDelivery;
import io.quayside.routes.writeback.OrderRequests;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The normalize route with its edges replaced. */
class NormalizeRoutesTest {
    private static final TenantId TENANT = new TenantId(new UUID(1, 1));
    private static final ConnectionId CONNECTION = new ConnectionId(new UUID(2, 2));
    private static final UUID CLAIM = new UUID(3, 3);

    private final ImportMessages importMessages = new ImportMessages();
    /** The REST channel sends whole orders and points at none. */
    private static final OrderRequests NOTHING_TO_FETCH = (tenant, connection, orders) -> {
        throw new AssertionError("no order is to be fetched");
    };

    private static final PrivacyDemands NO_DEMANDS = new PrivacyDemands() {
        @Override
        public void erase(Source source, ErasureDemand demand) {
            throw new AssertionError("nobody is to be forgotten");
        }

        @Override
        public void ask(Source source, String what) {
            throw new AssertionError("nothing is asked of the merchant");
        }
    };

    private DefaultCamelContext camel;
    private MockEndpoint imported;
    private MockEndpoint parked;

    @BeforeEach
    void start() throws Exception {
        camel = new DefaultCamelContext();
        camel.addComponent("jms-batch", new DirectComponent()); // never reached: both ends are replaced
        camel.addRoutes(new NormalizeRoutes(
                new ConnectorRegistry(List.of(new RestConnector())),
                id -> id.equals(CONNECTION)
                        ? Optional.of(new KnownConnection(
                                TENANT, new Platform("rest"), true, new ConnectionAccess(id, Map.of(), Map.of())))
                        : Optional.empty(),
                deliveries -> deliveries.stream().map(delivery -> CLAIM).toList(),
                importMessages,
                (tenant, connection, reason) -> {},
                NOTHING_TO_FETCH,
                NO_DEMANDS,
                new PipelineSettings(100, Duration.ofMillis(20), 1, 1)));
        AdviceWith.adviceWith(camel, "normalize-rest", route -> {
            route.replaceFromWith("direct:delivery");
            route.weaveById("hand-over-rest").replace().to("mock:import");
            route.weaveById("park-rest").replace().to("mock:parked");
        });
        camel.start();
        imported = camel.getEndpoint("mock:import", MockEndpoint.class);
        parked = camel.getEndpoint("mock:parked", MockEndpoint.class);
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private static QueueMessage delivery(String id, String body) {
        return DeliveryMessages.toMessage(new ReceivedDelivery(
                TENANT,
                CONNECTION,
                new Platform("rest"),
                id,
                "",
                "",
                Instant.parse("2026-11-24T10:00:00.123456Z"),
                body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String order(String id) {
        return """
                {"externalId":"%s","currency":"USD","lines":[{"sku":"MUG","quantity":2,"unitPrice":"9.50"}]}"""
                .formatted(id);
    }

    @Test
    void aDeliveryBecomesACanonicalOrderWithItsClaimCheck() throws Exception {
        imported.expectedMessageCount(1);

        camel.createProducerTemplate().sendBody("direct:delivery", List.of(delivery("d-1", order("A-1"))));

        imported.assertIsSatisfied();
        QueueMessage message = (QueueMessage)
                imported.getExchanges().get(0).getMessage().getBody(List.class).get(0);
        IncomingOrder incoming = importMessages.fromMessage(message);
        assertThat(importMessages.tenantOf(message)).isEqualTo(TENANT);
        assertThat(incoming.deliveryId()).isEqualTo("d-1");
        assertThat(incoming.rawPayload()).isEqualTo(CLAIM);
        assertThat(incoming.receivedAt()).isEqualTo("2026-11-24T10:00:00.123456Z");
        assertThat(incoming.order().totals().grandTotal()).hasToString("19.00 USD");
    }

    @Test
    void anUnreadableDeliveryIsParkedWithItsReasonAndTheOthersGoOn() throws Exception {
        imported.expectedMessageCount(2);
        parked.expectedMessageCount(1);

        camel.createProducerTemplate()
                .sendBody(
                        "direct:delivery",
                        List.of(
                                delivery("d-1", order("A-1")),
                                delivery("d-2", "{\"externalId\":"),
                                delivery("d-3", order("A-3"))));

        MockEndpoint.assertIsSatisfied(camel);
        QueueMessage letter = parked.getExchanges().get(0).getMessage().getBody(QueueMessage.class);
        assertThat(letter.header(Headers.DELIVERY)).isEqualTo("d-2");
        assertThat(letter.header(Headers.REASON)).isNotBlank();
        assertThat(letter.body()).asString().isEqualTo("{\"externalId\":");
    }
}
