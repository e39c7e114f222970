package io.quayside.connectors.magento;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.connectors.spi.StockSink.Level;
import io.quayside.connectors.spi.StockSink.Result;
import io.quayside.domain.kernel.Sku;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MagentoStockTest {
    private static final String NO_ROUTE = "{'message':'Request does not match any route.'}";
    private final MagentoStock stock = new MagentoStock(ScriptedMagento.API);

    private static Level level(String sku, int available) {
        return new Level(new Sku(sku), available);
    }

    private List<Optional<String>> push(ScriptedMagento shop, Level... levels) {
        return stock.push(List.of(levels), "key", ScriptedMagento.connection(), shop).stream()
                .map(Result::problem)
                .toList();
    }

    private static String item(String sku, int quantity) {
        return "{'sku':'%s','source_code':'default','quantity':%d,'status':1}".formatted(sku, quantity);
    }

    private static String list(String... items) {
        return "{'items':[%s],'total_count':%d}".formatted(String.join(",", items), items.length);
    }

    @Test
    void setsWhatDiffersInOneCall() {
        ScriptedMagento shop = new ScriptedMagento()
                .on("GET /inventory/source-items", list(item("A", 1), item("B", 2), item("C", 3)))
                .on("POST /inventory/source-items", "[]");

        assertThat(push(shop, level("A", 1), level("B", 5), level("C", 6))).allMatch(Optional::isEmpty);

        assertThat(shop.calls()).containsExactly("GET /inventory/source-items", "POST /inventory/source-items");
        assertThat(shop.lastBody())
                .hasToString(
                        ScriptedMagento.json(
                                "{'sourceItems':[{'sku':'B','source_code':'default','quantity':5,'status':1},{'sku':'C','source_code':'default','quantity':6,'status':1}]}"));
    }

    /** Magento sells the sources' sum without its open orders: those must not be subtracted twice. */
    @Test
    void addsWhatTheShopsOwnOpenOrdersHaveReserved() {
        ScriptedMagento shop = new ScriptedMagento()
                .on("GET /inventory/source-items", list(item("A", 10)))
                .on("POST /inventory/source-items", "[]");

        push(shop, new Level(new Sku("A"), 4, 3));

        assertThat(shop.lastBody().at("/sourceItems/0/quantity").asInt()).isEqualTo(7);
    }

    @Test
    void theLevelThatIsThereAlreadyCostsNoCall() {
        ScriptedMagento shop = new ScriptedMagento().on("GET /inventory/source-items", list(item("a", 7)));

        assertThat(push(shop, new Level(new Sku("A"), 4, 3))).containsExactly(Optional.empty());
        assertThat(shop.calls()).containsExactly("GET /inventory/source-items");
    }

    /** Field-lesson 24. */
    @Test
    void halvesARefusedBatchUntilTheBadItemStandsAlone() {
        ScriptedMagento shop = new ScriptedMagento()
                .on("GET /inventory/source-items", list(item("A", 0), item("B", 0), item("C", 0)))
                .on("POST /inventory/source-items", 400, "{'message':'Validation Failed'}")
                .on("POST /inventory/source-items", 200, "[]")
                .on(
                        "POST /inventory/source-items",
                        400,
                        "{'message':'Validation Failed','errors':[{'message':'%field of %sku','parameters':{'field':'quantity','sku':'B'}}]}")
                .on(
                        "POST /inventory/source-items",
                        400,
                        "{'message':'Validation Failed','errors':[{'message':'%field of %sku','parameters':{'field':'quantity','sku':'B'}}]}")
                .on("POST /inventory/source-items", 200, "[]");

        List<Optional<String>> problems = push(shop, level("A", 1), level("B", 2), level("C", 3));

        assertThat(problems.get(0)).isEmpty();
        assertThat(problems.get(1))
                .hasValueSatisfying(problem -> assertThat(problem).contains("quantity of B"));
        assertThat(problems.get(2)).isEmpty();
    }

    /** Magento takes levels of SKUs that are no products without a word. */
    @Test
    void namesWhatIsNoProductOrHasNoStockOfItsOwn() {
        ScriptedMagento shop = new ScriptedMagento()
                .on("GET /inventory/source-items", list(item("A", 0)))
                .on(
                        "GET /products",
                        list("{'sku':'NEW','type_id':'simple'}", "{'sku':'HOOD','type_id':'configurable'}"))
                .on("POST /inventory/source-items", "[]");

        List<Optional<String>> problems =
                push(shop, level("A", 1), level("NEW", 2), level("HOOD", 3), level("NONE", 4));

        assertThat(problems.get(0)).isEmpty();
        assertThat(problems.get(1)).isEmpty();
        assertThat(problems.get(2))
                .hasValueSatisfying(problem -> assertThat(problem).contains("configurable"));
        assertThat(problems.get(3)).hasValue("no product in Magento has this SKU");
        assertThat(shop.lastBody().path("sourceItems").findValuesAsText("sku")).containsExactly("A", "NEW");
    }

    @Test
    void asksForASkuWithACommaAlone() {
        ScriptedMagento shop = new ScriptedMagento()
                .on("GET /inventory/source-items", list(item("A", 1)))
                .on("GET /inventory/source-items", list(item("B,C", 2)));

        assertThat(push(shop, level("A", 1), level("B,C", 2))).allMatch(Optional::isEmpty);
        assertThat(shop.query(1)).contains("[value]=B,C", "[condition_type]=eq");
    }

    @Test
    void aShopWithoutSourcesHasOneLevelForEachProductFromWhichOrdersAreTakenAtOnce() {
        ScriptedMagento shop = new ScriptedMagento()
                .on("GET /inventory/source-items", 404, NO_ROUTE)
                .on("GET /stockItems/A%20B", "{'item_id':190,'qty':30,'is_in_stock':true}")
                .on("PUT /products/A%20B/stockItems/190", "190")
                .on(
                        "GET /stockItems/NONE",
                        404,
                        "{'message':'The product that was requested doesn\\u0027t exist. Verify the product and try again.'}");

        List<Optional<String>> problems = push(shop, new Level(new Sku("A B"), 0, 5), level("NONE", 1));

        assertThat(problems).containsExactly(Optional.empty(), Optional.of("no product in Magento has this SKU"));
        assertThat(shop.body(2)).hasToString(ScriptedMagento.json("{'stockItem':{'qty':0,'is_in_stock':false}}"));
    }
}
