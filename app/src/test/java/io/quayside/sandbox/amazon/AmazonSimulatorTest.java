package io.quayside.sandbox.amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.OrderSource;
import io.quayside.connectors.spi.OrderTranslator.Payload;
import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.connectors.spi.StockSink.Level;
import io.quayside.domain.kernel.Sku;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.Flag;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connector and simulator, each the other's judge. */
class AmazonSimulatorTest {
    private final SimulatedAmazon amazon = new SimulatedAmazon();
    private ConnectionAccess connection;

    @BeforeEach
    void connects() {
        connection = amazon.connect();
        amazon.control("PUT", "/settings", Map.of("lagSeconds", 0));
    }

    @AfterEach
    void ends() {
        amazon.close();
    }

    private CanonicalOrder fetched(String id) {
        OrderSource.FetchedOrder order = amazon.connector
                .orderSource()
                .orElseThrow()
                .one(id, connection, amazon)
                .orElseThrow();
        return amazon.connector
                .translator()
                .translate(new Payload("", order.payload(), Instant.now(), connection))
                .orders()
                .get(0);
    }

    private OrderSource.Page changes() {
        return amazon.connector
                .orderSource()
                .orElseThrow()
                .changedSince(Instant.now().minusSeconds(600), Optional.empty(), connection, amazon);
    }

    @Test
    void aListHoldsWholeOrdersWithTheTotalsOfThePlatform() {
        List<String> ids = amazon.places(Map.of("generate", 3));

        OrderSource.Page page = changes();

        assertThat(page.orders())
                .extracting(OrderSource.FetchedOrder::externalId)
                .containsExactlyInAnyOrderElementsOf(ids);
        for (String id : ids) {
            assertThat(fetched(id).totals().grandTotal().amount().toPlainString())
                    .isEqualTo(
                            amazon.order(id).at("/proceeds/grandTotal/amount").asText());
            assertThat(fetched(id).flags()).isEmpty();
        }
    }

    @Test
    void showsNoChangeOfTheLastTwoMinutesUnlessATestWantsIt() {
        amazon.control("DELETE", "/settings", Map.of());
        amazon.places(Map.of("generate", 1));

        assertThat(changes().orders()).isEmpty();
    }

    @Test
    void anAccountWithoutTheNewerApiIsServedByTheOlder() {
        String id = amazon.places(Map.of("generate", 1)).get(0);
        CanonicalOrder byNew = fetched(id);
        amazon.control("PUT", "/settings", Map.of("newOrdersApi", false));

        CanonicalOrder byOld = fetched(id);

        assertThat(changes().orders()).singleElement().matches(order -> !order.isWhole());
        assertThat(byOld.totals()).isEqualTo(byNew.totals());
        assertThat(byOld.shippingAddress()).isEqualTo(byNew.shippingAddress());
        assertThat(byOld.lines())
                .extracting(CanonicalOrder.Line::sku)
                .isEqualTo(byNew.lines().stream().map(CanonicalOrder.Line::sku).toList());
    }

    @Test
    void anAppWithoutTheRoleGetsOrdersWithoutPeopleFromBothApis() {
        String id = amazon.places(Map.of("generate", 1)).get(0);
        amazon.control("PUT", "/settings", Map.of("personalData", false));
        assertThat(fetched(id).flags()).extracting(Flag::code).containsExactly(Flag.Code.MASKED_CUSTOMER_DATA);

        amazon.control("PUT", "/settings", Map.of("newOrdersApi", false));

        assertThat(fetched(id).flags()).extracting(Flag::code).containsExactly(Flag.Code.MASKED_CUSTOMER_DATA);
        assertThat(fetched(id).lines()).isNotEmpty();
    }

    @Test
    void eachOperationHasTheLimitThatAmazonPublishes() {
        String id = amazon.places(Map.of("generate", 1)).get(0);
        String path = "/orders/2026-01-01/orders/" + id;
        for (int i = 0; i < 30; i++) {
            Answer answer = amazon.get(path, connection);
            assertThat(answer.status()).as("call %d", i).isEqualTo(200);
            assertThat(answer.header("x-amzn-ratelimit-limit")).contains("0.5");
            assertThat(answer.header("x-amzn-requestid")).isPresent();
        }

        Answer refused = firstRefusal(path);

        assertThat(SimulatedAmazon.json(refused.body()).at("/errors/0/code").asText())
                .isEqualTo("QuotaExceeded");
        assertThat(amazon.get("/orders/v0/orders/" + id, connection).status())
                .as("another operation")
                .isEqualTo(200);
        firstRefusal(path);
        assertThatThrownBy(() -> fetched(id)).isInstanceOf(ConnectorException.Throttled.class);
    }

