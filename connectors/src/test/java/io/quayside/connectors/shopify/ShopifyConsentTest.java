package io.quayside.connectors.shopify;

import static io.quayside.connectors.shopify.ScriptedShopify.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.ConnectorException.MerchantMustAct;
import io.quayside.connectors.spi.ConnectorException.Refused;
import io.quayside.connectors.spi.ConsentFlow;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShopifyConsentTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_795_490_000L);
    private static final Map<String, String> ANSWERS =
            Map.of("shop", "harbor", "clientId", "app-1", "clientSecret", "hush");
    private final ShopifyConsent consent = new ShopifyConsent(Clock.fixed(NOW, ZoneOffset.UTC));
    private final ScriptedShopify shopify = new ScriptedShopify();

    @Test
    void sendsTheMerchantToTheirOwnShop() {
        URI url = consent.authorizeUrl(ANSWERS, "st ate", URI.create("https://hub.example/callback"));

        assertThat(url.toString())
                .startsWith(
                        "https://harbor.myshopify.com/admin/oauth/authorize?client_id=app-1&scope=read_orders%2Cwrite_orders")
                .endsWith("&redirect_uri=https%3A%2F%2Fhub.example%2Fcallback&state=st%20ate")
                .doesNotContain("grant_options");
    }

    /** Field-lesson 46: webhooks and tokens belong to the permanent host, whatever domain the merchant knows it by. */
    @ParameterizedTest
    @ValueSource(
            strings = {"harbor-tea.example", "https://www.Harbor-Tea.example/collections/all", " harbor-tea.example "})
    void findsThePermanentHostBehindAnOwnDomain(String typed) {
        shopify.answers("{\"id\":1,\"name\":\"Harbor Tea\",\"myshopify_domain\":\"harbor.myshopify.com\"}");

        Map<String, String> certain = consent.certain(answers(typed), shopify);

        assertThat(certain).containsEntry("shop", "harbor.myshopify.com").containsEntry("clientId", "app-1");
        assertThat(shopify.requests.get(0).uri().toString()).endsWith("harbor-tea.example/meta.json");
    }

    @Test
    void followsTheShopToItsMainDomain() {
        shopify.answers(301, Map.of("location", List.of("https://www.harbor-tea.example/meta.json")), "")
                .answers("{\"myshopify_domain\":\"harbor.myshopify.com\"}");

        assertThat(consent.certain(answers("harbor-tea.example"), shopify))
                .containsEntry("shop", "harbor.myshopify.com");
        assertThat(shopify.requests.get(1).uri().getHost()).isEqualTo("www.harbor-tea.example");
    }

    @Test
    void asksNobodyAboutAPermanentHost() {
        for (String typed : List.of("harbor", "harbor.myshopify.com", "https://harbor.myshopify.com/")) {
            assertThat(consent.certain(answers(typed), shopify)).isEqualTo(answers(typed));
        }
        assertThat(shopify.requests).isEmpty();
    }

    /** What stands at the domain decides where the browser and the app's secret go, so only Shopify's own hosts count. */
    @Test
    void believesADomainNoOtherHost() {
        for (String told : List.of(
                "{\"myshopify_domain\":\"evil.example\"}",
                "{\"myshopify_domain\":\"harbor.myshopify.com.evil.example\"}",
                "{}",
                "<html>",
                "")) {
            ScriptedShopify site = new ScriptedShopify().answers(told);
            assertThatThrownBy(() -> consent.certain(answers("harbor-tea.example"), site))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("shop:")
                    .hasMessageContaining("my-shop.myshopify.com");
        }
        ScriptedShopify elsewhere = new ScriptedShopify()
                .answers(302, Map.of("location", List.of("http://harbor-tea.example/meta.json")), "");
        assertThatThrownBy(() -> consent.certain(answers("harbor-tea.example"), elsewhere))
                .isInstanceOf(Refused.class);
        for (String typed : List.of("10.0.0.1", "localhost.", "a..example", "harbor-tea.example@evil.example")) {
            assertThatThrownBy(() -> consent.certain(answers(typed), shopify)).isInstanceOf(Refused.class);
        }
        assertThat(shopify.requests).isEmpty();
    }

    private static Map<String, String> answers(String shop) {
        Map<String, String> answers = new HashMap<>(ANSWERS);
        answers.put("shop", shop);
        return answers;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "harbor.myshopify.com.evil.example",
                "evil.example/harbor.myshopify.com",
                "harbor.myshopify.com@evil.example",
                "-x.myshopify.com",
                "harbor.shopify.com",
                "http://harbor.myshopify.com",
                "harbor.myshopify.com\nHost: evil",
                "harbor.myshopify.com#x",
                "ha rbor",
                ""
            })
    void refusesAnyOtherHost(String shop) {
        Map<String, String> answers = new HashMap<>(ANSWERS);
        answers.put("shop", shop);

        assertThatThrownBy(() -> consent.authorizeUrl(answers, "s", URI.create("https://hub.example/callback")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("shop");
    }

    @Test
    void tradesTheCodeForTokensThatExpire() {
        shopify.answers(json("{'access_token':'shpat_1','scope':'" + String.join(",", ShopifyConsent.SCOPES)
                + "','expires_in':3600,'refresh_token':'shprt_1','refresh_token_expires_in':7776000}"));

        Map<String, String> credentials = consent.complete(signed(callback()), ANSWERS, shopify);

        assertThat(credentials)
                .containsEntry("shop", "harbor.myshopify.com")
                .containsEntry("accessToken", "shpat_1")
                .containsEntry("refreshToken", "shprt_1")
                .containsEntry("clientSecret", "hush")
                .containsEntry("accessTokenExpiresAt", NOW.plusSeconds(3600).toString())
                .containsEntry("missingScopes", "");
        assertThat(shopify.requests.get(0).uri()).hasToString("https://harbor.myshopify.com/admin/oauth/access_token");
        assertThat(shopify.requests.get(0).connection()).isEqualTo(ConsentFlow.NOT_YET_CONNECTED);
        assertThat(shopify.body(0))
                .isEqualTo(ScriptedShopify.tree(
                        "{'client_id':'app-1','client_secret':'hush','code':'c0de','expiring':'1'}"));
    }

    @Test
    void agreesWithOpenSslOnTheSignatureOfTheCallback() {
        // printf 'code=c0de&host=YWRt%%3D%%3D&shop=harbor.myshopify.com&state=s&timestamp=1795490000' |
        //     openssl dgst -sha256 -hmac hush
        Map<String, String> query = callback();
        query.put("hmac", "0d5ac1f68037ad37693e5524cd3ade1b4413ed96e1801dc781c0a17440fe3623");
        shopify.answers(json("{'access_token':'shpat_1','scope':''}"));

        assertThat(consent.complete(query, ANSWERS, shopify)).containsEntry("accessToken", "shpat_1");
    }

    @Test
    void refusesAForgedCallback() {
        Map<String, String> query = signed(callback());
        query.put("code", "another");

        refuses(query, "not signed");
        query.remove("hmac");
        refuses(query, "not signed");
        query.put("hmac", "zz");
        refuses(query, "not signed");
    }

    @ParameterizedTest
    @ValueSource(longs = {-91, 91, 1_000_000})
    void refusesACallbackThatIsOldOrFromTheFuture(long seconds) {
        Map<String, String> query = callback();
        query.put("timestamp", Long.toString(NOW.getEpochSecond() + seconds));

        refuses(signed(query), "too old");
    }

    @Test
    void refusesACallbackOfAnotherShop() {
        Map<String, String> query = callback();
        query.put("shop", "other.myshopify.com");

        refuses(signed(query), "another shop");
    }

    @Test
    void saysThatTheMerchantDeclined() {
        refuses(Map.of("error", "access_denied"), "declined");
    }

    @Test
    void saysThatShopifyTakesTheCodeNoMore() {
        shopify.answers(400, Map.of(), json("{'error':'invalid_request','error_description':'code expired'}"));

        assertThatThrownBy(() -> consent.complete(signed(callback()), ANSWERS, shopify))
                .isInstanceOf(MerchantMustAct.class);
    }

    @Test
    void tellsWhichScopesAreMissing() {
        assertThat(ShopifyConsent.missingScopes("write_orders,write_inventory,read_all_orders,read_products"))
                .contains("read_locations", "write_returns")
                .doesNotContain("read_orders", "read_inventory", "read_products");
    }

    @Test
    void refreshesAndKeepsTheNewRefreshToken() {
        shopify.answers(json("{'access_token':'shpat_2','refresh_token':'shprt_2','expires_in':3600}"));

        Map<String, String> credentials = consent.refresh(connected(), shopify);

        assertThat(credentials)
                .containsEntry("accessToken", "shpat_2")
                .containsEntry("refreshToken", "shprt_2")
                .containsEntry("clientSecret", "hush");
        assertThat(shopify.body(0).path("grant_type").asText()).isEqualTo("refresh_token");
        assertThat(shopify.body(0).path("refresh_token").asText()).isEqualTo("shprt_1");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401})
    void asksTheMerchantToConnectAgainWhenTheRefreshTokenIsDead(int status) {
        shopify.answers(status, Map.of(), json("{'error':'invalid_grant'}"));

        assertThatThrownBy(() -> consent.refresh(connected(), shopify)).isInstanceOf(MerchantMustAct.class);
    }

    @Test
    void subscribesOnlyToWhatIsMissing() {
        URI hub = URI.create("https://hub.example/webhooks/shopify/1");
        shopify.answers(json("{'data':{'webhookSubscriptions':{'nodes':["
                        + "{'id':'1','topic':'ORDERS_CREATE','uri':'https://hub.example/webhooks/shopify/1'},"
                        + "{'id':'2','topic':'ORDERS_UPDATED','uri':'https://other.example/hook'}],"
                        + "'pageInfo':{'hasNextPage':true,'endCursor':'p1'}}}}"))
                .answers(json("{'data':{'webhookSubscriptions':{'nodes':["
                        + "{'id':'3','topic':'APP_UNINSTALLED','uri':'https://hub.example/webhooks/shopify/1'}],"
                        + "'pageInfo':{'hasNextPage':false,'endCursor':null}}}}"))
                .answers(json(
                        "{'data':{'webhookSubscriptionCreate':{'webhookSubscription':{'id':'4'},'userErrors':[]}}}"))
                .answers(
                        json(
                                "{'data':{'webhookSubscriptionCreate':{'webhookSubscription':null,"
                                        + "'userErrors':[{'field':['uri'],'message':'Address for this topic has already been taken'}]}}}"));

        assertThat(consent.ensure(connected(), hub, shopify))
                .contains("ORDERS_UPDATED", "ORDERS_CANCELLED")
                .doesNotContain("ORDERS_CREATE");

        assertThat(shopify.operations()).containsExactly("Subscriptions", "Subscriptions", "Subscribe", "Subscribe");
        assertThat(shopify.variables(2))
                .isEqualTo(ScriptedShopify.tree(
                        "{'topic':'ORDERS_UPDATED','uri':'https://hub.example/webhooks/shopify/1'}"));
        assertThat(shopify.variables(3).path("topic").asText()).isEqualTo("ORDERS_CANCELLED");
    }

    private void refuses(Map<String, String> query, String why) {
        assertThatThrownBy(() -> consent.complete(query, ANSWERS, shopify))
                .isInstanceOf(ConnectorException.Refused.class)
                .hasMessageContaining(why);
    }

    private static ConnectionAccess connected() {
        return new ConnectionAccess(
                ShopifyExamples.CONNECTION.id(),
                Map.of(
                        "shop",
                        "harbor.myshopify.com",
                        "accessToken",
                        "shpat_1",
                        "refreshToken",
                        "shprt_1",
                        "clientId",
                        "app-1",
                        "clientSecret",
                        "hush"),
                Map.of());
    }

    private static Map<String, String> callback() {
        return new HashMap<>(Map.of(
                "code",
                "c0de",
                "host",
                "YWRt==",
                "shop",
                "harbor.myshopify.com",
                "state",
                "s",
                "timestamp",
                Long.toString(NOW.getEpochSecond())));
    }

    private static Map<String, String> signed(Map<String, String> query) {
        String message = new TreeMap<>(query)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue().replace("=", "%3D"))
                        .collect(Collectors.joining("&"));
        Map<String, String> signed = new HashMap<>(query);
        signed.put(
                "hmac",
                HexFormat.of().formatHex(ShopifyWebhooks.hmac("hush", message.getBytes(StandardCharsets.UTF_8))));
        return signed;
    }
}
