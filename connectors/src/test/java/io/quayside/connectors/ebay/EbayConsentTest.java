package io.quayside.connectors.ebay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EbayConsentTest {
    private static final Map<String, String> APP =
            Map.of("clientId", "app", "clientSecret", "cert", "ruName", "Harbor-App-abc");
    private final EbayConsent consent = new EbayConsent(ScriptedEbay.CLOCK);

    @Test
    void opensEbaysPageWithTheNameOfTheCallbackAndTheScopes() {
        URI page = consent.authorizeUrl(APP, "s 1", URI.create("https://hub.example/cb"));

        assertThat(URLDecoder.decode(page.toString(), StandardCharsets.UTF_8))
                .startsWith(
                        "https://auth.ebay.com/oauth2/authorize?client_id=app&redirect_uri=Harbor-App-abc&response_type=code&scope=")
                .contains("oauth/api_scope/sell.fulfillment https", "oauth/api_scope/sell.inventory https")
                .endsWith("&state=s 1");
        assertThatThrownBy(() ->
                        consent.authorizeUrl(Map.of("clientId", "app"), "s", URI.create("https://hub.example/cb")))
                .isInstanceOf(ConnectorException.Refused.class)
                .hasMessageContaining("ruName");
    }

    @Test
    void tradesTheCodeForTokensAndLearnsWhoseTheyAre() {
        ScriptedEbay ebay = new ScriptedEbay()
                .answers(
                        "{'access_token':'at','expires_in':7200,'refresh_token':'rt','refresh_token_expires_in':47304000}")
                .answers("{'username':'harbor_goods','userId':'U1'}")
                .answers("{'access_token':'app-token','expires_in':7200}")
                .answers(201, "{'jwe':'j','privateKey':'p'}");

        Map<String, String> credentials = consent.complete(Map.of("code", "v^1.1#i^1 =="), APP, ebay);

        assertThat(credentials)
                .containsEntry("seller", "harbor_goods")
                .containsEntry("sellerId", "U1")
                .containsEntry("accessToken", "at")
                .containsEntry("refreshToken", "rt")
                .containsEntry("accessTokenExpiresAt", "2026-11-20T14:00:00Z")
                .containsEntry("signingKeyJwe", "j")
                .containsEntry("signingKey", "p");
        assertThat(ebay.requests.get(0).headers()).containsEntry("Authorization", "Basic YXBwOmNlcnQ=");
        assertThat(ebay.text(0)).contains("code=v%5E1.1%23i%5E1%20%3D%3D", "redirect_uri=Harbor-App-abc");
        assertThat(ebay.requests.get(1).uri()).hasHost("apiz.ebay.com");
    }

    @Test
    void connectsAlsoWhereEbayMakesNoKeyForSigning() {
        ScriptedEbay ebay = new ScriptedEbay()
                .answers("{'access_token':'at','expires_in':7200,'refresh_token':'rt'}")
                .answers("{'username':'harbor_goods'}")
                .answers("{'access_token':'app-token'}")
                .answers(403, "{'errors':[{'errorId':1100,'message':'Access denied'}]}");

        assertThat(consent.complete(Map.of("code", "c"), APP, ebay)).doesNotContainKey("signingKey");
    }

    @Test
    void declinedIsRefusedAndAUsedCodeMeansToStartAgain() {
        assertThatThrownBy(() -> consent.complete(Map.of("error", "access_denied"), APP, new ScriptedEbay()))
                .isInstanceOf(ConnectorException.Refused.class);
        assertThatThrownBy(() -> consent.complete(
                        Map.of("code", "c"),
                        APP,
                        new ScriptedEbay().answers(400, "{'error':'invalid_grant','error_description':'used'}")))
                .isInstanceOf(ConnectorException.MerchantMustAct.class);
    }

    @Test
    void renewsTheAccessTokenAndKeepsTheRefreshToken() {
        ScriptedEbay ebay = new ScriptedEbay().answers("{'access_token':'new','expires_in':7200}");

        Map<String, String> renewed = consent.refresh(ScriptedEbay.connection(), ebay);

        assertThat(renewed)
                .containsEntry("accessToken", "new")
                .containsEntry("refreshToken", "refresh")
                .containsEntry("seller", "harbor_goods");
        assertThat(ebay.text(0)).isEqualTo("grant_type=refresh_token&refresh_token=refresh");
        assertThatThrownBy(() -> consent.refresh(
                        ScriptedEbay.connection(), new ScriptedEbay().answers(400, "{'error':'invalid_grant'}")))
                .isInstanceOf(ConnectorException.MerchantMustAct.class);
    }

    @Test
    void aTokenEnteredByHandIsTradedAtOnce() {
        ConnectionAccess entered = new ConnectionAccess(
                ScriptedEbay.connection().id(),
                Map.of("seller", "s", "clientId", "app", "clientSecret", "cert", "refreshToken", "rt"),
                Map.of());

        assertThat(consent.expiry(entered)).contains(java.time.Instant.EPOCH);
        assertThat(consent.expiry(ScriptedEbay.connection())).contains(ScriptedEbay.NOW.plusSeconds(600));
    }
}
