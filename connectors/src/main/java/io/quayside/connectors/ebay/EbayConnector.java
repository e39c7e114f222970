package io.quayside.connectors.ebay;

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
import io.quayside.connectors.spi.TokenRefresh;
import io.quayside.connectors.spi.WebhookGate;
import io.quayside.connectors.spi.WebhookKeys;
import io.quayside.connectors.spi.WebhookSubscriptions;
import io.quayside.domain.integrations.Platform;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * eBay: orders by query and by notification, stock, shipments, cancellations, refunds, connected by consent. eBay's own
 * test system is reached by aliases of {@code api.ebay.com} and its like.
 */
public final class EbayConnector implements Connector {
    private static final Platform PLATFORM = new Platform("ebay");
    private final OrderTranslator translator = new EbayOrderTranslator();
    private final WebhookGate webhooks = new EbayWebhooks();
    private final EbayNotifications notifications = new EbayNotifications();
    private final RateLimits limits = new EbayLimits();
    private final EbayOrders orders;
    private final StockSink stock;
    private final FulfillmentSink fulfillments = new EbayFulfillments();
    private final CancellationSink cancellations;
    private final RefundSink refunds;
    private final EbayConsent consent;

    public EbayConnector(Clock clock) {
        EbayMessageSigning signing = new EbayMessageSigning(clock);
        this.orders = new EbayOrders(clock);
        this.stock = new EbayStock(clock);
        this.cancellations = new EbayCancellations(signing);
        this.refunds = new EbayRefunds(signing, clock);
        this.consent = new EbayConsent(clock);
    }

    @Override
    public Platform platform() {
        return PLATFORM;
    }

    @Override
    public String displayName() {
        return EbayApi.NAME;
    }

    @Override
    public List<Field> credentials() {
        return List.of(
                Field.text("seller", "Seller", "Your eBay user name."),
                Field.text("clientId", "App ID", "Of your keyset in the eBay developer portal; also called Client ID."),
                Field.secret("clientSecret", "Cert ID", "Beside the App ID; also called Client Secret."),
                Field.secret(
                        "refreshToken",
                        "Refresh token",
                        "Of an authorization code grant; in the portal under User Tokens. Lives 18 months."));
    }

    @Override
    public List<Field> settings() {
        return List.of(Field.optional(
                "alertEmail",
                "Alert address",
                "Where eBay writes when its notifications do not arrive; needed once for each app.",
                ""));
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
    public Optional<WebhookKeys> webhookKeys() {
        return Optional.of(notifications);
    }

    @Override
    public Optional<WebhookSubscriptions> webhookSubscriptions() {
        return Optional.of(notifications);
    }

    @Override
    public Optional<OrderSource> orderSource() {
        return Optional.of(orders);
    }

    @Override
    public Optional<OrderCensus> orderCensus() {
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
    public CarrierCodes carrierCodes() {
        return EbayFulfillments.KNOWN;
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
}
