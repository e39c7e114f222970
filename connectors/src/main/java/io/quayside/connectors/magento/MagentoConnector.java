package io.quayside.connectors.magento;

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
import io.quayside.domain.integrations.Platform;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Magento Open Source and Adobe Commerce: orders by query, stock, shipments, cancellations, refunds, connected by
 * activating an integration or with its four values. There are no webhooks: Open Source has none, and those of Adobe
 * Commerce are signed with keys that only their own address tells.
 */
public final class MagentoConnector implements Connector {
    private static final Platform PLATFORM = new Platform("magento");
    private final OrderTranslator translator = new MagentoOrderTranslator();
    private final OrderSource orders;
    private final OrderCensus census;
    private final StockSink stock;
    private final FulfillmentSink fulfillments;
    private final CancellationSink cancellations;
    private final RefundSink refunds;
    private final ConsentFlow consent;
    private final TokenRefresh tokens;
    private final RateLimits limits;

    public MagentoConnector(Clock clock) {
        MagentoApi api = new MagentoApi(clock);
        this.orders = new MagentoOrders(api);
        this.census = new MagentoCensus(api);
        this.stock = new MagentoStock(api);
        this.fulfillments = new MagentoFulfillments(api);
        this.cancellations = new MagentoCancellations(api);
        this.refunds = new MagentoRefunds(api);
        this.consent = new MagentoConsent(api);
        this.tokens = new CloudTokens(clock);
        this.limits = new MagentoLimits(clock);
    }

    @Override
    public Platform platform() {
        return PLATFORM;
    }

    @Override
    public String displayName() {
        return MagentoApi.NAME;
    }

    @Override
    public List<Field> credentials() {
        return List.of(
                Field.text(
                        "storeUrl",
                        "Shop address",
                        "Where the shop is, such as https://shop.example.com; with /index.php where its API has it; of the cloud service the REST address."),
                Field.secret(
                                "consumerKey",
                                "Consumer key",
                                "Of the integration, under System, Integrations; of the cloud service the client ID.")
                        .orNothing(),
                Field.secret(
                                "consumerSecret",
                                "Consumer secret",
                                "Shown beside the key; of the cloud service the client secret.")
                        .orNothing(),
                Field.secret("accessToken", "Access token", "Shown after activation; the cloud service needs none.")
                        .orNothing(),
                Field.secret(
                                "accessTokenSecret",
                                "Access token secret",
                                "Empty only where the shop lets a token alone pass as a bearer token.")
                        .orNothing());
    }

    @Override
    public List<Field> settings() {
        return List.of(
                Field.optional(
                        "sourceCode",
                        "Source",
                        "The inventory source that the stock is for and that shipments leave from; empty for the default one.",
                        ""),
                Field.optional(
                        "imsOrganization",
                        "IMS organization",
                        "Of the cloud service only: the id that ends in @AdobeOrg.",
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
        return MagentoFulfillments.KNOWN;
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
    public Optional<ConsentFlow> consentFlow() {
        return Optional.of(consent);
    }

    @Override
    public Optional<TokenRefresh> tokenRefresh() {
        return Optional.of(tokens);
    }

    @Override
    public RateLimits rateLimits() {
        return limits;
    }
}
