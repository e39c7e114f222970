package io.quayside.connectors.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.Flag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as they really arrive (field-lesson 21): what can be read is imported, the rest is named by line and reason. */
class TortureTest {
    private static final String HEAD =
            "order_number,currency,name,city,postal_code,country,sku,title,quantity,unit_price\n";

    private static String row(String number) {
        return number + ",USD,Ann,Austin,78701,US,SKU-1,Lamp,2,19.99\n";
    }

    private static byte[] bytes(String text, String charset) {
        return text.getBytes(Charset.forName(charset));
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static List<String> ids(Found found) {
        return found.orders.stream().map(CanonicalOrder::externalId).toList();
    }

    private static String city(Found found) {
        return String.valueOf(
                java.util.Objects.requireNonNull(found.only().shippingAddress()).city());
    }

    // encodings

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstColumn() {
        Found found = Found.in("\uFEFF" + HEAD + row("A-1"));

        assertThat(found.only().externalId()).isEqualTo("A-1");
        assertThat(found.summary().charset()).isEqualTo("UTF-8 (byte order mark)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void utf16IsReadWithAndWithoutItsMark(String charset) {
        String text = (HEAD + row("A-1")).replace("Austin", "Łódź");

        assertThat(city(Found.in(bytes("\uFEFF" + text, charset)))).isEqualTo("Łódź");
        assertThat(city(Found.in(bytes(text, charset)))).isEqualTo("Łódź");
    }

    @Test
    void windows1252IsGuessedAndToldToThePerson() {
        Found found = Found.in(bytes((HEAD + row("A-1")).replace("Austin", "Düsseldorf"), "windows-1252"));

        assertThat(city(found)).isEqualTo("Düsseldorf");
        assertThat(found.summary().charset()).startsWith("windows-1252 (a guess");
        assertThat(found.summary().warnings())
                .anySatisfy(warning -> assertThat(warning).contains("set the charset"));
    }

    @Test
    void theConfiguredCharsetWinsOverAGuessButNotOverUtf8() {
        byte[] latin2 = bytes((HEAD + row("A-1")).replace("Austin", "Łódź"), "windows-1250");
        byte[] utf8 = bytes((HEAD + row("A-1")).replace("Austin", "Łódź"), "UTF-8");

        assertThat(city(Found.in(latin2, "charset", "windows-1250"))).isEqualTo("Łódź");
        assertThat(city(Found.in(utf8, "charset", "windows-1250"))).isEqualTo("Łódź");
    }

    @Test
    void twoEncodingsInOneFileAreBothRead() {
        byte[] utf8 =
                bytes(HEAD + row("A-1").replace("Austin", "Köln") + row("A-2").replace("Austin", "Łódź"), "UTF-8");
        byte[] latin1 = bytes(row("A-3").replace("Austin", "Düren"), "windows-1252");

        Found found = Found.in(concat(utf8, latin1));

        assertThat(found.orders)
                .extracting(order -> java.util.Objects.requireNonNull(order.shippingAddress())
                        .city())
                .containsExactly("Köln", "Łódź", "Düren");
        assertThat(found.summary().charset()).contains("mixed");
        assertThat(found.summary().warnings()).isNotEmpty();
    }

    @Test
    void aJapaneseAmazonReportIsReadInShiftJis() {
        String report = "order-id\torder-item-id\tpurchase-date\tsku\tproduct-name\tquantity-purchased\tcurrency\t"
                + "item-price\titem-tax\tship-city\tship-country\n"
                + "249-1\t1\t2026-01-01T10:50:49+09:00\tMUG\tマグカップ 青い 12\" 大きい\t2\tJPY\t2598\t0\t大阪市北区\tJP\n"
                + "249-2\t2\t2026-01-02T10:50:49+09:00\tCUP\t湯のみ 茶碗 手作り 陶器\t1\tJPY\t1200\t0\t京都市左京区\tJP\n";

        Found found = Found.in(bytes(report, "windows-31j"));

        assertThat(found.orders.get(0).lines().get(0).title()).isEqualTo("マグカップ 青い 12\" 大きい");
        assertThat(found.orders.get(1).totals().grandTotal()).hasToString("1200 JPY");
        assertThat(found.summary().charset()).startsWith("windows-31j");
    }

    @Test
    void charactersThatTheCharsetDoesNotHaveAreFlagged() {
        byte[] broken = bytes((HEAD + row("A-1")).replace("Austin", "\u00ff\u00ff"), "ISO-8859-1");

        assertThat(Found.in(broken, "charset", "Shift_JIS").only().flags())
                .extracting(Flag::code)
                .containsExactly(Flag.Code.SUSPICIOUS_VALUE);
    }

    // numbers and delimiters

    @Test
    void semicolonsWithDecimalCommaAndThousandsDot() {
        Found found = Found.in("order_number;ordered_at;currency;sku;quantity;unit_price;shipping\r\n"
                + "R-1;31.12.2026 14:30;EUR;SOFA;1;1.299,50;49,90\r\n");

        assertThat(found.only().totals().grandTotal()).hasToString("1349.40 EUR");
        assertThat(found.only().placedAt()).hasToString("2026-12-31T14:30:00Z");
        assertThat(found.summary().delimiter()).isEqualTo("semicolon");
        assertThat(found.summary().decimal()).isEqualTo("COMMA");
        assertThat(found.summary().dateFormat()).isEqualTo("DMY");
    }

    @Test
    void anAmountThatReadsBothWaysIsAskedForNotGuessed() {
        String text = "order_number;currency;sku;quantity;unit_price\nR-1;EUR;SOFA;1;1.299\n";

        assertThatThrownBy(() -> Found.in(text))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageContaining("'1.299' on line 2")
                .hasMessageContaining("'decimal'");
        assertThat(Found.in(text, "decimal", "comma").only().totals().grandTotal())
                .hasToString("1299.00 EUR");
    }

    @Test
    void aDateThatReadsBothWaysIsAskedForNotGuessed() {
        String text = "order_number,ordered_at,currency,sku,quantity,unit_price\nR-1,03/04/2026,EUR,SOFA,1,5\n";

        assertThatThrownBy(() -> Found.in(text))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageContaining("'03/04/2026' on line 2")
                .hasMessageContaining("say DMY or MDY");
        assertThat(Found.in(text, "dateFormat", "MDY", "timeZone", "Europe/Berlin")
                        .only()
                        .placedAt())
                .hasToString("2026-03-03T23:00:00Z");
    }

    @Test
    void oneTellingDateIsEnoughForTheWholeFile() {
        Found found = Found.in("order_number,ordered_at,currency,sku,quantity,unit_price\n"
                + "R-1,03/04/2026,EUR,SOFA,1,5\nR-2,03/31/2026,EUR,SOFA,1,5\n");

        assertThat(found.orders.get(0).placedAt()).hasToString("2026-03-04T00:00:00Z");
    }

    @Test
    void aNumberInTheOtherStyleIsABadRowNotAMisreadOne() {
        Found found = Found.in(HEAD + row("A-1") + row("A-2") + row("A-3") + row("A-4") + row("A-5") + row("A-6")
                + row("A-7") + row("A-8") + row("A-9") + row("A-10")
                + "A-11,USD,Ann,Austin,78701,US,SKU-1,Lamp,2,\"19,99\"\n");

        assertThat(found.orders).hasSize(10);
        assertThat(found.problems).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(12);
            assertThat(problem.field()).isEqualTo("unit_price");
            assertThat(problem.reason()).contains("not a number with decimal dot");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"78701", "01234", "'01234", "=\"01234\""})
    void leadingZerosOfPostalCodesStay(String written) {
        Found found = Found.in(HEAD + row("A-1").replace("78701", "\"" + written.replace("\"", "\"\"") + "\""));

        assertThat(java.util.Objects.requireNonNull(found.only().shippingAddress())
                        .postalCode())
                .isEqualTo(written.replaceAll("[^0-9]", ""));
    }

    // lines and quotes

    @Test
    void lineBreaksAndDoubledQuotesInsideACell() {
        Found found = Found.in(HEAD + row("A-1").replace("Lamp", "\"A \"\"green\"\"\r\nlamp, tall\"") + row("A-2"));

        assertThat(found.orders.get(0).lines().get(0).title()).isEqualTo("A \"green\"\nlamp, tall");
        assertThat(ids(found)).containsExactly("A-1", "A-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void everyKindOfLineEnd(String end) {
        Found found = Found.in((HEAD + row("A-1") + row("A-2")).replace("\n", end));

        assertThat(ids(found)).containsExactly("A-1", "A-2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A-2,USD,\"Ann,Austin,78701,US,SKU-1,Lamp,2,19.99",
                "A-2,USD,\"Ann\" Lee,Austin,78701,US,SKU-1,Lamp,2,19.99",
                "A-2,USD,Ann,Austin,78701,US,SKU-1,\"12\" lamp\",2,19.99",
                "\"A-2,USD,Ann,Austin,78701,US,SKU-1,Lamp,2,19.99",
                "A-2,USD,Ann,Austin,78701,US,SKU-1,Lamp,2,\"19.99"
            })
    void aBrokenQuoteLosesItsRecordAlone(String broken) {
        Found found = Found.in(HEAD + row("A-1") + broken + "\n" + row("A-3")
                + row("A-4").replace("Lamp", "\"Lamp, tall\"") + row("A-5"));

        assertThat(ids(found)).containsExactly("A-1", "A-3", "A-4", "A-5");
        assertThat(found.problems).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.reason()).contains("quote");
        });
    }

    @Test
    void theRemainsOfABrokenCellAreNoRowsOfTheirOwn() {
        Found found = Found.in(HEAD + "A-1,USD,\"Ann\nsecond line of the name\nthird line,Austin\n" + row("A-2"));

        assertThat(ids(found)).containsExactly("A-2");
        assertThat(found.problems).singleElement().satisfies(problem -> assertThat(problem.reason())
                .contains("lines 3 to 4 were lost with it"));
    }

    @Test
    void shortRowsAfterABrokenOneAreStillRows() {
        String head = HEAD.replace("\n", ",note,line_tax\n");

        Found found = Found.in(head + row("A-1") + "A-2,USD,\"Ann,Austin,78701,US,SKU-1,Lamp,2,19.99\n" + row("A-3"));

        assertThat(ids(found)).containsExactly("A-1", "A-3");
        assertThat(found.problems).hasSize(1);
    }

    @Test
    void manyBrokenRowsInARowAreReportedOneByOne() {
        Found found =
                Found.in(HEAD + "A-1,USD,\"Ann\"x,Austin,78701,US,SKU-1,Lamp,2,19.99\n".repeat(50_000) + row("A-2"));

        assertThat(ids(found)).containsExactly("A-2");
        assertThat(found.problems).hasSize(50_000);
    }

    @Test
    void aBrokenRowTakesTheRestOfItsOrderWithIt() {
        Found found = Found.in(
                HEAD + row("A-1") + "A-1,USD,\"Ann,Austin,78701,US,SKU-2,Bulb,2,19.99\n" + row("A-1") + row("A-2"));

        assertThat(ids(found)).containsExactly("A-2");
        assertThat(found.problems).extracting(Found.Problem::line).containsExactly(2L, 3L, 4L);
        assertThat(found.problems.get(0).reason()).contains("line 3 of the same order");
    }

    @Test
    void aBadRowTakesItsSiblingsWithIt() {
        Found found = Found.in(HEAD + row("A-1") + row("A-1").replace(",2,", ",-2,") + row("A-2"));

        assertThat(ids(found)).containsExactly("A-2");
        assertThat(found.problems.get(0).reason())
                .isEqualTo("not imported, because line 3 of the same order was refused");
        assertThat(found.problems.get(1).reason()).contains("negative");
    }

    @Test
    void everyMistakeOfARowIsToldAtOnce() {
        Found found = Found.in(HEAD + "A-1,DOLLAR,Ann,Austin,78701,US,SKU-1,Lamp,two,cheap\n");

        assertThat(found.problems).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("currency, quantity, unit_price");
            assertThat(problem.reason()).contains("ISO 4217", "'two'", "'cheap'");
        });
    }

    @Test
    void rowsWithoutOrderNumberAreRefusedRowsWithoutSkuAreNot() {
        Found found = Found.in(HEAD + row("") + row("A-2").replace("SKU-1", ""));

        assertThat(found.only().lines().get(0).sku()).isNull();
        assertThat(found.problems).singleElement().satisfies(problem -> assertThat(problem.reason())
                .isEqualTo("the order number is missing"));
    }

    @Test
    void nulBytesSpoilTheirRowAlone() {
        Found found = Found.in(HEAD + row("A-1") + row("A-2").replace("Lamp", "La\0mp") + row("A-3"));

        assertThat(ids(found)).containsExactly("A-1", "A-3");
        assertThat(found.problems.get(0).reason()).contains("NUL");
    }

    @Test
    void trailingDelimitersAndShortRowsAreHarmless() {
        Found found = Found.in(HEAD.replace("\n", ",,\n") + row("A-1").replace("\n", ",,,,\n") + ",,,,,\n\n"
                + "A-2,USD,Ann,Austin,78701,US,SKU-1,Lamp,2,19.99");

        assertThat(ids(found)).containsExactly("A-1", "A-2");
        assertThat(found.problems).isEmpty();
    }

    @Test
    void anUnquotedDelimiterInAValueIsAProblemNotAShiftedRow() {
        Found found = Found.in(HEAD + row("A-1").replace("Lamp", "Lamp, tall") + row("A-2"));

        assertThat(ids(found)).containsExactly("A-2");
        assertThat(found.problems.get(0).reason()).contains("11 columns, the header has 10");
    }

    @Test
    void aLineOfFiftyMegabytesIsOneProblem() {
        Found found = Found.in(HEAD + row("A-1") + "x".repeat(50 << 20) + "\n" + row("A-2"));

        assertThat(ids(found)).containsExactly("A-1", "A-2");
        assertThat(found.problems).singleElement().satisfies(problem -> {
            assertThat(problem.reason()).contains("longer than 1 MiB");
            assertThat(problem.row().toString()).hasSizeLessThan(300);
        });
    }

    @Test
    void aQuoteThatNeverClosesInABigFileLosesOneRow() {
        Found found = Found.in(HEAD
                + row("A-1")
                + row("A-2").replace("Lamp", "\"Lamp")
                + row("B-1").repeat(1)
                + filler(60_000));

        assertThat(found.orders).hasSize(60_002);
        assertThat(found.problems).hasSize(1);
    }

    private static String filler(int orders) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < orders; i++) {
            rows.append(row("F-" + i));
        }
        return rows.toString();
    }

    @Test
    void sumsBeyondAllMeasureAreAProblemOfTheirOrder() {
        Found found =
                Found.in(HEAD + row("A-1").replace(",2,19.99", ",1000000000,99999999999999999999.99") + row("A-2"));

        assertThat(ids(found)).containsExactly("A-2");
        assertThat(found.problems).hasSize(1);
    }

    // headers

    @Test
    void headersMatchInAnyCaseAndSpacing() {
        Found found = Found.in("Order Number , CURRENCY,Sku,Quantity,unit-price\nA-1,usd,X,1,5\n");

        assertThat(found.only().totals().grandTotal()).hasToString("5.00 USD");
    }

    @Test
    void aColumnThatMattersTwiceIsAskedFor() {
        assertThatThrownBy(() -> Found.in("order_number,currency,sku,SKU,quantity,unit_price\nA-1,USD,X,Y,1,5\n"))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageContaining("comes twice");
    }

    @Test
    void aHeaderThatComesAgainBetweenTheRowsIsSkipped() {
        Found found = Found.in(HEAD + row("A-1") + HEAD + row("A-2"));

        assertThat(ids(found)).containsExactly("A-1", "A-2");
        assertThat(found.summary().warnings())
                .anySatisfy(warning -> assertThat(warning).contains("header comes again"));
    }

    @Test
    void aHeaderAloneIsNoError() {
        assertThat(Found.in(HEAD).summary().warnings()).containsExactly("the file has a header but no rows");
    }

    @Test
    void excelsSeparatorLineIsUnderstood() {
        assertThat(Found.in("sep=;\n" + (HEAD + row("A-1")).replace(',', ';'))
                        .only()
                        .externalId())
                .isEqualTo("A-1");
    }

    // what is no CSV

    @Test
    void anArchiveOrWorkbookUnderTheNameOfACsvIsNamed() throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            out.putNextEntry(new ZipEntry("orders.csv"));
            out.write(bytes(HEAD, "UTF-8"));
        }
        ByteArrayOutputStream workbook = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(workbook)) {
            out.putNextEntry(new ZipEntry("[Content_Types].xml"));
        }
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(bytes(HEAD, "UTF-8"));
        }

        assertThatThrownBy(() -> Found.in(zip.toByteArray())).hasMessageContaining("ZIP archive: unpack");
        assertThatThrownBy(() -> Found.in(workbook.toByteArray())).hasMessageContaining("Excel workbook");
        assertThatThrownBy(() -> Found.in(gzip.toByteArray())).hasMessageContaining("gzip");
        assertThatThrownBy(() -> Found.in("%PDF-1.7\n")).hasMessageContaining("PDF");
        assertThatThrownBy(() -> Found.in("<!DOCTYPE html><html>")).hasMessageContaining("log-in page");
        assertThatThrownBy(() -> Found.in(new byte[5_000])).hasMessageContaining("binary data");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n  \n", "hello", "a,b,c\n1,2,3\n", "\"order_number,sku", ",,,\n"})
    void whatHasNoKnownHeaderIsUnreadableInPlainWords(String text) {
        assertThatThrownBy(() -> Found.in(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableFile.class)
                .satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain("Exception", "null"));
    }
}
