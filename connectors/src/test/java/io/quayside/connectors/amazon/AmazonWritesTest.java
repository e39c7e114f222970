package io.quayside.connectors.amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.spi.CarrierCodes;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.FulfillmentSink.Shipment;
import io.quayside.connectors.spi.StockSink.Level;
import io.quayside.connectors.spi.StockSink.Result;
import io.quayside.domain.kernel.Quantity;
import io.quayside.domain.kernel.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is told to Amazon: stock, shipments, cancellations. */
class AmazonWritesTest {
    private static final String ID = "111-0000001-0000001";
    private static final String ORDER =
            """
            {'order':{'orderId':'111-0000001-0000001','salesChannel':{'marketplaceId':'ATVPDKIKX0DER'},
             'fulfillment':{'fulfillmentStatus':'%s','fulfilledBy':'MERCHANT'},'packages':[],
             'orderItems':[{'orderItemId':'i1','quantityOrdered':3,'fulfillment':{'quantityFulfilled':0,'quantityUnfulfilled':3}},
                           {'orderItemId':'i2','quantityOrdered':1,'fulfillment':{'quantityFulfilled':1,'quantityUnfulfilled':0}}]}}""";
    private final List<Duration> pauses = new ArrayList<>();
    private final AmazonFeeds feeds = new AmazonFeeds(ScriptedAmazon.CLOCK, pauses::add);
    private final ScriptedAmazon amazon = new ScriptedAmazon();

    // ---- stock

    private List<Result> push(Level... levels) {
        return new AmazonStock(feeds).push(List.of(levels), "key", ScriptedAmazon.CONNECTION, amazon);
    }

    private static Level level(String sku, int available) {
        return new Level(new Sku(sku), available);
    }

    @Test
    void patchesOnlyWhatDiffersAndKeepsHandlingTimes() {
        amazon.answers(
                        "{'items':[{'sku':'A','fulfillmentAvailability':[{'fulfillmentChannelCode':'DEFAULT','quantity':5}]},{'sku':'B','fulfillmentAvailability':[{'fulfillmentChannelCode':'DEFAULT','quantity':7}]}]}")
                .answers("{'sku':'B','status':'ACCEPTED','submissionId':'s','issues':[]}");

        List<Result> results = push(level("A", 5), level("B", 9));

        assertThat(results).allMatch(result -> result.problem().isEmpty());
        assertThat(amazon.calls())
                .containsExactly(
                        "GET /listings/2021-08-01/items/A1SELLER00001",
                        "PATCH /listings/2021-08-01/items/A1SELLER00001/B");
        JsonNode patch = amazon.body(1).path("patches").path(0);
        assertThat(patch.path("op").asText()).isEqualTo("merge");
        assertThat(patch.path("path").asText()).isEqualTo("/attributes/fulfillment_availability");
        assertThat(patch.at("/value/0/quantity").asInt()).isEqualTo(9);
    }

    @Test
    void oneBadItemNeverFailsTheOthers() {
        amazon.answers(
                        "{'items':[{'sku':'BAD','fulfillmentAvailability':[]},{'sku':'GOOD','fulfillmentAvailability':[]},{'sku':'FBA','fulfillmentAvailability':[{'fulfillmentChannelCode':'AMAZON_NA'}]}]}")
                .answers(
                        "{'sku':'BAD','status':'INVALID','issues':[{'severity':'WARNING','message':'hm'},{'severity':'ERROR','message':'The offer is closed.'}]}")
                .answers("{'sku':'GOOD','status':'ACCEPTED'}");

        List<Result> results = push(level("BAD", 1), level("GOOD", 2), level("FBA", 3), level("UNKNOWN", 4));

        assertThat(results.get(0).problem().orElseThrow()).contains("The offer is closed.");
        assertThat(results.get(1).problem()).isEmpty();
        assertThat(results.get(2).problem().orElseThrow()).contains("Amazon ships this offer");
        assertThat(results.get(3).problem().orElseThrow()).contains("no listing");
    }

