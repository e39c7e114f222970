package io.quayside.connectors.spi;

/** The public keys of a platform that signs webhooks with them and tells only their ids. */
@FunctionalInterface
public interface WebhookKeys {
    /**
     * @param keyId as {@link WebhookGate.Verdict.Undecided} named it: nobody has vouched for it yet
     * @param connection any connection to the platform; the keys are the same for all
     * @return the key in the form that the connector's {@link WebhookGate} reads
     * @throws ConnectorException.Refused when the platform has no such key
     * @throws ConnectorException when it does not answer
     */
    String fetch(String keyId, ConnectionAccess connection, PlatformHttp http);
}
