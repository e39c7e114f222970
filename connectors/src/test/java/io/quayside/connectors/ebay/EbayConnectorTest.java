package io.quayside.connectors.ebay;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.connectors.ConnectorContract;
import io.quayside.connectors.spi.Capability;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.connectors.spi.PlatformHttp.Request;
import io.quayside.connectors.spi.RateLimits;
import io.quayside.connectors.spi.RefundSink;
import io.quayside.connectors.spi.StockSink;
import io.quayside.connectors.spi.WebhookGate;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Sku;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class EbayConnectorTest extends ConnectorContract {
    private static final String ORDER =
            """
            {'orderId':'06-15211-22068','creationDate':'2026-10-01T08:15:00.000Z','lastModifiedDate':'2026-10-01T08:15:04.120Z',
             'orderFulfillmentStatus':'NOT_STARTED','orderPaymentStatus':'PAID','legacyOrderId':'06-15211-22068',
             'pricingSummary':{'priceSubtotal':{'value':'20.2','currency':'USD'},'total':{'value':'20.2','currency':'USD'}},
             'cancelStatus':{'cancelState':'NONE_REQUESTED','cancelRequests':[]},'paymentSummary':{'refunds':[]},
             'lineItems':[{'lineItemId':'9001','sku':'MUG','quantity':2,'lineItemCost':{'value':'20.2','currency':'USD'}}]}""";

    private final Connector connector = new EbayConnector(ScriptedEbay.CLOCK);

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
        return ScriptedEbay.json(ORDER).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    protected Map<Capability, ThrowingCallable> proofs() {
        return Map.of(
                Capability.RECEIVE_WEBHOOKS,
                () -> {
                    SignedNotice notice = SignedNotice.of("{}");
                    assertThat(connector
                                    .webhooks()
                                    .orElseThrow()
                                    .verify(notice.request().with(notice.keyId(), notice.pem()), connection()))
                            .isInstanceOf(WebhookGate.Verdict.Accepted.class);
                },
                Capability.FETCH_ORDERS,
                () -> assertThat(connector
                                .orderSource()
                                .orElseThrow()
                                .changedSince(
                                        ScriptedEbay.NOW.minusSeconds(60),
                                        Optional.empty(),
                                        ScriptedEbay.connection(),
                                        new ScriptedEbay().answers("{'total':1,'orders':[" + ORDER + "]}"))
                                .orders())
                        .hasSize(1),
                Capability.PUSH_STOCK,
                () -> assertThat(connector
                                .stockSink()
                                .orElseThrow()
                                .push(
                                        List.of(new StockSink.Level(new Sku("MUG"), 7)),
                                        "key",
                                        ScriptedEbay.connection(),
                                        new ScriptedEbay().answers("{'responses':[{'sku':'MUG','statusCode':200}]}")))
                        .containsExactly(new StockSink.Result(new Sku("MUG"), Optional.empty())),
                Capability.PUSH_FULFILLMENT,
                () -> assertThat(connector
                                .fulfillmentSink()
                                .orElseThrow()
                                .ship(
                                        parcel("06-15211-22068", "1Z1"),
                                        ScriptedEbay.connection(),
                                        new ScriptedEbay()
                                                .answers("{'fulfillments':[]}")
                                                .answers(ORDER)
                                                .answers(201, "{'fulfillmentId':'1Z1'}")))
                        .isEqualTo("1Z1"),
                Capability.CANCEL_ORDERS,
                () -> connector
                        .cancellationSink()
                        .orElseThrow()
                        .cancel(
                                "06-15211-22068",
                                "customer",
                                ScriptedEbay.connection(),
                                new ScriptedEbay().answers(ORDER).answers("{'cancelId':'5100'}")),
                Capability.REFUND_ORDERS,
                () -> assertThat(connector
                                .refundSink()
                                .orElseThrow()
                                .refund(
                                        new RefundSink.Refund(
                                                "06-15211-22068", List.of(), Money.of("5.00", "USD"), "goodwill"),
                                        "key",
                                        ScriptedEbay.connection(),
                                        new ScriptedEbay()
                                                .answers(ORDER)
                                                .answers("{'refundId':'5000','refundStatus':'PENDING'}")))
                        .isEqualTo("5000"),
                Capability.CONNECT_BY_CONSENT,
                () -> assertThat(connector
                                .consentFlow()
                                .orElseThrow()
                                .authorizeUrl(
                                        Map.of("clientId", "app", "ruName", "Ru-Name"),
                                        "state",
                                        URI.create("https://hub.example/cb")))
                        .hasHost("auth.ebay.com"));
    }

    @Test
    void drawsFromABucketForEachApiAndHearsThatAQuotaIsUsedUp() {
        RateLimits limits = connector.rateLimits();

        assertThat(limits.bucketOf(request("/sell/fulfillment/v1/order")).name())
                .isNotEqualTo(limits.bucketOf(request("/ws/api.dll")).name());
        assertThat(limits.bucketOf(request("/post-order/v2/cancellation")))
                .isEqualTo(limits.bucketOf(request("/ws/api.dll")));
        RateLimits.News news = limits.heard(request("/ws/api.dll"), new Answer(429, Map.of(), new byte[0]))
                .orElseThrow();
        assertThat(news.remaining()).hasValue(0);
        assertThat(news.waitFor()).isPresent();
        assertThat(limits.heard(request("/ws/api.dll"), new Answer(200, Map.of(), new byte[0])))
                .isEmpty();
    }

    private Request request(String path) {
        return new Request(
                connection().id(), "GET", URI.create("https://api.ebay.com" + path), Map.of(), new byte[0], 1);
    }
}
