package io.quayside.connectors.spi;

import io.quayside.domain.integrations.Platform;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a platform is, what it needs and can do; hands out the parts that do it. Stateless and thread-safe. What a
 * connector can do is what it hands out, so the declaration can't differ from the truth.
 */
public interface Connector {
    Platform platform();

    /** The platform's name as its owner writes it. */
    String displayName();

    /** What a merchant enters by hand to connect; secret ones are encrypted at rest and never given back. */
    List<Field> credentials();

    /** What a merchant may set per connection. */
    List<Field> settings();

    /** Turns this platform's payloads into canonical orders. */
    OrderTranslator translator();

    /** Present when the platform can call us. */
    default Optional<WebhookGate> webhooks() {
        return Optional.empty();
    }

    /** Present when the platform signs its webhooks with keys that must be fetched. */
    default Optional<WebhookKeys> webhookKeys() {
        return Optional.empty();
    }

    /** Present when orders can be fetched from the platform. */
    default Optional<OrderSource> orderSource() {
        return Optional.empty();
    }

    default Optional<StockSink> stockSink() {
        return Optional.empty();
    }

    default Optional<FulfillmentSink> fulfillmentSink() {
        return Optional.empty();
    }

    default Optional<CancellationSink> cancellationSink() {
        return Optional.empty();
    }

    default Optional<RefundSink> refundSink() {
        return Optional.empty();
    }

    /** Present when the hub can register its webhooks itself. */
    default Optional<WebhookSubscriptions> webhookSubscriptions() {
        return Optional.empty();
    }

    /** Present when the platform can be asked which orders it has. */
    default Optional<OrderCensus> orderCensus() {
        return Optional.empty();
    }

    /** How the platform limits calls; by default a pace that no host takes for an attack. */
    default RateLimits rateLimits() {
        return RateLimits.polite(40, 10);
    }

    /** Present when a merchant connects by consent on the platform's own page. */
    default Optional<ConsentFlow> consentFlow() {
        return Optional.empty();
    }

    /** Present when the platform's tokens expire. */
    default Optional<TokenRefresh> tokenRefresh() {
        return Optional.empty();
    }

    /** The carriers that it knows by codes of its own, for shipments that are told to it. */
    default CarrierCodes carrierCodes() {
        return CarrierCodes.ANY;
    }

    /**
     * The platform's own name of the merchant's account: notifications that reach the installation as a whole, such as
     * by a queue or at one address for all shops of an app, are known by it. Empty where there are none.
     */
    default Optional<String> account(ConnectionAccess connection) {
        return Optional.empty();
    }

    /** Present when the platform says how long a buyer's personal data may be kept. */
    default Optional<RetentionRule> retentionRule() {
        return Optional.empty();
    }

    default Set<Capability> capabilities() {
        Set<Capability> found = EnumSet.noneOf(Capability.class);
        webhooks().ifPresent(part -> found.add(Capability.RECEIVE_WEBHOOKS));
        orderSource().ifPresent(part -> found.add(Capability.FETCH_ORDERS));
        stockSink().ifPresent(part -> found.add(Capability.PUSH_STOCK));
        fulfillmentSink().ifPresent(part -> found.add(Capability.PUSH_FULFILLMENT));
        cancellationSink().ifPresent(part -> found.add(Capability.CANCEL_ORDERS));
        refundSink().ifPresent(part -> found.add(Capability.REFUND_ORDERS));
        consentFlow().ifPresent(part -> found.add(Capability.CONNECT_BY_CONSENT));
        return found;
    }

    /** The refusal for a part that this connector does not hand out. */
    default ConnectorException cannot(Capability capability) {
        return new ConnectorException.Unsupported("%s can't %s".formatted(displayName(), capability.inWords()));
    }
}