    @Test
    void manyLevelsGoAsOneFeedWithAResultForEach() {
        List<String> skus =
                IntStream.rangeClosed(1, 60).mapToObj("S%02d"::formatted).toList();
        for (int from = 0; from < 60; from += 20) {
            amazon.answers("{'items':[%s]}"
                    .formatted(String.join(
                            ",",
                            skus.subList(from, from + 20).stream()
                                    .map(sku -> "{'sku':'%s','fulfillmentAvailability':[]}".formatted(sku))
                                    .toList())));
        }
        amazon.answers("{'feeds':[]}")
                .answers(201, "{'feedDocumentId':'in','url':'https://documents.example.com/in?sig=1'}")
                .answers(200, "")
                .answers(202, "{'feedId':'f1'}")
                .answers("{'feedId':'f1','processingStatus':'IN_PROGRESS'}")
                .answers("{'feedId':'f1','processingStatus':'DONE','resultFeedDocumentId':'out'}")
                .answers("{'feedDocumentId':'out','url':'https://documents.example.com/out'}")
                .answers(
                        "{'issues':[{'messageId':2,'severity':'ERROR','message':'No such offer.'},{'messageId':3,'severity':'WARNING','message':'hm'}]}");

        List<Result> results = push(skus.stream().map(sku -> level(sku, 4)).toArray(Level[]::new));

        assertThat(results).hasSize(60);
        assertThat(results.get(1).problem().orElseThrow()).contains("No such offer.");
        assertThat(results).filteredOn(result -> result.problem().isPresent()).hasSize(1);
        assertThat(amazon.requests.get(5).headers())
                .doesNotContainKey("x-amz-access-token"); // its address is its permission
        assertThat(amazon.body(5).at("/messages/59/sku").asText()).isEqualTo("S60");
        assertThat(amazon.body(6).path("feedType").asText()).isEqualTo("JSON_LISTINGS_FEED");
        assertThat(pauses).hasSize(2);
    }

    @Test
    void noSecondFeedIsMadeWhileAmazonWorksOnTheFirst() {
        amazon.answers(ORDER.formatted("UNSHIPPED")).answers("{'feeds':[{'feedId':'f0'}]}");

        assertThatThrownBy(() -> cancel("customer"))
                .isInstanceOfSatisfying(ConnectorException.Throttled.class, throttled -> assertThat(throttled.waitFor())
                        .isEqualTo(Duration.ofMinutes(1)));
        assertThat(amazon.isUsedUp()).isTrue();
    }

    // ---- shipments

    private static Shipment shipment(String carrier, List<String> numbers, Shipment.Line... lines) {
        return new Shipment(
                ID,
                List.of(lines),
                carrier,
                Optional.empty(),
                numbers,
                Optional.empty(),
                true,
                true,
                new Shipment.Repeat("key-1", Instant.EPOCH, Set.of()));
    }

    private String ship(Shipment shipment) {
        return new AmazonFulfillments(ScriptedAmazon.CLOCK).ship(shipment, ScriptedAmazon.CONNECTION, amazon);
    }

    @Test
    void confirmsWhatIsLeftUnderACarriersOwnCode() {
        amazon.answers(ORDER.formatted("UNSHIPPED")).answers(204, "");

        String receipt = ship(shipment("united parcel service", List.of("1Z1")));

        JsonNode detail = amazon.body(1).path("packageDetail");
        assertThat(amazon.calls().get(1)).isEqualTo("POST /orders/v0/orders/" + ID + "/shipmentConfirmation");
        assertThat(amazon.body(1).path("marketplaceId").asText()).isEqualTo("ATVPDKIKX0DER");
        assertThat(detail.path("carrierCode").asText()).isEqualTo("UPS");
        assertThat(detail.path("trackingNumber").asText()).isEqualTo("1Z1");
        assertThat(detail.path("shipDate").asText()).isEqualTo("2026-11-24T12:00:00Z");
        assertThat(detail.path("orderItems")).hasSize(1);
        assertThat(detail.at("/orderItems/0/quantity").asInt()).isEqualTo(3);
        assertThat(receipt)
                .isEqualTo(detail.path("packageReferenceId").asText())
                .matches("[1-9]\\d*");
    }

