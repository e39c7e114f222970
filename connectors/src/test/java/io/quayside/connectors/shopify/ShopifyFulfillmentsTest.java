package io.quayside.connectors.shopify;

import static io.quayside.connectors.shopify.ScriptedShopify.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.spi.ConnectorException.Refused;
import io.quayside.connectors.spi.FulfillmentSink.Shipment;
import io.quayside.domain.kernel.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShopifyFulfillmentsTest {
    private static final String CREATED = json(
            "{'data':{'fulfillmentCreate':{'fulfillment':{'id':'gid://shopify/Fulfillment/900','status':'SUCCESS'},'userErrors':[]}}}");
    private final ScriptedShopify shopify = new ScriptedShopify();

    @Test
    void shipsNamedLinesByTheIdsOfTheirFulfillmentOrder() {
        shopify.answers(order("", plan(1, 10, "OPEN", line(101, 14, 5), line(102, 15, 1))))
                .answers(CREATED);

        String receipt = ship(shipment(List.of("T1"), line("14", 2)));

        assertThat(receipt).isEqualTo("900");
        assertThat(shopify.variables(1).path("fulfillment"))
                .isEqualTo(ScriptedShopify.tree("{'notifyCustomer':true,'lineItemsByFulfillmentOrder':[{"
                        + "'fulfillmentOrderId':'gid://shopify/FulfillmentOrder/1','fulfillmentOrderLineItems':["
                        + "{'id':'gid://shopify/FulfillmentOrderLineItem/101','quantity':2}]}],"
                        + "'trackingInfo':{'company':'UPS','number':'T1','url':'https://track.example/T1'}}"));
    }

    @Test
    void sendsEveryTrackingNumber() {
        shopify.answers(order("", plan(1, 10, "OPEN", line(101, 14, 5)))).answers(CREATED);

        ship(shipment(List.of("T1", "T2"), line("14", 5)));

        assertThat(shopify.variables(1).at("/fulfillment/trackingInfo/numbers")).hasSize(2);
    }

    @Test
    void shipsAllThatRemainsWithOneCallForEachLocation() {
        shopify.answers(order("", plan(1, 10, "OPEN", line(101, 14, 5)), plan(2, 20, "IN_PROGRESS", line(201, 15, 1))))
                .answers(CREATED)
                .answers(CREATED.replace("900", "901"));

        assertThat(ship(shipment(List.of()))).isEqualTo("900,901");
    }

    /** Field-lesson 6. */
    @Test
    void sendsGiftCardsApartFromGoods() {
        shopify.answers(order(
                        "",
                        plan(1, 10, "OPEN", line(101, 14, 2)),
                        plan(2, 10, "OPEN", line(201, 15, 1).replace("}}", ",\"isGiftCard\":true}}"))))
                .answers(CREATED)
                .answers(CREATED.replace("900", "901"));

        assertThat(ship(shipment(List.of("T1"), line("14", 2), line("15", 1)))).isEqualTo("900,901");

        assertThat(shopify.variables(1).toString()).contains("LineItem/101").doesNotContain("LineItem/201");
        assertThat(shopify.variables(2).toString()).contains("LineItem/201").doesNotContain("LineItem/101");
    }

    @Test
    void announcesAParcelThatShopifyKnowsNotAgain() {
        shopify.answers(order(parcel(800, "SUCCESS", "T1", 14, 2), plan(1, 10, "OPEN", line(101, 14, 3))));

        assertThat(ship(shipment(List.of("T1"), line("14", 2)))).isEqualTo("800");

        assertThat(shopify.operations()).containsExactly("FulfillmentOrders");
    }

    @Test
    void shipsTheOtherHalfAfterHalfASuccess() {
        shopify.answers(order(parcel(800, "SUCCESS", "T1", 14, 2), plan(1, 10, "OPEN", line(101, 15, 3))))
                .answers(CREATED);

        ship(shipment(List.of("T1"), line("14", 2), line("15", 1)));

        assertThat(shopify.variables(1).toString()).contains("FulfillmentOrderLineItem/101");
    }

    /** Its receipt got lost: a fulfillment of just this content, made since, that is no other shipment's. */
    @Test
    void knowsAParcelWithoutANumberByWhatIsInIt() {
        shopify.answers(order(unnumbered(800, "2026-11-20T10:00:05Z", 14, 2), plan(1, 10, "OPEN", line(101, 14, 3))));

        assertThat(ship(shipment(List.of(), line("14", 2)))).isEqualTo("800");

        assertThat(shopify.operations()).containsExactly("FulfillmentOrders");
    }

    @ParameterizedTest
    @CsvSource({
        "800, 2026-11-20T10:00:05Z, 14, 3, of more units",
        "800, 2026-11-20T10:00:05Z, 15, 2, of another line",
        "777, 2026-11-20T10:00:05Z, 14, 2, that another shipment is",
        "800, 2026-11-20T09:00:00Z, 14, 2, from before the goods left"
    })
    void takesNoOtherParcelWithoutANumberForIt(int id, String madeAt, int line, int units, String why) {
        shopify.answers(order(unnumbered(id, madeAt, line, units), plan(1, 10, "OPEN", line(101, 14, 3))))
                .answers(CREATED);

        assertThat(ship(shipment(List.of(), line("14", 2)))).as(why).isEqualTo("900");
    }

    @Test
    void shipsTheOtherLocationsHalfOfAParcelWithoutANumber() {
        shopify.answers(order(unnumbered(800, "2026-11-20T10:00:05Z", 14, 2), plan(2, 20, "OPEN", line(201, 15, 1))))
                .answers(CREATED);

        ship(shipment(List.of(), line("14", 2), line("15", 1)));

        assertThat(shopify.variables(1).toString())
                .contains("FulfillmentOrderLineItem/201")
                .doesNotContain("FulfillmentOrderLineItem/101");
    }

    @Test
    void announcesAParcelAgainThatWasCancelledThere() {
        shopify.answers(order(parcel(800, "CANCELLED", "T1", 14, 2), plan(1, 10, "OPEN", line(101, 14, 2))))
                .answers(CREATED);

        assertThat(ship(shipment(List.of("T1"), line("14", 2)))).isEqualTo("900");
    }

    @Test
    void refusesMoreThanShopifyHasLeft() {
        shopify.answers(order("", plan(1, 10, "OPEN", line(101, 14, 1))));

        assertThatThrownBy(() -> ship(shipment(List.of("T1"), line("14", 2))))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("line 14");
    }

    @Test
    void saysThatAnOrderIsOnHold() {
        shopify.answers(order("", plan(1, 10, "ON_HOLD", line(101, 14, 1))));

        assertThatThrownBy(() -> ship(shipment(List.of("T1"))))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("on hold");
    }

    @Test
    void handsOnWhatShopifyRefuses() {
        shopify.answers(order("", plan(1, 10, "OPEN", line(101, 14, 2))))
                .answers(
                        json(
                                "{'data':{'fulfillmentCreate':{'fulfillment':null,'userErrors':[{'field':['fulfillment'],'message':'Invalid carrier'}]}}}"));

        assertThatThrownBy(() -> ship(shipment(List.of("T1"), line("14", 2))))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("Invalid carrier");
    }

    @Test
    void refusesAnOrderThatShopifyDoesNotKnow() {
        shopify.answers(json("{'data':{'order':null}}"));

        assertThatThrownBy(() -> ship(shipment(List.of("T1")))).isInstanceOf(Refused.class);
    }

    private String ship(Shipment shipment) {
        return new ShopifyFulfillments().ship(shipment, ShopifyExamples.CONNECTION, shopify);
    }

    private static Shipment shipment(List<String> numbers, Shipment.Line... lines) {
        return new Shipment(
                "5632330334345",
                List.of(lines),
                "UPS",
                Optional.empty(),
                numbers,
                Optional.of("https://track.example/T1"),
                true,
                true,
                new Shipment.Repeat("key-1", Instant.parse("2026-11-20T10:00:00Z"), Set.of("777")));
    }

    private static Shipment.Line line(String id, int quantity) {
        return new Shipment.Line(id, Quantity.of(quantity));
    }

    private static String line(int id, int lineItem, int remaining) {
        return json(
                "{'id':'gid://shopify/FulfillmentOrderLineItem/%d','remainingQuantity':%d,'lineItem':{'id':'gid://shopify/LineItem/%d'}}"
                        .formatted(id, remaining, lineItem));
    }

    private static String plan(int id, int location, String status, String... lines) {
        String actions = status.equals("ON_HOLD") ? "'RELEASE_HOLD'" : "'CREATE_FULFILLMENT'";
        return json(("{'id':'gid://shopify/FulfillmentOrder/%d','status':'%s','supportedActions':[{'action':" + actions
                        + "}],'assignedLocation':{'location':{'id':'gid://shopify/Location/%d'}},'lineItems':{'nodes':[%s]}}")
                .formatted(id, status, location, String.join(",", lines)));
    }

    private static String parcel(int id, String status, String number, int lineItem, int quantity) {
        return json(("{'id':'gid://shopify/Fulfillment/%d','status':'%s','trackingInfo':[{'number':'%s'}],"
                        + "'fulfillmentLineItems':{'nodes':[{'lineItem':{'id':'gid://shopify/LineItem/%d'},'quantity':%d}]}}")
                .formatted(id, status, number, lineItem, quantity));
    }

    private static String unnumbered(int id, String madeAt, int lineItem, int quantity) {
        return parcel(id, "SUCCESS", "", lineItem, quantity)
                .replace(
                        "\"trackingInfo\":[{\"number\":\"\"}]", "\"trackingInfo\":[],\"createdAt\":\"" + madeAt + "\"");
    }

    private static String order(String parcel, String... plans) {
        return "{\"data\":{\"order\":{\"id\":\"gid://shopify/Order/1\",\"fulfillments\":[%s],\"fulfillmentOrders\":{\"nodes\":[%s]}}}}"
                .formatted(parcel, String.join(",", plans));
    }
}
