package io.quayside.connectors.ebay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.StockSink.Level;
import io.quayside.connectors.spi.StockSink.Result;
import io.quayside.domain.kernel.Sku;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EbayStockTest {
    private final EbayStock stock = new EbayStock(ScriptedEbay.CLOCK);

    @Test
    void tellsTwentyFiveSkusInACallAndTakesTheAnswerOfEachForItself() {
        List<String> skus =
                IntStream.rangeClosed(1, 27).mapToObj(i -> "SKU-" + i).toList();
        ScriptedEbay ebay = new ScriptedEbay()
                .answers(207, responses(skus.subList(0, 25), "SKU-3"))
                .answers(responses(skus.subList(25, 27), ""));

        List<Result> results = push(ebay, skus.toArray(String[]::new));

        assertThat(ebay.calls()).containsOnly("POST /sell/inventory/v1/bulk_update_price_quantity");
        assertThat(ebay.body(0).path("requests")).hasSize(25);
        assertThat(ebay.body(0).path("requests").path(0).toString())
                .isEqualTo("{\"sku\":\"SKU-1\",\"shipToLocationAvailability\":{\"quantity\":7}}");
        assertThat(results)
                .filteredOn(result -> result.problem().isPresent())
                .singleElement()
                .satisfies(bad -> {
                    assertThat(bad.sku()).isEqualTo(new Sku("SKU-3"));
                    assertThat(bad.problem()).contains("Invalid quantity [25004]");
                });
    }

    @Test
    void listingsThatTheInventoryApiDidNotMakeAreFoundAndSetByTheTradingApi() {
        ScriptedEbay ebay = new ScriptedEbay()
                .answers(
                        207,
                        "{'responses':[{'sku':'A & B','statusCode':404,'errors':[{'errorId':25702,'message':'not found'}]}]}")
                .answers(
                        xml(
                                "<Ack>Success</Ack><ItemArray><Item><ItemID>110000000001</ItemID><Variations><Variation><SKU>A &amp; B</SKU></Variation></Variations></Item></ItemArray>"))
                .answers(xml("<Ack>Warning</Ack>"));

        assertThat(push(ebay, "A & B")).containsExactly(new Result(new Sku("A & B"), java.util.Optional.empty()));
        assertThat(ebay.requests.get(1).headers())
                .containsEntry("X-EBAY-API-IAF-TOKEN", "access")
                .containsEntry("X-EBAY-API-CALL-NAME", "GetSellerList");
        assertThat(ebay.text(2))
                .contains(
                        "<InventoryStatus><ItemID>110000000001</ItemID><SKU>A &amp; B</SKU><Quantity>7</Quantity></InventoryStatus>");
    }

    @Test
    void saysPerSkuWhatCanNotBeSet() {
        ScriptedEbay ebay = new ScriptedEbay()
                .answers(207, "{'responses':[{'sku':'NONE','statusCode':404},{'sku':'TWICE','statusCode':404}]}")
                .answers(
                        xml(
                                "<Ack>Success</Ack><ItemArray><Item><ItemID>1</ItemID><SKU>TWICE</SKU></Item><Item><ItemID>2</ItemID><SKU>TWICE</SKU></Item></ItemArray>"));

        assertThat(push(ebay, "NONE", "TWICE", "220000000002/520000000001"))
                .extracting(result -> result.problem().orElse(""))
                .containsExactly(
                        "no active listing in eBay has this SKU",
                        "2 listings in eBay have this SKU: make it unique",
                        "this variation has no SKU in eBay: give it one, as eBay can't be told its stock otherwise");
    }

    @Test
    void aListingWithoutSkuIsSetByItsNumber() {
        ScriptedEbay ebay = new ScriptedEbay().answers(xml("<Ack>Success</Ack>"));

        assertThat(push(ebay, "220000000001"))
                .allSatisfy(result -> assertThat(result.problem()).isEmpty());
        assertThat(ebay.text(0)).contains("<ItemID>220000000001</ItemID><Quantity>7</Quantity>");
    }

    @Test
    void aBadListingStopsNoOther() {
        String refused = xml(
                "<Ack>Failure</Ack><Errors><LongMessage>Item ended.</LongMessage><ErrorCode>21916750</ErrorCode><SeverityCode>Error</SeverityCode></Errors>");
        ScriptedEbay ebay = new ScriptedEbay().answers(refused).answers(refused).answers(xml("<Ack>Success</Ack>"));

        assertThat(push(ebay, "220000000001", "220000000002"))
                .extracting(result -> result.problem().orElse(""))
                .containsExactly("eBay refuses: Item ended. [21916750]", "");
    }

    @Test
    void readsNoEntitiesAndTellsTroubleFromRefusal() {
        assertThatThrownBy(() -> push(
                        new ScriptedEbay()
                                .answers(
                                        "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><R><Ack>&e;</Ack></R>"),
                        "220000000001"))
                .isInstanceOf(ConnectorException.Temporary.class);
        assertThatThrownBy(() -> push(
                        new ScriptedEbay()
                                .answers(
                                        xml(
                                                "<Ack>Failure</Ack><Errors><LongMessage>Invalid IAF token.</LongMessage><ErrorCode>21916984</ErrorCode></Errors>")),
                        "220000000001"))
                .isInstanceOf(ConnectorException.MerchantMustAct.class);
    }

    private List<Result> push(ScriptedEbay ebay, String... skus) {
        return stock.push(
                Stream.of(skus).map(sku -> new Level(new Sku(sku), 7)).toList(),
                "key",
                ScriptedEbay.connection(),
                ebay);
    }

    private static String responses(List<String> skus, String bad) {
        return skus.stream()
                .map(sku -> sku.equals(bad)
                        ? "{'sku':'%s','statusCode':400,'errors':[{'errorId':25004,'message':'Invalid quantity'}]}"
                                .formatted(sku)
                        : "{'sku':'%s','statusCode':200,'errors':[]}".formatted(sku))
                .collect(Collectors.joining(",", "{'responses':[", "]}"));
    }

    private static String xml(String content) {
        return "<Response xmlns=\"urn:ebay:apis:eBLBaseComponents\">" + content + "</Response>";
    }
}
