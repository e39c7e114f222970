package io.quayside.connectors.spi;

/** Cancels an order on the platform. */
@FunctionalInterface
public interface CancellationSink {
    /**
     * Idempotent: an order that is already cancelled there stays so.
     *
     * @param reason {@code customer}, {@code inventory}, {@code fraud}, {@code declined} or {@code other}
     * @throws ConnectorException when the platform refuses or does not answer
     */
    void cancel(String orderExternalId, String reason, ConnectionAccess connection, PlatformHttp http);
}
