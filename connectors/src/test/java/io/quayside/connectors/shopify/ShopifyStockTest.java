package io.quayside.connectors.shopify;

import static io.quayside.connectors.shopify.ScriptedShopify.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.StockSink.Level;
import io.quayside.connectors.spi.StockSink.Result;
import io.quayside.domain.kernel.Sku;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShopifyStockTest {
    private static final String ONE_LOCATION =
            json("{'data':{'locations':{'nodes':[{'id':'gid://shopify/Location/1','name':'Dock','isActive':true,"
                    + "'shipsInventory':true,'isFulfillmentService':false}]}}}");
    private static final String CONFIRMED = answer("");
    private final ScriptedShopify shopify = new ScriptedShopify();

    @Test
    void setsALevelByCompareAndSet() {
        shopify.answers(ONE_LOCATION).answers(items(item(11, "ROPE", 7))).answers(CONFIRMED);

        List<Result> results = push(level("ROPE", 5));

        assertThat(results).containsExactly(confirmed("ROPE"));
        JsonNode input = shopify.variables(2).path("input");
        assertThat(input.path("name").asText()).isEqualTo("available");
        assertThat(input.path("quantities").path(0))
                .isEqualTo(ScriptedShopify.tree("{'inventoryItemId':'gid://shopify/InventoryItem/11',"
                        + "'locationId':'gid://shopify/Location/1','quantity':5,'changeFromQuantity':7}"));
        assertThat(shopify.body(2).path("query").asText()).contains("@idempotent(key: $key)");
    }

    @Test
    void repeatsACallUnderTheSameKeyAndADifferentOneUnderAnother() {
        for (int available : new int[] {7, 7, 6}) {
            shopify.answers(ONE_LOCATION)
                    .answers(items(item(11, "ROPE", available)))
                    .answers(CONFIRMED);
            push(level("ROPE", 5));
        }

        assertThat(shopify.variables(2).path("key"))
                .isEqualTo(shopify.variables(5).path("key"));
        assertThat(shopify.variables(2).path("key"))
                .isNotEqualTo(shopify.variables(8).path("key"));
    }

    @Test
    void needsNoCallForALevelThatIsRightAlready() {
        shopify.answers(ONE_LOCATION).answers(items(item(11, "ROPE", 5)));

        assertThat(push(level("ROPE", 5))).containsExactly(confirmed("ROPE"));
    }

    @Test
    void readsAgainOnceWhenASaleCameBetween() {
        shopify.answers(ONE_LOCATION)
                .answers(items(item(11, "ROPE", 7)))
                .answers(answer(error("CHANGE_FROM_QUANTITY_STALE", 0)))
                .answers(items(item(11, "ROPE", 6)))
                .answers(CONFIRMED);

        assertThat(push(level("ROPE", 5))).containsExactly(confirmed("ROPE"));

        assertThat(shopify.variables(4)
                        .at("/input/quantities/0/changeFromQuantity")
                        .asInt())
                .isEqualTo(6);
    }

    @Test
    void givesUpOnALevelThatKeepsChanging() {
        shopify.answers(ONE_LOCATION)
                .answers(items(item(11, "ROPE", 7)))
                .answers(answer(error("COMPARE_QUANTITY_STALE", 0)))
                .answers(items(item(11, "ROPE", 6)))
                .answers(answer(error("CHANGE_FROM_QUANTITY_STALE", 0)));

        assertThat(push(level("ROPE", 5)).get(0).problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("keeps changing"));
    }

    /** microsoft/BCApps#8396: one bundle failed hundreds of updates (field-lesson 24). */
    @Test
    void takesABadItemOutAndSendsTheOthers() {
        shopify.answers(ONE_LOCATION)
                .answers(items(item(11, "ROPE", 7), item(12, "KIT", 1), item(13, "NET", 2)))
                .answers(answer(error("NON_MUTABLE_INVENTORY_ITEM", 1)))
                .answers(CONFIRMED);

        List<Result> results = push(level("ROPE", 5), level("KIT", 5), level("NET", 5));

        assertThat(results).extracting(result -> result.problem().isEmpty()).containsExactly(true, false, true);
        assertThat(shopify.variables(3).at("/input/quantities")).hasSize(2);
    }

    @Test
    void reportsSkusThatShopifyDoesNotKnowOrHasTwiceOrDoesNotTrack() {
        shopify.answers(ONE_LOCATION)
                .answers(
                        items(
                                item(11, "rope", 7), // the search ignores case; SKUs don't
                                item(12, "TWICE", 1),
                                item(13, "TWICE", 2),
                                item(14, "LOOSE", 1).replace("\"tracked\":true", "\"tracked\":false"),
                                json(
                                        "{'id':'gid://shopify/InventoryItem/15','sku':'AWAY','tracked':true,'inventoryLevel':null}")));

        List<Result> results = push(level("ROPE", 1), level("TWICE", 1), level("LOOSE", 1), level("AWAY", 1));

        assertThat(results)
                .extracting(result -> result.problem().orElse(""))
                .satisfiesExactly(
                        problem -> assertThat(problem).contains("no product"),
                        problem -> assertThat(problem).contains("2 products"),
                        problem -> assertThat(problem).contains("not track"),
                        problem -> assertThat(problem).contains("not stocked"));
    }

    @Test
    void asksWhichLocationWhenThereAreSeveral() {
        shopify.answers(
                json(
                        "{'data':{'locations':{'nodes':["
                                + "{'id':'gid://shopify/Location/1','name':'Dock'},{'id':'gid://shopify/Location/2','name':'Shop'}]}}}"));

        assertThatThrownBy(() -> push(level("ROPE", 1)))
                .isInstanceOf(ConnectorException.MerchantMustAct.class)
                .hasMessageContaining("Dock (1), Shop (2)");
    }

    private List<Result> push(Level... levels) {
        return new ShopifyStock().push(List.of(levels), "push-1", ShopifyExamples.CONNECTION, shopify);
    }

    private static Level level(String sku, int available) {
        return new Level(new Sku(sku), available);
    }

    private static Result confirmed(String sku) {
        return new Result(new Sku(sku), Optional.empty());
    }

    private static String item(int id, String sku, int available) {
        return json(
                "{'id':'gid://shopify/InventoryItem/%d','sku':'%s','tracked':true,'inventoryLevel':{'quantities':[{'name':'available','quantity':%d}]}}"
                        .formatted(id, sku, available));
    }

    private static String items(String... items) {
        return "{\"data\":{\"inventoryItems\":{\"nodes\":[%s],\"pageInfo\":{\"hasNextPage\":false}}}}"
                .formatted(String.join(",", items));
    }

    private static String error(String code, int index) {
        return json(
                "{'code':'%s','message':'no','field':['input','quantities','%d','quantity']}".formatted(code, index));
    }

    private static String answer(String errors) {
        return "{\"data\":{\"inventorySetQuantities\":{\"inventoryAdjustmentGroup\":null,\"userErrors\":[%s]}}}"
                .formatted(errors);
    }
}
