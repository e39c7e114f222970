package io.quayside.connectors.bigcommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.ScriptedJson;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException.Refused;
import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.connectors.spi.RateLimits.News;
import io.quayside.connectors.spi.RefundSink;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BigCommerceRefundsTest {
    private static final String WAYS = "{'data':{'total_refund_amount':%1$s,'refund_methods':["
            + "[{'provider_id':'storecredit','amount':%1$s}],[{'provider_id':'braintree','amount':%1$s,'offline':false}]]}}";
    private final ScriptedJson store = new ScriptedJson();

    private String refund(RefundSink.Refund.Line... lines) {
        ConnectionAccess connection = new ConnectionAccess(
                ConnectionId.of("00000000-0000-0000-0000-00000000c0de"),
                Map.of("storeHash", "abc123", "accessToken", "t"),
                Map.of());
        return new BigCommerceRefunds()
                .refund(
                        new RefundSink.Refund("100", List.of(lines), Money.of("14.50", "USD"), "broken"),
                        "k-1",
                        connection,
                        store);
    }

    @Test
    void asksForAQuoteAndPaysBackByTheWayOfPayment() {
        store.answers(200, "{'data':[]}").answers(201, WAYS.formatted("14.5")).answers(201, "{'data':{'id':9}}");

        assertThat(refund(new RefundSink.Refund.Line("3", Quantity.of(1), Money.of("14.50", "USD"))))
                .isEqualTo("9");

        assertThat(store.body(2).at("/items/0/item_type").asText()).isEqualTo("PRODUCT");
        assertThat(store.body(2).at("/payments/0/provider_id").asText()).isEqualTo("braintree");
        assertThat(store.body(2).at("/payments/0/amount").decimalValue()).isEqualByComparingTo("14.5");
    }

    @Test
    void paysTheAmountThatWasAskedForWhateverTheLinesComeTo() {
        store.answers(200, "{'data':[]}")
                .answers(201, WAYS.formatted("20"))
                .answers(201, WAYS.formatted("14.50"))
                .answers(201, "{'data':{'id':9}}");

        refund(new RefundSink.Refund.Line("3", Quantity.of(1), Money.of("10.00", "USD")));

        assertThat(store.body(3).at("/items/0/item_type").asText()).isEqualTo("ORDER");
        assertThat(store.body(3).at("/items/0/amount").decimalValue()).isEqualByComparingTo("14.50");
    }

    @Test
    void makesNoSecondRefundUnderTheSameKey() {
        store.answers(200, "{'data':[{'id':9,'items':[{'reason':'broken [quayside k-1]'}]}]}");

        assertThat(refund()).isEqualTo("9");
        assertThat(store.requests).hasSize(1);
    }

    @Test
    void refusesWhatTheStoreCannotGiveBack() {
        store.answers(200, "{'data':[]}").answers(201, WAYS.formatted("3.00"));

        assertThatThrownBy(this::refund).isInstanceOf(Refused.class).hasMessageContaining("14.50");
    }

    @Test
    void followsTheQuotaThatAnAnswerTells() {
        Answer answer = new Answer(
                429,
                Map.of(
                        "x-rate-limit-requests-quota", List.of("450"),
                        "x-rate-limit-requests-left", List.of("0"),
                        "x-rate-limit-time-window-ms", List.of("30000"),
                        "x-rate-limit-time-reset-ms", List.of("12000")),
                new byte[0]);
        refundNothing();

        Optional<News> news = new BigCommerceLimits().heard(store.requests.get(0), answer);

        assertThat(news).hasValueSatisfying(told -> {
            assertThat(told.capacity()).hasValue(450);
            assertThat(told.perSecond()).hasValue(15);
            assertThat(told.waitFor()).contains(Duration.ofSeconds(12));
        });
    }

    private void refundNothing() {
        store.answers(200, "{'data':[{'id':9,'reason':'[quayside k-1]'}]}");
        refund();
    }
}
