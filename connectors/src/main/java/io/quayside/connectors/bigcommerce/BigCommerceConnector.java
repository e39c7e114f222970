package io.quayside.connectors.bigcommerce;

import io.quayside.connectors.spi.CancellationSink;
import io.quayside.connectors.spi.CarrierCodes;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.ConsentFlow;
import io.quayside.connectors.spi.Field;
import io.quayside.connectors.spi.FulfillmentSink;
import io.quayside.connectors.spi.OrderCensus;
import io.quayside.connectors.spi.OrderSource;
import io.quayside.connectors.spi.OrderTranslator;
import io.quayside.connectors.spi.RateLimits;
import io.quayside.connectors.spi.RefundSink;
import io.quayside.connectors.spi.StockSink;
import io.quayside.connectors.spi.WebhookGate;
import io.quayside.connectors.spi.WebhookSubscriptions;
import io.quayside.domain.integrations.Platform;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** BigCommerce: orders by webhook and by query, stock, shipments, cancellations, connected by installing the app. */
public final class BigCommerceConnector implements Connector {
    private static final Platform PLATFORM = new Platform("bigcommerce");
    private final OrderTranslator translator = new BigCommerceOrderTranslator();
    private final WebhookGate webhooks;
    private final OrderSource orders;
    private final StockSink stock = new BigCommerceStock();
    private final FulfillmentSink fulfillments = new BigCommerceFulfillments();
    private final CancellationSink cancellations = new BigCommerceCancellations();
    private final RefundSink refunds = new BigCommerceRefunds();
    private final OrderCensus census = new BigCommerceCensus();
    private final RateLimits limits = new BigCommerceLimits();
    private final BigCommerceConsent consent = new BigCommerceConsent();

    public BigCommerceConnector(Clock clock) {
        this.webhooks = new BigCommerceWebhooks(clock);
        this.orders = new BigCommerceOrders(clock);
    }

    @Override
    public Platform platform() {
        return PLATFORM;
    }

    @Override
    public String displayName() {
        return BigCommerceApi.NAME;
    }

    @Override
    public List<Field> credentials() {
        return List.of(
                Field.text(
                        "storeHash",
                        "Store hash",
                        "The part of the API path after /stores/, such as a1b2c3d4; also in the control panel's address."),
                Field.secret(
                        "accessToken", "Access token", "Of a store-level API account, or from the app's installation."),
                Field.secret("clientSecret", "Client secret", "BigCommerce signs webhooks with it.")
                        .orNothing(),
                Field.optional("clientId", "Client ID", "Shown beside the client secret.", ""));
    }

    @Override
    public List<Field> settings() {
        return List.of(Field.optional(
                "locationId", "Location", "The number of the inventory location that the stock is for.", "1"));
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

    /** BigCommerce takes the codes of a tracking service, of which these are the usual ones. */
    @Override
    public CarrierCodes carrierCodes() {
        return BigCommerceFulfillments.CARRIERS;
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
    public RateLimits rateLimits() {
        return limits;
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
