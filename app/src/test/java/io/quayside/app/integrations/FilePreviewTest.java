package io.quayside.app.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.http.HttpStage;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FilePreviewTest extends HttpStage {
    private static final String BOUNDARY = "----quayside-test";
    private static final String FILE =
            """
            Bestellnummer;Artikelnummer;Menge;Preis
            1001;BECHER-1;2;9,90
            1002;BECHER-2;0;9,90
            """;

    private String session = "";
    private String connection = "";

    @BeforeEach
    void aFileConnection() {
        session = newSession();
        connection = made("csv", Map.of("currency", "EUR"));
    }

    private String made(String platform, Map<String, String> settings) {
        Answer made = post(
                "/api/v1/integrations", session, Map.of("platform", platform, "name", platform, "settings", settings));
        assertThat(made.status()).isEqualTo(201);
        return made.body().path("id").asText();
    }

    private Answer preview(String file, String settings, String who) {
        String part = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"";
        String body = part + "file\"; filename=\"orders.csv\"\r\nContent-Type: text/csv\r\n\r\n" + file + "\r\n"
                + (settings.isEmpty() ? "" : part + "settings\"\r\n\r\n" + settings + "\r\n")
                + "--" + BOUNDARY + "--\r\n";
        return send(request("/api/v1/integrations/" + connection + "/files/preview")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .header("Authorization", "Bearer " + who)
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8)));
    }

    @Test
    void anUnknownFileIsMatchedShownAndThenSavedAsTheMapping() {
        Answer first = preview(FILE, "", session);

        assertThat(first.status()).as(first.text()).isEqualTo(200);
        JsonNode shown = first.body();
        assertThat(shown.path("readable").asBoolean()).isTrue();
        assertThat(shown.path("delimiter").asText()).isEqualTo("semicolon");
        assertThat(shown.path("mapping").path("Menge").asText()).isEqualTo("quantity");
        assertThat(shown.path("columns").path(0).path("match").asText()).isEqualTo("SUGGESTED");
        assertThat(shown.path("orders").path(0).path("total").path("amount").asText())
                .isEqualTo("19.80");
        assertThat(shown.path("failures").path(0).path("line").asInt()).isEqualTo(3);
        assertThat(shown.path("failures").path(0).path("field").asText()).isEqualTo("Menge");

        Answer saved = send(
                "PATCH",
                "/api/v1/integrations/" + connection,
                session,
                Map.of("settings", Map.of("layout", "custom", "columns", shown.path("mapping"))));

        assertThat(saved.status()).as(saved.text()).isEqualTo(200);
        JsonNode again = preview(FILE, "", session).body();
        assertThat(again.path("columns").path(0).path("match").asText()).isEqualTo("SETTING");
        assertThat(again.path("orderCount").asInt()).isEqualTo(1);
    }

    @Test
    void triesAMappingWithoutSavingIt() {
        String tried =
                """
                {"layout":"custom","columns":{"Bestellnummer":"order_number","Menge":"quantity"}}""";

        JsonNode shown = preview(FILE, tried, session).body();

        assertThat(shown.path("readable").asBoolean()).isFalse();
        assertThat(shown.path("missing").toString()).contains("unit_price or line_total", "sku or title");
        assertThat(get("/api/v1/integrations/" + connection, session)
                        .body()
                        .path("settings")
                        .has("columns"))
                .isFalse();
    }

    @Test
    void anEmptyMappingAsksForSuggestions() {
        JsonNode shown =
                preview(FILE, "{\"layout\":\"custom\",\"columns\":{}}", session).body();

        assertThat(shown.path("mapping")).hasSize(4);
    }

    @Test
    void refusesWhatCanNotBeUsed() {
        assertThat(preview(FILE, "[1]", session).status()).isEqualTo(400);
        assertThat(preview(FILE, "{\"columns\":{\"Menge\":\"nonsense\"}}", session)
                        .body()
                        .path("errors")
                        .path(0)
                        .path("field")
                        .asText())
                .isEqualTo("settings.columns");
        assertThat(preview("", "", session).problem()).isEqualTo("unreadable-file");
        assertThat(preview(FILE, "", newSession()).status()).isEqualTo(404);
    }

    @Test
    void aPlatformThatTakesNoFilesHasNoPreview() {
        connection = made("rest", Map.of());

        assertThat(preview(FILE, "", session).problem()).isEqualTo("not-supported");
    }

    @Test
    void theSampleFileIsReadAsItIs() {
        Answer sample = get("/api/v1/csv/sample", session);

        assertThat(sample.header("Content-Disposition")).contains("orders-sample.csv");
        JsonNode shown = preview(sample.text(), "", session).body();
        assertThat(shown.path("layout").asText()).isEqualTo("standard");
        assertThat(shown.path("orderCount").asInt()).isEqualTo(1);
        assertThat(shown.path("failedRows").asInt()).isZero();
    }
}
