package io.quayside.connectors.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.connectors.ConnectorContract;
import io.quayside.connectors.spi.Capability;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.OrderTranslator.Payload;
import io.quayside.domain.orders.CanonicalOrder;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class CsvConnectorTest extends ConnectorContract {
    @Override
    protected Connector connector() {
        return new CsvConnector();
    }

    @Override
    protected String goodTopic() {
        return "";
    }

    @Override
    protected byte[] goodBody() {
        return bytes(StandardLayout.sampleFile());
    }

    @Override
    protected Map<Capability, ThrowingCallable> proofs() {
        return Map.of();
    }

    @Test
    void aKeptRowBecomesTheSameOrderAsInItsFile() {
        Found file = Found.in("order_number;ordered_at;currency;sku;quantity;unit_price\n"
                + "A-1;31/03/2026;EUR;LAMP;1;1.234\n"
                + "A-2;03/04/2026;EUR;LAMP;1;1.234\n"
                + "A-3;03/04/2026;EUR;LAMP;1;12,50\n");
        byte[] ambiguousAlone = bytes(file.raws.get(1));

        List<CanonicalOrder> again = connector()
                .translator()
                .translate(new Payload("", ambiguousAlone, Found.RECEIVED, connection()))
                .orders();

        assertThat(again).containsExactly(file.orders.get(1));
        assertThat(again.get(0).totals().grandTotal()).hasToString("1234.00 EUR");
    }
}
