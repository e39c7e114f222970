package io.quayside.connectors.spi;

import io.quayside.domain.kernel.Sku;
import java.util.List;
import java.util.Optional;

/** Tells the platform how much of a SKU can be sold. */
@FunctionalInterface
public interface StockSink {
    /**
     * Sets absolute levels; compare-and-set where the platform offers it (field-lesson 26).
     *
     * @param idempotencyKey the same for every retry of the same push
     * @return one result for each level, in their order: one bad item never fails the others (field-lesson 24)
     * @throws ConnectorException when the call as a whole failed
     */
    List<Result> push(List<Level> levels, String idempotencyKey, ConnectionAccess connection, PlatformHttp http);

    /**
     * @param available what can be sold there now, without anything that an order waits for
     * @param promised units that open orders of this very connection wait for; a platform that subtracts its own open
     *     orders again by itself must be told both together
     */
    record Level(Sku sku, int available, int promised) {
        public Level(Sku sku, int available) {
            this(sku, available, 0);
        }
    }

    /** @param problem empty when the platform confirmed the level */
    record Result(Sku sku, Optional<String> problem) {}
}
