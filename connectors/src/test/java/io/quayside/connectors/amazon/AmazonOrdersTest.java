package io.quayside.connectors.amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.OrderCensus;
import io.quayside.connectors.spi.OrderSource;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AmazonOrdersTest {
    private static final Instant SINCE = Instant.parse("2026-11-24T11:00:00Z");
    private static final String ID = "111-0000001-0000001";
    private static final String NEW_ORDER =
            "{'orderId':'111-0000001-0000001','lastUpdatedTime':'2026-11-24T11:30:00Z','orderItems':[]}";
    private static final String OLD_ORDER =
            "{'AmazonOrderId':'111-0000001-0000001','LastUpdateDate':'2026-11-24T11:30:00Z','OrderStatus':'Unshipped','NumberOfItemsShipped':0}";
    private final AmazonOrders orders = new AmazonOrders();
    private final ScriptedAmazon amazon = new ScriptedAmazon();

    @Test
    void looksAWhileFurtherBackBecauseAmazonShowsChangesLate() {
        amazon.answers("{'orders':[" + NEW_ORDER + "],'pagination':{'nextToken':'bmV4dA=='}}");

        OrderSource.Page page = orders.changedSince(SINCE, Optional.empty(), ScriptedAmazon.CONNECTION, amazon);

        assertThat(amazon.requests.get(0).uri()).hasHost("sellingpartnerapi-na.amazon.com");
        assertThat(amazon.requests.get(0).headers()).containsEntry("x-amz-access-token", "Atza|1");
        assertThat(amazon.query(0))
                .contains("lastUpdatedAfter=2026-11-24T10:57:00Z", "marketplaceIds=ATVPDKIKX0DER", "RECIPIENT");
        assertThat(page.nextCursor()).contains("2026 bmV4dA==");
        assertThat(page.orders()).allMatch(OrderSource.FetchedOrder::isWhole);
    }

    @Test
    void goesOnAtTheNextPageOfTheSameApi() {
        amazon.answers("{'orders':[]}");

        orders.changedSince(SINCE, Optional.of("2026 bmV4dA=="), ScriptedAmazon.CONNECTION, amazon);

        assertThat(amazon.query(0)).contains("paginationToken=bmV4dA==");
    }

    @Test
    void asksForAllMarketplacesOfTheConnection() {
        amazon.answers("{'orders':[]}");

        orders.changedSince(
                SINCE, Optional.empty(), ScriptedAmazon.connection(Map.of("moreMarketplaces", "CA, MX")), amazon);

        assertThat(amazon.query(0)).contains("ATVPDKIKX0DER,A2EUQ1WTGCTBG2,A1AM78C64UM0Y8");
    }

    @Test
    void fallsBackToTheOlderApiWhereTheNewerIsDenied() {
        amazon.refuses(403, "Unauthorized", "Access to requested resource is denied.")
                .answers("{'payload':{'Orders':[" + OLD_ORDER + "],'NextToken':'t2'}}");

        OrderSource.Page page = orders.changedSince(SINCE, Optional.empty(), ScriptedAmazon.CONNECTION, amazon);

        assertThat(amazon.calls()).containsExactly("GET /orders/2026-01-01/orders", "GET /orders/v0/orders");
        assertThat(page.orders()).noneMatch(OrderSource.FetchedOrder::isWhole);
        assertThat(page.nextCursor()).contains("v0 t2");
    }

    @Test
    void aRevokedAccessIsDeniedByBothAndTheMerchantsToHeal() {
        amazon.refuses(403, "Unauthorized", "Access to requested resource is denied.")
                .refuses(403, "Unauthorized", "Access to requested resource is denied.");

        assertThatThrownBy(() -> orders.changedSince(SINCE, Optional.empty(), ScriptedAmazon.CONNECTION, amazon))
                .isInstanceOf(ConnectorException.MerchantMustAct.class)
                .hasMessageContaining("Connect the account again")
                .hasMessageContaining("req-1");
    }

    @Test
    void oneOrderComesWholeInOneCall() {
        amazon.answers("{'order':" + NEW_ORDER + "}");

        OrderSource.FetchedOrder order =
                orders.one(ID, ScriptedAmazon.CONNECTION, amazon).orElseThrow();

        assertThat(order.externalId()).isEqualTo(ID);
        assertThat(amazon.calls()).containsExactly("GET /orders/2026-01-01/orders/" + ID);
    }

    @Test
    void anOrderOfThePageAndTheSameByItselfAreOneVersion() {
        amazon.answers("{'orders':[" + NEW_ORDER + "]}").answers("{'order':" + NEW_ORDER + "}");

        String listed = orders.changedSince(SINCE, Optional.empty(), ScriptedAmazon.CONNECTION, amazon)
                .orders()
                .get(0)
                .version();

        assertThat(orders.one(ID, ScriptedAmazon.CONNECTION, amazon)
                        .orElseThrow()
                        .version())
                .isEqualTo(listed);
    }

    @Test
    void theOlderApiNeedsARestrictedTokenForThePersonAndACallForItems() {
        amazon.refuses(403, "Unauthorized", "Access to requested resource is denied.")
                .answers("{'restrictedDataToken':'Atz.sprdt|1','expiresIn':3600}")
                .answers("{'payload':" + OLD_ORDER + "}")
                .answers("{'payload':{'OrderItems':[{'OrderItemId':'1'}],'NextToken':'more'}}")
                .answers("{'payload':{'OrderItems':[{'OrderItemId':'2'}]}}");

        OrderSource.FetchedOrder order =
                orders.one(ID, ScriptedAmazon.CONNECTION, amazon).orElseThrow();

        assertThat(amazon.body(1).at("/restrictedResources/0/path").asText()).isEqualTo("/orders/v0/orders/" + ID);
        assertThat(amazon.requests.get(2).headers()).containsEntry("x-amz-access-token", "Atz.sprdt|1");
        assertThat(amazon.query(4)).isEqualTo("NextToken=more");
        assertThat(new String(order.payload(), StandardCharsets.UTF_8))
                .contains("\"OrderItemId\":\"1\"", "\"OrderItemId\":\"2\"");
    }

    @Test
    void anAppWithoutTheRoleGetsTheOrderWithoutThePerson() {
        amazon.refuses(403, "Unauthorized", "Access to requested resource is denied.")
                .refuses(
                        403, "Unauthorized", "Application does not have access to one or more requested data elements.")
                .answers("{'payload':" + OLD_ORDER + "}")
                .answers("{'payload':{'OrderItems':[]}}");

        assertThat(orders.one(ID, ScriptedAmazon.CONNECTION, amazon)).isPresent();
        assertThat(amazon.requests.get(2).headers()).containsEntry("x-amz-access-token", "Atza|1");
        assertThat(amazon.isUsedUp()).isTrue();
    }

    @Test
    void anOrderThatNeitherApiKnowsIsNoFailure() {
        amazon.refuses(404, "NotFound", "Order not found.")
                .answers("{'restrictedDataToken':'r'}")
                .refuses(404, "NotFound", "Order not found.")
                .refuses(404, "NotFound", "Order not found.");

        assertThat(orders.one(ID, ScriptedAmazon.CONNECTION, amazon)).isEmpty();
    }

    @Test
    void nothingThatIsNoIdBecomesPartOfAPath() {
        assertThat(orders.one("../../tokens", ScriptedAmazon.CONNECTION, amazon))
                .isEmpty();
        assertThat(amazon.requests).isEmpty();
    }

    @Test
    void aTokenThatMerelyExpiredIsNotTheMerchantsFault() {
        amazon.refuses(403, "Unauthorized", "The access token you provided has expired.");

        assertThatThrownBy(() -> orders.one(ID, ScriptedAmazon.CONNECTION, amazon))
                .isInstanceOf(ConnectorException.Temporary.class);
    }

    @Test
    void aQuotaThatIsUsedUpSaysHowLongToWait() {
        amazon.refuses(429, "QuotaExceeded", "You exceeded your quota for the requested resource.");

        assertThatThrownBy(() -> orders.one(ID, ScriptedAmazon.CONNECTION, amazon))
                .isInstanceOfSatisfying(
                        ConnectorException.Throttled.class,
                        throttled -> assertThat(throttled.waitFor().toMillis()).isBetween(2_000L, 2_400L));
    }

    @Test
    void countsByTheOlderApiAndLeavesOutTheWindowsLastInstant() {
        amazon.answers(
                "{'payload':{'Orders':[{'AmazonOrderId':'1-1','PurchaseDate':'2026-11-24T10:00:00Z'},{'AmazonOrderId':'1-2','PurchaseDate':'2026-11-24T11:00:00Z'}]}}");

        OrderCensus.Page page = countsAnHour();

        assertThat(page.orders()).extracting(OrderCensus.Seen::externalId).containsExactly("1-1");
        assertThat(amazon.query(0)).contains("CreatedAfter=2026-11-24T10:00:00Z", "CreatedBefore=2026-11-24T11:00:00Z");
    }

    @Test
    void countsByTheNewerApiWhereTheOlderIsRefused() {
        amazon.refuses(403, "Unauthorized", "Access to requested resource is denied.")
                .answers("{'orders':[]}");

        countsAnHour();

        assertThat(amazon.calls()).isEqualTo(List.of("GET /orders/v0/orders", "GET /orders/2026-01-01/orders"));
        assertThat(amazon.query(1)).contains("createdBefore=2026-11-24T11:00:00Z");
    }

    private OrderCensus.Page countsAnHour() {
        return new AmazonCensus()
                .placedBetween(
                        Instant.parse("2026-11-24T10:00:00Z"),
                        SINCE,
                        Optional.empty(),
                        ScriptedAmazon.CONNECTION,
                        amazon);
    }
}
