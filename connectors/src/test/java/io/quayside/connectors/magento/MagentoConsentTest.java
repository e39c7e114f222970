package io.quayside.connectors.magento;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.ConsentFlow;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MagentoConsentTest {
    private static final URI CALLBACK = URI.create("https://hub.example/integrations/magento/callback");
    private static final Map<String, String> ANSWERS = Map.of("storeUrl", "https://www.shop.example.com");
    private static final Map<String, String> HANDED_OVER = Map.of(
            "oauth_consumer_key", "ck",
            "oauth_consumer_secret", "cs",
            "oauth_verifier", "vf",
            "store_base_url", "https://shop.example.com/");
    private final MagentoConsent consent = new MagentoConsent(ScriptedMagento.API);

    private Map<String, String> kept() {
        Map<String, String> answers = new HashMap<>(ANSWERS);
        answers.putAll(consent.handedOver(HANDED_OVER, ANSWERS).orElseThrow());
        return answers;
    }

    @Test
    void showsTheTwoAddressesToEnter() {
        assertThat(consent.entries("st4te", CALLBACK))
                .extracting(ConsentFlow.Entry::value)
                .startsWith(CALLBACK + "/st4te", CALLBACK + "/st4te");
        assertThat(consent.authorizeUrl(ANSWERS, "st4te", CALLBACK))
                .hasHost("www.shop.example.com")
                .hasPath("/admin/admin/integration/new/");
    }

    /** Nothing in the shop's call is signed: the shop that it claims to be must be the one that was named. */
    @Test
    void takesKeysOnlyFromTheShopThatWasNamed() {
        Map<String, String> other = new HashMap<>(HANDED_OVER);
        other.put("store_base_url", "https://evil.example/");

        assertThatThrownBy(() -> consent.handedOver(other, ANSWERS))
                .isInstanceOf(ConnectorException.Refused.class)
                .hasMessageContaining("evil.example");
    }

    @Test
    void tradesTheKeysForTokensWhenTheBrowserComes() {
        ScriptedMagento shop = new ScriptedMagento()
                .on("POST /oauth/token/request", "oauth_token=rt&oauth_token_secret=rs")
                .on("POST /oauth/token/access", "oauth_token=at&oauth_token_secret=as%2F1")
                .on("GET /orders", "{'items':[],'total_count':0}");

        Map<String, String> credentials = consent.complete(Map.of("oauth_consumer_key", "ck"), kept(), shop);

        assertThat(credentials)
                .containsEntry("storeUrl", "https://shop.example.com")
                .containsEntry("accessToken", "at")
                .containsEntry("accessTokenSecret", "as/1");
        assertThat(shop.requests.get(1).headers().get("Authorization"))
                .contains("oauth_verifier=\"vf\"", "oauth_token=\"rt\"");
    }

    @Test
    void refusesABrowserWithAnotherKeyOrBeforeTheKeys() {
        assertThatThrownBy(() -> consent.complete(Map.of("oauth_consumer_key", "other"), kept(), new ScriptedMagento()))
                .isInstanceOf(ConnectorException.Refused.class);
        assertThatThrownBy(() -> consent.complete(Map.of("oauth_consumer_key", "ck"), ANSWERS, new ScriptedMagento()))
                .isInstanceOf(ConnectorException.Refused.class)
                .hasMessageContaining("press Activate");
    }

    @Test
    void tellsTheShopsReasonWhenThereIsNoToken() {
        ScriptedMagento shop =
                new ScriptedMagento().on("POST /oauth/token/request", 401, "oauth_problem=consumer_key_rejected");

        assertThatThrownBy(() -> consent.complete(Map.of("oauth_consumer_key", "ck"), kept(), shop))
                .hasMessageContaining("consumer_key_rejected");
    }

    @Test
    void leadsTheBrowserBackToTheShopAndNowhereElse() {
        String shop = "https://shop.example.com/admin/admin/integration/loginSuccessCallback";

        assertThat(consent.leadsOn(Map.of("success_call_back", shop), ANSWERS)).hasValue(URI.create(shop));
        for (String elsewhere : new String[] {
            "https://evil.example/",
            "https://shop.example.com@evil.example/",
            "javascript:alert(1)",
            "",
            "https://[",
            "https://evil.example/shop.example.com"
        }) {
            assertThat(consent.leadsOn(Map.of("success_call_back", elsewhere), ANSWERS))
                    .as(elsewhere)
                    .isEmpty();
        }
    }

    @Test
    void theCloudServiceGetsItsTokensByItself() {
        CloudTokens tokens = new CloudTokens(Clock.fixed(ScriptedMagento.NOW, ZoneOffset.UTC));
        ConnectionAccess cloud = new ConnectionAccess(
                ScriptedMagento.connection().id(),
                Map.of(
                        "storeUrl", "https://na1.api.commerce.adobe.com/tenant1",
                        "consumerKey", "client",
                        "consumerSecret", "secret"),
                Map.of("imsOrganization", "1@AdobeOrg"));
        ScriptedMagento adobe = new ScriptedMagento()
                .on("POST /ims/token/v3", "{'access_token':'day','expires_in':86399}")
                .on("GET /tenant1/V1/orders", "{'items':[],'total_count':0}");

        assertThat(tokens.expiry(cloud)).hasValue(Instant.EPOCH);
        assertThat(tokens.expiry(ScriptedMagento.connection())).isEmpty();
        ConnectionAccess fresh = new ConnectionAccess(cloud.id(), tokens.refresh(cloud, adobe), cloud.settings());
        var unused = ScriptedMagento.API.page("/orders", new MagentoSearch().page(1, 1), fresh, adobe);

        assertThat(tokens.expiry(fresh)).hasValue(ScriptedMagento.NOW.plusSeconds(86_399));
        assertThat(adobe.requests.get(1).headers())
                .containsEntry("Authorization", "Bearer day")
                .containsEntry("x-api-key", "client")
                .containsEntry("x-gw-ims-org-id", "1@AdobeOrg")
                .containsEntry("Store", "all");
    }
}
