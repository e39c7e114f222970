package io.quayside.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quayside.connectors.SharedFixtures;
import io.quayside.connectors.spi.OrderTranslator.Translation;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.Flag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every real payload is imported, or told apart in words that a person understands. */
class ShopifySharedFixturesTest {
    @Test
    void importsOrExplainsEveryRealPayload() throws IOException {
        Optional<Path> folder = SharedFixtures.folder("shopify");
        assumeTrue(folder.isPresent(), "the shared fixtures are not beside the repository: set QUAYSIDE_FIXTURES");
        List<String> table = new ArrayList<>();

        for (Path file : SharedFixtures.json(folder.get())) {
            String outcome = outcome(Files.readAllBytes(file));
            table.add("%-55s %s".formatted(file.getFileName(), outcome));
        }

        System.out.println(String.join("\n", table));
        assertThat(table).hasSizeGreaterThan(50);
    }

    private static String outcome(byte[] body) {
        try {
            Translation translation = ShopifyExamples.translate(body);
            assertThat(translation.orders().isEmpty())
                    .as("either orders or a note")
                    .isNotEqualTo(translation.note().isEmpty());
            return translation.orders().isEmpty()
                    ? "nothing: " + translation.note()
                    : String.join(
                            ", ",
                            translation.orders().stream()
                                    .map(ShopifySharedFixturesTest::outcome)
                                    .toList());
        } catch (Unreadable e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("Exception").hasSizeLessThan(400);
            return "unreadable: " + e.getMessage();
        }
    }

    private static String outcome(CanonicalOrder order) {
        boolean addsUp = order.totals()
                .expected(order.taxesIncluded())
                .equals(order.totals().grandTotal());
        boolean flagged = order.flags().stream().anyMatch(flag -> flag.code() == Flag.Code.TOTAL_MISMATCH);
        assertThat(flagged).as("flagged unless it adds up: %s", order.totals()).isNotEqualTo(addsUp);
        return "order %s %s, %d line(s), %s"
                .formatted(
                        order.externalId(),
                        order.totals().grandTotal(),
                        order.lines().size(),
                        order.flags());
    }
}
