package io.quayside.connectors.magento;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OAuthSignatureTest {
    /** The example of RFC 5849, 3.4.1.1, whose body is a form. */
    @Test
    void theBaseStringIsThatOfTheStandard() {
        String base = OAuthSignature.baseString(
                "POST",
                URI.create("http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b"),
                List.of(
                        Map.entry("oauth_consumer_key", "9djdj82h48djs9d2"),
                        Map.entry("oauth_token", "kkk9d7dh3k39sjv7"),
                        Map.entry("oauth_signature_method", "HMAC-SHA1"),
                        Map.entry("oauth_timestamp", "137131201"),
                        Map.entry("oauth_nonce", "7d8f3e4a"),
                        Map.entry("c2", ""),
                        Map.entry("a3", "2 q")));

        assertThat(base)
                .isEqualTo(
                        "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D"
                                + "%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a"
                                + "%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7");
    }

    /** The expected value was computed with another program's HMAC. */
    @Test
    void signsTheQueryWithBracketsAndSpaces() {
        String header = new OAuthSignature("ck", "c&secret", "tk", "t secret")
                .header(
                        "get",
                        URI.create("https://shop.example.com/rest/all/V1/orders"
                                + "?searchCriteria%5Bfilter_groups%5D%5B0%5D%5Bfilters%5D%5B0%5D%5Bvalue%5D=2026-11-01%2000%3A00%3A00"
                                + "&searchCriteria%5BpageSize%5D=100"),
                        Map.of(),
                        Instant.ofEpochSecond(1_700_000_000),
                        "n1");

        assertThat(header)
                .isEqualTo(
                        "OAuth oauth_consumer_key=\"ck\", oauth_nonce=\"n1\", oauth_signature=\"nW%2Biy6Xa2AaWF2UJyZ9BJIQpAqyyxqepT5zz4FK94NA%3D\","
                                + " oauth_signature_method=\"HMAC-SHA256\", oauth_timestamp=\"1700000000\", oauth_token=\"tk\", oauth_version=\"1.0\"");
    }

    @Test
    void beforeThereIsATokenItIsLeftOut() {
        String header = new OAuthSignature("ck", "cs", "", "")
                .header(
                        "POST",
                        URI.create("https://shop.example.com/oauth/token/request"),
                        Map.of(),
                        Instant.EPOCH,
                        "n");

        assertThat(header).doesNotContain("oauth_token=").contains("oauth_signature=");
    }

    @Test
    void showsNoKey() {
        assertThat(new OAuthSignature("ck-key", "cs-secret", "t", "ts")).hasToString("OAuthSignature[]");
    }
}
