package io.quayside.routes.writeback;

import io.quayside.connectors.spi.StockSink;
import io.quayside.domain.kernel.Sku;
import io.quayside.routes.writeback.ChannelWork.Due;
import java.time.Duration;
import java.util.List;

/** Port: stock levels that channels are still to be told. Thread-safe. */
public interface StockWrites {
    /** SKUs whose level the channel may not know, with the level to tell it now. */
    List<StockWrite> due(Due connection, int most);

    /** What came of them; a SKU that changed meanwhile stays due. */
    void told(Due connection, List<StockWrite> writes, List<StockSink.Result> results);

    /** @param counted whether it counts as a failed attempt */
    void later(Due connection, List<StockWrite> writes, Duration wait, boolean counted, String problem);

    /**
     * @param sku as the channel calls it
     * @param promised units that open orders of this connection wait for
     * @param changes how often it changed; tells whether it did so again
     */
    record StockWrite(Sku sku, int level, int promised, long changes, int attempts) {}
}
