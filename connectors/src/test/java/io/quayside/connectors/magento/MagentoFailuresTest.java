package io.quayside.connectors.magento;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.connectors.spi.PlatformHttp.Request;
import io.quayside.connectors.spi.RateLimits.News;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MagentoFailuresTest {
    private static Throwable failure(int status, String body) {
        ScriptedMagento shop = new ScriptedMagento().on("GET /orders/7", status, body);
        return catchThrowable(() -> ScriptedMagento.API.get("/orders/7", ScriptedMagento.connection(), shop));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {'message':'The consumer isn\\u0027t authorized to access %resources.','parameters':{'resources':'Magento_Sales::ship'}} | MerchantMustAct | Magento_Sales::ship",
                "403 | <html>Access denied by the firewall</html> | MerchantMustAct | denies access",
                "429 | <html>Too Many Requests</html> | Throttled | rate limit",
                "503 | <html>Service Temporarily Unavailable</html> | Temporary | 503",
                "500 | {'message':'SQLSTATE[40001]: Serialization failure: Deadlock found'} | Temporary | busy",
                "400 | {'message':'Deadlock found when trying to get lock'} | Temporary | busy",
                "404 | {'message':'Request does not match any route.'} | Unsupported | module",
                "400 | {'message':'%1 of %10 in %2','parameters':['one','two','3','4','5','6','7','8','9','ten']} | Refused | one of ten in two",
                "400 | {'message':'%field is bad, %fieldName too','parameters':{'field':'qty','fieldName':'sku'}} | Refused | qty is bad, sku too",
            })
    void meansWhatItMeansAndIsFilledIn(int status, String body, String kind, String words) {
        assertThat(failure(status, body))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining(words)
                .extracting(thrown -> thrown.getClass().getSimpleName())
                .isEqualTo(kind);
    }

    @Test
    void aShopThatRefusesTheSignatureTwiceIsTheMerchantsToMend() {
        assertThat(failure(
                        401,
                        "{'message':'The nonce is already being used by the consumer with ID %1.','parameters':['7']}"))
                .isInstanceOf(ConnectorException.MerchantMustAct.class);
    }

    @ParameterizedTest
    @CsvSource({
        "429, 7, 7",
        "429, '', 5",
        "503, '', 20",
        "503, 'Thu, 26 Nov 2026 12:02:00 GMT', 120",
        "429, 999999, 900",
        "503, soon, 20"
    })
    void isSilentForAsLongAsTheHostAsksFor(int status, String header, int seconds) {
        MagentoLimits limits = new MagentoLimits(Clock.fixed(ScriptedMagento.NOW, ZoneOffset.UTC));
        Request request = new Request(
                ScriptedMagento.connection().id(),
                "GET",
                URI.create("https://shop.example.com/"),
                Map.of(),
                new byte[0],
                1);
        Map<String, List<String>> headers = header.isEmpty() ? Map.of() : Map.of("retry-after", List.of(header));

        Optional<News> news = limits.heard(request, new Answer(status, headers, new byte[0]));

        assertThat(news.flatMap(News::waitFor)).hasValue(Duration.ofSeconds(seconds));
        assertThat(limits.heard(request, new Answer(200, headers, new byte[0]))).isEmpty();
        assertThat(limits.bucketOf(request).perSecond()).isLessThan(10);
    }

    @Test
    void takesTheAddressThatAMerchantTyped() {
        assertThat(MagentoApi.storeUrl(" http://Shop.Example.com/rest/V1/ ")).isEqualTo("https://shop.example.com");
        assertThat(MagentoApi.storeUrl("shop.example.com/index.php/")).isEqualTo("https://shop.example.com/index.php");
        assertThat(MagentoApi.storeUrl("https://na1.api.commerce.adobe.com/Ten4nt/V1"))
                .isEqualTo("https://na1.api.commerce.adobe.com/Ten4nt");
        assertThatThrownBy(() -> MagentoApi.storeUrl("http://localhost:9000"))
                .isInstanceOf(ConnectorException.Refused.class)
                .hasMessageStartingWith("storeUrl");
    }
}