    /** While the test runs, a token may have come back. */
    private Answer firstRefusal(String path) {
        return Stream.generate(() -> amazon.get(path, connection))
                .limit(30)
                .filter(answer -> answer.status() == 429)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aShipmentIsConfirmedOnceHoweverOftenItIsTold() {
        String id = amazon.places(Map.of("generate", 1)).get(0);

        String first = amazon.ships(id, "1ZSIM1", connection);
        String second = amazon.ships(id, "1ZSIM1", connection);

        JsonNode order = amazon.order(id);
        assertThat(second).isEqualTo(first);
        assertThat(order.path("packages")).hasSize(1);
        assertThat(order.at("/packages/0/trackingNumber").asText()).isEqualTo("1ZSIM1");
        assertThat(order.at("/fulfillment/fulfillmentStatus").asText()).isEqualTo("SHIPPED");
        assertThat(fetched(id).fulfillments()).hasSize(1);
    }

    @Test
    void anOrderIsCancelledByAFeedOnce() {
        String id = amazon.places(Map.of("generate", 1)).get(0);

        amazon.connector.cancellationSink().orElseThrow().cancel(id, "customer", connection, amazon);
        amazon.connector.cancellationSink().orElseThrow().cancel(id, "customer", connection, amazon);

        assertThat(fetched(id).isCancelled()).isTrue();
        assertThat(amazon.requests)
                .filteredOn(request -> request.method().equals("POST")
                        && request.uri().getPath().endsWith("/feeds"))
                .hasSize(1);
    }

    @Test
    void aLevelIsToldAndAnUnknownSkuHarmsNoOther() {
        var results = amazon.connector
                .stockSink()
                .orElseThrow()
                .push(
                        List.of(new Level(new Sku("MUG-RED"), 17), new Level(new Sku("NOWHERE"), 1)),
                        "key",
                        connection,
                        amazon);

        assertThat(results.get(0).problem()).isEmpty();
        assertThat(results.get(1).problem()).isPresent();
        assertThat(amazon.control("GET", "/inventory/MUG-RED", Map.of())
                        .path("available")
                        .asInt())
                .isEqualTo(17);
    }

    @Test
    void manyLevelsGoAsOneFeedAndWhatAmazonShipsIsLeftAlone() {
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            amazon.control("PUT", "/listings/BULK-" + i, Map.of("quantity", 1));
            levels.add(new Level(new Sku("BULK-" + i), 100 + i));
        }
        amazon.control("PUT", "/listings/FBA-1", Map.of("quantity", 1));
        levels.add(new Level(new Sku("FBA-1"), 5));

        var results = amazon.connector.stockSink().orElseThrow().push(levels, "key", connection, amazon);

        assertThat(results).filteredOn(result -> result.problem().isPresent()).hasSize(1);
        assertThat(results.get(60).problem().orElseThrow()).contains("Amazon ships this offer");
        assertThat(amazon.requests).noneMatch(request -> request.method().equals("PATCH"));
        assertThat(amazon.control("GET", "/inventory/BULK-59", Map.of())
                        .path("available")
                        .asInt())
                .isEqualTo(159);
    }

    @Test
    void aRevokedAuthorizationIsTheMerchantsToHeal() {
        amazon.control("PUT", "/faults", Map.of("expireTokens", true));

        assertThatThrownBy(this::changes).isInstanceOf(ConnectorException.MerchantMustAct.class);
        assertThatThrownBy(() -> amazon.connector.tokenRefresh().orElseThrow().refresh(connection, amazon))
                .isInstanceOf(ConnectorException.MerchantMustAct.class);
    }

    @Test
    void aTokenIsRenewed() {
        Map<String, String> renewed =
                amazon.connector.tokenRefresh().orElseThrow().refresh(connection, amazon);

        assertThat(renewed.get("accessToken")).isNotEqualTo(connection.credential("accessToken"));
        assertThat(renewed).containsEntry("sellerId", AmazonPlatform.SELLER);
    }

    @Test
    void anOlderShapeIsTakenTooAndAPendingOrderTellsNoAmounts() {
        List<String> ids = amazon.places(
                SimulatedAmazon.object(
                        """
                {'AmazonOrderId':'902-1845936-5435065','OrderStatus':'Pending','FulfillmentChannel':'MFN','MarketplaceId':'ATVPDKIKX0DER',
                 'OrderTotal':{'CurrencyCode':'USD','Amount':'11.01'},
                 'OrderItems':[{'OrderItemId':'1','SellerSKU':'MUG-RED','QuantityOrdered':1,'ItemPrice':{'CurrencyCode':'USD','Amount':'11.01'}}]}"""));

        CanonicalOrder order = fetched(ids.get(0));

        assertThat(order.totals().grandTotal().isZero()).isTrue();
        assertThat(order.flags()).extracting(Flag::code).containsExactly(Flag.Code.AWAITING_PAYMENT);
    }

    @Test
    void theSameIdsAreCountedByTheOlderApi() {
        List<String> ids = amazon.places(Map.of("generate", 5));
        Instant longAgo = Instant.parse("2026-01-01T10:00:00Z");
        for (String id : ids) {
            var order = (com.fasterxml.jackson.databind.node.ObjectNode) amazon.order(id);
            amazon.places(order.put("createdTime", longAgo.toString()));
        }

        assertThat(amazon.connector
                        .orderCensus()
                        .orElseThrow()
                        .placedBetween(longAgo, longAgo.plusSeconds(3_600), Optional.empty(), connection, amazon)
                        .orders())
                .extracting(seen -> seen.externalId())
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void aSubscriptionIsMadeOnce() {
        URI unused = URI.create("https://hub.example/webhooks/amazon");
        var subscriptions = amazon.connector.webhookSubscriptions().orElseThrow();

        assertThat(subscriptions.ensure(connection, unused, amazon)).containsExactly("ORDER_CHANGE");
        assertThat(subscriptions.ensure(connection, unused, amazon)).isEmpty();
    }
}
