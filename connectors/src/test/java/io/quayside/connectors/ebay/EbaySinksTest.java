package io.quayside.connectors.ebay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.spi.CarrierCodes;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.FulfillmentSink.Shipment;
import io.quayside.connectors.spi.PlatformHttp.Request;
import io.quayside.connectors.spi.RefundSink.Refund;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Quantity;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class EbaySinksTest {
    private static final String ID = "06-15211-22068";
    private static final String PATH = "/sell/fulfillment/v1/order/" + ID;

    private static String order(String cancelStatus, String refunds, String lineRefunds) {
        return """
               {'orderId':'%s','legacyOrderId':'%s','orderPaymentStatus':'PAID','cancelStatus':%s,
                'paymentSummary':{'refunds':[%s],'payments':[{'paymentDate':'2026-11-20T08:00:00.000Z'}]},
                'lineItems':[{'lineItemId':'1','quantity':3,'listingMarketplaceId':'EBAY_DE','refunds':[%s]},{'lineItemId':'2','quantity':1}]}"""
                .formatted(ID, ID, cancelStatus, refunds, lineRefunds);
    }

    private static final String OPEN = order("{'cancelState':'NONE_REQUESTED','cancelRequests':[]}", "", "");

    @Nested
    class Fulfillments {
        private final EbayFulfillments sink = new EbayFulfillments();

        @Test
        void eachTrackingNumberIsACallAndTheUnitsAreSpreadOverTheParcels() {
            ScriptedEbay ebay = new ScriptedEbay()
                    .answers("{'fulfillments':[]}")
                    .answers(201, location("1Z1"), "")
                    .answers(201, location("1Z2"), "");

            String receipt = sink.ship(
                    shipment(List.of(line("1", 3), line("2", 1)), "UPS", "1Z1", "1Z2"),
                    ScriptedEbay.connection(),
                    ebay);

            assertThat(receipt).isEqualTo("1Z1,1Z2");
            assertThat(ebay.body(1).toString())
                    .isEqualTo(
                            "{\"lineItems\":[{\"lineItemId\":\"1\",\"quantity\":2},{\"lineItemId\":\"2\",\"quantity\":1}],\"shippingCarrierCode\":\"UPS\",\"trackingNumber\":\"1Z1\"}");
            assertThat(ebay.body(2).path("lineItems").toString()).isEqualTo("[{\"lineItemId\":\"1\",\"quantity\":1}]");
        }

        @Test
        void whatEbayKnowsAlreadyIsNotToldAgainAndTheRestGoesOn() {
            ScriptedEbay half = new ScriptedEbay()
                    .answers(
                            "{'fulfillments':[{'fulfillmentId':'1Z1','shipmentTrackingNumber':'1Z1','lineItems':[{'lineItemId':'1','quantity':2}]}]}")
                    .answers(201, location("1Z2"), "");
            ScriptedEbay all = new ScriptedEbay()
                    .answers(
                            "{'fulfillments':[{'fulfillmentId':'1Z1','shipmentTrackingNumber':'1z-1'},{'fulfillmentId':'1Z2','shipmentTrackingNumber':'1Z2'}]}");
            Shipment shipment = shipment(List.of(line("1", 3)), "UPS", "1Z1", "1Z2");

            assertThat(sink.ship(shipment, ScriptedEbay.connection(), half)).isEqualTo("1Z1,1Z2");
            assertThat(half.body(1).path("lineItems").toString()).isEqualTo("[{\"lineItemId\":\"1\",\"quantity\":1}]");
            assertThat(sink.ship(shipment, ScriptedEbay.connection(), all)).isEqualTo("1Z1,1Z2");
            assertThat(all.requests).hasSize(1);
        }

        @Test
        void theCodeThatTheMerchantChoseCounts() {
            ScriptedEbay ebay =
                    new ScriptedEbay().answers("{'fulfillments':[]}").answers(201, location("P1"), "");

            sink.ship(
                    new Shipment(
                            ID,
                            List.of(line("1", 1)),
                            "Our van",
                            Optional.of("PostNL"),
                            List.of("P1"),
                            Optional.empty(),
                            true,
                            true,
                            new Shipment.Repeat("key-1", Instant.EPOCH, Set.of())),
                    ScriptedEbay.connection(),
                    ebay);

            assertThat(ebay.body(1).path("shippingCarrierCode").asText()).isEqualTo("PostNL");
        }

        @Test
        void offersTheCarriersThatEbayNamesAndTakesOthers() {
            CarrierCodes codes = new EbayConnector(ScriptedEbay.CLOCK).carrierCodes();

            assertThat(codes.known()).contains(new CarrierCodes.Known("CPC", "Canada Post"));
            assertThat(codes.known()).extracting(CarrierCodes.Known::code).doesNotHaveDuplicates();
            assertThat(codes.takes("Harbor Couriers")).isTrue();
        }

        @Test
        void aShipmentWithoutLinesIsOfAllThatIsLeft() {
            ScriptedEbay ebay = new ScriptedEbay()
                    .answers(
                            "{'fulfillments':[{'fulfillmentId':'A','shipmentTrackingNumber':'A','lineItems':[{'lineItemId':'1','quantity':2}]}]}")
                    .answers(OPEN)
                    .answers(201, location("B"), "");

            sink.ship(shipment(List.of(), "DHL Express", "B"), ScriptedEbay.connection(), ebay);

            assertThat(ebay.body(2).path("lineItems").toString())
                    .isEqualTo("[{\"lineItemId\":\"1\",\"quantity\":1},{\"lineItemId\":\"2\",\"quantity\":1}]");
            assertThat(ebay.body(2).path("shippingCarrierCode").asText()).isEqualTo("DHLEXPRESS");
        }

        @Test
        void withoutATrackingNumberTheSameLinesAreToldOnce() {
            ScriptedEbay first =
                    new ScriptedEbay().answers("{'fulfillments':[]}").answers(201, "{'fulfillmentId':'999'}");
            ScriptedEbay again = new ScriptedEbay()
                    .answers(
                            "{'fulfillments':[{'fulfillmentId':'999','lineItems':[{'lineItemId':'2','quantity':1}]}]}");
            Shipment shipment = shipment(List.of(line("2", 1)), "");

            assertThat(sink.ship(shipment, ScriptedEbay.connection(), first)).isEqualTo("999");
            assertThat(first.text(1)).doesNotContain("trackingNumber", "shippingCarrierCode");
            assertThat(sink.ship(shipment, ScriptedEbay.connection(), again)).isEqualTo("999");
            assertThat(again.requests).hasSize(1);
        }

        @Test
        void theMerchantsOwnChoiceOfACodeWinsAndOtherCarriersGoByName() {
            ScriptedEbay chosen =
                    new ScriptedEbay().answers("{'fulfillments':[]}").answers(201, location("X"), "");
            ScriptedEbay named =
                    new ScriptedEbay().answers("{'fulfillments':[]}").answers(201, location("X"), "");
            Shipment own = new Shipment(
                    ID,
                    List.of(line("2", 1)),
                    "UPS",
                    Optional.of("UPSC"),
                    List.of("X"),
                    Optional.empty(),
                    true,
                    true,
                    new Shipment.Repeat("key-1", Instant.EPOCH, Set.of()));

            sink.ship(own, ScriptedEbay.connection(), chosen);
            sink.ship(shipment(List.of(line("2", 1)), "Bob's Couriers", "X"), ScriptedEbay.connection(), named);

            assertThat(chosen.body(1).path("shippingCarrierCode").asText()).isEqualTo("UPSC");
            assertThat(named.body(1).path("shippingCarrierCode").asText()).isEqualTo("Bob's Couriers");
        }

        private static Map<String, List<String>> location(String id) {
            return Map.of("location", List.of("https://api.ebay.com" + PATH + "/shipping_fulfillment/" + id));
        }

        private static Shipment.Line line(String id, int units) {
            return new Shipment.Line(id, Quantity.of(units));
        }

        private static Shipment shipment(List<Shipment.Line> lines, String carrier, String... numbers) {
            return new Shipment(
                    ID,
                    lines,
                    carrier,
                    Optional.empty(),
                    List.of(numbers),
                    Optional.empty(),
                    true,
                    true,
                    new Shipment.Repeat("key-1", Instant.EPOCH, Set.of()));
        }
    }

    @Nested
    class Cancellations {
        private final EbayCancellations sink = new EbayCancellations(new EbayMessageSigning(ScriptedEbay.CLOCK));

        @Test
        void cancelsByThePostOrderApiWithItsOwnScheme() {
            ScriptedEbay ebay = new ScriptedEbay().answers(OPEN).answers(201, "{'cancelId':'5100'}");

            sink.cancel(ID, "inventory", ScriptedEbay.connection(), ebay);

            assertThat(ebay.call(1)).isEqualTo("POST /post-order/v2/cancellation");
            assertThat(ebay.requests.get(1).headers())
                    .containsEntry("Authorization", "IAF access")
                    .containsEntry("X-EBAY-C-MARKETPLACE-ID", "EBAY_DE");
            assertThat(ebay.body(1).toString())
                    .isEqualTo(
                            "{\"legacyOrderId\":\"06-15211-22068\",\"cancelReason\":\"OUT_OF_STOCK_OR_CANNOT_FULFILL\",\"buyerPaid\":true,\"buyerPaidDate\":{\"value\":\"2026-11-20T08:00:00.000Z\"}}");
        }

        @Test
        void approvesTheBuyersRequestInsteadOfMakingAnother() {
            ScriptedEbay ebay = new ScriptedEbay()
                    .answers(order(
                            "{'cancelState':'IN_PROGRESS','cancelRequests':[{'cancelRequestId':'77','cancelInitiator':'Buyer','cancelRequestState':'REQUESTED'}]}",
                            "",
                            ""))
                    .answers(200, "");

            sink.cancel(ID, "customer", ScriptedEbay.connection(), ebay);

            assertThat(ebay.call(1)).isEqualTo("POST /post-order/v2/cancellation/77/approve");
        }

        @Test
        void anOrderThatIsCancelledOrBeingCancelledByUsStaysSo() {
            ScriptedEbay done =
                    new ScriptedEbay().answers(order("{'cancelState':'CANCELED','cancelRequests':[]}", "", ""));
            ScriptedEbay ours = new ScriptedEbay()
                    .answers(order(
                            "{'cancelState':'IN_PROGRESS','cancelRequests':[{'cancelRequestId':'78','cancelInitiator':'Seller','cancelRequestState':'REQUESTED'}]}",
                            "",
                            ""));

            sink.cancel(ID, "customer", ScriptedEbay.connection(), done);
            sink.cancel(ID, "customer", ScriptedEbay.connection(), ours);

            assertThat(done.requests).hasSize(1);
            assertThat(ours.requests).hasSize(1);
        }

        @Test
        void anAnswerWithoutACancellationIsARefusal() {
            ScriptedEbay ebay =
                    new ScriptedEbay().answers(OPEN).answers("{'orderEligibilityResult':{'eligible':false}}");

            assertThatThrownBy(() -> sink.cancel(ID, "customer", ScriptedEbay.connection(), ebay))
                    .isInstanceOf(ConnectorException.Refused.class);
        }
    }

    @Nested
    class Refunds {
        private final EbayRefunds sink =
                new EbayRefunds(new EbayMessageSigning(ScriptedEbay.CLOCK), ScriptedEbay.CLOCK);

        @Test
        void refundsLinesWhereTheyAreAllThatIsGivenBackElseTheOrder() {
            ScriptedEbay lines = new ScriptedEbay().answers(OPEN).answers("{'refundId':'1','refundStatus':'PENDING'}");
            ScriptedEbay whole = new ScriptedEbay().answers(OPEN).answers("{'refundId':'2','refundStatus':'PENDING'}");

            assertThat(sink.refund(refund("7.50", "7.50"), "k", ScriptedEbay.connection(), lines))
                    .isEqualTo("1");
            assertThat(sink.refund(refund("9.00", "7.50"), "k", ScriptedEbay.connection(), whole))
                    .isEqualTo("2");

            assertThat(lines.body(1).path("refundItems").toString())
                    .isEqualTo("[{\"lineItemId\":\"1\",\"refundAmount\":{\"value\":\"7.50\",\"currency\":\"EUR\"}}]");
            assertThat(whole.body(1).path("orderLevelRefundAmount").toString())
                    .isEqualTo("{\"value\":\"9.00\",\"currency\":\"EUR\"}");
            assertThat(whole.body(1).path("reasonForRefund").asText()).isEqualTo("ITEM_NOT_AS_DESCRIBED");
            assertThat(whole.body(1).path("comment").asText()).hasSize(100);
        }

        @Test
        void oneThatEbayMadeAMomentAgoIsNotMadeAgain() {
            String recent =
                    "{'refundId':'5','refundDate':'2026-11-20T11:50:00.000Z','refundStatus':'PENDING','amount':{'value':'%s','currency':'EUR'}}";
            ScriptedEbay ofOrder =
                    new ScriptedEbay().answers(order("{'cancelState':'NONE_REQUESTED'}", recent.formatted("9.0"), ""));
            ScriptedEbay ofLine =
                    new ScriptedEbay().answers(order("{'cancelState':'NONE_REQUESTED'}", "", recent.formatted("7.5")));

            assertThat(sink.refund(refund("9.00"), "k", ScriptedEbay.connection(), ofOrder))
                    .isEqualTo("5");
            assertThat(sink.refund(refund("7.50", "7.50"), "k", ScriptedEbay.connection(), ofLine))
                    .isEqualTo("5");
        }

        @Test
        void anOldAFailedOrAnotherRefundIsNoReasonNotToRefund() {
            String others =
                    """
                    {'refundId':'5','refundDate':'2026-11-19T11:50:00.000Z','refundStatus':'REFUNDED','amount':{'value':'9.0','currency':'EUR'}},
                    {'refundId':'6','refundDate':'2026-11-20T11:50:00.000Z','refundStatus':'FAILED','amount':{'value':'9.0','currency':'EUR'}},
                    {'refundId':'7','refundDate':'2026-11-20T11:50:00.000Z','refundStatus':'PENDING','amount':{'value':'9.5','currency':'EUR'}}""";
            ScriptedEbay ebay = new ScriptedEbay()
                    .answers(order("{'cancelState':'NONE_REQUESTED'}", others, ""))
                    .answers("{'refundId':'8','refundStatus':'PENDING'}");

            assertThat(sink.refund(refund("9.00"), "k", ScriptedEbay.connection(), ebay))
                    .isEqualTo("8");
        }

        @Test
        void aRefundThatFailedHasNoReceipt() {
            ScriptedEbay ebay = new ScriptedEbay().answers(OPEN).answers("{'refundStatus':'FAILED'}");

            assertThatThrownBy(() -> sink.refund(refund("9.00"), "k", ScriptedEbay.connection(), ebay))
                    .isInstanceOf(ConnectorException.Refused.class);
        }

        /** Sellers of the EU and the UK must sign calls that give money back. */
        @Test
        void signsTheCallByTheKeyThatEbayMadeForTheConnection() throws Exception {
            KeyPair key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            ConnectionAccess connection = ScriptedEbay.connection(Map.of(
                    "signingKeyJwe",
                    "jwe",
                    "signingKey",
                    Base64.getEncoder().encodeToString(key.getPrivate().getEncoded())));
            ScriptedEbay ebay = new ScriptedEbay().answers(OPEN).answers("{'refundId':'2','refundStatus':'PENDING'}");

            sink.refund(refund("9.00"), "k", connection, ebay);

            Request call = ebay.requests.get(1);
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(call.headers());
            String parameters =
                    "(\"content-digest\" \"x-ebay-signature-key\" \"@method\" \"@path\" \"@authority\");created=1795176000";
            assertThat(headers.get("Signature-Input")).isEqualTo("sig1=" + parameters);
            String base = "\"content-digest\": " + headers.get("Content-Digest")
                    + "\n\"x-ebay-signature-key\": jwe\n\"@method\": POST\n\"@path\": " + PATH
                    + "/issue_refund\n\"@authority\": api.ebay.com\n\"@signature-params\": " + parameters;
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key.getPublic());
            verifier.update(base.getBytes(StandardCharsets.UTF_8));
            assertThat(verifier.verify(Base64.getDecoder()
                            .decode(headers.getOrDefault("Signature", "").replaceAll("^sig1=:|:$", ""))))
                    .isTrue();
        }

        private static Refund refund(String amount, String... ofLineOne) {
            return new Refund(
                    ID,
                    List.of(ofLineOne).stream()
                            .map(line -> new Refund.Line("1", Quantity.of(1), Money.of(line, "EUR")))
                            .toList(),
                    Money.of(amount, "EUR"),
                    "arrived damaged " + "and more words ".repeat(20));
        }
    }
}
