package io.quayside.connectors.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.connectors.ConnectorContract;
import io.quayside.connectors.spi.Capability;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.FulfillmentSink.Shipment;
import io.quayside.connectors.spi.StockSink.Level;
import io.quayside.domain.kernel.Sku;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AmazonConnectorTest extends ConnectorContract {
    private final AmazonConnector connector = new AmazonConnector(ScriptedAmazon.CLOCK, Optional.empty());

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
        try (InputStream in = AmazonConnectorTest.class.getResourceAsStream(
                "/amazon/orders/unshipped-with-tax-promotion-and-gift-wrap.in.json")) {
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Map<Capability, ThrowingCallable> proofs() {
        return Map.of(
                Capability.FETCH_ORDERS, this::fetchesAnOrder,
                Capability.PUSH_STOCK, this::pushesALevel,
                Capability.PUSH_FULFILLMENT, this::knowsAParcelAgain,
                Capability.CANCEL_ORDERS, this::leavesACancelledOrderAlone,
                Capability.CONNECT_BY_CONSENT, this::opensTheConsentPage);
    }

    private void fetchesAnOrder() {
        ScriptedAmazon amazon = new ScriptedAmazon()
                .answers("{'orders':[{'orderId':'111-0000001-0000001','lastUpdatedTime':'2026-11-20T11:00:00Z'}]}");

        assertThat(connector
                        .orderSource()
                        .orElseThrow()
                        .changedSince(RECEIVED_AT, Optional.empty(), ScriptedAmazon.CONNECTION, amazon)
                        .orders())
                .hasSize(1);
    }

    private void pushesALevel() {
        ScriptedAmazon amazon = new ScriptedAmazon()
                .answers(
                        "{'items':[{'sku':'ROPE','fulfillmentAvailability':[{'fulfillmentChannelCode':'DEFAULT','quantity':1}]}]}");

        assertThat(connector
                        .stockSink()
                        .orElseThrow()
                        .push(List.of(new Level(new Sku("ROPE"), 1)), "key", ScriptedAmazon.CONNECTION, amazon))
                .allMatch(result -> result.problem().isEmpty());
    }

    private void knowsAParcelAgain() {
        String reference = AmazonFulfillments.referenceOf("T1");
        ScriptedAmazon amazon = new ScriptedAmazon()
                .answers(
                        "{'order':{'fulfillment':{'fulfillmentStatus':'SHIPPED'},'packages':[{'packageReferenceId':'%s'}]}}"
                                .formatted(reference));
        Shipment shipment = parcel("111-0000001-0000001", "T1");

        assertThat(connector.fulfillmentSink().orElseThrow().ship(shipment, ScriptedAmazon.CONNECTION, amazon))
                .isEqualTo(reference);
        assertThat(amazon.requests).hasSize(1);
    }

    private void leavesACancelledOrderAlone() {
        ScriptedAmazon amazon =
                new ScriptedAmazon().answers("{'order':{'fulfillment':{'fulfillmentStatus':'CANCELLED'}}}");

        connector
                .cancellationSink()
                .orElseThrow()
                .cancel("111-0000001-0000001", "customer", ScriptedAmazon.CONNECTION, amazon);

        assertThat(amazon.requests).hasSize(1);
    }

    private void opensTheConsentPage() {
        Map<String, String> answers = Map.of("marketplace", "DE", "applicationId", "amzn1.sp.solution.1");

        assertThat(connector
                        .consentFlow()
                        .orElseThrow()
                        .authorizeUrl(answers, "s", URI.create("https://hub.example/c")))
                .hasHost("sellercentral-europe.amazon.com");
    }

    @Test
    void knowsItsAccountByTheSeller() {
        assertThat(connector.account(ScriptedAmazon.CONNECTION)).contains("A1SELLER00001");
    }

    @Test
    void registersNotificationsOnlyWhereTheInstallationHasAQueue() {
        assertThat(connector.webhookSubscriptions()).isEmpty();
        assertThat(new AmazonConnector(ScriptedAmazon.CLOCK, Optional.of("arn:aws:sqs:us-east-1:1:q"))
                        .webhookSubscriptions())
                .isPresent();
    }
}
