package io.quayside.connectors.amazon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.connectors.spi.PlatformHttp.Request;
import io.quayside.connectors.spi.RateLimits;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Authorization, tokens, notifications' registration and limits. */
class AmazonConsentTest {
    private static final Map<String, String> ANSWERS = Map.of(
            "marketplace", "US",
            "applicationId", "amzn1.sp.solution.1",
            "clientId", "client",
            "clientSecret", "secret",
            "redirectUri", "https://hub.example/integrations/amazon/callback");
    private static final String ARN = "arn:aws:sqs:us-east-1:123456789012:quayside";
    private final AmazonConsent consent = new AmazonConsent(ScriptedAmazon.CLOCK);
    private final ScriptedAmazon amazon = new ScriptedAmazon();

    @Test
    void opensSellerCentralOfTheMarketplaceForTheApplication() {
        Map<String, String> japan = new HashMap<>(ANSWERS);
        japan.put("marketplace", "JP");
        japan.put("draft", "true");

        URI page = consent.authorizeUrl(japan, "st", URI.create("https://hub.example/c"));

        assertThat(page)
                .hasHost("sellercentral.amazon.co.jp")
                .hasPath("/apps/authorize/consent")
                .hasParameter("application_id", "amzn1.sp.solution.1")
                .hasParameter("state", "st")
                .hasParameter("version", "beta");
        assertThat(consent.authorizeUrl(ANSWERS, "st", URI.create("https://hub.example/c")))
                .hasNoParameter("version");
    }

    @Test
    void tradesTheCodeForTokensThatLiveAnHour() {
        amazon.answers("{'access_token':'Atza|9','refresh_token':'Atzr|9','expires_in':3600,'token_type':'bearer'}");

        Map<String, String> credentials = consent.complete(
                Map.of("spapi_oauth_code", "code1", "selling_partner_id", "A1SELLER00001", "state", "st"),
                ANSWERS,
                amazon);

        assertThat(amazon.requests.get(0).uri()).hasToString("https://api.amazon.com/auth/o2/token");
        assertThat(amazon.text(0)).contains("grant_type=authorization_code", "code=code1", "client_secret=secret");
        assertThat(credentials)
                .containsEntry("sellerId", "A1SELLER00001")
                .containsEntry("marketplace", "US")
                .containsEntry("refreshToken", "Atzr|9")
                .containsEntry("accessTokenExpiresAt", "2026-11-24T13:00:00Z");
    }

    @Test
    void aDeclinedConsentIsTold() {
        assertThatThrownBy(() -> consent.complete(Map.of("state", "st"), ANSWERS, amazon))
                .isInstanceOf(ConnectorException.Refused.class)
                .hasMessageContaining("declined");
    }

    @Test
    void renewsTheAccessTokenAndKeepsTheRefreshToken() {
        amazon.answers("{'access_token':'Atza|2','expires_in':3600}");

        Map<String, String> renewed = consent.refresh(ScriptedAmazon.CONNECTION, amazon);

        assertThat(amazon.text(0)).contains("grant_type=refresh_token");
        assertThat(renewed).containsEntry("accessToken", "Atza|2").containsEntry("refreshToken", "Atzr|1");
    }

    @Test
    void aRevokedRefreshTokenIsTheMerchantsToHeal() {
        amazon.answers(400, "{'error':'invalid_grant','error_description':'The request has an invalid grant'}");

        assertThatThrownBy(() -> consent.refresh(ScriptedAmazon.CONNECTION, amazon))
                .isInstanceOf(ConnectorException.MerchantMustAct.class)
                .hasMessageContaining("Connect the account again");
    }

    @Test
    void credentialsEnteredByHandGetTheirAccessTokenAtOnce() {
        Map<String, String> byHand = new HashMap<>(ScriptedAmazon.CONNECTION.credentials());
        byHand.remove("accessToken");
        byHand.remove("accessTokenExpiresAt");

        assertThat(consent.expiry(new ConnectionAccess(ScriptedAmazon.CONNECTION.id(), byHand, Map.of())))
                .contains(Instant.EPOCH);
        assertThat(consent.expiry(ScriptedAmazon.CONNECTION)).contains(Instant.parse("2026-11-24T13:00:00Z"));
    }

    @Test
    void aNewSellerIsSubscribedToTheQueueOfTheInstallation() {
        amazon.refuses(404, "NotFound", "The subscription is not known.")
                .answers("{'access_token':'Atca|app'}")
                .answers("{'payload':[]}")
                .answers("{'payload':{'destinationId':'d1','name':'quayside'}}")
                .answers("{'payload':{'subscriptionId':'s1','destinationId':'d1','payloadVersion':'1.0'}}");

        assertThat(new AmazonSubscriptions(ARN)
                        .ensure(ScriptedAmazon.CONNECTION, URI.create("https://hub.example/w"), amazon))
                .containsExactly("ORDER_CHANGE");

        assertThat(amazon.text(1)).contains("grant_type=client_credentials", "sellingpartnerapi%3A%3Anotifications");
        assertThat(amazon.requests.get(3).headers()).containsEntry("x-amz-access-token", "Atca|app");
        assertThat(amazon.body(3).at("/resourceSpecification/sqs/arn").asText()).isEqualTo(ARN);
        assertThat(amazon.requests.get(4).headers()).containsEntry("x-amz-access-token", "Atza|1");
        assertThat(amazon.body(4)
                        .at("/processingDirective/eventFilter/eventFilterType")
                        .asText())
                .isEqualTo("ORDER_CHANGE");
    }

