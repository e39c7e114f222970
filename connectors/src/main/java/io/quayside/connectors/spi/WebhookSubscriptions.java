package io.quayside.connectors.spi;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** The webhooks that the hub has registered at a platform. */
@FunctionalInterface
public interface WebhookSubscriptions {
    /**
     * Sees to it that every webhook that the hub needs exists, is switched on and leads to the address. Safe to repeat;
     * a watchdog does, because platforms switch off or remove what failed too often (field-lesson 8).
     *
     * @return the platform's names of those that were missing or off and are in place again; empty when all were
     * @throws ConnectorException when the platform refuses or does not answer
     */
    List<String> ensure(ConnectionAccess connection, URI webhookUrl, PlatformHttp http);

    /**
     * Whether what is registered serves all connections of the {@linkplain Connector#account account}: whichever finds it
     * gone has mended it for the others, who would not notice.
     */
    default boolean isOfAccount() {
        return false;
    }

    /**
     * Credentials that must be drawn before {@link #ensure}, such as the secret that webhooks are signed with where a
     * merchant entered none; to be stored first, because the platform never shows them again.
     *
     * @return by the credential's name; empty when all are there
     */
    default Map<String, String> missingSecrets(ConnectionAccess connection) {
        return Map.of();
    }
}