    @Test
    void aCarrierOffAmazonsListGoesByItsName() {
        amazon.answers(ORDER.formatted("UNSHIPPED")).answers(204, "");

        ship(shipment("Harbor Couriers", List.of("H-1")));

        assertThat(amazon.body(1).at("/packageDetail/carrierCode").asText()).isEqualTo("Other");
        assertThat(amazon.body(1).at("/packageDetail/carrierName").asText()).isEqualTo("Harbor Couriers");
    }

    @Test
    void theCodeThatTheMerchantChoseCounts() {
        amazon.answers(ORDER.formatted("UNSHIPPED")).answers(204, "");

        ship(new Shipment(
                ID,
                List.of(),
                "Our van",
                Optional.of("Yodel"),
                List.of("Y-1"),
                Optional.empty(),
                true,
                true,
                new Shipment.Repeat("key-1", Instant.EPOCH, Set.of())));

        assertThat(amazon.body(1).at("/packageDetail/carrierCode").asText()).isEqualTo("Yodel");
        assertThat(amazon.body(1).at("/packageDetail/carrierName").asText()).isEqualTo("Our van");
    }

    @Test
    void offersItsOwnCarriersAndNoOthers() {
        CarrierCodes codes = new AmazonConnector(ScriptedAmazon.CLOCK, Optional.empty()).carrierCodes();

        assertThat(codes.known()).contains(new CarrierCodes.Known("BPOST", "bpost"));
        assertThat(codes.known()).extracting(CarrierCodes.Known::code).doesNotHaveDuplicates();
        assertThat(codes.takes("Other")).isTrue();
        assertThat(codes.takes("Harbor Couriers")).isFalse();
    }

    @Test
    void partOfAnOrderInTwoPackagesHasItemsInEach() {
        amazon.answers(ORDER.formatted("UNSHIPPED")).answers(204, "").answers(204, "");

        ship(shipment("DHL", List.of("D1", "D2"), new Shipment.Line("i1", Quantity.of(2))));

        assertThat(amazon.body(1).at("/packageDetail/orderItems/0/quantity").asInt())
                .isEqualTo(1);
        assertThat(amazon.body(2).at("/packageDetail/orderItems/0/quantity").asInt())
                .isEqualTo(1);
        assertThat(amazon.body(2).at("/packageDetail/trackingNumber").asText()).isEqualTo("D2");
    }

    @Test
    void onlyTheMissingPackageIsToldAgain() {
        amazon.answers(ORDER.formatted("PARTIALLY_SHIPPED")
                        .replace(
                                "'packages':[]",
                                "'packages':[{'packageReferenceId':'%s'}]"
                                        .formatted(AmazonFulfillments.referenceOf("D1"))))
                .answers(204, "");

        ship(shipment("DHL", List.of("D1", "D2"), new Shipment.Line("i1", Quantity.of(1))));

        assertThat(amazon.body(1).at("/packageDetail/trackingNumber").asText()).isEqualTo("D2");
        assertThat(amazon.isUsedUp()).isTrue();
    }

