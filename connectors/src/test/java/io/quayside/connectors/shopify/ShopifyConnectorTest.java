package io.quayside.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.connectors.ConnectorContract;
import io.quayside.connectors.spi.Capability;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.WebhookGate.Request;
import io.quayside.connectors.spi.WebhookGate.Verdict;
import java.util.Base64;
import java.util.Map;
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
        return Map.of(Capability.RECEIVE_WEBHOOKS, this::takesASignedCall);
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
