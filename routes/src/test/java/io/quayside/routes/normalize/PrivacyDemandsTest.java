package io.quayside.routes.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.connectors.ebay.EbayConnector;
import io.quayside.connectors.shopify.ShopifyConnector;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.ErasureDemand;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.TenantId;
import io.quayside.routes.ConnectionDirectory.KnownConnection;
import io.quayside.routes.DeliveryMessages;
import io.quayside.routes.Headers;
import io.quayside.routes.ingest.ImportMessages;
import io.quayside.routes.jmsbatch.QueueMessage;
import io.quayside.routes.receive.ReceivedDelivery;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a platform demands for a buyer's privacy is no order, and is handed on with where it came from. */
class PrivacyDemandsTest {
    private static final Platform EBAY = new Platform("ebay");
    private static final TenantId TENANT = new TenantId(new UUID(0, 1));
    private static final ConnectionId CONNECTION = new ConnectionId(new UUID(0, 2));
    private static final UUID CLAIM = new UUID(0, 3);

    private record Erased(PrivacyDemands.Source source, ErasureDemand demand) {}

    private final List<Erased> erased = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();

    @Test
    void aClosedAccountIsHandedOnWithAllItsNames() {
        String notice =
                """
                {"metadata":{"topic":"MARKETPLACE_ACCOUNT_DELETION","schemaVersion":"1.0"},
                 "notification":{"notificationId":"n-1","data":{"username":"mary_j","userId":"U7","eiasToken":"nY+s"}}}""";

        List<QueueMessage> orders =
                translate(new EbayConnector(Clock.systemUTC()), "MARKETPLACE_ACCOUNT_DELETION", notice);

        assertThat(orders).isEmpty();
        assertThat(erased).singleElement().satisfies(one -> {
            assertThat(one.source()).isEqualTo(new PrivacyDemands.Source(TENANT, CONNECTION, EBAY, Optional.of(CLAIM)));
            assertThat(one.demand().ofEverySeller()).isTrue();
            assertThat(one.demand().marks())
                    .extracting(ErasureDemand.Mark::text)
                    .containsExactly("mary_j", "U7", "nY+s");
            assertThat(one.demand().why()).isNotBlank();
        });
    }

    @Test
    void aRequestForDataIsHandedOnToTheMerchant() {
        List<QueueMessage> orders = translate(
                new ShopifyConnector(Clock.systemUTC()),
                "customers/data_request",
                "{\"orders_requested\":[7],\"data_request\":{\"id\":9}}");

        assertThat(orders).isEmpty();
        assertThat(erased).isEmpty();
        assertThat(asked).singleElement().asString().contains("request 9", "orders 7");
    }

    private List<QueueMessage> translate(Connector connector, String topic, String body) {
        Normalizer normalizer = new Normalizer(
                connector,
                id -> Optional.of(new KnownConnection(
                        TENANT, connector.platform(), true, new ConnectionAccess(id, Map.of(), Map.of()))),
                deliveries -> List.of(),
                new ImportMessages(),
                (tenant, connection, reason) -> {},
                (tenant, connection, orders) -> {
                    throw new AssertionError("no order is to be fetched");
                },
                new PrivacyDemands() {
                    @Override
                    public void erase(Source source, ErasureDemand demand) {
                        erased.add(new Erased(source, demand));
                    }

                    @Override
                    public void ask(Source source, String what) {
                        asked.add(what);
                    }
                });
        return normalizer.translate(DeliveryMessages.toMessage(new ReceivedDelivery(
                        TENANT,
                        CONNECTION,
                        connector.platform(),
                        "n-1",
                        topic,
                        "",
                        Instant.parse("2026-11-24T10:00:00Z"),
                        body.getBytes(StandardCharsets.UTF_8)))
                .with(Headers.RAW_PAYLOAD, CLAIM.toString()));
    }
}
