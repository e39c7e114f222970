package io.quayside.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever comes from outside: a clear answer or a dead letter with its reason, and the next good message goes through. */
@ExtendWith(RunningHub.class)
class BadInputTest {
    private static final Instant AT = Instant.parse("2026-11-20T15:00:00Z");
    private static final String HEADER =
            "order_number,ordered_at,currency,email,name,address1,city,region,postal_code,country,sku,title,quantity,unit_price\n";
    private static final String GOOD_ROW =
            "%s,2026-11-20T09:30:00Z,USD,ann@example.com,Ann Lee,1 Elm,Austin,TX,78701,US,%s,Lamp,1,10.00\n";

    @Test
    void brokenJsonIsParkedMendedAndReplayed(HubClient merchant) {
        Shop shop = merchant.connectsShopify("broken-json");
        String whole = Shop.order(2001, "ELM", 1, AT);

        merchant.send(shop.webhook("orders/create", "torn", whole.substring(0, 200)))
                .expect(200);

        JsonNode letter = merchant.awaitDeadLetter(shop.connectionId(), "torn");
        assertThat(letter.path("stage").asText()).isEqualTo("normalize");
        assertThat(letter.path("reason").asText()).containsIgnoringCase("json");
        goesThrough(merchant, shop, 2002);

        String path = "/api/v1/dead-letters/" + letter.path("id").asText();
        merchant.put(path + "/payload", Map.of("payload", whole)).expect(200);
        merchant.post(path + "/replay", Map.of()).expect(202);

        assertThat(merchant.awaitOrder(shop.connectionId(), "2001")
                        .path("totals")
                        .path("grandTotal")
                        .path("amount")
                        .asText())
                .isEqualTo("16.20");
        assertThat(merchant.get(path).expect(200).path("status").asText()).isEqualTo("REPLAYED");
    }

    @Test
    void aWrongSignatureIsRefused(HubClient merchant) {
        Shop shop = merchant.connectsShopify("forged");

        assertThat(merchant.send(shop.signed("orders/create", "f", Shop.order(2010, "ELM", 1, AT), "Zm9yZ2Vk"))
                        .expect(401)
                        .path("detail")
                        .asText())
                .isNotBlank();

        goesThrough(merchant, shop, 2011);
        assertThat(merchant.order(shop.connectionId(), "2010").status()).isEqualTo(404);
    }

    @Test
    void anUnknownConnectionIsRefused(HubClient merchant) {
        Shop shop = merchant.connectsShopify("known");
        Shop unknown = new Shop(
                shop.host(),
                shop.connectionId(),
                shop.secret(),
                shop.webhookUrl().resolve("/webhooks/shopify/00000000-0000-7000-8000-000000000000"));

        merchant.send(unknown.webhook("orders/create", "x", Shop.order(2020, "ELM", 1, AT)))
                .expect(404);

        goesThrough(merchant, shop, 2021);
    }

    @Test
    void sixMegabytesAreRefused(HubClient merchant) {
        Shop shop = merchant.connectsShopify("huge");
        String huge = Shop.order(2030, "ELM", 1, AT).replace("leave at the door", "x".repeat(6 << 20));

        merchant.send(shop.webhook("orders/create", "huge", huge)).expect(413);

        goesThrough(merchant, shop, 2031);
    }

    @Test
    void anOrderWithoutSkuIsHeldWithItsReason(HubClient merchant) {
        Shop shop = merchant.connectsShopify("no-sku");

        merchant.send(shop.webhook(
                        "orders/create",
                        "n",
                        Shop.order(2040, "ELM", 1, AT).replace("\"sku\":\"ELM\"", "\"sku\":null")))
                .expect(200);

        JsonNode order = merchant.awaitOrder(shop.connectionId(), "2040");
        assertThat(order.path("status").asText()).isEqualTo("ON_HOLD");
        assertThat(order.path("flags").findValuesAsText("code")).contains("MISSING_SKU");
        goesThrough(merchant, shop, 2041);
    }

    @Test
    void aNegativeQuantityIsParked(HubClient merchant) {
        Shop shop = merchant.connectsShopify("negative");

        merchant.send(shop.webhook(
                        "orders/create",
                        "minus",
                        Shop.order(2050, "ELM", 1, AT)
                                .replace("\"quantity\":1", "\"quantity\":-1")
                                .replace("\"current_quantity\":1", "\"current_quantity\":-1")))
                .expect(200);

        JsonNode letter = merchant.awaitDeadLetter(shop.connectionId(), "minus");
        assertThat(letter.path("field").asText()).contains("quantity");
        assertThat(letter.path("reason").asText()).contains("-1");
        goesThrough(merchant, shop, 2051);
    }

