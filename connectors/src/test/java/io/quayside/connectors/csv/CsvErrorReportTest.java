package io.quayside.connectors.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvErrorReportTest {
    private static String report(List<String> columns, char delimiter, List<String> row) throws IOException {
        StringWriter out = new StringWriter();
        try (CsvErrorReport report = new CsvErrorReport(out, columns, delimiter)) {
            report.add(3, "quantity", "-1 is negative", row);
        }
        return out.toString();
    }

    @Test
    void keepsTheSendersColumnsAndDelimiterAndAddsTheReason() throws IOException {
        String report = report(List.of("nr", "menge"), ';', List.of("A;1", "-1"));

        assertThat(report).isEqualTo("\uFEFFnr;menge;line;field;reason\r\n\"A;1\";-1;3;quantity;'-1 is negative\r\n");
    }

    @Test
    void aCorrectedReportCanBeSentAgain() throws IOException {
        String file = "order_number;currency;sku;quantity;unit_price\nA-1;EUR;X;-2;12,50\nA-1;EUR;Y;1;2,50\n";
        Found found = Found.in(file);
        StringWriter out = new StringWriter();
        try (CsvErrorReport report =
                new CsvErrorReport(out, List.of("order_number", "currency", "sku", "quantity", "unit_price"), ';')) {
            for (Found.Problem problem : found.problems) {
                report.add(problem.line(), problem.field(), problem.reason(), problem.row());
            }
        }

        Found again = Found.in(out.toString().replace(";-2;", ";2;"));

        assertThat(again.only().totals().grandTotal()).hasToString("27.50 EUR");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(\"x\")", "-"})
    void makesFormulasText(String cell) {
        assertThat(CsvErrorReport.harmless(cell)).isEqualTo("'" + cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "-1.234,50", "+49 30 1234", "-5 %", "Lamp", "", "1=1", "a@b.c"})
    void leavesNumbersAndTextAlone(String cell) {
        assertThat(CsvErrorReport.harmless(cell)).isEqualTo(cell);
    }

    @Test
    void writesARowOfTheWrongLength() throws IOException {
        assertThat(report(List.of("a", "b"), ',', List.of("1", "2", "3"))).contains("1,2 3,3,quantity");
        assertThat(report(List.of("a", "b"), ',', List.of("1"))).contains("1,,3,quantity");
    }
}
