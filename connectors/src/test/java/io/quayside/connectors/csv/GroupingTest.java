package io.quayside.connectors.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.domain.orders.Flag;
import org.junit.jupiter.api.Test;

/** Rows become orders whole or not at all. */
class GroupingTest {
    private static final String HEAD = "order_number,currency,email,sku,quantity,unit_price,shipping\n";

    private static String row(String number, String sku) {
        return number + ",USD,ann@example.com," + sku + ",1,5,2.00\n";
    }

    private static String orders(int count) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < count; i++) {
            rows.append(row("F-" + i, "X"));
        }
        return rows.toString();
    }

    @Test
    void aSmallFileBringsScatteredRowsTogether() {
        Found found = Found.in(HEAD + row("A-1", "X") + row("A-2", "X") + row("A-1", "Y"));

        assertThat(found.orders).hasSize(2);
        assertThat(found.orders.get(0).lines()).hasSize(2);
        assertThat(found.summary().warnings())
                .anySatisfy(text -> assertThat(text).contains("brought together"));
    }

    @Test
    void aBigFileNeverMakesTwoOrdersOfOne() {
        Found found = Found.in(HEAD + row("A-1", "X") + orders(CsvOrderReader.GROUPED_ROWS) + row("A-1", "Y"));

        assertThat(found.orders).hasSize(CsvOrderReader.GROUPED_ROWS);
        assertThat(found.problems).hasSize(2).allSatisfy(problem -> assertThat(problem.reason())
                .contains(
                        "rows of order A-1 are not together", "line 2", "line 20003", "sort the file by order number"));
    }

    @Test
    void anOrderWithoutEndIsRefusedWithoutHoldingIt() {
        Found found = Found.in(HEAD + row("A-1", "X").repeat(Survey.MOST_ROWS_PER_ORDER + 1) + row("A-2", "X"));

        assertThat(found.only().externalId()).isEqualTo("A-2");
        assertThat(found.problems).hasSize(Survey.MOST_ROWS_PER_ORDER + 1);
    }

    @Test
    void shippingThatIsRepeatedOnEachRowCountsOnce() {
        Found found = Found.in(HEAD + row("A-1", "X") + row("A-1", "Y"));

        assertThat(found.only().totals().grandTotal()).hasToString("12.00 USD");
        assertThat(found.only().flags()).isEmpty();
    }

    @Test
    void rowsThatContradictEachOtherAreFlagged() {
        Found found = Found.in(
                HEAD + row("A-1", "X") + row("A-1", "Y").replace("ann@", "bob@").replace("2.00", "3.00"));

        assertThat(found.only().flags())
                .extracting(Flag::code)
                .containsExactly(Flag.Code.SUSPICIOUS_VALUE, Flag.Code.SUSPICIOUS_VALUE);
        assertThat(found.only().totals().shipping()).hasToString("2.00 USD");
    }

    @Test
    void twoCurrenciesInOneOrderAreRefused() {
        Found found = Found.in(HEAD + row("A-1", "X") + row("A-1", "Y").replace("USD", "EUR"));

        assertThat(found.orders).isEmpty();
        assertThat(found.problems).extracting(Found.Problem::field).contains("currency");
    }
}
