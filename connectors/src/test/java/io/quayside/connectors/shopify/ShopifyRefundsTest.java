package io.quayside.connectors.shopify;

import static io.quayside.connectors.shopify.ScriptedShopify.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.spi.ConnectorException.Refused;
import io.quayside.connectors.spi.RefundSink;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShopifyRefundsTest {
    private static final String DONE =
            json("{'data':{'refundCreate':{'refund':{'id':'gid://shopify/Refund/77'},'userErrors':[]}}}");
    private final ScriptedShopify shopify = new ScriptedShopify();

    private static String order(String transactions) {
        return json("{'data':{'order':{'id':'gid://shopify/Order/1','refunds':[],'transactions':[%s]}}}"
                .formatted(transactions));
    }

    private static String paid(String id, String kind, String amount) {
        return ("{'id':'%s','kind':'%s','status':'SUCCESS','gateway':'shopify_payments','amountSet':{"
                        + "'shopMoney':{'amount':'%s','currencyCode':'USD'},"
                        + "'presentmentMoney':{'amount':'%s','currencyCode':'USD'}}}")
                .formatted(id, kind, amount, amount);
    }

    private String refund(String amount, RefundSink.Refund.Line... lines) {
        return new ShopifyRefunds()
                .refund(
                        new RefundSink.Refund("1", List.of(lines), Money.of(amount, "USD"), "broken"),
                        "k-1",
                        ShopifyExamples.CONNECTION,
                        shopify);
    }

    @Test
    void refundsThePaymentUnderTheKeyAndPutsNothingBackInStock() {
        shopify.answers(order(paid("sale", "SALE", "100.00"))).answers(DONE);

        String receipt = refund("14.50", new RefundSink.Refund.Line("11", Quantity.of(1), Money.of("14.50", "USD")));

        assertThat(receipt).isEqualTo("77");
        assertThat(shopify.body(1).path("query").asText()).contains("@idempotent(key: $key)");
        assertThat(shopify.variables(1).path("key").asText()).isEqualTo("k-1");
        assertThat(shopify.variables(1)
                        .at("/input/refundLineItems/0/restockType")
                        .asText())
                .isEqualTo("NO_RESTOCK");
        assertThat(shopify.variables(1).at("/input/transactions/0/amount").asText())
                .isEqualTo("14.50");
        assertThat(shopify.variables(1).at("/input/transactions/0/parentId").asText())
                .isEqualTo("sale");
        assertThat(shopify.variables(1).at("/input/note").asText()).contains("broken", "k-1");
    }

    @Test
    void takesFromSeveralPaymentsWhatIsLeftOfEach() {
        String refunded =
                paid("earlier", "REFUND", "15.00").replace("'kind'", "'parentTransaction':{'id':'first'},'kind'");
        shopify.answers(order(
                        paid("first", "SALE", "20.00") + "," + refunded + "," + paid("second", "CAPTURE", "30.00")))
                .answers(DONE);

        refund("12.00");

        assertThat(shopify.variables(1).at("/input/transactions/0/amount").asText())
                .isEqualTo("5.00");
        assertThat(shopify.variables(1).at("/input/transactions/1/amount").asText())
                .isEqualTo("7.00");
        assertThat(shopify.variables(1).at("/input/transactions/1/parentId").asText())
                .isEqualTo("second");
    }

    @Test
    void givesNotMoreThanWasPaid() {
        shopify.answers(order(paid("sale", "SALE", "10.00")));

        assertThatThrownBy(() -> refund("10.01")).isInstanceOf(Refused.class).hasMessageContaining("10.00");
        assertThat(shopify.operations()).containsExactly("Refundable");
    }

    /** Field-lesson 3: shop money and the buyer's money are never mixed. */
    @Test
    void paysInTheCurrencyThatTheBuyerPaidIn() {
        String euros = "{'id':'sale','kind':'SALE','status':'SUCCESS','gateway':'g','amountSet':{"
                + "'shopMoney':{'amount':'100.00','currencyCode':'USD'},"
                + "'presentmentMoney':{'amount':'90.00','currencyCode':'EUR'}}}";
        shopify.answers(order(euros)).answers(DONE);

        refund("10.00");

        assertThat(shopify.variables(1).at("/input/currency").asText()).isEqualTo("EUR");
        assertThat(shopify.variables(1).at("/input/transactions/0/amount").asText())
                .isEqualTo("9.00");
    }
}
