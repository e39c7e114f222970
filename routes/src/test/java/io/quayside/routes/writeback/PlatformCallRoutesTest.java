package io.quayside.routes.writeback;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.RateLimits;
import io.quayside.domain.integrations.ConnectionId;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class PlatformCallRoutesTest {
    private final WireMockServer platform = new WireMockServer(options().dynamicPort());
    private DefaultCamelContext camel;
    private PlatformHttp http;

    @BeforeEach
    void start() throws Exception {
        platform.start();
        PlatformCallSettings settings = new PlatformCallSettings(
                Map.of("demo.myshopify.com", URI.create(platform.baseUrl() + "/shopify/demo")),
                Duration.ofSeconds(2),
                Duration.ofSeconds(2),
                DataSize.ofKilobytes(10),
                3,
                1);
        camel = new DefaultCamelContext();
        CallLimits limits = new CallLimits(
                connection -> RateLimits.polite(3, 1), new InstanceLimits(Clock.systemUTC()), Clock.systemUTC());
        camel.addRoutes(new PlatformCallRoutes(limits, new PlatformCaller(settings)));
        camel.start();
        http = PlatformCallRoutes.http(camel.createProducerTemplate());
    }

    @AfterEach
    void stop() {
        camel.stop();
        platform.stop();
    }

    private static PlatformHttp.Request call(int connection, String uri) {
        return new PlatformHttp.Request(
                new ConnectionId(new UUID(0, connection)),
                "GET",
                URI.create(uri),
                Map.of("X-Token", "t"),
                new byte[0],
                1);
    }

    @Test
    void callsAnAliasInPlaceOfItsHost() {
        platform.stubFor(get(anyUrl()).willReturn(aResponse().withBody("hello").withHeader("X-Limit", "1/40")));

        PlatformHttp.Answer answer = http.send(call(1, "https://demo.myshopify.com/admin/orders.json?limit=5"));

        assertThat(answer.body()).asString().isEqualTo("hello");
        assertThat(answer.header("x-limit")).contains("1/40");
        platform.verify(getRequestedFor(urlEqualTo("/shopify/demo/admin/orders.json?limit=5")));
    }

    /** CVE-2026-78164: Camel's HTTP producer would take them for the address, placeholders and all. */
    @Test
    void removesEveryHeaderBeforeTheCall() throws Exception {
        platform.stubFor(get(anyUrl()).willReturn(aResponse()));
        Map<String, Object> seen = new HashMap<>();
        AdviceWith.adviceWith(camel, "platform-call", route -> route.weaveById("http")
                .before()
                .process(exchange -> seen.putAll(exchange.getMessage().getHeaders())));

        camel.createProducerTemplate()
                .requestBodyAndHeaders(
                        "direct:platform-call",
                        call(1, "https://demo.myshopify.com/here"),
                        Map.of(
                                "CamelHttpUri", "http://localhost/{{env:HOME}}",
                                "cAMELhttpURI", "http://localhost/",
                                "camelresthttpuri", "http://localhost/",
                                "X-Anything", "else"));

        assertThat(seen).isEmpty();
        platform.verify(1, getRequestedFor(urlEqualTo("/shopify/demo/here")));
    }

    @Test
    void doesNotFollowARedirect() {
        platform.stubFor(get(anyUrl())
                .willReturn(aResponse().withStatus(302).withHeader("Location", "http://169.254.169.254/")));

        assertThat(http.send(call(1, "https://demo.myshopify.com/")).status()).isEqualTo(302);
    }

    @Test
    void refusesAPrivateAddress() {
        assertThatThrownBy(() -> http.send(call(1, "http://127.0.0.1:" + platform.port() + "/internal")))
                .isInstanceOf(ConnectorException.Refused.class)
                .hasMessageContaining("only public hosts");
    }

    @Test
    void aConnectionOverItsLimitWaitsWhileAnotherGoesOn() {
        platform.stubFor(get(anyUrl()).willReturn(aResponse()));
        for (int i = 0; i < 3; i++) {
            http.send(call(1, "https://demo.myshopify.com/"));
        }

        CompletableFuture<PlatformHttp.Answer> over =
                CompletableFuture.supplyAsync(() -> http.send(call(1, "https://demo.myshopify.com/")));
        assertThat(http.send(call(2, "https://demo.myshopify.com/")).status()).isEqualTo(200);
        assertThat(over).isNotDone();
        assertThat(over.join().status()).isEqualTo(200);
    }

    @Test
    void waitsAsLongAsThePlatformAsks() {
        platform.stubFor(get(anyUrl()).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "7.0")));
        http.send(call(1, "https://demo.myshopify.com/"));

        assertThatThrownBy(() -> http.send(call(1, "https://demo.myshopify.com/")))
                .isInstanceOfSatisfying(ConnectorException.Throttled.class, throttled -> assertThat(throttled.waitFor())
                        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7)));
    }

    @Test
    void refusesAnAnswerWithoutEnd() {
        platform.stubFor(get(anyUrl()).willReturn(aResponse().withBody("x".repeat(11_000))));

        assertThatThrownBy(() -> http.send(call(1, "https://demo.myshopify.com/")))
                .isInstanceOf(ConnectorException.Temporary.class)
                .hasMessageContaining("larger");
    }
}
