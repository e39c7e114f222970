package io.quayside.connectors.shopify;

import static io.quayside.connectors.shopify.ScriptedShopify.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.connectors.ConnectorContract;
import io.quayside.connectors.spi.Capability;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.FulfillmentSink.Shipment;
import io.quayside.connectors.spi.RefundSink;
import io.quayside.connectors.spi.StockSink.Level;
import io.quayside.connectors.spi.WebhookGate.Request;
import io.quayside.connectors.spi.WebhookGate.Verdict;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Sku;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

class ShopifyConnectorTest extends ConnectorContract {
    private final ShopifyConnector connector = new ShopifyConnector();

    @Override
    protected Connector connector() {
        return connector;
    }

    @Override
    protected String goodTopic() {
        return "orders/create";
    }

    @Override
    protected byte[] goodBody() {
        return ShopifyExamples.order();
    }

    @Override
    protected Map<Capability, ThrowingCallable> proofs() {
        return Map.of(
                Capability.RECEIVE_WEBHOOKS, this::takesASignedCall,
                Capability.FETCH_ORDERS, this::fetchesAnOrder,
                Capability.PUSH_STOCK, this::pushesALevel,
                Capability.PUSH_FULFILLMENT, this::knowsAParcelAgain,
                Capability.CANCEL_ORDERS, this::leavesACancelledOrderAlone,
                Capability.REFUND_ORDERS, this::knowsARefundAgain,
                Capability.CONNECT_BY_CONSENT, this::opensTheConsentPage);
    }

    private void fetchesAnOrder() {
        ScriptedShopify shopify =
                new ScriptedShopify().answers(ShopifyOrdersTest.page(ShopifyOrdersTest.order(), false, ""));

        assertThat(connector
                        .orderSource()
                        .orElseThrow()
                        .changedSince(RECEIVED_AT, Optional.empty(), ShopifyExamples.CONNECTION, shopify)
                        .orders())
                .hasSize(1);
    }

    private void pushesALevel() {
        ScriptedShopify shopify = new ScriptedShopify()
                .answers(json("{'data':{'locations':{'nodes':[{'id':'gid://shopify/Location/1'}]}}}"))
                .answers(json("{'data':{'inventoryItems':{'nodes':[]}}}"));

        assertThat(connector
                        .stockSink()
                        .orElseThrow()
                        .push(List.of(new Level(new Sku("ROPE"), 1)), "key", ShopifyExamples.CONNECTION, shopify))
                .hasSize(1);
    }

    private void knowsAParcelAgain() {
        ScriptedShopify shopify = new ScriptedShopify()
                .answers(
                        json("{'data':{'order':{'fulfillments':[{'id':'gid://shopify/Fulfillment/8','status':'SUCCESS',"
                                + "'trackingInfo':[{'number':'T1'}]}]}}}"));
        Shipment shipment = parcel("1", "T1");

        assertThat(connector.fulfillmentSink().orElseThrow().ship(shipment, ShopifyExamples.CONNECTION, shopify))
                .isEqualTo("8");
    }

    private void leavesACancelledOrderAlone() {
        ScriptedShopify shopify = new ScriptedShopify()
                .answers(json("{'data':{'order':{'id':'1','cancelledAt':'2026-11-21T00:00:00Z'}}}"));

        connector.cancellationSink().orElseThrow().cancel("1", "customer", ShopifyExamples.CONNECTION, shopify);

        assertThat(shopify.requests).hasSize(1);
    }

    private void knowsARefundAgain() {
        ScriptedShopify shopify = new ScriptedShopify()
                .answers(json("{'data':{'order':{'id':'gid://shopify/Order/1','refunds':"
                        + "[{'id':'gid://shopify/Refund/9','note':'sorry [quayside k-1]'}],'transactions':[]}}}"));
        RefundSink.Refund refund = new RefundSink.Refund("1", List.of(), Money.of("5.00", "USD"), "sorry");

        assertThat(connector.refundSink().orElseThrow().refund(refund, "k-1", ShopifyExamples.CONNECTION, shopify))
                .isEqualTo("9");
    }

    private void opensTheConsentPage() {
        Map<String, String> answers = Map.of("shop", "harbor", "clientId", "app-1");

        assertThat(connector
                        .consentFlow()
                        .orElseThrow()
                        .authorizeUrl(answers, "s", URI.create("https://hub.example/c")))
                .hasHost("harbor.myshopify.com");
    }

    private void takesASignedCall() {
        byte[] signature = ShopifyWebhooks.hmac(connection().credential("clientSecret"), goodBody());
        Map<String, String> headers = Map.of(
                "X-Shopify-Hmac-Sha256",
                Base64.getEncoder().encodeToString(signature),
                "X-Shopify-Topic",
                "orders/create");

        assertThat(connector
                        .webhooks()
                        .orElseThrow()
                        .verify(new Request(headers, goodBody(), RECEIVED_AT), connection()))
                .isInstanceOf(Verdict.Accepted.class);
    }
}
