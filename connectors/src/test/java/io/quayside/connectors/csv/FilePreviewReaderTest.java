package io.quayside.connectors.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.csv.FilePreview.Match;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FilePreviewReaderTest {
    private static final Instant NOW = Instant.parse("2026-05-02T00:00:00Z");
    private static final String GERMAN =
            """
            Bestellnr.;Bestelldatum;Kunde;E-Mail-Adresse;Straße;PLZ;Ort;Land;Artikelnr.;Bezeichnung;Menge;Einzelpreis;Lagerplatz
            1001;02.05.2026;Erika Mustermann;erika@example.com;Heidestr. 17;51147;Köln;DE;BECHER-1;Becher;2;9,90;A4
            1002;03.05.2026;Max Muster;max@example.com;Allee 1;10115;Berlin;DE;BECHER-2;Becher blau;zwei;9,90;A5
            """;

    private final FilePreviewReader reader = new FilePreviewReader(20, 100);

    private FilePreview preview(String file, Map<String, String> settings) {
        return reader.preview(file.getBytes(StandardCharsets.UTF_8), CsvSettings.of(settings), NOW);
    }

    @Test
    void suggestsWhatTheColumnsOfAnUnknownFileMeanAndReadsItByThat() {
        String file = GERMAN.replace("zwei", "1");

        FilePreview preview = preview(file, Map.of("currency", "EUR"));

        assertThat(preview.suggested())
                .containsEntry("Bestellnr.", "order_number")
                .containsEntry("Bestelldatum", "ordered_at")
                .containsEntry("Kunde", "name")
                .containsEntry("E-Mail-Adresse", "email")
                .containsEntry("Straße", "address1")
                .containsEntry("PLZ", "postal_code")
                .containsEntry("Ort", "city")
                .containsEntry("Land", "country")
                .containsEntry("Artikelnr.", "sku")
                .containsEntry("Bezeichnung", "title")
                .containsEntry("Menge", "quantity")
                .containsEntry("Einzelpreis", "unit_price")
                .doesNotContainKey("Lagerplatz");
        assertThat(preview.layout()).contains("custom");
        assertThat(preview.delimiter()).isEqualTo("semicolon");
        assertThat(preview.orders()).extracting(read -> read.order().number()).containsExactly("1001", "1002");
        assertThat(preview.orders().get(0).order().totals().grandTotal()).hasToString("19.80 EUR");
        assertThat(preview.columns().get(12).match()).isEqualTo(Match.NONE);
        assertThat(preview.columns().get(12).samples()).containsExactly("A4", "A5");
    }

    @Test
    void theSuggestionIsWhatTheImportAccepts() throws Exception {
        FilePreview preview = preview(GERMAN, Map.of("currency", "EUR"));
        String columns = new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(preview.suggested());

        FilePreview saved = preview(GERMAN, Map.of("layout", "custom", "columns", columns, "currency", "EUR"));

        assertThat(saved.orders()).hasSameSizeAs(preview.orders()).isNotEmpty();
        assertThat(saved.columns().get(0).match()).isEqualTo(Match.SETTING);
    }

    @Test
    void namesTheRowsThatWouldFail() {
        String columns =
                """
                {"Bestellnr.":"order_number","Artikelnr.":"sku","Menge":"quantity","Einzelpreis":"unit_price"}""";

        FilePreview preview = preview(GERMAN, Map.of("layout", "custom", "columns", columns, "currency", "EUR"));

        assertThat(preview.orders()).hasSize(1);
        assertThat(preview.refused()).singleElement().satisfies(row -> {
            assertThat(row.line()).isEqualTo(3);
            assertThat(row.field()).isEqualTo("Menge");
            assertThat(row.cells()).contains("zwei");
        });
    }

    @Test
    void saysWhatIsStillMissingWhenTheColumnsDoNotSuffice() {
        FilePreview preview = preview("Foo,Qty,Price\na,1,2.00\n", Map.of());

        assertThat(preview.summary()).isEmpty();
        assertThat(preview.problem()).contains("Foo");
        assertThat(preview.missing()).containsExactly("order_number", "sku or title");
        assertThat(preview.suggested()).containsEntry("Qty", "quantity").containsEntry("Price", "unit_price");
    }

    @Test
    void leavesKnownLayoutsAsTheyAre() {
        FilePreview standard = preview(StandardLayout.sampleFile(), Map.of());

        assertThat(standard.layout()).contains("standard");
        assertThat(standard.suggested()).isEmpty();
        assertThat(standard.columns()).allMatch(column -> column.match() == Match.NAME);
        assertThat(standard.orders()).hasSize(1);
    }

    @Test
    void neverTakesAColumnForWhatItsValuesCanNotBe() {
        FilePreview preview = preview("Order,SKU,Quantity,Price\n1,A,many,2.00\n", Map.of("currency", "EUR"));

        // a known header by its own names is the standard layout's business: the rows tell what is wrong
        assertThat(preview.suggested()).doesNotContainEntry("Quantity", "quantity");
    }

    @Test
    void readsOtherCharacterSets() {
        byte[] file = GERMAN.getBytes(Charset.forName("windows-1252"));

        FilePreview preview = reader.preview(file, CsvSettings.of(Map.of("currency", "EUR")), NOW);

        assertThat(preview.charset()).isEqualToIgnoringCase("windows-1252");
        assertThat(preview.columns().get(4).name()).isEqualTo("Straße");
    }

    @Test
    void showsNoMoreThanAsked() {
        StringBuilder file = new StringBuilder("order_number,sku,quantity,unit_price,currency\n");
        for (int i = 0; i < 50; i++) {
            file.append(i).append(",A,1,1.00,EUR\n");
        }

        FilePreview preview = preview(file.toString(), Map.of());

        assertThat(preview.orders()).hasSize(20);
        assertThat(preview.summary().orElseThrow().orders()).isEqualTo(50);
    }

    @Test
    void refusesAnEmptyFile() {
        assertThatThrownBy(() -> preview("", Map.of())).isInstanceOf(UnreadableFile.class);
    }
}
