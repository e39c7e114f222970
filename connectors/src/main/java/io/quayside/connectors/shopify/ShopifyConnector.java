package io.quayside.connectors.shopify;

import io.quayside.connectors.spi.CancellationSink;
import io.quayside.connectors.spi.CarrierCodes;
import io.quayside.connectors.spi.ConnectionAccess;
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
import io.quayside.connectors.spi.TokenRefresh;
import io.quayside.connectors.spi.WebhookGate;
import io.quayside.connectors.spi.WebhookSubscriptions;
import io.quayside.domain.integrations.Platform;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Shopify: orders by webhook and by query, stock, fulfillments, cancellations, consent by OAuth. */
public final class ShopifyConnector implements Connector {
    private static final Platform PLATFORM = new Platform("shopify");
    private final OrderTranslator translator = new ShopifyOrderTranslator();
    private final WebhookGate webhooks = new ShopifyWebhooks();
    private final OrderSource orders = new ShopifyOrders();
    private final StockSink stock = new ShopifyStock();
    private final FulfillmentSink fulfillments = new ShopifyFulfillments();
    private final CancellationSink cancellations = new ShopifyCancellations();
    private final RefundSink refunds = new ShopifyRefunds();
    private final OrderCensus census = new ShopifyCensus();
    private final RateLimits limits = new ShopifyLimits();
    private final ShopifyConsent consent;

    public ShopifyConnector() {
        this(Clock.systemUTC());
    }

    public ShopifyConnector(Clock clock) {
        this.consent = new ShopifyConsent(clock);
    }

    @Override
    public Platform platform() {
        return PLATFORM;
    }

    @Override
    public String displayName() {
        return "Shopify";
    }

    @Override
    public List<Field> credentials() {
        return List.of(
                Field.text("shop", "Shop", "The permanent address, such as my-shop.myshopify.com."),
                Field.secret(
                        "accessToken",
                        "Admin API access token",
                        "In the app's settings under API credentials; starts with shpat_."),
                Field.secret(
                        "clientSecret", "Client secret", "The app's API secret key: Shopify signs webhooks with it."),
                Field.optional("clientId", "Client ID", "The app's API key; needed to renew tokens that expire.", ""),
                Field.secret(
                                "webhookSecret",
                                "Webhook signing secret",
                                "Only for webhooks made by hand under Settings, Notifications.")
                        .orNothing(),
                Field.secret(
                                "previousClientSecret",
                                "Client secret before rotation",
                                "For a day after you rotate the client secret, until Shopify signs with the new one.")
                        .orNothing(),
                Field.secret("refreshToken", "Refresh token", "Only for tokens that expire.")
                        .orNothing());
    }

    @Override
    public List<Field> settings() {
        return List.of(
                Field.optional(
                        "locationId",
                        "Location",
                        "The number of the Shopify location that the stock is for; needed when there are several.",
                        ""),
                Field.choice(
                        "refundOnCancel",
                        "Refund on cancellation",
                        "Whether an order that is cancelled here is refunded in Shopify as well.",
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

    /** Shopify makes tracking links for carriers that are called as in its list, and takes any other name. */
    @Override
    public CarrierCodes carrierCodes() {
        return ShopifyFulfillments.CARRIERS;
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

    @Override
    public Optional<TokenRefresh> tokenRefresh() {
        return Optional.of(consent);
    }

    /** Compliance webhooks come to one address for all shops of an app. */
    @Override
    public Optional<String> account(ConnectionAccess connection) {
        return connection.optionalCredential("shop").map(ShopifyShop::permanent);
    }
}
