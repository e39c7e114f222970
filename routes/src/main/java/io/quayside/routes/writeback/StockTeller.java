package io.quayside.routes.writeback;

import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.StockSink;
import io.quayside.routes.writeback.ChannelWork.Due;
import io.quayside.routes.writeback.StockWrites.StockWrite;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Tells one connection of stock levels, in batches. Thread-safe. */
public final class StockTeller {
    private static final int MOST = 200;

    private final StockWrites writes;
    private final ChannelCalls calls;

    public StockTeller(StockWrites writes, ChannelCalls calls) {
        this.writes = writes;
        this.calls = calls;
    }

    void tell(Due due, Connector connector) {
        Optional<StockSink> sink = connector.stockSink();
        if (sink.isEmpty()) {
            return;
        }
        List<StockWrite> batch = writes.due(due, MOST);
        if (!batch.isEmpty()) {
            tell(due, sink.get(), batch);
        }
    }

    /**
     * One bad item must not stop the others (field-lesson 24): a batch that is refused as a whole is halved until the bad
     * one is alone.
     *
     * @return whether the connection can be called on
     */
    private boolean tell(Due due, StockSink sink, List<StockWrite> batch) {
        List<StockSink.Level> levels = batch.stream()
                .map(write -> new StockSink.Level(write.sku(), write.level(), write.promised()))
                .toList();
        int attempts = batch.stream().mapToInt(StockWrite::attempts).max().orElse(0);
        try {
            writes.told(due, batch, calls.send(due, (own, http) -> sink.push(levels, keyOf(batch), own, http)));
            return true;
        } catch (ConnectorException.MerchantMustAct refused) {
            calls.broken(due, refused);
            return false;
        } catch (ConnectorException.Throttled throttled) {
            writes.later(due, batch, throttled.waitFor(), false, ChannelCalls.message(throttled));
            return false;
        } catch (ConnectorException.Temporary failed) {
            writes.later(due, batch, calls.waitAfter(attempts), true, ChannelCalls.message(failed));
            return false;
        } catch (ConnectorException refused) {
            if (batch.size() == 1) {
                writes.told(
                        due,
                        batch,
                        List.of(new StockSink.Result(batch.get(0).sku(), Optional.of(ChannelCalls.message(refused)))));
                return true;
            }
            int middle = batch.size() / 2;
            return tell(due, sink, batch.subList(0, middle)) && tell(due, sink, batch.subList(middle, batch.size()));
        }
    }

    /** The same for every retry of the same levels. */
    private static String keyOf(List<StockWrite> batch) {
        StringBuilder key = new StringBuilder();
        batch.forEach(write ->
                key.append(write.sku()).append('@').append(write.changes()).append(';'));
        return UUID.nameUUIDFromBytes(key.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
