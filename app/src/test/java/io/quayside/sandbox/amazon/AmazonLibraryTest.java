package io.quayside.sandbox.amazon;

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

/** The client {@code amazon-sp-api} takes the simulator for Amazon, and so do the models of Amazon's own SDK. */
class AmazonLibraryTest {
    private static Sandbox sandbox;
    private static JsonNode seen;
    private static SandboxControl amazon;

    @BeforeAll
    static void theLibraryRuns() {
        sandbox = Sandbox.start(0);
        amazon = new SandboxControl(sandbox.url(), "amazon");
        seen = ClientLibraries.run("amazon.mjs", sandbox.url());
    }

    @AfterAll
    static void closes() {
        sandbox.close();
    }

    @Test
    void aConsentIsExchangedOnceForARefreshTokenThatOpensTheApi() {
        assertThat(seen.at("/granted/type").asText()).isEqualTo("bearer");
        assertThat(seen.at("/granted/refresh").asText()).isEqualTo("Atzr|");
        assertThat(seen.path("usedTwice").asText()).isEqualTo("invalid_grant");
        assertThat(seen.path("stranger").asText()).isEqualTo("invalid_grant");
    }

    /** Fields that are not published, required ones that are missing, other types. */
    @Test
    void theModelsOfAmazonsOwnSdkFindNothingWrongWithAnyAnswer() {
        assertThat(seen.path("models")).hasSizeGreaterThanOrEqualTo(12);
        seen.path("models").fields().forEachRemaining(model -> assertThat(model.getValue())
                .as(model.getKey())
                .isEmpty());
    }

    @Test
    void theModelsFindWhatIsWrong() {
        assertThat(seen.path("judge"))
                .extracting(JsonNode::asText)
                .contains(
                        "Order.Wharehouse is not published",
                        "Order.NumberOfItemsShipped is a string, published as Number",
                        "Order.OrderStatus is required");
    }

    @Test
    void everyOrderIsOnOnePage() {
        assertThat(seen.path("pages")).hasSize(3);
        assertThat(paged()).containsExactlyElementsOf(placed());
        assertThat(seen.at("/order/AmazonOrderId").asText()).isEqualTo(placed().get(0));
        assertThat(seen.at("/searched/ids")).hasSize(3);
        assertThat(seen.at("/searched/next").asBoolean()).isTrue();
    }

    @Test
    void thePersonBehindAnOrderIsOnlyToldToARestrictedToken() {
        assertThat(seen.path("order").path("ShippingAddress").has("AddressLine1"))
                .isFalse();
        assertThat(seen.path("withoutToken").asText()).isEqualTo("Unauthorized");
        assertThat(seen.at("/address/AddressLine1").asText()).isNotBlank();
    }

    @Test
    void stockIsPatchedAndReadBack() {
        assertThat(seen.path("patched").asText()).isEqualTo("ACCEPTED");
        assertThat(seen.at("/listing/0/quantity").asInt()).isEqualTo(42);
        assertThat(amazon.stock(seen.path("sku").asText())).isEqualTo(42);
    }

    @Test
    void aParcelOfAPartIsConfirmedAndTooManyUnitsAreRefused() {
        assertThat(seen.at("/shipped/0").asInt()).isEqualTo(1);
        assertThat(seen.path("tooMany").asText()).isEqualTo("InvalidInput");
        assertThat(amazon.order(placed().get(0)).toString()).contains("1Z999");
    }

    @Test
    void notificationsAreSubscribedByTheApplicationItself() {
        assertThat(seen.path("destination").asBoolean()).isTrue();
        assertThat(seen.path("subscription").asBoolean()).isTrue();
    }

    @Test
    void anOperationHasItsOwnQuota() {
        assertThat(seen.path("throttled").asText()).isEqualTo("QuotaExceeded");
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
