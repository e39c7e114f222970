package io.quayside.app.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.app.http.HttpStage;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a portal of two files and the page {@code orders}, from the tests' own resources. */
class PortalPagesTest extends HttpStage {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/orders", "/orders/01a2/lines?tab=raw"})
    void everyPageOfThePortalIsTheOnePage(String path) {
        Answer page = get(path, null);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.type()).startsWith("text/html");
        assertThat(page.text()).contains("the tests' portal");
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void nothingButItsOwnFilesMayRun() {
        String policy = get("/orders", null).header("Content-Security-Policy");

        assertThat(policy)
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void filesWithAHashInTheirNameAreKeptForGood() {
        Answer file = get("/assets/portal-4f3c2a.js", null);

        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Cache-Control")).isEqualTo("max-age=31536000, public, immutable");
        assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void packedFilesGoToWhoUnderstandsThem() {
        Answer packed = send(request("/assets/portal-4f3c2a.js")
                .header("Accept-Encoding", "gzip, br")
                .GET());

        assertThat(packed.header("Content-Encoding")).isEqualTo("br");
        assertThat(packed.header("Vary")).contains("Accept-Encoding");
        assertThat(packed.type()).contains("javascript");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/unknown", "/pages.json", "/assets/missing.js", "/api/v1/unknown", "/integrations/x/y"})
    void whatThePortalDoesNotKnowIsNotItsPage(String path) {
        Answer answer = get(path, null);

        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.text()).doesNotContain("the tests' portal");
    }

    @Test
    void pagesOnlyAnswerWhoReads() {
        Answer written = send(request("/orders").POST(HttpRequest.BodyPublishers.ofString("x")));

        assertThat(written.status()).isBetween(400, 499);
    }
}
