package io.quayside.connectors.amazon;

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
import io.quayside.connectors.spi.RetentionRule;
import io.quayside.connectors.spi.StockSink;
import io.quayside.connectors.spi.TokenRefresh;
import io.quayside.connectors.spi.WebhookSubscriptions;
import io.quayside.domain.integrations.Platform;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Amazon: orders by notification and by query, stock, shipments, cancellations, connected by authorization in Seller
 * Central. Notifications need a queue of the installation's own; without one, orders come by fetching only.
 */
public final class AmazonConnector implements Connector {
    public static final Platform PLATFORM = new Platform("amazon");
    static final String SELLER_ID = "sellerId";
    static final String MARKETPLACE = "marketplace";
    static final String MORE_MARKETPLACES = "moreMarketplaces";
    static final String REFRESH_TOKEN = "refreshToken";
    static final String ACCESS_TOKEN = "accessToken";
    static final String EXPIRES_AT = "accessTokenExpiresAt";
    static final Field MARKETPLACE_FIELD = new Field(
            MARKETPLACE,
            "Marketplace",
            "The country of the Amazon store that you sell in.",
            true,
            false,
            "US",
            Marketplace.codes());

    /**
     * Amazon Services API Data Protection Policy, section 2.1 (Data Retention, the first of the requirements of section 2 on
     * personal data): no longer than 30 days after the delivery of the order, which is counted from the shipment here, as
     * deliveries are seldom told and never come before it. Quoted by Amazon under
     * developer-docs.amazon.com/sp-api/docs/protecting-amazon-api-applications-data-encryption-and-recovery.
     */
    private static final RetentionRule RETENTION =
            new RetentionRule(Duration.ofDays(30), "Amazon's data protection policy");

    private final OrderTranslator translator = new AmazonOrderTranslator();
    private final OrderSource orders;
    private final OrderCensus census;
    private final StockSink stock;
    private final FulfillmentSink fulfillments;
    private final CancellationSink cancellations;
    private final AmazonConsent consent;
    private final Optional<WebhookSubscriptions> subscriptions;
    private final RateLimits limits = new AmazonRateLimits();

    /** @param queueArn the queue of this installation that Amazon sends notifications to, if there is one */
    public AmazonConnector(Clock clock, Optional<String> queueArn) {
        AmazonFeeds feeds = new AmazonFeeds(clock, AmazonFeeds.Pause.SLEEP);
        this.orders = new AmazonOrders();
        this.census = new AmazonCensus();
        this.stock = new AmazonStock(feeds);
        this.fulfillments = new AmazonFulfillments(clock);
        this.cancellations = new AmazonCancellations(feeds);
        this.consent = new AmazonConsent(clock);
        this.subscriptions = queueArn.map(AmazonSubscriptions::new);
    }

    @Override
    public Platform platform() {
        return PLATFORM;
    }

    @Override
    public String displayName() {
        return AmazonApi.NAME;
    }

    @Override
    public List<Field> credentials() {
        return List.of(
                Field.text(SELLER_ID, "Seller ID", "The merchant token, in Seller Central under Account Info."),
                MARKETPLACE_FIELD,
                Field.secret(REFRESH_TOKEN, "Refresh token", "Shown once when the app is authorized for the account."),
                Field.text("clientId", "LWA client ID", "Of the app's registration in Seller Central."),
                Field.secret("clientSecret", "LWA client secret", "Shown beside the client ID."));
    }

    @Override
    public List<Field> settings() {
        return List.of(Field.optional(
                MORE_MARKETPLACES,
                "Further marketplaces",
                "Countries of the same region whose orders belong here too, such as FR, IT.",
                ""));
    }

    @Override
    public OrderTranslator translator() {
        return translator;
    }

    @Override
    public Optional<OrderSource> orderSource() {
        return Optional.of(orders);
    }

    @Override
    public Optional<OrderCensus> orderCensus() {
        return Optional.of(census);
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
    public CarrierCodes carrierCodes() {
        return AmazonCarriers.KNOWN;
    }

    @Override
    public Optional<RetentionRule> retentionRule() {
        return Optional.of(RETENTION);
    }

    @Override
    public Optional<CancellationSink> cancellationSink() {
        return Optional.of(cancellations);
    }

    @Override
    public Optional<WebhookSubscriptions> webhookSubscriptions() {
        return subscriptions;
    }

    @Override
    public RateLimits rateLimits() {
        return limits;
    }

    @Override
    public Optional<ConsentFlow> consentFlow() {
        return Optional.of(consent);
    }

    @Override
    public Optional<TokenRefresh> tokenRefresh() {
        return Optional.of(consent);
    }

    @Override
    public Optional<String> account(ConnectionAccess connection) {
        return connection.optionalCredential(SELLER_ID);
    }
}
