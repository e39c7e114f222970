package io.quayside.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quayside.connectors.spi.Connector;
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
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every real payload is imported, or told apart in words that a person understands. */
class SharedPayloadsTest {
    static List<Connector> connectors() {
        return Examples.CONNECTORS;
    }

    @ParameterizedTest
    @MethodSource("connectors")
    void importsOrExplainsEveryRealPayload(Connector connector) throws IOException {
        Optional<Path> folder = SharedFixtures.folder(connector.platform().name());
        assumeTrue(folder.isPresent(), "the shared fixtures are not beside the repository: set QUAYSIDE_FIXTURES");
        List<String> table = new ArrayList<>();

        for (Path file : SharedFixtures.json(folder.get())) {
            table.add("%-50s %s".formatted(file.getFileName(), outcome(connector, Files.readAllBytes(file))));
        }

        System.out.println(connector.displayName() + "\n" + String.join("\n", table));
        assertThat(table).anyMatch(line -> line.contains(" order "));
    }

    private static String outcome(Connector connector, byte[] body) {
        try {
            Translation translation = Examples.translate(connector, body);
            assertThat(translation.orders().isEmpty())
                    .as("either orders or a note")
                    .isNotEqualTo(translation.note().isEmpty());
            return translation.orders().isEmpty()
                    ? "nothing: " + translation.note()
                    : translation.orders().stream()
                            .map(SharedPayloadsTest::outcome)
                            .collect(Collectors.joining(", "));
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
        return "order %s %s %s %s, %d line(s), %s"
                .formatted(
                        order.externalId(),
                        order.financialStatus(),
                        order.isCancelled() ? "cancelled" : order.closed() ? "closed" : "open",
                        order.totals().grandTotal(),
                        order.lines().size(),
                        order.flags());
    }
}
