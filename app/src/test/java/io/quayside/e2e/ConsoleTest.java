package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operators' console: for operators only, and for them only what its policy names. */
@ExtendWith(RunningHub.class)
class ConsoleTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final HubProcess hub;

    ConsoleTest(HubProcess hub) {
        this.hub = hub;
    }

    @BeforeEach
    void freshBrowser() {
        cookies.getCookieStore().removeAll();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/console", "/console/", "/console/index.html", "/console/jolokia", "/jolokia", "/jolokia/list"})
    void showsNothingToStrangers(String path) throws Exception {
        assertThat(get(path, null).statusCode()).isEqualTo(401);
        assertThat(get(path, HubProcess.ADMIN + ":wrong password").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/jolokia", "/actuator/hawtio", "/hawtio"})
    void isNowhereElse(String path) throws Exception {
        assertThat(get(path, operator()).statusCode()).isEqualTo(404);
    }

    @Test
    void refusesAMerchant(HubClient operator) throws Exception {
        operator.post(
                        "/api/v1/tenants",
                        Map.of("name", "Merchant", "email", "merchant@example.com", "password", "a long password"))
                .expect(201);

        assertThat(get("/console/", "merchant@example.com:a long password").statusCode())
                .isEqualTo(403);
        assertThat(get("/jolokia/version", "merchant@example.com:a long password")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void showsRoutesAndQueuesToAnOperator() throws Exception {
        assertThat(get("/console/", operator()).body()).contains("<html");

        assertThat(ask("{'type':'search','mbean':'org.apache.camel:type=routes,*'}")
                        .toString())
                .contains("receive-shopify", "normalize-shopify", "import-orders");
        assertThat(ask("{'type':'read','mbean':'org.apache.activemq.artemis:component=addresses,subcomponent=queues,*',"
                                + "'attribute':'MessageCount'}")
                        .toString())
                .contains("orders.import");
        // as the console's own diagram asks
        assertThat(ask("{'type':'exec','mbean':'org.apache.camel:context=camel-1,type=context,name=\\\"camel-1\\\"',"
                                + "'operation':'dumpRoutesAsXml()','arguments':[]}")
                        .path("value")
                        .asText())
                .contains("normalize-shopify");
    }

    @Test
    void letsAnOperatorStopAndStartARoute() throws Exception {
        String request =
                "{'type':'exec','mbean':'org.apache.camel:context=camel-1,type=routes,name=\\\"park-events\\\"','operation':'%s'}";

        assertThat(ask(request.formatted("stop()")).path("status").asInt()).isEqualTo(200);
        assertThat(ask(request.formatted("start()")).path("status").asInt()).isEqualTo(200);
    }

    /** As the console's own page of traces asks. */
    @Test
    void tracesMessagesThroughRoutesButNoCredentials(HubClient operator) throws Exception {
        String tracer = "'mbean':'org.apache.camel:context=camel-1,name=BacklogTracer,type=tracer'";
        Shop shop = operator.connectsShopify("traced");
        assertThat(ask("{'type':'exec'," + tracer + ",'operation':'setEnabled','arguments':[true]}")
                        .path("status")
                        .asInt())
                .isEqualTo(200);
        try {
            operator.post("/api/v1/integrations/" + shop.connectionId() + "/test", Map.of());
            operator.send(shop.webhook("orders/create", "traced", Shop.order(4711, "TRACED-SKU", 1, Instant.now())))
                    .expect(200);
            operator.awaitOrder(shop.connectionId(), "4711");

            StringBuilder traced = new StringBuilder();
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                traced.append(ask("{'type':'exec'," + tracer + ",'operation':'dumpAllTracedMessagesAsXml()'}")
                        .path("value")
                        .asText()); // each dump has what came since the one before
                assertThat(traced.toString()).contains("<routeId>normalize-shopify</routeId>", "TRACED-SKU");
            });
            assertThat(traced.toString()).doesNotContain("platform-call", "Authorization", "X-Shopify-Access-Token");
        } finally {
            ask("{'type':'exec'," + tracer + ",'operation':'setEnabled','arguments':[false]}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'exec','mbean':'com.sun.management:type=DiagnosticCommand','operation':'vmVersion'}",
                "{'type':'read','mbean':'java.lang:type=Runtime','attribute':'SystemProperties'}",
                "{'type':'exec','mbean':'java.lang:type=Memory','operation':'gc'}",
                "{'type':'write','mbean':'java.util.logging:type=Logging','attribute':'x','value':'y'}",
                "{'type':'exec','mbean':'org.apache.camel:context=camel-1,type=context,name=\\\"camel-1\\\"','operation':'stop'}",
                "{'type':'exec','mbean':'org.apache.camel:context=camel-1,type=context,name=\\\"camel-1\\\"',"
                        + "'operation':'addOrUpdateRoutesFromXml','arguments':['<routes/>']}",
                "{'type':'exec','mbean':'org.apache.activemq.artemis:broker=\\\"quayside\\\"',"
                        + "'operation':'destroyQueue(java.lang.String)','arguments':['orders.import']}"
            })
    void deniesWhatThePolicyDoesNotName(String request) throws Exception {
        assertThat(ask(request).path("status").asInt()).isEqualTo(403);
    }

    @Test
    void proxiesToNoOtherMachine() throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            other.setSoTimeout(200);

            ask(
                    "{'type':'read','mbean':'java.lang:type=Memory','target':{'url':'service:jmx:rmi:///jndi/rmi://localhost:%d/jmxrmi'}}"
                            .formatted(other.getLocalPort()));

            assertThatExceptionOfType(SocketTimeoutException.class)
                    .as("nobody called")
                    .isThrownBy(other::accept);
        }
    }

    @Test
    void refusesACallThatAnotherSiteMadeTheBrowserSend() throws Exception {
        get("/console/", operator());

        assertThat(post("{'type':'version'}", "").statusCode()).isEqualTo(403);
    }

    private static String operator() {
        return HubProcess.ADMIN + ":" + HubProcess.PASSWORD;
    }

    private JsonNode ask(String request) throws Exception {
        get("/console/", operator());
        String token = cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElseThrow();
        return JSON.readTree(post(request, token).body());
    }

    private HttpResponse<String> post(String request, String token) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(hub.url("/console/jolokia"))
                        .header("Authorization", basic(operator()))
                        .header("Content-Type", "application/json")
                        .header("X-XSRF-TOKEN", token)
                        .POST(HttpRequest.BodyPublishers.ofString(request.replace('\'', '"')))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, @Nullable String credentials)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.url(path));
        if (credentials != null) {
            request.header("Authorization", basic(credentials));
        }
        return browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }
}
