package io.quayside.connectors.shopify;

import static io.quayside.connectors.shopify.ScriptedShopify.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.ConnectorException.MerchantMustAct;
import io.quayside.connectors.spi.ConnectorException.Refused;
import io.quayside.connectors.spi.ConnectorException.Temporary;
import io.quayside.connectors.spi.ConnectorException.Throttled;
import io.quayside.connectors.spi.OrderSource.Page;
import io.quayside.domain.orders.CanonicalOrder;
import io.quayside.domain.orders.Flag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShopifyOrdersTest {
    private static final Instant SINCE = Instant.parse("2026-11-20T00:00:00.123456Z");
    private final ScriptedShopify shopify = new ScriptedShopify();

    @Test
    void fetchesAPageThatItsOwnTranslatorReads() {
        shopify.answers(page(order(), true, "c1"));

        Page page = fetch(Optional.empty());

        assertThat(page.nextCursor()).contains("c1");
        assertThat(page.orders()).singleElement().satisfies(fetched -> {
            assertThat(fetched.externalId()).isEqualTo("5632330334345");
            assertThat(fetched.version()).startsWith("2026-11-21T07:00:00Z/");
            CanonicalOrder order =
                    ShopifyExamples.translate("", fetched.payload()).orders().get(0);
            assertThat(order.number()).isEqualTo("#2001");
            assertThat(order.flags()).isEmpty();
        });
    }

    /** Shopify tells whole seconds: what changed twice within one would be fetched once and never again. */
    @Test
    void twoStatesOfOneSecondAreTwoVersions() {
        shopify.answers(page(order(), false, "c1"))
                .answers(page(order(), false, "c1"))
                .answers(page(order().put("note", "leave it at the door"), false, "c1"));

        String before = version();

        assertThat(version()).as("the same again").isEqualTo(before);
        assertThat(version()).as("another state").isNotEqualTo(before);
    }

    private String version() {
        return fetch(Optional.empty()).orders().get(0).version();
    }

    @Test
    void asksForChangesSinceAMomentOldestFirstWithTheToken() {
        shopify.answers(page(order(), false, "c2"));

        Page page = fetch(Optional.of("c1"));

        assertThat(page.nextCursor()).isEmpty();
        assertThat(shopify.requests.get(0).uri())
                .hasToString("https://harbor.myshopify.com/admin/api/2026-07/graphql.json");
        assertThat(shopify.requests.get(0).headers()).containsEntry("X-Shopify-Access-Token", "shpat_test");
        assertThat(shopify.body(0).path("query").asText()).contains("sortKey: UPDATED_AT");
        assertThat(shopify.variables(0).path("filter").asText()).isEqualTo("updated_at:>='2026-11-20T00:00:00Z'");
        assertThat(shopify.variables(0).path("after").asText()).isEqualTo("c1");
    }

    @Test
    void fetchesTheLinesBeyondTheFirstPage() {
        ObjectNode order = order();
        ObjectNode pageInfo = (ObjectNode) order.path("lineItems").path("pageInfo");
        pageInfo.put("hasNextPage", true).put("endCursor", "l1");
        JsonNode line = order.path("lineItems").path("nodes").path(0);
        shopify.answers(page(order, false, ""))
                .answers(lines(((ObjectNode) line.deepCopy()).put("id", "gid://shopify/LineItem/15"), true, "l2"))
                .answers(lines(((ObjectNode) line.deepCopy()).put("id", "gid://shopify/LineItem/16"), false, "l3"));

        Page page = fetch(Optional.empty());

        CanonicalOrder whole = ShopifyExamples.translate(
                        "", page.orders().get(0).payload())
                .orders()
                .get(0);
        assertThat(whole.lines()).extracting(CanonicalOrder.Line::externalId).containsExactly("14", "15", "16");
        assertThat(shopify.operations()).containsExactly("Orders", "MoreLines", "MoreLines");
        assertThat(shopify.variables(2).path("after").asText()).isEqualTo("l2");
    }

    @Test
    void asksForLessWhenAQueryIsTooCostly() {
        String tooCostly = json("{'errors':[{'message':'too much','extensions':{'code':'MAX_COST_EXCEEDED'}}]}");
        shopify.answers(tooCostly).answers(tooCostly).answers(page(order(), false, ""));

        assertThat(fetch(Optional.empty()).orders()).hasSize(1);

        assertThat(shopify.variables(2).path("first").asInt())
                .isLessThan(shopify.variables(0).path("first").asInt());
    }

    @Test
    void tellsWithheldPersonalDataFromDataThatIsNotThere() {
        ObjectNode order = order();
        StringBuilder errors = new StringBuilder();
        for (String field : List.of("email", "phone", "customer", "shippingAddress", "billingAddress")) {
            order.putNull(field);
            errors.append(errors.isEmpty() ? "" : ",")
                    .append(json("{'message':'not approved','extensions':{'code':'ACCESS_DENIED'},"
                            + "'path':['orders','nodes',0,'" + field + "']}"));
        }
        shopify.answers(page(order, false, "").replaceFirst("\\{", "{\"errors\":[" + errors + "],"));

        byte[] payload = fetch(Optional.empty()).orders().get(0).payload();

        assertThat(ShopifyExamples.translate("", payload).orders().get(0).flags())
                .extracting(Flag::code)
                .containsExactly(Flag.Code.MASKED_CUSTOMER_DATA);
    }

    @ParameterizedTest
    @CsvSource({"401", "402", "403", "423", "430", "301"})
    void asksTheMerchantToActOn(int status) {
        shopify.answers(status, Map.of(), "");

        assertThat(failure()).isInstanceOf(MerchantMustAct.class);
    }

    @ParameterizedTest
    @CsvSource({"500", "502", "503", "504"})
    void waitsForTimeToHeal(int status) {
        shopify.answers(status, Map.of(), "<html>");

        assertThat(failure()).isInstanceOf(Temporary.class);
    }

    @ParameterizedTest
    @CsvSource({"400", "404", "406", "422"})
    void givesUpOn(int status) {
        shopify.answers(status, Map.of(), json("{'errors':{'base':['no such thing']}}"));

        assertThat(failure()).isInstanceOf(Refused.class).hasMessageContaining("no such thing");
    }

    @ParameterizedTest
    @CsvSource({"2.0,2000", "0.5,500", "soon,1000", "999999,300000", "-1,0"})
    void waitsAsLongAsShopifyAsks(String retryAfter, long millis) {
        shopify.answers(429, Map.of("retry-after", List.of(retryAfter)), "");

        assertThat(failure()).isInstanceOfSatisfying(Throttled.class, e -> assertThat(e.waitFor())
                .isEqualTo(Duration.ofMillis(millis)));
    }

    @Test
    void waitsUntilTheBucketHoldsWhatTheQueryCosts() {
        shopify.answers(
                json("{'errors':[{'message':'Throttled','extensions':{'code':'THROTTLED'}}],'extensions':{'cost':"
                        + "{'requestedQueryCost':400,'actualQueryCost':null,'throttleStatus':"
                        + "{'maximumAvailable':2000,'currentlyAvailable':150,'restoreRate':100}}}}"));

        assertThat(failure()).isInstanceOfSatisfying(Throttled.class, e -> assertThat(e.waitFor())
                .isEqualTo(Duration.ofMillis(2500)));
    }

    @ParameterizedTest
    @CsvSource({
        "ACCESS_DENIED,MerchantMustAct",
        "SHOP_INACTIVE,MerchantMustAct",
        "INTERNAL_SERVER_ERROR,Temporary",
        "undefinedField,Refused"
    })
    void readsErrorsInsideAnAnswerOf200(String code, String kind) {
        shopify.answers(json("{'errors':[{'message':'no','extensions':{'code':'" + code + "'}}]}"));

        assertThat(failure())
                .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(kind));
    }

    @Test
    void takesNeitherHtmlNorEmptinessForAnAnswer() {
        shopify.answers("<html>maintenance</html>").answers("{}");

        assertThat(failure()).isInstanceOf(Temporary.class);
        assertThat(failure()).isInstanceOf(Temporary.class);
    }

    private Throwable failure() {
        Throwable thrown = catchThrowable(() -> fetch(Optional.empty()));
        assertThat(thrown).isInstanceOf(ConnectorException.class);
        assertThat(thrown.getMessage()).isNotBlank().doesNotContain("shpat_test");
        return thrown;
    }

    private Page fetch(Optional<String> cursor) {
        return new ShopifyOrders().changedSince(SINCE, cursor, ShopifyExamples.CONNECTION, shopify);
    }

    static ObjectNode order() {
        JsonNode page = ScriptedShopify.tree(
                new String(ShopifyExamples.resource("orders/graphql-orders-page.in.json"), StandardCharsets.UTF_8));
        return (ObjectNode) page.at("/data/orders/edges/0/node");
    }

    static String page(JsonNode order, boolean more, String cursor) {
        return "{\"data\":{\"orders\":{\"nodes\":[%s],\"pageInfo\":{\"hasNextPage\":%s,\"endCursor\":\"%s\"}}}}"
                .formatted(order, more, cursor);
    }

    private static String lines(JsonNode line, boolean more, String cursor) {
        return ("{\"data\":{\"order\":{\"lineItems\":{\"nodes\":[%s],\"pageInfo\":{\"hasNextPage\":%s,\"endCursor\":\"%s\"}}}}}")
                .formatted(line, more, cursor);
    }
}