    @Test
    void refusesBeforeAmazonDoes() {
        assertThatThrownBy(() -> ship(shipment("UPS", List.of())))
                .isInstanceOf(ConnectorException.Refused.class)
                .hasMessageContaining("tracking number");
        amazon.answers(ORDER.formatted("PENDING"));
        assertThatThrownBy(() -> ship(shipment("UPS", List.of("1Z1")))).hasMessageContaining("payment");
        amazon.answers(ORDER.formatted("CANCELLED"));
        assertThatThrownBy(() -> ship(shipment("UPS", List.of("1Z1")))).hasMessageContaining("cancelled");
        amazon.answers(ORDER.formatted("UNSHIPPED"));
        assertThatThrownBy(() -> ship(shipment("UPS", List.of("1Z1"), new Shipment.Line("i1", Quantity.of(4)))))
                .hasMessageContaining("3 unit(s)");
        amazon.answers(ORDER.formatted("UNSHIPPED").replace("MERCHANT", "AMAZON"));
        assertThatThrownBy(() -> ship(shipment("UPS", List.of("1Z1")))).hasMessageContaining("itself");
    }

    @Test
    void withoutTheNewerApiTheOlderTellsWhatIsLeft() {
        amazon.refuses(403, "Unauthorized", "Access to requested resource is denied.")
                .answers("{'payload':{'OrderStatus':'Unshipped','MarketplaceId':'A2EUQ1WTGCTBG2'}}")
                .answers("{'payload':{'OrderItems':[{'OrderItemId':'i1','QuantityOrdered':2,'QuantityShipped':1}]}}")
                .answers(204, "");

        ship(shipment("UPS", List.of("1Z1")));

        assertThat(amazon.body(3).path("marketplaceId").asText()).isEqualTo("A2EUQ1WTGCTBG2");
        assertThat(amazon.body(3).at("/packageDetail/orderItems/0/quantity").asInt())
                .isEqualTo(1);
    }

    // ---- cancellations

    private void cancel(String reason) {
        new AmazonCancellations(feeds).cancel(ID, reason, ScriptedAmazon.CONNECTION, amazon);
    }

    private ScriptedAmazon untilTheReport(String report) {
        return amazon.answers(ORDER.formatted("UNSHIPPED"))
                .answers("{'feeds':[]}")
                .answers(201, "{'feedDocumentId':'in','url':'https://documents.example.com/in'}")
                .answers(200, "")
                .answers(202, "{'feedId':'f1'}")
                .answers("{'processingStatus':'DONE','resultFeedDocumentId':'out'}")
                .answers("{'feedDocumentId':'out','url':'https://documents.example.com/out'}")
                .answers(report);
    }

    @Test
    void cancelsByAFeedThatNamesEachItemAndTheReason() {
        untilTheReport("<AmazonEnvelope><MessagesWithError>0</MessagesWithError></AmazonEnvelope>");

        cancel("customer");

        assertThat(amazon.text(3))
                .contains(
                        "<MerchantIdentifier>A1SELLER00001</MerchantIdentifier>",
                        "<AmazonOrderID>111-0000001-0000001</AmazonOrderID>",
                        "<StatusCode>Failure</StatusCode>",
                        "<AmazonOrderItemCode>i2</AmazonOrderItemCode>",
                        "<CancelReason>BuyerCanceled</CancelReason>");
        assertThat(amazon.body(4).path("feedType").asText()).isEqualTo("POST_ORDER_ACKNOWLEDGEMENT_DATA");
    }

    @Test
    void tellsWhyAmazonDidNotCancel() {
        untilTheReport(
                "<R><Result><ResultCode>Warning</ResultCode><ResultDescription>slow</ResultDescription></Result><Result><ResultCode>Error</ResultCode><ResultDescription>The order was shipped.</ResultDescription></Result></R>");

        assertThatThrownBy(() -> cancel("inventory"))
                .isInstanceOf(ConnectorException.Refused.class)
                .hasMessageContaining("The order was shipped.");
    }

    @Test
    void refusesToCancelWhatWasShippedOrIsAmazonsToShip() {
        amazon.answers(ORDER.formatted("PARTIALLY_SHIPPED"));
        assertThatThrownBy(() -> cancel("customer")).hasMessageContaining("shipped");
        amazon.answers(ORDER.formatted("UNSHIPPED").replace("MERCHANT", "AMAZON"));
        assertThatThrownBy(() -> cancel("customer")).hasMessageContaining("itself");
    }
}
