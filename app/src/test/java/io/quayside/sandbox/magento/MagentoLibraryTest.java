package io.quayside.sandbox.magento;

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

/** The client {@code magento-api-rest}, which signs by OAuth 1.0a, takes the simulator for a Magento shop. */
class MagentoLibraryTest {
    private static Sandbox sandbox;
    private static JsonNode seen;
    private static SandboxControl magento;

    @BeforeAll
    static void theLibraryRuns() {
        sandbox = Sandbox.start(0);
        magento = new SandboxControl(sandbox.url(), "magento");
        seen = ClientLibraries.run("magento.mjs", sandbox.url());
    }

    @AfterAll
    static void closes() {
        sandbox.close();
    }

    @Test
    void onlyTheRightSignatureOpensTheShop() {
        assertThat(seen.at("/stranger/status").asInt()).isEqualTo(401);
        assertThat(seen.at("/config/timezone").asText()).isEqualTo("America/New_York");
    }

    @Test
    void everyOrderIsOnOnePage() {
        assertThat(seen.path("pages")).hasSize(3);
        assertThat(paged()).containsExactlyElementsOf(placed());
        assertThat(seen.path("total").asInt()).isEqualTo(5);
        assertThat(seen.at("/order/entity_id").asText()).isEqualTo(placed().get(0));
    }

    @Test
    void aMistakeNamesWhatItIsAboutInParameters() {
        assertThat(seen.at("/missing/status").asInt()).isEqualTo(404);
        assertThat(seen.at("/missing/body/message").asText()).contains("%fieldName");
        assertThat(seen.at("/missing/body/parameters/fieldValue").asText()).isEqualTo("1");
    }

    @Test
    void stockOfASourceIsSetAndReadBack() {
        assertThat(seen.at("/stockAfter/0/quantity").asInt()).isEqualTo(42);
        assertThat(magento.stock("MUG-RED"))
                .as("without what open orders reserve")
                .isBetween(1, 42);
    }

    @Test
    void aParcelOfAPartIsAShipmentAndTooManyUnitsAreRefused() {
        assertThat(seen.path("shipment").asText()).isNotBlank();
        assertThat(seen.at("/shipped/0").asInt()).isEqualTo(1);
        assertThat(seen.path("tooMany").asInt()).isEqualTo(400);
        assertThat(magento.order(placed().get(0)).toString()).contains("1Z999");
    }

    @Test
    void theHostInFrontOfTheShopStopsAFlood() {
        assertThat(seen.at("/throttled/status").asInt()).isEqualTo(429);
        assertThat(seen.at("/throttled/retryAfter").asText()).isEqualTo("1");
    }

    private static List<String> placed() {
        List<String> placed = new ArrayList<>();
        seen.path("placed").forEach(id -> placed.add(id.asText()));
        return placed;
    }

    private static List<String> paged() {
        List<String> paged = new ArrayList<>();
        seen.path("pages").forEach(page -> page.forEach(id -> paged.add(id.asText())));
        return paged;
    }
}