    @Test
    void aSubscriptionInPlaceIsLeftAloneAndOneThatLeadsElsewhereReplaced() {
        String mine = "{'payload':[{'destinationId':'d1','resource':{'sqs':{'arn':'" + ARN + "'}}}]}";
        amazon.answers("{'payload':{'subscriptionId':'s1','destinationId':'d1'}}")
                .answers("{'access_token':'Atca|app'}")
                .answers(mine);
        assertThat(new AmazonSubscriptions(ARN)
                        .ensure(ScriptedAmazon.CONNECTION, URI.create("https://hub.example/w"), amazon))
                .isEmpty();

        amazon.answers("{'payload':{'subscriptionId':'s0','destinationId':'elsewhere'}}")
                .answers("{'access_token':'Atca|app'}")
                .answers(mine)
                .answers("{}")
                .answers("{'payload':{'subscriptionId':'s1'}}");
        assertThat(new AmazonSubscriptions(ARN)
                        .ensure(ScriptedAmazon.CONNECTION, URI.create("https://hub.example/w"), amazon))
                .containsExactly("ORDER_CHANGE");
        assertThat(amazon.calls()).contains("DELETE /notifications/v1/subscriptions/ORDER_CHANGE/s0");
    }

    @Test
    void aNotificationIsForTheSellersConnectionsToThatMarketplace() {
        AmazonNotification usa = new AmazonNotification("n", "ORDER_CHANGE", "A1SELLER00001", "ATVPDKIKX0DER", "o");
        AmazonNotification canada = new AmazonNotification("n", "ORDER_CHANGE", "A1SELLER00001", "A2EUQ1WTGCTBG2", "o");
        AmazonNotification other = new AmazonNotification("n", "ORDER_CHANGE", "A2OTHER000001", "ATVPDKIKX0DER", "o");

        assertThat(usa.concerns(ScriptedAmazon.CONNECTION)).isTrue();
        assertThat(canada.concerns(ScriptedAmazon.CONNECTION)).isFalse();
        assertThat(canada.concerns(ScriptedAmazon.connection(Map.of("moreMarketplaces", "CA"))))
                .isTrue();
        assertThat(other.concerns(ScriptedAmazon.CONNECTION)).isFalse();
    }

    // ---- limits

    private static Request call(String method, String path) {
        return new Request(
                ScriptedAmazon.CONNECTION.id(),
                method,
                URI.create("https://sellingpartnerapi-na.amazon.com" + path),
                Map.of(),
                new byte[0],
                1);
    }

    @Test
    void eachOperationHasItsOwnBucket() {
        AmazonRateLimits limits = new AmazonRateLimits();

        assertThat(limits.bucketOf(call("GET", "/orders/2026-01-01/orders?x=1")))
                .isEqualTo(new RateLimits.Bucket("searchOrders", 20, 0.0056));
        assertThat(limits.bucketOf(call("GET", "/orders/2026-01-01/orders/1-2-3"))
                        .name())
                .isEqualTo("getOrder");
        assertThat(limits.bucketOf(call("GET", "/orders/v0/orders/1-2-3/orderItems"))
                        .name())
                .isEqualTo("getOrderItems-v0");
        assertThat(limits.bucketOf(call("PATCH", "/listings/2021-08-01/items/S/SKU%2F1"))
                        .name())
                .isEqualTo("patchListingsItem");
        for (Operation operation : Operation.values()) {
            assertThat(operation.bucket().name()).hasSizeLessThan(60);
        }
    }

    @Test
    void anAnswersRateReplacesThePublishedOne() {
        Answer faster = new Answer(200, Map.of("x-amzn-ratelimit-limit", List.of("0.0167")), new byte[0]);
        Answer full = new Answer(429, Map.of(), new byte[0]);
        AmazonRateLimits limits = new AmazonRateLimits();

        RateLimits.News news =
                limits.heard(call("GET", "/orders/2026-01-01/orders"), faster).orElseThrow();
        RateLimits.News wait = limits.heard(call("GET", "/orders/2026-01-01/orders/1-2-3"), full)
                .orElseThrow();

        assertThat(news.perSecond()).hasValue(0.0167);
        assertThat(news.waitFor()).isEmpty();
        assertThat(wait.waitFor().orElseThrow().toMillis()).isBetween(2_000L, 2_400L);
        assertThat(limits.heard(call("GET", "/orders/2026-01-01/orders"), new Answer(200, Map.of(), new byte[0])))
                .isEmpty();
    }
}
