package io.quayside.sandbox.ebay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.quayside.connectors.ebay.EbayConnector;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.ConsentFlow;
import io.quayside.connectors.spi.FulfillmentSink.Shipment;
import io.quayside.connectors.spi.OrderSource;
import io.quayside.connectors.spi.OrderTranslator;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.RefundSink.Refund;
import io.quayside.connectors.spi.StockSink;
import io.quayside.connectors.spi.WebhookGate;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.Money;
import io.quayside.domain.kernel.Sku;
import io.quayside.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The connector against the simulator, each written from eBay's manual and neither from the other. */
class EbaySandboxTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final EbayConnector EBAY = new EbayConnector(Clock.systemUTC());
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final BlockingQueue<WebhookGate.Request> RECEIVED = new LinkedBlockingQueue<>();
    private static Sandbox sandbox;
    private static HttpServer hub;
    private static ConnectionAccess connection;

    @BeforeAll
    static void connects() throws IOException {
        sandbox = Sandbox.start(0);
        Map<String, String> app = Map.of(
                "clientId", EbayAccounts.CLIENT_ID,
                "clientSecret", EbayAccounts.CLIENT_SECRET,
                "ruName", "Quayside-Sandbox-9");
        ConsentFlow consent = EBAY.consentFlow().orElseThrow();
        URI page = consent.authorizeUrl(app, "state-1", URI.create("http://localhost:9/cb"));
        URI approved = URI.create(alias(page) + "&sandbox_approve=1");
        String back = send(HttpRequest.newBuilder(approved).build())
                .headers()
                .firstValue("location")
                .orElseThrow();
        assertThat(back).startsWith("http://localhost:9/integrations/ebay/callback?state=state-1&code=");
        Map<String, String> query = new HashMap<>();
        for (String pair : URI.create(back).getRawQuery().split("&")) {
            query.put(
                    pair.replaceFirst("=.*", ""),
                    java.net.URLDecoder.decode(pair.replaceFirst("^[^=]*=", ""), StandardCharsets.UTF_8));
        }
        connection = new ConnectionAccess(
                ConnectionId.of("00000000-0000-0000-0000-00000000eba7"),
                consent.complete(query, app, EbaySandboxTest::call),
                Map.of());
        hub = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        hub.createContext("/", exchange -> {
            byte[] answer = new byte[0];
            if (exchange.getRequestMethod().equals("GET")) {
                Map<String, String> asked = Map.of(
                        "challenge_code", exchange.getRequestURI().getQuery().replace("challenge_code=", ""));
                answer = EBAY.webhooks()
                        .orElseThrow()
                        .challenge(asked, address(), connection)
                        .orElseThrow()
                        .getBytes(StandardCharsets.UTF_8);
            } else {
                Map<String, String> headers = new HashMap<>();
                exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
                RECEIVED.add(new WebhookGate.Request(
                        headers, exchange.getRequestBody().readAllBytes(), Instant.now()));
            }
            exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        hub.start();
    }

    @AfterAll
    static void ends() {
        hub.stop(0);
        sandbox.close();
    }

    private static URI address() {
        return URI.create("http://localhost:" + hub.getAddress().getPort() + "/webhooks/ebay/1");
    }

    @Test
    void consentGivesTheSellerTokensAndAKeyForSigning() {
        assertThat(connection.credentials())
                .containsEntry("seller", "quayside_demo")
                .containsKeys("accessToken", "refreshToken", "refreshTokenExpiresAt", "signingKey", "sellerId");
        Map<String, String> renewed = EBAY.tokenRefresh().orElseThrow().refresh(connection, EbaySandboxTest::call);
        assertThat(renewed.get("accessToken")).isNotEqualTo(connection.credential("accessToken"));
        assertThat(renewed.get("refreshToken")).isEqualTo(connection.credential("refreshToken"));
        Map<String, String> revoked = new HashMap<>(connection.credentials());
        revoked.put("refreshToken", "unknown");
        assertThatThrownBy(() -> EBAY.tokenRefresh()
                        .orElseThrow()
                        .refresh(new ConnectionAccess(connection.id(), revoked, Map.of()), EbaySandboxTest::call))
                .isInstanceOf(ConnectorException.MerchantMustAct.class);
    }

    @Test
    void anOrderIsFetchedShippedInTwoParcelsAndPartlyRefunded() {
        String id = place(1).get(0);
        Instant since = Instant.now().minusSeconds(300);

        OrderSource source = EBAY.orderSource().orElseThrow();
        List<OrderSource.FetchedOrder> page = source.changedSince(
                        since, Optional.empty(), connection, EbaySandboxTest::call)
                .orders();
        assertThat(page).extracting(OrderSource.FetchedOrder::externalId).contains(id);

        Shipment shipment = parcel(id, "USPS", "A1", "A2");
        assertThat(EBAY.fulfillmentSink().orElseThrow().ship(shipment, connection, EbaySandboxTest::call))
                .isEqualTo("A1,A2");
        assertThat(EBAY.fulfillmentSink().orElseThrow().ship(shipment, connection, EbaySandboxTest::call))
                .isEqualTo("A1,A2");
        assertThat(seen(id).path("fulfillments")).hasSize(2);

        Refund refund = new Refund(id, List.of(), Money.of("1.25", "USD"), "scratched");
        String receipt = EBAY.refundSink().orElseThrow().refund(refund, "k", connection, EbaySandboxTest::call);
        assertThat(EBAY.refundSink().orElseThrow().refund(refund, "k", connection, EbaySandboxTest::call))
                .as("the same refund")
                .isEqualTo(receipt);
        assertThat(seen(id).at("/paymentSummary/refunds")).hasSize(1);

        var whole = source.one(id, connection, EbaySandboxTest::call).orElseThrow();
        var order = EBAY.translator()
                .translate(new OrderTranslator.Payload("", whole.payload(), Instant.now(), connection))
                .orders()
                .get(0);
        assertThat(order.fulfillments()).hasSize(2);
        assertThat(order.totals().refunded()).hasToString("1.25 USD");
        assertThat(order.flags()).isEmpty();
    }

    @Test
    void anOrderIsCancelledOnceAndAShippedOneIsNot() {
        List<String> ids = place(2);
        var sink = EBAY.cancellationSink().orElseThrow();
        sink.cancel(ids.get(0), "customer", connection, EbaySandboxTest::call);
        sink.cancel(ids.get(0), "customer", connection, EbaySandboxTest::call);
        assertThat(seen(ids.get(0)).at("/cancelStatus/cancelState").asText()).isEqualTo("CANCELED");
        assertThat(seen(ids.get(0)).at("/cancelStatus/cancelRequests")).hasSize(1);

        EBAY.fulfillmentSink().orElseThrow().ship(parcel(ids.get(1), "UPS", "B1"), connection, EbaySandboxTest::call);
        assertThatThrownBy(() -> sink.cancel(ids.get(1), "customer", connection, EbaySandboxTest::call))
                .isInstanceOf(ConnectorException.Refused.class);
    }

    @Test
    void aSignatureThatDoesNotFitTheBodyIsRefused() {
        String id = place(1).get(0);
        PlatformHttp tampering = request -> call(
                request.uri().getPath().endsWith("/issue_refund")
                        ? new PlatformHttp.Request(
                                request.connection(),
                                request.method(),
                                request.uri(),
                                request.headers(),
                                new String(Objects.requireNonNull(request.body()), StandardCharsets.UTF_8)
                                        .replace("1.25", "1.26")
                                        .getBytes(StandardCharsets.UTF_8),
                                1)
                        : request);

        assertThatThrownBy(() -> EBAY.refundSink()
                        .orElseThrow()
                        .refund(
                                new Refund(id, List.of(), Money.of("1.25", "USD"), "scratched"),
                                "k",
                                connection,
                                tampering))
                .isInstanceOf(ConnectorException.Refused.class)
                .hasMessageContaining("Signature validation failed");
    }

    @Test
    void stockIsSetByWhicheverApiKnowsTheListing() {
        List<StockSink.Result> results = EBAY.stockSink()
                .orElseThrow()
                .push(
                        List.of(
                                new StockSink.Level(new Sku("MUG-RED"), 11),
                                new StockSink.Level(new Sku("POSTER-A2"), 12),
                                new StockSink.Level(new Sku("NOWHERE"), 13)),
                        "k",
                        connection,
                        EbaySandboxTest::call);

        assertThat(results)
                .extracting(result -> result.problem().orElse("set"))
                .containsExactly("set", "set", "no active listing in eBay has this SKU");
        assertThat(control("GET", "/inventory/MUG-RED", "").path("available").asInt())
                .isEqualTo(11);
        assertThat(control("GET", "/inventory/POSTER-A2", "").path("available").asInt())
                .isEqualTo(12);
    }

    @Test
    void notificationsAreSignedByAKeyThatCanBeFetched() throws InterruptedException {
        assertThat(EBAY.webhookSubscriptions().orElseThrow().ensure(connection, address(), EbaySandboxTest::call))
                .contains("destination", "ORDER_CONFIRMATION", "MARKETPLACE_ACCOUNT_DELETION");
        assertThat(EBAY.webhookSubscriptions().orElseThrow().ensure(connection, address(), EbaySandboxTest::call))
                .isEmpty();
        RECEIVED.clear();

        String id = place(1).get(0);

        await().untilAsserted(() -> assertThat(RECEIVED).isNotEmpty());
        WebhookGate.Request call = RECEIVED.take();
        WebhookGate gate = EBAY.webhooks().orElseThrow();
        WebhookGate.Verdict first = gate.verify(call, connection);
        assertThat(first).isInstanceOf(WebhookGate.Verdict.Undecided.class);
        String keyId = ((WebhookGate.Verdict.Undecided) first).keyId();
        String key = EBAY.webhookKeys().orElseThrow().fetch(keyId, connection, EbaySandboxTest::call);
        assertThat(gate.verify(call.with(keyId, key), connection))
                .isInstanceOfSatisfying(WebhookGate.Verdict.Accepted.class, accepted -> {
                    assertThat(accepted.topic()).isEqualTo("ORDER_CONFIRMATION");
                    assertThat(accepted.orderKey()).isEqualTo(id);
                });
    }

    /** Field-lesson 19, as the simulator shows it to any client. */
    @Test
    void listsRefuseAndHideWhatEbayRefusesAndHides() {
        control(
                "POST",
                "/orders",
                "{\"order\":{\"orderId\":\"06-00000-00019\",\"creationDate\":\"2026-01-02T00:00:00.000Z\",\"lastModifiedDate\":\"2026-01-03T00:00:00.000Z\","
                        + "\"cancelStatus\":{\"cancelState\":\"IN_PROGRESS\",\"cancelRequests\":[{\"cancelRequestId\":\"1\",\"cancelRequestState\":\"REQUESTED\"}]},"
                        + "\"pricingSummary\":{\"total\":{\"value\":\"1.0\",\"currency\":\"USD\"}},\"lineItems\":[]}}");
        String both =
                "filter=creationdate:%5B2026-01-01T00:00:00.000Z..2026-01-02T12:00:00.000Z%5D,lastmodifieddate:%5B2026-06-01T00:00:00.000Z..%5D";

        assertThat(get("/sell/fulfillment/v1/order?limit=201").path("errors")).isNotEmpty();
        JsonNode list = get("/sell/fulfillment/v1/order?" + both);
        assertThat(list.path("total").asInt())
                .as("the filter of the change is ignored")
                .isEqualTo(1);
        assertThat(list.at("/orders/0/cancelStatus/cancelRequests")).isEmpty();
        assertThat(get("/sell/fulfillment/v1/order/06-00000-00019").at("/cancelStatus/cancelRequests"))
                .hasSize(1);
    }

    // ---- the way to the simulator

    private static List<String> place(int count) {
        return Arrays.asList(JSON.convertValue(
                control("POST", "/orders", "{\"generate\":" + count + "}").path("ids"), String[].class));
    }

    private static JsonNode seen(String id) {
        return control("GET", "/orders/" + id, "");
    }

    private static JsonNode control(String method, String path, String body) {
        return json(send(HttpRequest.newBuilder(URI.create(sandbox.url() + "/_sandbox/ebay" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build()));
    }

    private static JsonNode get(String path) {
        return json(send(HttpRequest.newBuilder(URI.create(sandbox.url() + "/ebay/api" + path))
                .header("Authorization", "Bearer " + connection.credential("accessToken"))
                .build()));
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI alias(URI uri) {
        return URI.create(
                sandbox.url() + "/ebay/" + String.valueOf(uri.getHost()).replaceFirst("\\..*", "") + uri.getRawPath()
                        + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
    }

    private static PlatformHttp.Answer call(PlatformHttp.Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(alias(request.uri()))
                .method(
                        request.method(),
                        request.body() == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach(builder::header);
        HttpResponse<byte[]> response = send(builder.build());
        return new PlatformHttp.Answer(response.statusCode(), response.headers().map(), response.body());
    }

    private static HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All that is left of the order. */
    private static Shipment parcel(String order, String carrier, String... trackingNumbers) {
        return new Shipment(
                order,
                List.of(),
                carrier,
                Optional.empty(),
                List.of(trackingNumbers),
                Optional.empty(),
                true,
                true,
                new Shipment.Repeat("key-1", Instant.EPOCH, Set.of()));
    }
}
