package io.quayside.connectors.shopify;

import static io.quayside.connectors.shopify.ScriptedShopify.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.connectors.spi.PlatformHttp.Request;
import io.quayside.connectors.spi.RateLimits.News;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShopifyLimitsTest {
    private final ShopifyLimits limits = new ShopifyLimits();

    private static Request to(String path) {
        return new Request(
                ShopifyExamples.CONNECTION.id(),
                "POST",
                URI.create("https://s.myshopify.com" + path),
                Map.of(),
                new byte[0],
                1);
    }

    @Test
    void followsThePointsThatAGraphQlAnswerTells() {
        String body = json("{'data':{'orders':{'nodes':[%s]}},'extensions':{'cost':{'requestedQueryCost':52,"
                        .formatted("{},".repeat(3_000) + "{}")
                + "'throttleStatus':{'maximumAvailable':4000.0,'currentlyAvailable':3948,'restoreRate':200.0}}}}");

        assertThat(limits.heard(
                        to("/admin/api/2026-07/graphql.json"),
                        new Answer(200, Map.of(), body.getBytes(StandardCharsets.UTF_8))))
                .contains(News.of(3_948, 4_000, 200));
    }

    @Test
    void followsTheLeakyBucketOfRest() {
        Answer answer = new Answer(200, Map.of("x-shopify-shop-api-call-limit", List.of("32/80")), new byte[0]);

        assertThat(limits.heard(to("/admin/api/2026-07/shop.json"), answer)).contains(News.of(48, 80, 4));
    }

    @Test
    void keepsTheTwoApart() {
        assertThat(limits.bucketOf(to("/admin/api/2026-07/graphql.json")).name())
                .isNotEqualTo(limits.bucketOf(to("/admin/oauth/access_token")).name());
    }

    @Test
    void makesNothingOfAnAnswerThatTellsNothing() {
        assertThat(limits.heard(
                        to("/admin/api/2026-07/graphql.json"),
                        new Answer(502, Map.of(), "<html>".getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
    }
}
