package io.quayside.connectors.magento;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.spi.CarrierCodes;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.FulfillmentSink.Shipment;
import io.quayside.domain.kernel.Quantity;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MagentoFulfillmentsTest {
    private static final String NONE = "{'items':[],'total_count':0}";
    private final MagentoFulfillments fulfillments = new MagentoFulfillments(ScriptedMagento.API);

    private static String row(int id, String type, int ordered, String more) {
        return "{'item_id':%d,'product_id':%d,'product_type':'%s','qty_ordered':%d%s}"
                .formatted(id, 100 + id, type, ordered, more);
    }

    private static String order(String... rows) {
        return "{'entity_id':7,'state':'processing','items':[%s]}".formatted(String.join(",", rows));
    }

    private static String bundle(String separately) {
        return "{'items':[{'sku':'KIT','custom_attributes':[{'attribute_code':'shipment_type','value':'%s'}]}],'total_count':1}"
                .formatted(separately);
    }

    /** @param lines {@code row×units} */
    private static Shipment parcel(String number, String... lines) {
        return new Shipment(
                "7",
                Arrays.stream(lines)
                        .map(line -> line.split("×"))
                        .map(line -> new Shipment.Line(line[0], Quantity.of(Integer.parseInt(line[1]))))
                        .toList(),
                "UPS",
                Optional.empty(),
                number.isEmpty() ? List.of() : List.of(number),
                Optional.empty(),
                true,
                false,
                new Shipment.Repeat("key-1", Instant.EPOCH, Set.of()));
    }

    private String ship(ScriptedMagento shop, Shipment shipment, String... settings) {
        return fulfillments.ship(shipment, ScriptedMagento.connection(settings), shop);
    }

    @Test
    void shipsAPartWithItsTracking() {
        ScriptedMagento shop = new ScriptedMagento()
                .on("GET /orders/7", order(row(1, "simple", 3, ""), row(2, "simple", 1, "")))
                .on("GET /shipments", NONE)
                .on("POST /order/7/ship", "'31'");

        assertThat(ship(shop, parcel("1Z9", "1×2"))).isEqualTo("31");

        assertThat(shop.lastBody())
                .hasToString(
                        ScriptedMagento.json(
                                "{'notify':true,'appendComment':false,'items':[{'order_item_id':1,'qty':2}],'tracks':[{'track_number':'1Z9','title':'UPS','carrier_code':'ups'}]}"));
    }

    @Test
    void everythingIsOfConfigurableProductsTheParentAndNothingVirtual() {
        ScriptedMagento shop = new ScriptedMagento()
                .on(
                        "GET /orders/7",
                        order(
                                row(1, "configurable", 2, ",'qty_shipped':1"),
                                row(2, "simple", 2, ",'parent_item_id':1"),
                                row(3, "downloadable", 1, ",'is_virtual':1")))
                .on("GET /shipments", NONE)
                .on("POST /order/7/ship", "'31'");

        ship(shop, parcel("1Z9"));

        assertThat(shop.lastBody().path("items")).hasToString(ScriptedMagento.json("[{'order_item_id':1,'qty':1}]"));
    }

    @Test
    void aParcelThatMagentoKnowsIsNotAnnouncedAgain() {
        ScriptedMagento shop = new ScriptedMagento()
                .on("GET /orders/7", order(row(1, "simple", 3, "")))
                .on("GET /shipments", "{'items':[{'entity_id':30,'tracks':[{'track_number':'1Z9'}]}],'total_count':1}");

        assertThat(ship(shop, parcel("1Z9", "1×1"))).isEqualTo("30");
        assertThat(shop.calls()).noneMatch(call -> call.startsWith("POST"));
    }

    /** Its rows would not tell: there are as many left as it holds. */
    @Test
    void aParcelWithoutTrackingNumberIsKnownAgainByItsMark() {
        ScriptedMagento first = new ScriptedMagento()
                .on("GET /orders/7", order(row(1, "simple", 2, "")))
                .on("GET /shipments", NONE)
                .on("POST /order/7/ship", "'31'");

        assertThat(ship(first, parcel("", "1×1"))).isEqualTo("31");

        String comment = first.lastBody().at("/comment/comment").asText();
        assertThat(first.lastBody().at("/comment/is_visible_on_front").asInt()).isZero();
        ScriptedMagento repeated = new ScriptedMagento()
                .on("GET /orders/7", order(row(1, "simple", 2, ",'qty_shipped':1")))
                .on(
                        "GET /shipments",
                        "{'items':[{'entity_id':31,'items':[{'order_item_id':1,'qty':1}],'tracks':[],'comments':[{'comment':'%s'}]}],'total_count':1}"
                                .formatted(comment));

        assertThat(ship(repeated, parcel("", "1×1"))).isEqualTo("31");
        assertThat(repeated.calls()).noneMatch(call -> call.startsWith("POST"));
    }

    @Test
    void aBundleThatShipsInPartsIsShippedByItsParts() {
        ScriptedMagento shop = new ScriptedMagento()
                .on(
                        "GET /orders/7",
                        order(
                                row(1, "bundle", 1, ""),
                                row(2, "simple", 2, ",'parent_item_id':1"),
                                row(3, "simple", 1, ",'parent_item_id':1")))
                .on("GET /shipments", NONE)
                .on("GET /products", bundle("1"))
                .on("POST /order/7/ship", "'31'");

        ship(shop, parcel("1Z9", "2×1"));

        assertThat(shop.lastBody().path("items")).hasToString(ScriptedMagento.json("[{'order_item_id':2,'qty':1}]"));
    }

    @Test
    void aBundleThatShipsAsAWholeIsAnnouncedByItsFirstParcelAndTrackedByTheNext() {
        String rest = row(2, "simple", 4, ",'parent_item_id':1") + "," + row(3, "simple", 2, ",'parent_item_id':1");
        ScriptedMagento first = new ScriptedMagento()
                .on("GET /orders/7", order(row(1, "bundle", 2, ""), rest))
                .on("GET /shipments", NONE)
                .on("GET /products", bundle("0"))
                .on("POST /order/7/ship", "'31'");
        ScriptedMagento second = new ScriptedMagento()
                .on("GET /orders/7", order(row(1, "bundle", 2, ",'qty_shipped':2"), rest))
                .on(
                        "GET /shipments",
                        "{'items':[{'entity_id':31,'order_id':7,'items':[{'order_item_id':1,'qty':2}],'tracks':[{'track_number':'1Z1'}]}],'total_count':1}")
                .on("GET /products", bundle("0"))
                .on("POST /shipment/track", "{'entity_id':5}");

        ship(first, parcel("1Z1", "2×4"));
        String receipt = ship(second, parcel("1Z2", "3×2"));

        assertThat(first.lastBody().path("items")).hasToString(ScriptedMagento.json("[{'order_item_id':1,'qty':2}]"));
        assertThat(receipt).isEqualTo("31");
        assertThat(second.lastBody().at("/entity/track_number").asText()).isEqualTo("1Z2");
        assertThat(second.lastBody().at("/entity/parent_id").asInt()).isEqualTo(31);
    }

    @Test
    void moreThanIsLeftIsRefusedBeforeAnythingIsSent() {
        ScriptedMagento shop = new ScriptedMagento()
                .on("GET /orders/7", order(row(1, "simple", 3, ",'qty_shipped':1,'qty_canceled':1")))
                .on("GET /shipments", NONE);

        assertThatThrownBy(() -> ship(shop, parcel("1Z9", "1×2")))
                .isInstanceOf(ConnectorException.Refused.class)
                .hasMessageContaining("1 unit(s) of row 1 left");
    }

    @Test
    void aRepeatWithoutATrackingNumberFindsWhatItMade() {
        ScriptedMagento shop = new ScriptedMagento()
                .on("GET /orders/7", order(row(1, "simple", 1, ",'qty_shipped':1")))
                .on(
                        "GET /shipments",
                        "{'items':[{'entity_id':30,'order_id':7,'items':[{'order_item_id':1,'qty':1}],'tracks':[]}],'total_count':1}");

        assertThat(ship(shop, parcel("", "1×1"))).isEqualTo("30");
    }

    @Test
    void theCodeThatTheMerchantChoseCounts() {
        ScriptedMagento shop = new ScriptedMagento()
                .on("GET /orders/7", order(row(1, "simple", 1, "")))
                .on("GET /shipments", NONE)
                .on("POST /order/7/ship", "'31'");

        ship(
                shop,
                new Shipment(
                        "7",
                        List.of(),
                        "UPS",
                        Optional.of("shq_ups"),
                        List.of("U1"),
                        Optional.empty(),
                        false,
                        true,
                        new Shipment.Repeat("key-1", Instant.EPOCH, Set.of())));

        assertThat(shop.lastBody().at("/tracks/0/carrier_code").asText()).isEqualTo("shq_ups");
        assertThat(shop.lastBody().at("/tracks/0/title").asText()).isEqualTo("UPS");
    }

    @Test
    void offersTheCarriersThatMagentoComesWithAndTakesOthers() {
        CarrierCodes codes = new MagentoConnector(Clock.systemUTC()).carrierCodes();

        assertThat(codes.known())
                .extracting(CarrierCodes.Known::code)
                .containsExactly("ups", "usps", "fedex", "dhl", "custom");
        assertThat(codes.takes("shq_ups")).isTrue();
    }

    @Test
    void aCarrierThatMagentoDoesNotKnowGoesByItsName() {
        ScriptedMagento shop = new ScriptedMagento()
                .on("GET /orders/7", order(row(1, "simple", 1, "")))
                .on("GET /shipments", NONE)
                .on("POST /order/7/ship", "'31'");
        Shipment shipment = new Shipment(
                "7",
                List.of(),
                "PostNord",
                Optional.empty(),
                List.of("N1"),
                Optional.empty(),
                false,
                true,
                new Shipment.Repeat("key-1", Instant.EPOCH, Set.of()));

        ship(shop, shipment, "sourceCode", "ne_wh");

        assertThat(shop.lastBody().at("/tracks/0/carrier_code").asText()).isEqualTo("custom");
        assertThat(shop.lastBody().at("/tracks/0/title").asText()).isEqualTo("PostNord");
        assertThat(shop.lastBody()
                        .at("/arguments/extension_attributes/source_code")
                        .asText())
                .isEqualTo("ne_wh");
    }
}
