package io.quayside.connectors.magento;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.spi.ConnectorException;
import org.junit.jupiter.api.Test;

class MagentoCancellationsTest {
    private final MagentoCancellations cancellations = new MagentoCancellations(ScriptedMagento.API);

    private void cancel(ScriptedMagento shop) {
        cancellations.cancel("7", "customer", ScriptedMagento.connection(), shop);
    }

    @Test
    void believesTheOrderAndNotTheAnswer() {
        ScriptedMagento shop = new ScriptedMagento()
                .on("GET /orders/7", "{'state':'processing'}")
                .on("POST /orders/7/cancel", "true");

        assertThatThrownBy(() -> cancel(shop))
                .isInstanceOf(ConnectorException.Refused.class)
                .hasMessageContaining("only a part");
    }

    @Test
    void saysThatAnInvoicedOrderCanOnlyBeRefunded() {
        ScriptedMagento shop = new ScriptedMagento()
                .on("GET /orders/7", "{'state':'complete'}")
                .on("POST /orders/7/cancel", "false");

        assertThatThrownBy(() -> cancel(shop)).hasMessageContaining("only be refunded");
    }

    @Test
    void releasesAHeldOrderFirst() {
        ScriptedMagento shop = new ScriptedMagento()
                .on("GET /orders/7", "{'state':'holded'}")
                .on("GET /orders/7", "{'state':'canceled'}")
                .on("POST /orders/7/unhold", "true")
                .on("POST /orders/7/cancel", "true");

        cancel(shop);

        assertThat(shop.calls())
                .containsExactly("GET /orders/7", "POST /orders/7/unhold", "POST /orders/7/cancel", "GET /orders/7");
    }

    @Test
    void leavesWhatIsCanceledAlone() {
        ScriptedMagento shop = new ScriptedMagento().on("GET /orders/7", "{'state':'canceled'}");

        cancel(shop);

        assertThat(shop.calls()).containsExactly("GET /orders/7");
    }
}
