package io.quayside.sandbox.ebay;

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

/** The client {@code ebay-api} takes the simulator for eBay. */
class EbayLibraryTest {
    private static Sandbox sandbox;
    private static JsonNode seen;
    private static SandboxControl ebay;

    @BeforeAll
    static void theLibraryRuns() {
        sandbox = Sandbox.start(0);
        ebay = new SandboxControl(sandbox.url(), "ebay");
        seen = ClientLibraries.run("ebay.mjs", sandbox.url());
    }

    @AfterAll
    static void closes() {
        sandbox.close();
    }

    @Test
    void consentEndsInTokensThatRenewAndTheCodeIsGoodOnce() {
        assertThat(seen.at("/token/type").asText()).isEqualTo("User Access Token");
        assertThat(seen.at("/token/expires").asInt()).isEqualTo(7_200);
        assertThat(seen.path("usedTwice").asBoolean()).isTrue();
        assertThat(seen.path("refreshed").asBoolean()).isTrue();
        assertThat(seen.path("wrongSecret").asText()).contains("401");
    }

    @Test
    void anAddressIsOnlyTakenWhenItKnowsTheChallengeAndANoticeIsSignedByThePublishedKey() {
        assertThat(seen.path("wrongChallenge").asInt()).isEqualTo(195_020);
        assertThat(seen.path("destination").asText()).isEqualTo("judged");
        assertThat(seen.path("subscriptions").asInt()).isEqualTo(1);
        assertThat(seen.at("/notice/genuine").asBoolean()).isTrue();
        assertThat(seen.at("/notice/forged").asBoolean()).isFalse();
        assertThat(seen.at("/notice/topic").asText()).isEqualTo("ORDER_CONFIRMATION");
    }

    @Test
    void everyOrderIsOnOnePage() {
        assertThat(seen.path("pages")).hasSize(3);
        assertThat(paged()).containsExactlyInAnyOrderElementsOf(placed());
        assertThat(seen.at("/order/orderId").asText()).isEqualTo(placed().get(0));
        assertThat(seen.path("tooMany").asInt()).isEqualTo(30_820);
        assertThat(seen.path("missing").asInt()).isEqualTo(32_100);
    }

    @Test
    void aParcelOfAPartHasItsReceiptInAHeader() {
        assertThat(seen.at("/parcels/0/fulfillmentId").asText())
                .isEqualTo(seen.at("/receipt/fulfillmentId").asText());
        assertThat(seen.at("/parcels/0/shipmentTrackingNumber").asText()).isEqualTo("1Z999");
        assertThat(seen.path("status").asText()).isEqualTo("IN_PROGRESS");
        assertThat(ebay.order(placed().get(0)).toString()).contains("1Z999");
    }

    @Test
    void stockIsSetInABatchWhoseElementsAnswerForThemselves() {
        assertThat(seen.path("counted")).extracting(JsonNode::asInt).containsExactly(200, 404);
        assertThat(seen.path("item").asInt()).isEqualTo(42);
        assertThat(ebay.stock("MUG-RED")).isEqualTo(42);
    }

    @Test
    void tooManyCallsAreRefused() {
        assertThat(seen.path("throttled").asInt()).isEqualTo(429);
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
