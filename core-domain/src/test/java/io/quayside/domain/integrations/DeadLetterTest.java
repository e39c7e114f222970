package io.quayside.domain.integrations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeadLetterTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private final DeadLetter letter = new DeadLetter(
            new UUID(0, 1),
            "normalize",
            new ConnectionId(new UUID(0, 2)),
            new Platform("shopify"),
            "d-1",
            "orders/create",
            "The price is not a number.",
            "line_items[2].price",
            "",
            "{\"price\":\"abc\"}".getBytes(UTF_8),
            "application/json",
            NOW,
            NOW,
            DeadLetter.Status.OPEN,
            0,
            "");

    @Test
    void countsItsReplaysAndOpensAgainWhenOneFails() {
        DeadLetter failedAgain =
                letter.replayed().reopened("The currency is unknown.").replayed();

        assertThat(failedAgain.status()).isEqualTo(DeadLetter.Status.REPLAYED);
        assertThat(failedAgain.replays()).isEqualTo(2);
        assertThat(failedAgain.reason()).isEqualTo("The currency is unknown.");
    }

    @Test
    void keepsWhyItWasDiscarded() {
        DeadLetter discarded = letter.discarded("A test of the shop.");

        assertThat(discarded.status()).isEqualTo(DeadLetter.Status.DISCARDED);
        assertThat(discarded.resolution()).isEqualTo("A test of the shop.");
    }

    @Test
    void isMendedInACopy() {
        DeadLetter mended = letter.withPayload("{\"price\":\"1.00\"}".getBytes(UTF_8));

        assertThat(new String(mended.payload(), UTF_8)).isEqualTo("{\"price\":\"1.00\"}");
        assertThat(new String(letter.payload(), UTF_8)).isEqualTo("{\"price\":\"abc\"}");
    }

    @Test
    void nobodyChangesThePayloadFromOutside() {
        letter.payload()[0] = 'x';

        assertThat(letter.payload()[0]).isEqualTo((byte) '{');
    }

    @Test
    void doesNotPrintThePayload() {
        assertThat(letter.toString()).doesNotContain("abc").contains("15 bytes");
    }
}
