package io.quayside.connectors.magento;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.RefundSink.Refund;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import java.util.List;
import org.junit.jupiter.api.Test;

class MagentoRefundsTest {
    private static final String NONE = "{'items':[],'total_count':0}";
    private static final String ORDER =
            "{'entity_id':7,'items':[{'item_id':1,'qty_ordered':2,'base_price':69,'base_row_total':110.4,'base_discount_amount':27.6,'base_tax_amount':9.1}]}";
    private final MagentoRefunds refunds = new MagentoRefunds(ScriptedMagento.API);

    private static Refund refund(String amount, Refund.Line... lines) {
        return new Refund("7", List.of(lines), Money.of(amount, "USD"), "Too small");
    }

    private static Refund.Line line(int units) {
        return new Refund.Line("1", Quantity.of(units), Money.of("1", "USD"));
    }

    private String refund(ScriptedMagento shop, Refund refund) {
        return refunds.refund(refund, "key-1", ScriptedMagento.connection(), shop);
    }

    private static ScriptedMagento shop(String invoices) {
        return new ScriptedMagento()
                .on("GET /creditmemos", NONE)
                .on("GET /orders/7", ORDER)
                .on("GET /invoices", invoices);
    }

    /** Magento adds up the row itself: (110.40 + 9.10) / 2 = 59.75; the rest is an adjustment. */
    @Test
    void givesBackExactlyWhatWasDecidedAndRestocksNothing() {
        ScriptedMagento shop = shop(NONE).on("POST /order/7/refund", "'4'");

        assertThat(refund(shop, refund("55.00", line(1)))).isEqualTo("4");

        assertThat(shop.lastBody().path("items")).hasToString(ScriptedMagento.json("[{'order_item_id':1,'qty':1}]"));
        assertThat(shop.lastBody().path("arguments"))
                .hasToString(
                        ScriptedMagento.json(
                                "{'shipping_amount':0,'adjustment_positive':0,'adjustment_negative':4.75,'extension_attributes':{'return_to_stock_items':[]}}"));
        assertThat(shop.lastBody().at("/comment/comment").asText()).startsWith("Too small [ref ");
    }

    @Test
    void anAmountWithoutLinesIsAnAdjustmentAndNotTheWholeOrder() {
        ScriptedMagento shop = shop(NONE).on("POST /order/7/refund", "'4'");

        refund(shop, refund("10.00"));

        assertThat(shop.lastBody().at("/items/0/qty").asInt()).isZero();
        assertThat(shop.lastBody().at("/arguments/adjustment_positive").decimalValue())
                .isEqualByComparingTo("10.00");
    }

    @Test
    void whatAGatewayCapturedGoesBackByTheGateway() {
        ScriptedMagento shop =
                shop("{'items':[{'entity_id':3,'state':2,'transaction_id':'txn','base_grand_total':120,'items':[{'order_item_id':1,'qty':2}]}],'total_count':1}")
                        .on("POST /invoice/3/refund", "'4'");

        refund(shop, refund("59.75", line(1)));

        assertThat(shop.lastBody().path("isOnline").asBoolean()).isTrue();
    }

    @Test
    void neverGivesBackByHandWhatSeveralInvoicesCaptured() {
        ScriptedMagento shop = shop(
                "{'items':[{'entity_id':3,'state':2,'transaction_id':'a','base_grand_total':60,'items':[{'order_item_id':1,'qty':1}]},{'entity_id':4,'state':2,'transaction_id':'b','base_grand_total':60,'items':[{'order_item_id':1,'qty':1}]}],'total_count':2}");

        assertThatThrownBy(() -> refund(shop, refund("119.50", line(2))))
                .isInstanceOf(ConnectorException.Refused.class)
                .hasMessageContaining("2 invoices");
    }

    @Test
    void aRepeatFindsTheMemoByItsComment() {
        ScriptedMagento first = shop(NONE).on("POST /order/7/refund", "'4'");
        refund(first, refund("10.00"));
        String comment = first.lastBody().at("/comment/comment").asText();
        ScriptedMagento again = new ScriptedMagento()
                .on(
                        "GET /creditmemos",
                        "{'items':[{'entity_id':4,'comments':[{'comment':'%s'}]}],'total_count':1}".formatted(comment));

        assertThat(refund(again, refund("10.00"))).isEqualTo("4");
        assertThat(again.calls()).containsExactly("GET /creditmemos");
    }
}
