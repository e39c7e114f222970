package io.quayside.connectors.spi;

import io.quayside.domain.integrations.ConnectionId;
import java.net.URI;
import java.util.Map;

/** Connecting by the merchant's consent on the platform's own page (OAuth 2 and its relatives). */
public interface ConsentFlow {
    /** What the merchant must tell before the consent page can be opened, such as the shop's address. */
    java.util.List<Field> asks();

    /**
     * Where to send the merchant's browser.
     *
     * @param state one-time value that comes back in the callback
     * @throws ConnectorException.Refused when the answers are not acceptable; the message names the field
     */
    URI authorizeUrl(Map<String, String> answers, String state, URI callback);

    /** The callback's parameter that brings the state back. */
    default String stateParameter() {
        return "state";
    }

    /** Whether a callback only brings the browser back, because the platform hands the tokens over by a call of its own. */
    default boolean isReturnOnly(Map<String, String> query) {
        return false;
    }

    /**
     * Verifies the callback and trades its code for tokens.
     *
     * @param query the callback's parameters, decoded
     * @return the credentials to store
     * @throws ConnectorException when the callback is forged, declined or too old
     */
    Map<String, String> complete(Map<String, String> query, Map<String, String> answers, PlatformHttp http);

    /** Identity of the connection under which {@link PlatformHttp} counts calls made before it exists. */
    ConnectionId NOT_YET_CONNECTED = new ConnectionId(new java.util.UUID(0, 0));
}
