package io.quayside.connectors.spi;

import io.quayside.domain.integrations.ConnectionId;
import java.util.Map;
import java.util.Optional;

/**
 * What a connector's part gets to know of one connection. Values are checked against the connector's declared fields
 * before they come here. Never log it: {@link #toString} shows the id alone.
 *
 * @param credentials decrypted, by {@link Field#name}
 * @param settings by {@link Field#name}; choices the merchant left open are absent
 */
public record ConnectionAccess(ConnectionId id, Map<String, String> credentials, Map<String, String> settings) {
    public ConnectionAccess {
        credentials = Map.copyOf(credentials);
        settings = Map.copyOf(settings);
    }

    /** @throws ConnectorException.MerchantMustAct when the credential is missing */
    public String credential(String name) {
        String value = credentials.get(name);
        if (value == null || value.isBlank()) {
            throw new ConnectorException.MerchantMustAct("credential '%s' is missing: enter it again".formatted(name));
        }
        return value;
    }

    public Optional<String> optionalCredential(String name) {
        return Optional.ofNullable(credentials.get(name)).filter(value -> !value.isBlank());
    }

    public Optional<String> setting(String name) {
        return Optional.ofNullable(settings.get(name)).filter(value -> !value.isBlank());
    }

    @Override
    public String toString() {
        return "ConnectionAccess[" + id + "]";
    }
}
