package io.quayside.app.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.http.HttpStage;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A shop's server hands over keys, which are kept until the merchant's browser comes. */
class ConsentInTwoCallsTest extends HttpStage {
    private static final String SHOP = "https://shop.example.com";

    /** The path of the address that the merchant enters in the shop. */
    private String begin(String shop) {
        Answer begun =
                post("/api/v1/integrations/magento/connect", newSession(), Map.of("name", "My shop", "storeUrl", shop));
        JsonNode entries = begun.body().path("entries");
        assertThat(entries.findValuesAsText("label")).startsWith("Callback URL", "Identity link URL");
        String address = entries.at("/0/value").asText();
        assertThat(address).matches("https?://.*/integrations/magento/callback/[A-Za-z0-9_-]{43}");
        return URI.create(address).getPath();
    }

    private Answer handOver(String path, String shop) {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "oauth_consumer_key=ck&oauth_consumer_secret=cs&oauth_verifier=vf&store_base_url=" + shop)));
    }

    @Test
    void keysAreTakenAndTheConsentGoesOnWaiting() {
        String path = begin(SHOP);

        assertThat(handOver(path, SHOP + "/").status()).isEqualTo(200);
        assertThat(handOver(path, SHOP + "/").status()).as("activated twice").isEqualTo(200);

        Answer browser = get(path + "?oauth_consumer_key=ck", null);
        assertThat(browser.text())
                .as("the keys were there: now the shop itself is asked for tokens")
                .contains("there is no network here")
                .doesNotContain("cs");
    }

    @Test
    void keysOfAnotherShopOrForAnUnknownConsentAreRefused() {
        assertThat(handOver(begin(SHOP), "https://evil.example/").status()).isBetween(400, 499);

        Answer unknown = handOver("/integrations/magento/callback/invented", SHOP);
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.problem()).isEqualTo("consent-expired");
    }

    @Test
    void aBrowserThatComesBeforeTheKeysLearnsWhatToDo() {
        Answer browser = get(begin(SHOP) + "?oauth_consumer_key=ck", null);

        assertThat(browser.status()).isBetween(400, 499);
        assertThat(browser.text()).contains("press Activate");
    }
}
