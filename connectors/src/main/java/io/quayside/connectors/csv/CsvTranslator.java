package io.quayside.connectors.csv;

import io.quayside.connectors.spi.OrderTranslator;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.domain.orders.CanonicalOrder;
import java.util.ArrayList;
import java.util.List;

/** A few rows under their header, as a dead letter keeps them, to orders. One bad row makes the payload unreadable. */
final class CsvTranslator implements OrderTranslator {
    private final CsvOrderReader reader = new CsvOrderReader();

    @Override
    public Translation translate(Payload payload) {
        List<CanonicalOrder> orders = new ArrayList<>();
        try {
            CsvSettings settings = CsvSettings.from(payload.connection());
            reader.read(payload.body(), settings, payload.receivedAt(), new CsvOrderReader.Sink() {
                @Override
                public void order(CanonicalOrder order, long firstLine, long lastLine, String rawRows) {
                    orders.add(order);
                }

                @Override
                public void problem(long line, String field, String reason, List<String> rawRow) {
                    throw new Unreadable(field.isEmpty() ? "line " + line : field, reason);
                }
            });
        } catch (UnreadableFile | InvalidValue e) {
            throw new Unreadable("", String.valueOf(e.getMessage()));
        }
        return orders.isEmpty() ? Translation.nothing("the file has a header but no rows") : Translation.of(orders);
    }
}
