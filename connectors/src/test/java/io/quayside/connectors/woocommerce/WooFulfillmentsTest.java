package io.quayside.connectors.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.connectors.ScriptedJson;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.FulfillmentSink.Shipment;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A shop with fulfillments of its own, one with the extension, and one that has nothing but notes. */
class WooFulfillmentsTest {
    private static final String ORDER = "{'id':7,'status':'processing','line_items':[{'id':3,'quantity':2}]}";
    private static final String NO_ROUTE = "{'code':'rest_no_route','message':'No route was found'}";
    private static final String SHIPPED = "Your order has been shipped.";

    private final ScriptedJson shop = new ScriptedJson();

    private String ship(String... numbers) {
        ConnectionAccess connection = new ConnectionAccess(
                ConnectionId.of("00000000-0000-0000-0000-00000000c0de"),
                Map.of("storeUrl", "https://shop.example.com", "consumerKey", "ck", "consumerSecret", "cs"),
                Map.of());
        Shipment shipment = new Shipment(
                "7",
                List.of(new Shipment.Line("3", Quantity.of(1))),
                "UPS",
                Optional.empty(),
                List.of(numbers),
                Optional.empty(),
                true,
                false,
                new Shipment.Repeat("write-1", Instant.parse("2026-11-20T10:00:00Z"), Set.of("note 77")));
        return new WooFulfillments().ship(shipment, connection, shop);
    }

    @Test
    void marksAFulfillmentAsThisShipments() {
        shop.answers(200, ORDER).answers(200, "{'fulfillments':[]}").answers(201, "{'id':55}");

        assertThat(ship()).isEqualTo("55");

        assertThat(shop.body(2).path("meta_data").toString())
                .contains("{\"key\":\"_quayside_shipment\",\"value\":\"write-1\"}");
    }

    @Test
    void knowsItsFulfillmentByTheMarkWhereThereIsNoNumber() {
        shop.answers(200, ORDER)
                .answers(
                        200,
                        "{'fulfillments':[{'id':54,'meta_data':[{'key':'_quayside_shipment','value':'write-0'}]},"
                                + "{'id':55,'meta_data':[{'key':'_quayside_shipment','value':'write-1'}]}]}");

        assertThat(ship()).isEqualTo("55");
    }

    @Test
    void givesTheExtensionEveryNumber() {
        shop.answers(200, ORDER)
                .answers(404, NO_ROUTE)
                .answers(200, "[]")
                .answers(201, "{'tracking_id':'a'}")
                .answers(201, "{'tracking_id':'b'}");

        assertThat(ship("T1", "T2")).isEqualTo("b");

        assertThat(shop.body(4).path("tracking_number").asText()).isEqualTo("T2");
    }

    /** The extension wants a number. */
    @Test
    void writesANoteAtOnceWhereThereIsNoNumber() {
        shop.answers(200, ORDER).answers(404, NO_ROUTE).answers(200, "[]").answers(201, "{'id':90}");

        assertThat(ship()).isEqualTo("note 90");

        assertThat(shop.requests)
                .extracting(request -> request.uri().getPath())
                .noneMatch(path -> path.contains("track"));
        assertThat(shop.body(3).path("note").asText()).isEqualTo(SHIPPED);
    }

    @ParameterizedTest
    @CsvSource({
        "90, 2026-11-20T10:00:03, note 90, made since",
        "77, 2026-11-20T10:00:03, note 91, of another shipment",
        "90, 2026-11-20T09:00:00, note 91, from before the goods left"
    })
    void writesTheNoteOnce(int id, String madeAt, String receipt, String there) {
        shop.answers(200, ORDER)
                .answers(404, NO_ROUTE)
                .answers(200, "[{'id':%d,'note':'%s','date_created_gmt':'%s'}]".formatted(id, SHIPPED, madeAt))
                .answers(201, "{'id':91}");

        assertThat(ship()).as("with a note %s", there).isEqualTo(receipt);
    }
}
