package io.quayside.sandbox.woocommerce;

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

/** WooCommerce's own library, {@code @woocommerce/woocommerce-rest-api}, takes the simulator for a shop. */
class WooLibraryTest {
    private static Sandbox sandbox;
    private static JsonNode seen;
    private static SandboxControl woo;

    @BeforeAll
    static void theLibraryRuns() {
        sandbox = Sandbox.start(0);
        woo = new SandboxControl(sandbox.url(), "woocommerce");
        seen = ClientLibraries.run("woocommerce.mjs", sandbox.url());
    }

    @AfterAll
    static void closes() {
        sandbox.close();
    }

    @Test
    void theKeysAreHandedOverToTheCallbackAndOpenTheShopBySignature() {
        assertThat(seen.path("back").asText()).isEqualTo("?success=1&user_id=merchant-7");
        assertThat(seen.at("/keys/consumer_key").asText()).isEqualTo("ck_");
        assertThat(seen.at("/keys/consumer_secret").asText()).isEqualTo("cs_");
        assertThat(seen.at("/keys/key_permissions").asText()).isEqualTo("read_write");
        assertThat(seen.at("/stranger/status").asInt()).isEqualTo(401);
        assertThat(seen.at("/stranger/code").asText()).isEqualTo("woocommerce_rest_cannot_view");
    }

    @Test
    void aWebhookIsPingedUnsignedAndDeliversSigned() {
        assertThat(seen.path("ping").asText())
                .isEqualTo("webhook_id=" + seen.at("/hook/id").asText());
        assertThat(seen.path("hook").has("secret")).isFalse();
        assertThat(seen.at("/hook/resource").asText()).isEqualTo("order");
        assertThat(seen.at("/webhook/valid").asBoolean()).isTrue();
        assertThat(seen.at("/webhook/headers")).hasSize(7);
        assertThat(seen.path("hooks").asInt()).isEqualTo(1);
    }

    @Test
    void aWebhookIsOnlyDeletedForGood() {
        assertThat(seen.path("trashed").asInt()).isEqualTo(501);
        assertThat(seen.path("deleted").asLong()).isEqualTo(seen.at("/hook/id").asLong());
    }

    @Test
    void everyOrderIsOnOnePageAndTheHeadersTellHowMany() {
        List<String> paged = new ArrayList<>();
        seen.path("pages").forEach(page -> page.forEach(id -> paged.add(id.asText())));

        assertThat(seen.path("pages")).hasSize(3);
        assertThat(paged).containsExactlyElementsOf(placed());
        assertThat(seen.path("total").asInt()).isEqualTo(5);
        assertThat(seen.path("links").asText()).contains("rel=\"prev\"");
        assertThat(seen.path("newestFirst").asText()).isEqualTo(placed().get(4));
        assertThat(seen.path("some")).extracting(JsonNode::asText).containsExactly(placed().get(1), placed().get(3));
        assertThat(seen.path("completed").asInt()).isZero();
    }

    @Test
    void mistakesAreAnsweredAsWordPressDoes() {
        assertThat(seen.at("/missing/status").asInt()).isEqualTo(404);
        assertThat(seen.at("/missing/body/data/status").asInt()).isEqualTo(404);
        assertThat(seen.at("/tooMany/code").asText()).isEqualTo("rest_invalid_param");
        assertThat(seen.at("/throttled/status").asInt()).isEqualTo(429);
        assertThat(seen.at("/throttled/retryAfter").asText()).isEqualTo("1");
    }

    @Test
    void stockIsSetByProductAndInABatchWhoseElementsAnswerForThemselves() {
        assertThat(seen.path("counted").asInt()).isEqualTo(42);
        assertThat(seen.at("/batch/0/stock_quantity").asInt()).isEqualTo(41);
        assertThat(seen.at("/batch/1/error/code").asText()).isEqualTo("woocommerce_rest_product_invalid_id");
        assertThat(woo.get("/inventory/MUG-RED?shop=judged.woo-sandbox.example")
                        .path("available")
                        .asInt())
                .isEqualTo(41);
    }

    @Test
    void aParcelIsANoteAndAStatusAndMetaDataIsMerged() {
        JsonNode order = woo.order(placed().get(0));

        assertThat(order.path("status").asText()).isEqualTo("completed");
        assertThat(order.at("/notes/0/note").asText()).isEqualTo("UPS 1Z999");
        assertThat(seen.at("/shipped/meta/0/id").asLong()).isPositive();
        assertThat(seen.at("/shipped/meta/0/value").asText()).isEqualTo("1Z999");
    }

    @Test
    void aRefundIsListedInTheOrderAsANegativeText() {
        assertThat(seen.at("/refunds/0/total").asText()).isEqualTo("-5.00");
        assertThat(seen.at("/refunds/0/id").asLong())
                .isEqualTo(seen.at("/refund/id").asLong());
    }

    private static List<String> placed() {
        List<String> placed = new ArrayList<>();
        seen.path("placed").forEach(id -> placed.add(id.asText()));
        return placed;
    }
}
