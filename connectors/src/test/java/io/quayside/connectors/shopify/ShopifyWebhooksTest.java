package io.quayside.connectors.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.WebhookGate.Request;
import io.quayside.connectors.spi.WebhookGate.Verdict;
import io.quayside.connectors.spi.WebhookGate.Verdict.Accepted;
import io.quayside.connectors.spi.WebhookGate.Verdict.Refused;
import io.quayside.domain.integrations.ConnectionId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShopifyWebhooksTest {
    private static final byte[] BODY =
            "{\"id\":820982911946154508,\"name\":\"#9999\",\"note\":\"Grüße\\/\"}".getBytes(StandardCharsets.UTF_8);
    private final ShopifyWebhooks gate = new ShopifyWebhooks();

    @Test
    void agreesWithOpenSsl() {
        // printf '{"id":1}' | openssl dgst -sha256 -hmac hush -binary | base64
        byte[] body = "{\"id\":1}".getBytes(StandardCharsets.UTF_8);

        Verdict verdict = verify(
                body,
                Map.of("X-Shopify-Hmac-Sha256", "VnKUjZsLuN5iZWjn5EntcBVCF9kMN43LglzCE1/GSeY="),
                credentials("hush"));

        assertThat(verdict).isInstanceOf(Accepted.class);
    }

    @Test
    void takesASignedCallWithItsDeliveryTopicAndOrder() {
        Map<String, String> headers = headers("X-Shopify-", sign("hush", BODY));
        headers.put("X-Shopify-Order-Id", "820982911946154508");

        Verdict verdict = verify(BODY, headers, credentials("hush"));

        assertThat(verdict)
                .isEqualTo(new Accepted("b54557e4-bdd9-4b37-8a5f-bf7d70bcd043", "orders/create", "820982911946154508"));
    }

    @Test
    void takesTheNewerHeadersInLowerCaseWithoutX() {
        assertThat(verify(BODY, headers("shopify-", sign("hush", BODY)), credentials("hush")))
                .isEqualTo(new Accepted("b54557e4-bdd9-4b37-8a5f-bf7d70bcd043", "orders/create", ""));
    }

    @Test
    void refusesAForgedSignature() {
        assertThat(verify(BODY, headers("X-Shopify-", sign("guess", BODY)), credentials("hush")))
                .isInstanceOf(Refused.class);
    }

    @Test
    void refusesABodyThatWasChangedByOneByte() {
        byte[] changed = BODY.clone();
        changed[10]++;

        assertThat(verify(changed, headers("X-Shopify-", sign("hush", BODY)), credentials("hush")))
                .isInstanceOf(Refused.class);
    }

    @Test
    void refusesASignatureThatIsMissingOrNoBase64OrHex() {
        assertThat(verify(BODY, Map.of(), credentials("hush"))).isInstanceOf(Refused.class);
        assertThat(verify(BODY, headers("X-Shopify-", "§§§"), credentials("hush")))
                .isInstanceOf(Refused.class);
        assertThat(verify(BODY, headers("X-Shopify-", ""), credentials("hush"))).isInstanceOf(Refused.class);
        assertThat(verify(BODY, headers("X-Shopify-", "ab".repeat(32)), credentials("hush")))
                .isInstanceOf(Refused.class);
    }

    @Test
    void refusesWhenTheConnectionHasNoSecret() {
        assertThat(verify(BODY, headers("X-Shopify-", sign("", new byte[0])), Map.of()))
                .isInstanceOf(Refused.class);
    }

    @Test
    void takesTheSecretOfHandMadeWebhooksAndTheOneBeforeARotation() {
        Map<String, String> credentials =
                Map.of("clientSecret", "new", "previousClientSecret", "old", "webhookSecret", "by-hand");

        for (String secret : credentials.values()) {
            assertThat(verify(BODY, headers("X-Shopify-", sign(secret, BODY)), credentials))
                    .as(secret)
                    .isInstanceOf(Accepted.class);
        }
    }

    @Test
    void refusesASignedCallOfAnotherShop() {
        Map<String, String> headers = headers("X-Shopify-", sign("hush", BODY));
        headers.put("X-Shopify-Shop-Domain", "other.myshopify.com");

        assertThat(verify(BODY, headers, credentials("hush"))).isInstanceOf(Refused.class);
    }

    @Test
    void tellsWhichShopACallToTheAppsOneAddressConcerns() {
        Request call = new Request(Map.of("X-Shopify-Shop-Domain", "Demo.myshopify.com"), BODY, Instant.EPOCH);

        assertThat(gate.account(call)).contains("demo.myshopify.com");
        assertThat(gate.account(new Request(Map.of(), BODY, Instant.EPOCH))).isEmpty();
    }

    @Test
    void givesADeliveryWithoutIdTheHashOfItsBody() {
        Map<String, String> headers = headers("X-Shopify-", sign("hush", BODY));
        headers.remove("X-Shopify-Webhook-Id");

        assertThat(verify(BODY, headers, credentials("hush")))
                .isInstanceOfSatisfying(Accepted.class, accepted -> assertThat(accepted.deliveryId())
                        .matches("sha256:[0-9a-f]{64}"));
    }

    private Verdict verify(byte[] body, Map<String, String> headers, Map<String, String> credentials) {
        ConnectionAccess connection =
                new ConnectionAccess(ConnectionId.of("00000000-0000-0000-0000-00000000c0de"), credentials, Map.of());
        return gate.verify(new Request(headers, body, Instant.EPOCH), connection);
    }

    private static Map<String, String> credentials(String secret) {
        return Map.of("shop", "harbor.myshopify.com", "clientSecret", secret);
    }

    private static Map<String, String> headers(String prefix, String signature) {
        Map<String, String> headers = new HashMap<>();
        headers.put(prefix + "Hmac-Sha256", signature);
        headers.put(prefix + "Topic", "orders/create");
        headers.put(prefix + "Webhook-Id", "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043");
        headers.put(prefix + "Shop-Domain", "harbor.myshopify.com");
        return headers;
    }

    private static String sign(String secret, byte[] body) {
        if (secret.isEmpty()) {
            return Base64.getEncoder().encodeToString(new byte[32]);
        }
        return Base64.getEncoder().encodeToString(ShopifyWebhooks.hmac(secret, body));
    }
}
