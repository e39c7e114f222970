package io.quayside.connectors.magento;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.connectors.ConnectorContract;
import io.quayside.connectors.spi.Capability;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.RefundSink.Refund;
import io.quayside.connectors.spi.StockSink.Level;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Sku;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MagentoConnectorTest extends ConnectorContract {
    private static final String ORDER =
            "{'entity_id':7,'state':'processing','items':[{'item_id':1,'sku':'A','product_type':'simple','qty_ordered':1,'base_price':9}]}";
    private final Connector connector = new MagentoConnector(Clock.systemUTC());

    @Override
    protected Connector connector() {
        return connector;
    }

    @Override
    protected String goodTopic() {
        return "";
    }

    @Override
    protected byte[] goodBody() {
        try (InputStream in = MagentoConnectorTest.class.getResourceAsStream(
                "/magento/orders/configurable-and-simple-taxed.in.json")) {
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Map<Capability, ThrowingCallable> proofs() {
        var connection = ScriptedMagento.connection();
        return Map.of(
                Capability.FETCH_ORDERS,
                () -> assertThat(connector
                                .orderSource()
                                .orElseThrow()
                                .changedSince(
                                        Instant.EPOCH,
                                        Optional.empty(),
                                        connection,
                                        new ScriptedMagento()
                                                .on("GET /orders", "{'items':[" + ORDER + "],'total_count':1}"))
                                .orders())
                        .hasSize(1),
                Capability.PUSH_STOCK,
                () -> assertThat(connector
                                .stockSink()
                                .orElseThrow()
                                .push(
                                        List.of(new Level(new Sku("A"), 3)),
                                        "key",
                                        connection,
                                        new ScriptedMagento()
                                                .on(
                                                        "GET /inventory/source-items",
                                                        "{'items':[{'sku':'A','quantity':1,'status':1}],'total_count':1}")
                                                .on("POST /inventory/source-items", "[]"))
                                .get(0)
                                .problem())
                        .isEmpty(),
                Capability.PUSH_FULFILLMENT,
                () -> assertThat(connector
                                .fulfillmentSink()
                                .orElseThrow()
                                .ship(
                                        parcel("7", "1Z"),
                                        connection,
                                        new ScriptedMagento()
                                                .on("GET /orders/7", ORDER)
                                                .on("GET /shipments", "{'items':[],'total_count':0}")
                                                .on("POST /order/7/ship", "'3'")))
                        .isEqualTo("3"),
                Capability.CANCEL_ORDERS,
                () -> connector
                        .cancellationSink()
                        .orElseThrow()
                        .cancel(
                                "7",
                                "customer",
                                connection,
                                new ScriptedMagento()
                                        .on("GET /orders/7", ORDER)
                                        .on("GET /orders/7", "{'state':'canceled'}")
                                        .on("POST /orders/7/cancel", "true")),
                Capability.REFUND_ORDERS,
                () -> assertThat(connector
                                .refundSink()
                                .orElseThrow()
                                .refund(
                                        new Refund("7", List.of(), Money.of("5", "USD"), "late"),
                                        "key",
                                        connection,
                                        new ScriptedMagento()
                                                .on("GET /creditmemos", "{'items':[],'total_count':0}")
                                                .on("GET /orders/7", ORDER)
                                                .on("GET /invoices", "{'items':[],'total_count':0}")
                                                .on("POST /order/7/refund", "'4'")))
                        .isEqualTo("4"),
                Capability.CONNECT_BY_CONSENT,
                () -> assertThat(connector
                                .consentFlow()
                                .orElseThrow()
                                .authorizeUrl(
                                        Map.of("storeUrl", "shop.example.com"),
                                        "state",
                                        URI.create("https://hub.example/integrations/magento/callback")))
                        .hasHost("shop.example.com"));
    }

    @Test
    void pollsBecauseThereAreNoWebhooks() {
        assertThat(connector.webhooks()).isEmpty();
        assertThat(connector.webhookSubscriptions()).isEmpty();
        assertThat(connector.orderCensus()).isPresent();
    }
}
