package io.quayside.connectors.woocommerce;

import io.quayside.connectors.spi.CancellationSink;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.ConsentFlow;
import io.quayside.connectors.spi.Field;
import io.quayside.connectors.spi.FulfillmentSink;
import io.quayside.connectors.spi.OrderCensus;
import io.quayside.connectors.spi.OrderSource;
import io.quayside.connectors.spi.OrderTranslator;
import io.quayside.connectors.spi.RefundSink;
import io.quayside.connectors.spi.StockSink;
import io.quayside.connectors.spi.WebhookGate;
import io.quayside.connectors.spi.WebhookSubscriptions;
import io.quayside.domain.integrations.Platform;
import java.util.List;
import java.util.Optional;

/** WooCommerce: orders by webhook and by query, stock, shipments, cancellations, keys by the shop's own consent page. */
public final class WooConnector implements Connector {
    private static final Platform PLATFORM = new Platform("woocommerce");
    private final OrderTranslator translator = new WooOrderTranslator();
    private final WebhookGate webhooks = new WooWebhooks();
    private final OrderSource orders = new WooOrders();
    private final StockSink stock = new WooStock();
    private final FulfillmentSink fulfillments = new WooFulfillments();
    private final CancellationSink cancellations = new WooCancellations();
    private final RefundSink refunds = new WooRefunds();
    private final OrderCensus census = new WooCensus();
    private final WooConsent consent = new WooConsent();

    @Override
    public Platform platform() {
        return PLATFORM;
    }

    @Override
    public String displayName() {
        return WooApi.NAME;
    }

    @Override
    public List<Field> credentials() {
        return List.of(
                Field.text("storeUrl", "Shop address", "Where the shop is, such as https://shop.example.com."),
                Field.secret(
                        "consumerKey",
                        "Consumer key",
                        "In WooCommerce under Settings, Advanced, REST API; starts with ck_."),
                Field.secret("consumerSecret", "Consumer secret", "Shown beside the key; starts with cs_."),
                Field.secret(
                                "webhookSecret",
                                "Webhook secret",
                                "Only for webhooks made by hand; letters and digits, the same in both places.")
                        .orNothing());
    }

    @Override
    public List<Field> settings() {
        return List.of(Field.choice(
                WooRefunds.BY_GATEWAY,
                "Refund by the payment gateway",
                "Whether a refund from here moves the money through the shop's gateway, or is only noted in the shop.",
                "yes",
                List.of("yes", "no")));
    }

    @Override
    public OrderTranslator translator() {
        return translator;
    }

    @Override
    public Optional<WebhookGate> webhooks() {
        return Optional.of(webhooks);
    }

    @Override
    public Optional<OrderSource> orderSource() {
        return Optional.of(orders);
    }

    @Override
    public Optional<StockSink> stockSink() {
        return Optional.of(stock);
    }

    @Override
    public Optional<FulfillmentSink> fulfillmentSink() {
        return Optional.of(fulfillments);
    }

    @Override
    public Optional<CancellationSink> cancellationSink() {
        return Optional.of(cancellations);
    }

    @Override
    public Optional<RefundSink> refundSink() {
        return Optional.of(refunds);
    }

    @Override
    public Optional<OrderCensus> orderCensus() {
        return Optional.of(census);
    }

    @Override
    public Optional<WebhookSubscriptions> webhookSubscriptions() {
        return Optional.of(consent);
    }

    @Override
    public Optional<ConsentFlow> consentFlow() {
        return Optional.of(consent);
    }
}
