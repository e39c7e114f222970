package io.quayside.connectors.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.domain.orders.CanonicalOrder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens to a file on its way, reading it ends, and ends in orders, problems or a reason. */
class MutationTest {
    private static final byte[] GOOD = ("order_number,ordered_at,currency,name,sku,title,quantity,unit_price\n"
                    + "A-1,2026-05-01,USD,Ann,SKU-1,\"Lamp, tall\",2,19.99\n"
                    + "A-1,2026-05-01,USD,Ann,SKU-2,\"A \"\"big\"\"\nbulb\",1,2.50\n"
                    + "A-2,2026-05-02,USD,Tim,SKU-1,Lamp,1,19.99\n"
                    + "A-3,2026-05-02,EUR,Zoë,SKU-1,Lämp,1,19.99\n")
            .getBytes(StandardCharsets.UTF_8);

    /** At a place, so many bytes are replaced by others. */
    record Mutation(int place, int removed, byte[] inserted) {
        byte[] of(byte[] bytes) {
            int from = place % (bytes.length + 1);
            int to = Math.min(bytes.length, from + removed);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(bytes, 0, from);
            out.writeBytes(inserted);
            out.write(bytes, to, bytes.length - to);
            return out.toByteArray();
        }
    }

    @Provide
    Arbitrary<List<Mutation>> mutations() {
        Arbitrary<byte[]> nasty = Arbitraries.of(
                        "\"", "\"\"", ",", ";", "\t", "\n", "\r", "\r\n", "\0", "'", "=", "\uFEFF", "é", "-", "1e9", "")
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
        Arbitrary<byte[]> any = Arbitraries.bytes().array(byte[].class).ofMaxSize(4);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 10_000),
                        Arbitraries.integers().between(0, 8),
                        Arbitraries.oneOf(nasty, any))
                .as(Mutation::new)
                .list()
                .ofMaxSize(4);
    }

    @Property(tries = 3_000)
    void endsInOrdersProblemsOrAReason(@ForAll("mutations") List<Mutation> mutations) {
        byte[] file = GOOD;
        for (Mutation mutation : mutations) {
            file = mutation.of(file);
        }
        try {
            Found found = Found.in(file);

            Set<String> ids = new HashSet<>();
            for (CanonicalOrder order : found.orders) {
                assertThat(ids.add(order.externalId()))
                        .as("one order for each number")
                        .isTrue();
                assertThat(order.totals().grandTotal()).isEqualTo(order.totals().expected(order.taxesIncluded()));
                assertThat(order.lines()).isNotEmpty();
            }
            assertThat(found.problems).allSatisfy(problem -> {
                assertThat(problem.line()).isPositive();
                assertThat(problem.reason()).isNotBlank();
            });
            assertThat(found.summary().orders()).isEqualTo(found.orders.size());
            assertThat(found.summary().problems()).isEqualTo(found.problems.size());
        } catch (UnreadableFile e) {
            assertThat(e.getMessage()).isNotBlank().doesNotContain("Exception");
        }
    }

    /** One bad byte costs at most the orders that it stands in or between. */
    @Property(tries = 1_000)
    void oneQuoteTooManyLosesOneOrder(@ForAll int seed) {
        int header = new String(GOOD, StandardCharsets.UTF_8).indexOf('\n') + 1;
        int place = header + Math.floorMod(seed, GOOD.length - header);

        Found found = Found.in(new Mutation(place, 0, new byte[] {'"'}).of(GOOD));

        assertThat(found.orders.size()).isGreaterThanOrEqualTo(2);
    }
}
