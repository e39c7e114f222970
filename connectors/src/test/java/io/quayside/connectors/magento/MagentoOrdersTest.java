package io.quayside.connectors.magento;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.OrderCensus;
import io.quayside.connectors.spi.OrderSource.FetchedOrder;
import io.quayside.connectors.spi.OrderSource.Page;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MagentoOrdersTest {
    private static final Instant SINCE = Instant.parse("2026-11-01T00:00:00.750Z");
    private final MagentoOrders orders = new MagentoOrders(ScriptedMagento.API);

    private static String order(int id, String updated, String more) {
        return "{'entity_id':%d,'updated_at':'%s','items':[{'item_id':1%s}]}".formatted(id, updated, more);
    }

    private static String page(int total, String... orders) {
        return "{'items':[%s],'total_count':%d}".formatted(String.join(",", orders), total);
    }

    private static String[] fifty(int from, String updated) {
        return IntStream.range(from, from + 50)
                .mapToObj(id -> order(id, updated, ""))
                .toArray(String[]::new);
    }

    private Page fetch(ScriptedMagento shop, Optional<String> cursor) {
        return orders.changedSince(SINCE, cursor, ScriptedMagento.connection(), shop);
    }

    @Test
    void asksInUtcWithoutAZoneAndFromTheWholeSecond() {
        ScriptedMagento shop = new ScriptedMagento().on("GET /orders", page(0));

        assertThat(fetch(shop, Optional.empty()).nextCursor()).isEmpty();

        assertThat(shop.query(0))
                .contains("[field]=updated_at", "[value]=2026-11-01 00:00:00", "[condition_type]=gteq")
                .contains("sortOrders][0][field]=updated_at", "sortOrders][1][field]=entity_id")
                .contains("[currentPage]=1");
        assertThat(shop.requests.get(0).headers().get("Authorization")).contains("HMAC-SHA256");
    }

    /** A page beyond the last one repeats the last one (platform notes, 3). */
    @Test
    void stopsByTheCountWhenTheLastPageIsFull() {
        ScriptedMagento shop = new ScriptedMagento().on("GET /orders", page(50, fifty(1, "2026-11-02 10:00:00")));

        Page page = fetch(shop, Optional.empty());

        assertThat(page.orders()).hasSize(50);
        assertThat(page.nextCursor()).isEmpty();
    }

    @Test
    void goesOnFromTheLastTimeBecauseRowsMove() {
        ScriptedMagento shop = new ScriptedMagento()
                .on("GET /orders", page(51, fifty(1, "2026-11-02 10:00:00")))
                .on("GET /orders", page(1, order(51, "2026-11-02 10:00:01", "")));

        Optional<String> cursor = fetch(shop, Optional.empty()).nextCursor();
        Page last = fetch(shop, cursor);

        assertThat(shop.query(1)).contains("[value]=2026-11-02 10:00:00", "[currentPage]=1");
        assertThat(last.orders()).extracting(FetchedOrder::externalId).containsExactly("51");
        assertThat(last.nextCursor()).isEmpty();
    }

    @Test
    void turnsThePageWhenAllOfItChangedInOneSecond() {
        String second = "2026-11-02 10:00:00";
        ScriptedMagento shop = new ScriptedMagento().on("GET /orders", page(180, fifty(1, second)));

        Optional<String> first = fetch(shop, Optional.empty()).nextCursor();
        Optional<String> then = fetch(shop, first).nextCursor();
        fetch(shop, then);

        assertThat(shop.query(1)).contains("[value]=" + second, "[currentPage]=1");
        assertThat(shop.query(2)).contains("[value]=" + second, "[currentPage]=2");
    }

    @Test
    void triesASmallPageWhenABigOneIsTooMuchForTheShop() {
        ScriptedMagento shop = new ScriptedMagento()
                .on("GET /orders", 504, "<html>Gateway Time-out</html>")
                .on("GET /orders", page(1, order(1, "2026-11-02 10:00:00", "")));

        assertThat(fetch(shop, Optional.empty()).orders()).hasSize(1);
        assertThat(shop.query(0)).contains("[pageSize]=50");
        assertThat(shop.query(1)).contains("[pageSize]=10");
    }

    @Test
    void bringsShipmentsAndCreditMemosOnlyWhereTheyAreExpected() {
        ScriptedMagento shop = new ScriptedMagento()
                .on(
                        "GET /orders",
                        page(
                                3,
                                order(1, "2026-11-02 10:00:00", ""),
                                order(2, "2026-11-02 10:00:00", ",'qty_shipped':1"),
                                order(3, "2026-11-02 10:00:00", ",'qty_shipped':1,'qty_refunded':1")))
                .on("GET /shipments", page(1, "{'entity_id':8,'order_id':2}"))
                .on("GET /creditmemos", page(1, "{'entity_id':9,'order_id':3}"));

        Page page = fetch(shop, Optional.empty());

        assertThat(shop.query(1)).contains("[value]=2,3", "[condition_type]=in");
        assertThat(shop.query(2)).contains("[value]=3");
        assertThat(text(page.orders().get(1))).contains("\"shipments\":[{\"entity_id\":8");
        assertThat(text(page.orders().get(2))).contains("\"creditmemos\":[{\"entity_id\":9");
        assertThat(text(page.orders().get(0))).doesNotContain("shipments");
    }

    @Test
    void keepsNoSecretsAndNothingTwice() {
        ScriptedMagento shop = new ScriptedMagento()
                .on(
                        "GET /orders/1",
                        "{'entity_id':1,'updated_at':'2026-11-02 10:00:00','protect_code':'s3cret','remote_ip':'10.1.2.3','payment':{'method':'cc','cc_last4':'4242','additional_information':['tok']},'items':[{'item_id':1,'parent_item':{'item_id':5}}],'extension_attributes':{'shipping_assignments':[{'shipping':{},'items':[{'item_id':1}]}]}}");

        String kept = text(orders.one("1", ScriptedMagento.connection(), shop).orElseThrow());

        assertThat(kept)
                .doesNotContain("s3cret", "10.1.2.3", "4242", "tok", "parent_item", "\"items\":[{\"item_id\":1}]}]}");
        assertThat(kept).contains("\"shipping\":{}", "\"method\":\"cc\"");
    }

    @Test
    void oneOrderHasTheSameVersionAloneAndInAList() {
        ScriptedMagento shop = new ScriptedMagento()
                .on("GET /orders", page(1, order(1, "2026-11-02 10:00:00", "")))
                .on("GET /orders/1", order(1, "2026-11-02 10:00:00", ""));

        assertThat(orders.one("1", ScriptedMagento.connection(), shop).map(FetchedOrder::version))
                .hasValue(fetch(shop, Optional.empty()).orders().get(0).version());
    }

    @Test
    void anUnknownOrderIsNoFailureButAMissingPageIs() {
        ScriptedMagento unknown = new ScriptedMagento()
                .on(
                        "GET /orders/5",
                        404,
                        "{'message':'No such entity with %fieldName = %fieldValue','parameters':{'fieldName':'orderId','fieldValue':'5'}}");
        ScriptedMagento elsewhere = new ScriptedMagento().on("GET /orders/5", 404, "<html>Not here</html>");

        assertThat(orders.one("5", ScriptedMagento.connection(), unknown)).isEmpty();
        assertThatThrownBy(() -> orders.one("5", ScriptedMagento.connection(), elsewhere))
                .isInstanceOf(ConnectorException.Refused.class);
    }

    /** A used nonce or a late call is signed anew, once (platform notes, 7). */
    @Test
    void signsAnewWhenOnlyTheNonceWasRefused() {
        ScriptedMagento shop = new ScriptedMagento()
                .on(
                        "GET /orders",
                        401,
                        "{'message':'The nonce is already being used by the consumer with ID %1.','parameters':['7']}")
                .on("GET /orders", page(0));

        fetch(shop, Optional.empty());

        assertThat(shop.requests.stream()
                        .map(request -> request.headers().get("Authorization"))
                        .collect(Collectors.toSet()))
                .hasSize(2);
    }

    @Test
    void aTokenAloneIsABearerToken() {
        ScriptedMagento shop = new ScriptedMagento().on("GET /index.php/rest/all/V1/orders", page(0));
        var connection = new ConnectionAccess(
                ScriptedMagento.connection().id(),
                Map.of("storeUrl", "https://shop.example.com/index.php/", "accessToken", "tk"),
                Map.of());

        orders.changedSince(SINCE, Optional.empty(), connection, shop);

        assertThat(shop.requests.get(0).headers()).containsEntry("Authorization", "Bearer tk");
    }

    @Test
    void countsByTheTimeOfPlacing() {
        ScriptedMagento shop = new ScriptedMagento()
                .on(
                        "GET /orders",
                        page(
                                3,
                                "{'entity_id':1,'created_at':'2026-11-01 00:00:00'}",
                                "{'entity_id':2,'created_at':'2026-11-01 00:59:59'}",
                                "{'entity_id':3,'created_at':'2026-11-01 01:00:00'}"));

        OrderCensus.Page page = new MagentoCensus(ScriptedMagento.API)
                .placedBetween(
                        Instant.parse("2026-11-01T00:00:00Z"),
                        Instant.parse("2026-11-01T01:00:00Z"),
                        Optional.empty(),
                        ScriptedMagento.connection(),
                        shop);

        assertThat(page.orders()).extracting(OrderCensus.Seen::externalId).containsExactly("1", "2");
        assertThat(page.nextCursor()).isEmpty();
        assertThat(shop.query(0)).contains("[field]=created_at", "fields=items[entity_id,created_at],total_count");
    }

    private static String text(FetchedOrder order) {
        return new String(order.payload(), StandardCharsets.UTF_8);
    }
}
