package io.quayside.connectors.shopify;

import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.Field;
import io.quayside.connectors.spi.OrderTranslator;
import io.quayside.connectors.spi.WebhookGate;
import io.quayside.domain.integrations.Platform;
import java.util.List;
import java.util.Optional;

/** Shopify: orders by webhook and by query, stock, fulfillments, cancellations, consent by OAuth. */
public final class ShopifyConnector implements Connector {
    private static final Platform PLATFORM = new Platform("shopify");
    private final OrderTranslator translator = new ShopifyOrderTranslator();
    private final WebhookGate webhooks = new ShopifyWebhooks();

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
                Field.secret("refreshToken", "Refresh token", "Only for tokens that expire.")
                        .orNothing());
    }

    @Override
    public List<Field> settings() {
        return List.of();
    }

    @Override
    public OrderTranslator translator() {
        return translator;
    }

    @Override
    public Optional<WebhookGate> webhooks() {
        return Optional.of(webhooks);
    }
}
