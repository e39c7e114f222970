package io.quayside.connectors.spi;

import io.quayside.domain.integrations.ConnectionId;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Connecting by the merchant's consent on the platform's own page (OAuth 2 and its relatives). */
public interface ConsentFlow {
    /** What the merchant must tell before the consent page can be opened, such as the shop's address. */
    List<Field> asks();

    /**
     * The answers as they are kept, made certain by asking the platform where people can't know better, such as the
     * permanent address behind a shop's own domain.
     *
     * @throws ConnectorException.Refused when the answers are not acceptable; the message names the field
     */
    default Map<String, String> certain(Map<String, String> answers, PlatformHttp http) {
        return answers;
    }

    /**
     * Where to send the merchant's browser.
     *
     * @param state one-time value that comes back in the callback
     * @throws ConnectorException.Refused when the answers are not acceptable; the message names the field
     */
    URI authorizeUrl(Map<String, String> answers, String state, URI callback);

    /**
     * What the merchant enters at the platform by hand, because no link can bring it there; none as a rule.
     *
     * @param state as for {@link #authorizeUrl}; a callback with {@code /} and the state behind it works as well
     */
    default List<Entry> entries(String state, URI callback) {
        return List.of();
    }

    /** @param label as the platform's own form calls it */
    record Entry(String label, String value) {}

    /** The callback's parameter that brings the state back. */
    default String stateParameter() {
        return "state";
    }

    /** Whether a callback only brings the browser back, because the platform hands the tokens over by a call of its own. */
    default boolean isReturnOnly(Map<String, String> query) {
        return false;
    }

    /**
     * What a call of the platform's own server brings, to be kept with the answers until the browser comes; empty when
     * that call is all there is, and {@link #complete} follows at once.
     *
     * @throws ConnectorException.Refused when the call is not what it should be
     */
    default Optional<Map<String, String>> handedOver(Map<String, String> call, Map<String, String> answers) {
        return Optional.empty();
    }

    /** Where the browser goes once the connection is made; empty for a page of ours. */
    default Optional<URI> leadsOn(Map<String, String> query, Map<String, String> answers) {
        return Optional.empty();
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
