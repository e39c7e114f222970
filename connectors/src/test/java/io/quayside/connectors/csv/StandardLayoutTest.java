package io.quayside.connectors.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StandardLayoutTest {
    @Test
    void theSampleFileImportsWithoutAFlag() {
        Found found = Found.in(StandardLayout.sampleFile());

        assertThat(found.only().lines()).hasSize(2);
        assertThat(found.only().totals().grandTotal()).hasToString("60.52 USD");
        assertThat(found.only().flags()).isEmpty();
        assertThat(found.problems).isEmpty();
    }

    @Test
    void theReadmeTellsEveryColumn() throws IOException {
        String readme = Files.readString(Path.of("README.md"));

        for (StandardLayout.Column column : StandardLayout.columns()) {
            assertThat(readme)
                    .contains("| `%s` | %s | %s | %s |"
                            .formatted(
                                    column.name(),
                                    column.required() ? "required" : "",
                                    column.example(),
                                    column.meaning()));
        }
    }
}
