package io.quayside.domain.integrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.domain.kernel.InvalidValue;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private final Connection shop = Connection.establish(
            new ConnectionId(new UUID(0, 1)), new Platform("shopify"), " My shop ", Map.of("shop", "demo"), NOW);

    @Test
    void isActiveOnceEstablished() {
        assertThat(shop.isActive()).isTrue();
        assertThat(shop.name()).isEqualTo("My shop");
    }

    @Test
    void waitsForConsentBeforeItIsActive() {
        Connection pending = Connection.pending(shop.id(), shop.platform(), "My shop", Map.of(), NOW);

        assertThat(pending.isActive()).isFalse();
        assertThat(pending.resume().isActive()).isFalse();
        assertThat(pending.reconnect().isActive()).isTrue();
    }

    @Test
    void resumingEndsAPauseButMendsNothing() {
        assertThat(shop.pause().resume()).isEqualTo(shop);
        assertThat(shop.markBroken("The app was removed from the shop.")
                        .resume()
                        .status())
                .isEqualTo(Connection.Status.BROKEN);
    }

    @Test
    void saysWhyItIsBrokenUntilReconnected() {
        Connection broken = shop.markBroken("The app was removed from the shop.");

        assertThat(broken.statusReason()).isEqualTo("The app was removed from the shop.");
        assertThat(broken.reconnect().statusReason()).isEmpty();
    }

    @Test
    void aPauseOutlastsAFailure() {
        assertThat(shop.pause().markBroken("late answer").status()).isEqualTo(Connection.Status.PAUSED);
    }

    @Test
    void refusesABlankName() {
        assertThatThrownBy(() -> shop.rename("  ")).isInstanceOf(InvalidValue.class);
    }
}
