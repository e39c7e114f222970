package io.quayside.connectors.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.domain.orders.CanonicalOrder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A file of a million lines, made while it is read. */
class BigFileTest {
    private static final int ROWS = 1_000_000;
    private static final long MEMORY = 64L << 20;

    /** Two rows for each order; every 1,000th order has a bad row. */
    private static final class GeneratedFile extends InputStream {
        private byte[] line = StandardLayout.sampleFile()
                .lines()
                .findFirst()
                .orElseThrow()
                .concat("\n")
                .getBytes(StandardCharsets.UTF_8);
        private int position;
        private int row;

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int written = 0;
            while (written < length) {
                if (position == line.length) {
                    if (row == ROWS) {
                        break;
                    }
                    line = row(row++).getBytes(StandardCharsets.UTF_8);
                    position = 0;
                }
                int count = Math.min(length - written, line.length - position);
                System.arraycopy(line, position, target, offset + written, count);
                position += count;
                written += count;
            }
            return written == 0 && length > 0 ? -1 : written;
        }

        private static String row(int row) {
            int order = row / 2;
            String quantity = row % 2 == 0 && order % 1_000 == 999 ? "-1" : "2";
            return "A-" + order + ",2026-05-01T09:30:00Z,USD,ann@example.com,Ann Lee,1 Elm,,Austin,TX,78701,US,,SKU-"
                    + row % 500 + (row % 5 == 0 ? ",\"Lamp, tall\"," : ",Lamp,") + quantity + ",19.99,0,3.30,"
                    + (row % 2 == 0 ? "7.50" : "")
                    + ",Ground,,,0,no,paid\n";
        }
    }

    private static final class Counting implements CsvOrderReader.Sink {
        private final long before = usedMemory();
        private long orders;
        private long problems;
        private long most;

        @Override
        public void order(CanonicalOrder order, long firstLine, long lastLine, String rawRows) {
            assertThat(lastLine - firstLine).isEqualTo(1);
            if (++orders % 150_000 == 0) {
                most = Math.max(most, usedMemory() - before);
            }
        }

        @Override
        public void problem(long line, String field, String reason, List<String> rawRow) {
            problems++;
        }

        private static long usedMemory() {
            System.gc();
            return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }
    }

    @Test
    void aMillionLinesInBoundedMemory() throws IOException {
        Counting sink = new Counting();
        Source source = new Source() {
            @Override
            public InputStream open() {
                return new GeneratedFile();
            }

            @Override
            public long size() {
                return Long.MAX_VALUE;
            }
        };
        long start = System.nanoTime();

        CsvOrderReader.Summary summary =
                new CsvOrderReader().read(source, CsvSettings.detectAll(), Instant.EPOCH, sink);

        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(summary.rows()).isEqualTo(ROWS);
        assertThat(sink.orders).isEqualTo(ROWS / 2 - 500);
        assertThat(sink.problems).isEqualTo(1_000);
        assertThat(sink.most).as("heap held while reading, bytes").isLessThan(MEMORY);
        System.out.printf("%,d rows in %d ms, %,d KiB held%n", ROWS, took.toMillis(), sink.most >> 10);
    }
}
