package io.quayside.connectors.shopify;

import static io.quayside.connectors.shopify.ScriptedShopify.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException.Refused;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShopifyCancellationsTest {
    private static final String ALIVE = json("{'data':{'order':{'id':'gid://shopify/Order/1','cancelledAt':null}}}");
    private static final String DONE = json(
            "{'data':{'orderCancel':{'job':{'id':'gid://shopify/Job/1','done':false},'orderCancelUserErrors':[]}}}");
    private final ScriptedShopify shopify = new ScriptedShopify();

    @Test
    void cancelsWithReasonRestockAndRefund() {
        shopify.answers(ALIVE).answers(DONE);

        cancel("fraud", ShopifyExamples.CONNECTION);

        assertThat(shopify.variables(1).path("id").asText()).isEqualTo("gid://shopify/Order/820982911946154508");
        assertThat(shopify.variables(1).path("reason").asText()).isEqualTo("FRAUD");
        assertThat(shopify.variables(1)
                        .at("/refund/originalPaymentMethodsRefund")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void refundsNothingWhenTheMerchantSaysSo() {
        shopify.answers(ALIVE).answers(DONE);

        cancel(
                "whim",
                new ConnectionAccess(
                        ShopifyExamples.CONNECTION.id(),
                        ShopifyExamples.CONNECTION.credentials(),
                        Map.of("refundOnCancel", "no")));

        assertThat(shopify.variables(1).path("reason").asText()).isEqualTo("OTHER");
        assertThat(shopify.variables(1)
                        .at("/refund/originalPaymentMethodsRefund")
                        .asBoolean(true))
                .isFalse();
    }

    @Test
    void leavesACancelledOrderAlone() {
        shopify.answers(ALIVE.replace("null", "\"2026-11-21T00:00:00Z\""));

        cancel("customer", ShopifyExamples.CONNECTION);

        assertThat(shopify.operations()).containsExactly("Cancellation");
    }

    @Test
    void handsOnWhatShopifyRefuses() {
        shopify.answers(ALIVE)
                .answers(
                        json(
                                "{'data':{'orderCancel':{'job':null,'orderCancelUserErrors':[{'code':'INVALID','message':'Cannot cancel a fulfilled order'}]}}}"));

        assertThatThrownBy(() -> cancel("customer", ShopifyExamples.CONNECTION))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("Cannot cancel a fulfilled order");
    }

    private void cancel(String reason, ConnectionAccess connection) {
        new ShopifyCancellations().cancel("820982911946154508", reason, connection, shopify);
    }
}