    @Test
    void anUnknownCurrencyIsParked(HubClient merchant) {
        Shop shop = merchant.connectsShopify("currency");

        merchant.send(shop.webhook(
                        "orders/create", "money", Shop.order(2060, "ELM", 1, AT).replace("\"USD\"", "\"QQQ\"")))
                .expect(200);

        JsonNode letter = merchant.awaitDeadLetter(shop.connectionId(), "money");
        assertThat(letter.path("field").asText()).containsIgnoringCase("currency");
        assertThat(letter.path("reason").asText()).contains("QQQ");
        goesThrough(merchant, shop, 2061);
    }

    @Test
    void aBrokenQuoteCostsNoOtherFile(HubClient merchant) {
        String files = merchant.connectsFiles("Quotes", Map.of()).path("id").asText();
        String torn =
                HEADER + GOOD_ROW.formatted("Q-1", "ELM").replace("Lamp", "\"Lamp") + GOOD_ROW.formatted("Q-2", "ELM");

        JsonNode job = merchant.handsIn(files, "torn.csv", torn.getBytes(StandardCharsets.UTF_8));

        assertThat(job.path("failed").asInt()).isPositive();
        assertThat(job.path("message").asText()).isNotBlank();
        readsAGoodFile(merchant, files, "Q-9");
    }

    @Test
    void aZipThatCallsItselfCsvIsFailedAsAWhole(HubClient merchant) throws IOException {
        String files = merchant.connectsFiles("Zip", Map.of()).path("id").asText();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("orders.csv"));
            zip.write((HEADER + GOOD_ROW.formatted("Z-1", "ELM")).getBytes(StandardCharsets.UTF_8));
        }

        JsonNode job = merchant.handsIn(files, "orders.csv", bytes.toByteArray());

        assertThat(job.path("status").asText()).isEqualTo("FAILED");
        assertThat(job.path("message").asText()).containsIgnoringCase("zip");
        readsAGoodFile(merchant, files, "Z-9");
    }

    /** CVE-2025-27636, CVE-2025-29891, CVE-2026-78164: Camel takes such names in any letter case for its own. */
    @Test
    void headersAndParametersMeantForCamelSteerNothing(HubClient merchant) throws IOException {
        Shop shop = merchant.connectsShopify("steered");
        try (ServerSocket stranger = new ServerSocket(0)) {
            stranger.setSoTimeout(200);
            String url = "http://localhost:%d/{{env:HOME}}".formatted(stranger.getLocalPort());
            HttpRequest good = shop.webhook("orders/create", "steered", Shop.order(2090, "ELM", 1, AT));
            HttpRequest.Builder steered = HttpRequest.newBuilder(good, (name, value) -> true)
                    .uri(URI.create(good.uri() + "?CamelHttpUri=http%3A%2F%2Flocalhost%3A" + stranger.getLocalPort()
                            + "&camelhttppath=/elsewhere&quaysideTenant=" + new UUID(0, 1)));
            for (String name : List.of("CamelHttpUri", "cAMELhttpURI", "camelresthttpuri", "CAmelToEndpoint")) {
                steered.header(name, url);
            }
            steered.header("CamelFileName", "../../escaped")
                    .header("cAmelJmsDestinationName", "dead.import")
                    .header("JMSDestination", "dead.import")
                    .header("CamelBeanMethodName", "toString");

            merchant.send(steered.build()).expect(200);

            merchant.awaitOrder(shop.connectionId(), "2090");
            assertThat(merchant.deadLetter(shop.connectionId(), "steered")).isEmpty();
            assertThatExceptionOfType(SocketTimeoutException.class)
                    .as("nobody called")
                    .isThrownBy(stranger::accept);
        }
    }

    private static void goesThrough(HubClient merchant, Shop shop, long id) {
        merchant.send(shop.webhook("orders/create", "good-" + id, Shop.order(id, "ELM", 1, AT)))
                .expect(200);
        merchant.awaitOrder(shop.connectionId(), "" + id);
    }

    private static void readsAGoodFile(HubClient merchant, String files, String number) {
        JsonNode job = merchant.handsIn(
                files, "good.csv", (HEADER + GOOD_ROW.formatted(number, "ELM")).getBytes(StandardCharsets.UTF_8));
        assertThat(job.path("imported").asInt()).isEqualTo(1);
        merchant.awaitOrder(files, number);
    }
}
