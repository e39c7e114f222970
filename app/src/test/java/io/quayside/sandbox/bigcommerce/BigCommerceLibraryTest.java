package io.quayside.sandbox.bigcommerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.sandbox.ClientLibraries;
import io.quayside.sandbox.Sandbox;
import io.quayside.sandbox.SandboxControl;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The client {@code node-bigcommerce} and the {@code standardwebhooks} library take the simulator for BigCommerce. */
class BigCommerceLibraryTest {
    private static Sandbox sandbox;
    private static JsonNode seen;
    private static SandboxControl bigCommerce;

    @BeforeAll
    static void theLibraryRuns() {
        sandbox = Sandbox.start(0);
        bigCommerce = new SandboxControl(sandbox.url(), "bigcommerce");
        seen = ClientLibraries.run("bigcommerce.mjs", sandbox.url());
    }

    @AfterAll
    static void closes() {
        sandbox.close();
    }

    @Test
    void anInstallationGrantsATokenOnce() {
        assertThat(seen.at("/granted/context").asText()).isEqualTo("stores/demo1store");
        assertThat(seen.at("/granted/token").asBoolean()).isTrue();
        assertThat(seen.at("/granted/user/email").asText()).isNotBlank();
        assertThat(seen.path("usedTwice").asInt()).isEqualTo(400);
        assertThat(seen.path("stranger").asInt()).isEqualTo(401);
    }

    @Test
    void aWebhookIsSignedByStandardWebhooksAndCarriesOurHeader() {
        assertThat(seen.at("/event/scope").asText()).isEqualTo("store/order/created");
        assertThat(placed()).contains(seen.at("/event/data/id").asText());
        assertThat(seen.at("/event/producer").asText()).isEqualTo("stores/demo1store");
        assertThat(seen.path("ourKey").asText()).isEqualTo("k");
        assertThat(seen.path("forged").asText()).isEqualTo("WebhookVerificationError");
        assertThat(seen.path("hooks").asInt()).isEqualTo(1);
        assertThat(seen.at("/hook/client_id").asText()).isNotBlank();
    }

    @Test
    void everyOrderIsOnOnePageAndAPageWithoutAnyHasNoContent() {
        List<String> paged = new ArrayList<>();
        seen.path("pages").forEach(page -> page.forEach(id -> paged.add(id.asText())));

        assertThat(seen.path("pages")).hasSize(3);
        assertThat(paged).containsExactlyElementsOf(placed());
        assertThat(seen.path("none").asText("something")).isEmpty();
    }

    @Test
    void anOrderLinksToItsPartsAndAMissingOneIsAnErrorInAList() {
        assertThat(seen.at("/one/products/resource").asText())
                .isEqualTo("/orders/%s/products".formatted(placed().get(0)));
        assertThat(seen.path("products")).isNotEmpty();
        assertThat(seen.at("/addresses/0/country_iso2").asText()).isEqualTo("US");
        assertThat(seen.at("/missing/body/0/status").asInt()).isEqualTo(404);
    }

    @Test
    void stockIsAdjustedAbsolutelyAndAnUnknownSkuRefusesAll() {
        assertThat(seen.at("/stockBefore/locations/0/available_to_sell").asInt())
                .isNotEqualTo(42);
        assertThat(seen.at("/stockAfter/locations/0/available_to_sell").asInt()).isEqualTo(42);
        assertThat(seen.at("/adjusted/transaction_id").asText()).isNotBlank();
        assertThat(seen.path("unknownSku").asInt()).isEqualTo(422);
        assertThat(bigCommerce.stock("MUG-RED")).isEqualTo(42);
    }

    @Test
    void aParcelOfAPartMovesTheOrderByItselfAndTooManyUnitsAreRefused() {
        assertThat(seen.at("/shipped/status_id").asInt()).isEqualTo(3);
        assertThat(seen.path("tooMany").asInt()).isEqualTo(400);
        assertThat(bigCommerce
                        .order(placed().get(0))
                        .at("/shipments/0/tracking_number")
                        .asText())
                .isEqualTo("1Z999");
        assertThat(seen.at("/cancelled/status").asText()).isEqualTo("Cancelled");
    }

    @Test
    void everyAnswerTellsTheStoresQuotaAndTheClientMeetsItsEnd() {
        assertThat(seen.path("limits").fieldNames())
                .toIterable()
                .contains(
                        "x-rate-limit-requests-quota",
                        "x-rate-limit-requests-left",
                        "x-rate-limit-time-window-ms",
                        "x-rate-limit-time-reset-ms");
        assertThat(seen.path("throttled").asText()).contains("rate limit");
    }

    private static List<String> placed() {
        List<String> placed = new ArrayList<>();
        seen.path("placed").forEach(id -> placed.add(id.asText()));
        return placed;
    }
}
