package io.quayside.connectors.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.ScriptedJson;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException.Refused;
import io.quayside.connectors.spi.RefundSink;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WooRefundsTest {
    private final ScriptedJson shop = new ScriptedJson();

    private String refund(Map<String, String> settings, RefundSink.Refund.Line... lines) {
        ConnectionAccess connection = new ConnectionAccess(
                ConnectionId.of("00000000-0000-0000-0000-00000000c0de"),
                Map.of("storeUrl", "https://shop.example.com", "consumerKey", "ck", "consumerSecret", "cs"),
                settings);
        return new WooRefunds()
                .refund(
                        new RefundSink.Refund("7", List.of(lines), Money.of("11.90", "EUR"), "late"),
                        "k-1",
                        connection,
                        shop);
    }

    @Test
    void splitsALineIntoGoodsAndTaxAndMovesTheMoney() {
        shop.answers(200, "[]")
                .answers(
                        200,
                        "{'id':7,'line_items':[{'id':3,'total':'20.00','total_tax':'3.80','taxes':[{'id':1,'total':'3.80'}]}]}")
                .answers(201, "{'id':55}");

        assertThat(refund(Map.of(), new RefundSink.Refund.Line("3", Quantity.of(1), Money.of("11.90", "EUR"))))
                .isEqualTo("55");

        assertThat(shop.body(2).path("amount").asText()).isEqualTo("11.90");
        assertThat(shop.body(2).path("api_refund").asBoolean()).isTrue();
        assertThat(shop.body(2).path("api_restock").asBoolean(true)).isFalse();
        assertThat(new BigDecimal(shop.body(2).at("/line_items/0/refund_total").asText()))
                .isEqualByComparingTo("10.00");
        assertThat(new BigDecimal(shop.body(2)
                        .at("/line_items/0/refund_tax/0/refund_total")
                        .asText()))
                .isEqualByComparingTo("1.90");
    }

    @Test
    void makesNoSecondRefundUnderTheSameKey() {
        shop.answers(200, "[{'id':55,'meta_data':[{'key':'_quayside_refund','value':'k-1'}]}]");

        assertThat(refund(Map.of())).isEqualTo("55");
        assertThat(shop.requests).hasSize(1);
    }

    @Test
    void onlyNotesItWhereTheMerchantMovesTheMoneyHimself() {
        shop.answers(200, "[]").answers(201, "{'id':55}");

        refund(Map.of(WooRefunds.BY_GATEWAY, "no"));

        assertThat(shop.body(1).path("api_refund").asBoolean(true)).isFalse();
    }

    /** It comes as a 500, which would be tried again and again. */
    @Test
    void takesTheGatewaysNoForANo() {
        shop.answers(200, "[]")
                .answers(500, "{'code':'woocommerce_rest_cannot_create_order_refund','message':'Gateway says no'}");

        assertThatThrownBy(() -> refund(Map.of())).isInstanceOf(Refused.class).hasMessageContaining("Gateway says no");
    }
}
