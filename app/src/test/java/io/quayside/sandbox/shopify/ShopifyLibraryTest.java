package io.quayside.sandbox.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.sandbox.ClientLibraries;
import io.quayside.sandbox.Sandbox;
import io.quayside.sandbox.SandboxControl;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Shopify's own library, {@code @shopify/shopify-api}, takes the simulator for Shopify. */
class ShopifyLibraryTest {
    private static Sandbox sandbox;
    private static JsonNode seen;
    private static SandboxControl shopify;

    @BeforeAll
    static void theLibraryRuns() {
        sandbox = Sandbox.start(0);
        shopify = new SandboxControl(sandbox.url(), "shopify");
        seen = ClientLibraries.run("shopify.mjs", sandbox.url());
    }

    @AfterAll
    static void closes() {
        sandbox.close();
    }

    @Test
    void itsConsentEndsInTokensThatExpireAndRenew() {
        assertThat(seen.path("connected").asText()).isEqualTo("connected");
        assertThat(seen.path("forgedCallback").asInt()).isEqualTo(500);
        assertThat(seen.path("scope").asText()).contains("write_orders");
        assertThat(seen.path("expires").asText()).isNotBlank();
        assertThat(seen.path("refreshed").asBoolean()).isTrue();
    }

    @Test
    void itFindsTheWebhooksSignatureGoodAndAForgedOneBad() {
        assertThat(seen.at("/subscribed/userErrors")).isEmpty();
        assertThat(seen.at("/webhook/valid").asBoolean())
                .as("%s", seen.path("webhook"))
                .isTrue();
        assertThat(seen.at("/webhook/topic").asText()).isEqualTo("ORDERS_CREATE");
        assertThat(seen.at("/webhook/domain").asText()).isEqualTo("judged.myshopify.com");
        assertThat(seen.at("/webhook/webhookId").asText()).isNotBlank();
        assertThat(seen.path("forgedWebhook").asBoolean()).isFalse();
    }

    @Test
    void itPagesThroughEveryOrderOnceByGraphQl() {
        assertThat(seen.path("pages")).hasSize(3);
        assertThat(ids(seen.path("pages"), "legacyResourceId")).containsExactlyElementsOf(placed());
    }

    @Test
    void itGetsTheFieldsItSelectsUnderTheNamesItGivesAndNoOthers() {
        JsonNode order = seen.at("/pages/0/0");

        assertThat(order.fieldNames()).toIterable().containsExactly("legacyResourceId", "total");
        assertThat(order.at("/total/shopMoney").fieldNames()).toIterable().containsExactly("amount");
        assertThat(order.at("/total/shopMoney/amount").asText())
                .isEqualTo(shopify.order(placed().get(0)).path("total_price").asText());
        assertThat(seen.at("/one/missing").isNull()).isTrue();
        assertThat(ids(seen.path("one").path("byId"), "legacyResourceId")).containsExactly(placed().get(3));
    }

    @Test
    void aFieldThatShopifyDoesNotHaveIsAnError() {
        assertThat(seen.path("wrongField").toString()).contains("undefinedField", "wharehouse");
    }

    @Test
    void itPagesThroughEveryOrderOnceByRestToo() {
        assertThat(seen.path("restPages")).hasSize(3);
        assertThat(ids(seen.path("restPages"), "id")).containsExactlyInAnyOrderElementsOf(placed());
        assertThat(seen.at("/restPages/0/0").fieldNames()).toIterable().containsExactly("id", "name");
    }

    @Test
    void itSetsStockByCompareAndSetAndOnlyOnceByKey() {
        assertThat(seen.path("stockBefore").asInt()).isPositive();
        assertThat(seen.at("/stock/userErrors")).isEmpty();
        assertThat(seen.at("/stock/inventoryAdjustmentGroup/changes/0/delta").asInt())
                .isEqualTo(42 - seen.path("stockBefore").asInt());
        assertThat(seen.path("repeated")).isEqualTo(seen.path("stock"));
        assertThat(seen.at("/stale/userErrors/0/code").asText()).isEqualTo("CHANGE_FROM_QUANTITY_STALE");
        assertThat(seen.at("/otherInput/userErrors/0/code").asText()).isEqualTo("IDEMPOTENCY_KEY_PARAMETER_MISMATCH");
        assertThat(seen.path("withoutKey").toString()).contains("idempotent");
        assertThat(shopify.get("/inventory/MUG-RED?shop=judged.myshopify.com")
                        .path("available")
                        .asInt())
                .isEqualTo(42);
    }

    @Test
    void itAnnouncesAParcelWithTwoTrackingNumbers() {
        assertThat(seen.at("/fulfilled/userErrors")).isEmpty();
        assertThat(seen.at("/fulfilled/fulfillment/trackingInfo")).hasSize(2);
        assertThat(shopify.order(placed().get(0)).at("/fulfillments/0/tracking_numbers"))
                .extracting(JsonNode::asText)
                .containsExactly("1Z1", "1Z2");
    }

    @Test
    void itRefundsAUnitOnceAndNeverMoreThanWasPaid() {
        assertThat(seen.at("/refund/userErrors")).isEmpty();
        assertThat(seen.at("/refund/order/displayFinancialStatus").asText()).isEqualTo("PARTIALLY_REFUNDED");
        assertThat(seen.path("refundAgain")).isEqualTo(seen.path("refund"));
        assertThat(seen.at("/refundTooMuch/userErrors")).isNotEmpty();
        JsonNode refunds = shopify.order(placed().get(1)).path("refunds");
        assertThat(refunds).hasSize(1);
        assertThat(refunds.at("/0/transactions/0/amount").asText())
                .isEqualTo(seen.at("/refund/refund/totalRefundedSet/shopMoney/amount")
                        .asText());
    }

    @Test
    void itMeetsTheLimitsOfRestAndOfGraphQl() {
        assertThat(seen.at("/restLimit/0").asText()).matches("\\d+/40");
        assertThat(seen.at("/restThrottled/library").asBoolean()).isTrue();
        assertThat(seen.at("/restThrottled/status").asInt()).isEqualTo(429);
        assertThat(seen.at("/restThrottled/retryAfter").asDouble()).isEqualTo(2.0);
        assertThat(seen.path("throttled").toString()).contains("THROTTLED");
        assertThat(seen.path("tooCostly").toString()).contains("MAX_COST_EXCEEDED");
        assertThat(seen.at("/cost/throttleStatus/restoreRate").asInt()).isEqualTo(100);
    }

    private static List<String> placed() {
        List<String> placed = new ArrayList<>();
        seen.path("placed").forEach(id -> placed.add(id.asText()));
        return placed;
    }

    private static List<String> ids(JsonNode pages, String field) {
        return StreamSupport.stream(pages.spliterator(), false)
                .flatMap(page -> page.findValuesAsText(field).stream())
                .toList();
    }
}
