package io.quayside.connectors.spi;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Renews tokens that expire. The caller sees to it that a connection is renewed by one caller at a time. */
public interface TokenRefresh {
    /** When the connection's token dies; empty when it does not expire. */
    Optional<Instant> expiry(ConnectionAccess connection);

    /**
     * @return all credentials of the connection, tokens replaced: the old ones may be dead already, so store them at once
     * @throws ConnectorException.MerchantMustAct when consent must be given again
     */
    Map<String, String> refresh(ConnectionAccess connection, PlatformHttp http);

    /** The time of a credential that holds one, such as {@code accessTokenExpiresAt}; empty when it can't be read. */
    static Optional<Instant> timeIn(ConnectionAccess connection, String credential) {
        return connection.optionalCredential(credential).map(text -> {
            try {
                return Instant.parse(text);
            } catch (java.time.format.DateTimeParseException e) {
                return Instant.EPOCH; // not ours: renew it
            }
        });
    }
}
