package io.quayside.app.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quayside.app.api.ApiTest;
import io.quayside.connectors.ebay.EbayConnector;
import io.quayside.connectors.shopify.ShopifyConnector;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.WebhookGate;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.orders.ReceiveOrders;
import io.quayside.routes.ConnectionDirectory.KnownConnection;
import io.quayside.routes.DeliveryMessages;
import io.quayside.routes.ingest.ImportMessages;
import io.quayside.routes.jmsbatch.QueueMessage;
import io.quayside.routes.normalize.Normalizer;
import io.quayside.routes.normalize.RawPayloads;
import io.quayside.routes.receive.ReceivedDelivery;
import io.quayside.routes.writeback.OrderRequests;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** From the platform's webhook to the orders in the database: what the queues carry is handed on by hand. */
class PlatformDemandsTest extends ApiTest {
    private static final String ORDERS = "/api/v1/orders";
    private static final String SECRET = "hush";
    private static final Connector EBAY = new EbayConnector(Clock.systemUTC());
    private static final Connector SHOPIFY = new ShopifyConnector(Clock.systemUTC());

    @Autowired
    private PlatformDemands demands;

    @Autowired
    private RetentionSweep sweep;

    @Autowired
    private RawPayloads rawPayloads;

    @Autowired
    private ReceiveOrders receiveOrders;

    private TenantId merchant;

    @BeforeEach
    void aMerchant() {
        merchant = newMerchant();
        stock(merchant, "MUG", 50);
    }

    @Test
    void aClosedEbayAccountIsForgottenByEveryMerchantOfTheInstallation() {
        ConnectionId here = connection(merchant, EBAY);
        TenantId other = newMerchant();
        stock(other, "MUG", 50);
        ConnectionId there = connection(other, EBAY);
        String shipped = shipped(merchant, ebayOrder(merchant, here, "01-1", "mary_j"));
        String open = ebayOrder(merchant, here, "01-2", "mary_j");
        String somebodyElses = shipped(merchant, ebayOrder(merchant, here, "01-3", "mary_jo"));
        String elsewhere = shipped(other, ebayOrder(other, there, "01-4", "mary_j"));
        assertThat(everythingOf(merchant, shipped)).contains("mary_j", "Ropewalk");

        closesAccount(merchant, here, "mary_j");
        assertThat(everythingOf(merchant, shipped)).as("kept, and not yet done").contains("mary_j");
        demands.carryOut();

        assertThat(everythingOf(merchant, shipped))
                .doesNotContain("mary_j", "Mary", "Ropewalk", "mary@example.com")
                .contains("The buyer closed the eBay account");
        assertThat(everythingOf(other, elsewhere)).doesNotContain("mary_j", "Mary", "Ropewalk");
        assertThat(everythingOf(merchant, somebodyElses)).contains("mary_jo", "Ropewalk");
        assertThat(order(merchant, open).path("personalData").asText()).isEqualTo("TO_ERASE");
        assertThat(everythingOf(merchant, open)).contains("Ropewalk");

        shipped(merchant, open);
        sweep.sweep(merchant);
        assertThat(everythingOf(merchant, open)).doesNotContain("mary_j", "Mary", "Ropewalk");
        assertThat(whatIsKeptOfDemands(merchant)).doesNotContain("mary_j");
        assertThat(activity(merchant, here)).singleElement().asString().contains("erased: 1", "shipped: 1");
    }

    @Test
    void aDemandThatComesAgainIsCarriedOutAgain() {
        ConnectionId ebay = connection(merchant, EBAY);
        String first = shipped(merchant, ebayOrder(merchant, ebay, "02-1", "mary_j"));
        closesAccount(merchant, ebay, "mary_j");
        demands.carryOut();
        String second = shipped(merchant, ebayOrder(merchant, ebay, "02-2", "mary_j"));

        closesAccount(merchant, ebay, "mary_j");
        demands.carryOut();

        assertThat(everythingOf(merchant, first)).doesNotContain("mary_j");
        assertThat(everythingOf(merchant, second)).doesNotContain("mary_j");
    }

    @Test
    void aShopifyCustomerIsForgottenAtThatShopAlone() {
        ConnectionId shop = connection(merchant, SHOPIFY);
        ConnectionId otherShop = connection(merchant, SHOPIFY);
        String byId = shipped(merchant, shopifyOrder(shop, 101, 5001, "ada@example.com"));
        String byEmail = shipped(merchant, shopifyOrder(shop, 102, 5002, "ADA@example.com"));
        String byOrder = shipped(merchant, shopifyOrder(shop, 103, 5003, "guest@example.com"));
        String elsewhere = shipped(merchant, shopifyOrder(otherShop, 104, 5001, "ada@example.com"));
        String letter = letter(shop, "{\"email\":\"ada@example.com\"");
        String letterElsewhere = letter(otherShop, "{\"email\":\"ada@example.com\"");

        signed(
                shop,
                "customers/redact",
                "{\"customer\":{\"id\":5001,\"email\":\"ada@example.com\"},\"orders_to_redact\":[103]}");
        demands.carryOut();

        for (String theirs : List.of(byId, byEmail, byOrder)) {
            assertThat(everythingOf(merchant, theirs)).doesNotContain("Ada", "Ropewalk", "@example.com");
        }
        assertThat(everythingOf(merchant, elsewhere)).contains("Ada", "ada@example.com");
        assertThat(payloadOf(letter)).isEmpty();
        assertThat(payloadOf(letterElsewhere)).contains("ada@example.com");
        assertThat(whatIsKeptOfDemands(merchant)).doesNotContain("ada@example.com", "5001");
    }

    @Test
    void aShopThatLeftIsForgottenWithAllItsCustomers() {
        ConnectionId shop = connection(merchant, SHOPIFY);
        ConnectionId otherShop = connection(merchant, SHOPIFY);
        String one = shipped(merchant, shopifyOrder(shop, 201, 1, "one@example.com"));
        String two = shipped(merchant, shopifyOrder(shop, 202, 2, "two@example.com"));
        String elsewhere = shipped(merchant, shopifyOrder(otherShop, 203, 3, "three@example.com"));
        String letter = letter(shop, "not JSON: Ada");

        signed(shop, "shop/redact", "{\"shop_id\":954889}");
        demands.carryOut();

        assertThat(everythingOf(merchant, one)).doesNotContain("Ada", "Ropewalk", "@example.com");
        assertThat(everythingOf(merchant, two)).doesNotContain("Ada", "Ropewalk", "@example.com");
        assertThat(everythingOf(merchant, elsewhere)).contains("Ada", "three@example.com");
        assertThat(payloadOf(letter)).isEmpty();
        assertThat(activity(merchant, shop)).singleElement().asString().contains("erased: 2");
    }

    @Test
    void aRequestForDataIsAnActivityForTheMerchantAndErasesNothing() {
        ConnectionId shop = connection(merchant, SHOPIFY);
        String order = shipped(merchant, shopifyOrder(shop, 301, 5001, "ada@example.com"));

        signed(
                shop,
                "customers/data_request",
                "{\"orders_requested\":[301],\"customer\":{\"id\":5001,\"email\":\"ada@example.com\"},\"data_request\":{\"id\":9999}}");
        demands.carryOut();

        assertThat(activity(merchant, shop))
                .singleElement()
                .asString()
                .contains("request 9999", "orders 301", "30 days")
                .doesNotContain("ada");
        assertThat(everythingOf(merchant, order)).contains("Ada");
    }

    @Test
    void aForgedDemandIsRefused() {
        ConnectionId shop = connection(merchant, SHOPIFY);

        assertThat(verdict(shop, "shop/redact", "{}", "guess")).isInstanceOf(WebhookGate.Verdict.Refused.class);
    }

    // ---- the platforms

    private void closesAccount(TenantId tenant, ConnectionId connection, String username) {
        deliver(
                tenant,
                connection,
                EBAY,
                "MARKETPLACE_ACCOUNT_DELETION",
                UUID.randomUUID().toString(),
                """
                {"metadata":{"topic":"MARKETPLACE_ACCOUNT_DELETION"},"notification":{"data":{"username":"%s","userId":"U7","eiasToken":"nY+s"}}}"""
                        .formatted(username));
    }

    private String ebayOrder(TenantId tenant, ConnectionId connection, String id, String username) {
        String contact =
                """
                {"fullName":"Mary Marsh","email":"mary@example.com","contactAddress":{"addressLine1":"12 Ropewalk","city":"Portland","postalCode":"97201","countryCode":"US"}}""";
        deliver(
                tenant,
                connection,
                EBAY,
                "",
                "o-" + id,
                """
                {"orderId":"%1$s","creationDate":"2026-11-20T08:00:00.000Z","lastModifiedDate":"2026-11-20T08:00:00.000Z",
                 "orderFulfillmentStatus":"NOT_STARTED","orderPaymentStatus":"PAID","sellerId":"harbor",
                 "cancelStatus":{"cancelState":"NONE_REQUESTED","cancelRequests":[]},"paymentSummary":{"refunds":[]},
                 "buyer":{"username":"%2$s","buyerRegistrationAddress":%3$s},
                 "pricingSummary":{"priceSubtotal":{"value":"10.0","currency":"USD"},"total":{"value":"10.0","currency":"USD"}},
                 "fulfillmentStartInstructions":[{"fulfillmentInstructionsType":"SHIP_TO","shippingStep":{"shipTo":%3$s}}],
                 "lineItems":[{"lineItemId":"1","sku":"MUG","title":"Mug","quantity":1,"lineItemFulfillmentStatus":"NOT_STARTED",
                  "lineItemCost":{"value":"10.0","currency":"USD"},"total":{"value":"10.0","currency":"USD"},"taxes":[],"refunds":[]}]}"""
                        .formatted(id, username, contact));
        return idOf(tenant, connection, id);
    }

    private String shopifyOrder(ConnectionId connection, int id, int customer, String email) {
        signed(
                connection,
                "orders/create",
                """
                {"id":%1$d,"name":"#%1$d","created_at":"2026-11-20T09:15:00-05:00","updated_at":"2026-11-20T09:15:02-05:00",
                 "currency":"USD","financial_status":"paid","total_price":"10.00","email":"%3$s",
                 "customer":{"id":%2$d,"email":"%3$s","first_name":"Ada","last_name":"Marsh"},
                 "shipping_address":{"name":"Ada Marsh","address1":"12 Ropewalk","city":"Portland","zip":"97201","country_code":"US"},
                 "line_items":[{"id":1,"sku":"MUG","title":"Mug","quantity":1,"fulfillable_quantity":1,"price":"10.00","requires_shipping":true}]}"""
                        .formatted(id, customer, email));
        return idOf(merchant, connection, "" + id);
    }

    /** As Shopify does it: the topic is in a header, and the body is signed. */
    private void signed(ConnectionId connection, String topic, String body) {
        WebhookGate.Verdict verdict = verdict(connection, topic, body, SECRET);
        assertThat(verdict).isInstanceOf(WebhookGate.Verdict.Accepted.class);
        WebhookGate.Verdict.Accepted accepted = (WebhookGate.Verdict.Accepted) verdict;
        deliver(merchant, connection, SHOPIFY, accepted.topic(), accepted.deliveryId(), body);
    }

    private static WebhookGate.Verdict verdict(ConnectionId connection, String topic, String body, String secret) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return SHOPIFY.webhooks()
                .orElseThrow()
                .verify(
                        new WebhookGate.Request(
                                Map.of("X-Shopify-Topic", topic, "X-Shopify-Hmac-Sha256", signature(secret, bytes)),
                                bytes,
                                Instant.now()),
                        access(connection));
    }

    private static String signature(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static ConnectionAccess access(ConnectionId connection) {
        return new ConnectionAccess(
                connection, Map.of("shop", "harbor.myshopify.com", "clientSecret", SECRET), Map.of());
    }

    private void deliver(
            TenantId tenant, ConnectionId connection, Connector connector, String topic, String id, String body) {
        ImportMessages messages = new ImportMessages();
        Normalizer normalizer = new Normalizer(
                connector,
                found -> Optional.of(new KnownConnection(tenant, connector.platform(), true, access(found))),
                rawPayloads,
                messages,
                (whose, broken, reason) -> {},
                NOTHING_TO_FETCH,
                demands);
        List<QueueMessage> received = normalizer.checkIn(List.of(DeliveryMessages.toMessage(new ReceivedDelivery(
                tenant,
                connection,
                connector.platform(),
                id,
                topic,
                "",
                Instant.now(),
                body.getBytes(StandardCharsets.UTF_8)))));
        receiveOrders.receive(
                tenant,
                normalizer.translate(received.get(0)).stream()
                        .map(messages::fromMessage)
                        .toList());
    }

    private static final OrderRequests NOTHING_TO_FETCH = (tenant, connection, orders) -> {
        throw new AssertionError("no order is to be fetched");
    };

    // ---- the merchant

    private ConnectionId connection(TenantId tenant, Connector connector) {
        UUID id = UUID.randomUUID();
        unitOfWork.execute(
                tenant, () -> jdbc.sql("INSERT INTO connection (tenant_id, id, platform, name, status, created_at)"
                                + " VALUES (?, ?, ?, ?, 'ACTIVE', now())")
                        .params(tenant.value(), id, connector.platform().name(), connector.displayName() + " " + id)
                        .update());
        return new ConnectionId(id);
    }

    private String idOf(TenantId tenant, ConnectionId connection, String externalId) {
        return unitOfWork.run(tenant, () -> jdbc.sql(
                        "SELECT id FROM orders WHERE tenant_id = ? AND connection_id = ? AND external_id = ?")
                .params(tenant.value(), connection.value(), externalId)
                .query(UUID.class)
                .single()
                .toString());
    }

    private String shipped(TenantId tenant, String order) {
        send(tenant, ORDERS + "/" + order + "/shipments", "{\"carrier\":\"DHL\",\"trackingNumber\":\"1\"}")
                .mustBe(201);
        return order;
    }

    private JsonNode order(TenantId tenant, String order) {
        return read(tenant, ORDERS + "/{id}", order).mustBe(200).body();
    }

    /** All that the database has of an order, and the platform's payloads of its connection, as text. */
    private String everythingOf(TenantId tenant, String order) {
        return read(tenant, ORDERS + "/{id}", order).mustBe(200).text()
                + unitOfWork.run(
                        tenant,
                        () -> String.join(
                                "\n",
                                jdbc.sql(
                                                """
                                        SELECT o::text FROM orders o WHERE o.id = :id
                                        UNION ALL SELECT e::text FROM order_event e WHERE e.order_id = :id
                                        UNION ALL SELECT encode(p.body, 'escape') FROM raw_payload p JOIN delivery d
                                            ON d.tenant_id = p.tenant_id AND d.connection_id = p.connection_id
                                                AND d.delivery_id = p.delivery_id
                                            JOIN orders o ON o.id = :id AND o.connection_id = d.connection_id
                                                AND o.external_id = d.external_id""")
                                        .param("id", UUID.fromString(order))
                                        .query(String.class)
                                        .list()));
    }

    /** Of the demands themselves and the payloads that no order came of. */
    private String whatIsKeptOfDemands(TenantId tenant) {
        return unitOfWork.run(
                tenant,
                () -> String.join(
                        "\n",
                        jdbc.sql(
                                        """
                                SELECT b::text FROM buyer_erasure b
                                UNION ALL SELECT encode(p.body, 'escape') FROM raw_payload p
                                WHERE p.topic IN ('MARKETPLACE_ACCOUNT_DELETION', 'customers/redact')""")
                                .query(String.class)
                                .list()));
    }

    private List<String> activity(TenantId tenant, ConnectionId connection) {
        return unitOfWork.run(tenant, () -> jdbc.sql(
                        "SELECT detail FROM connection_activity WHERE connection_id = ? AND kind = 'PRIVACY'")
                .param(connection.value())
                .query(String.class)
                .list());
    }

    private String letter(ConnectionId connection, String payload) {
        UUID id = UUID.randomUUID();
        unitOfWork.execute(merchant, () -> jdbc.sql(
                        "INSERT INTO dead_letter (tenant_id, id, stage, connection_id, platform, reason, payload, status,"
                                + " received_at, parked_at)"
                                + " VALUES (?, ?, 'normalize', ?, 'shopify', 'is not JSON', ?, 'OPEN', now(), now())")
                .params(merchant.value(), id, connection.value(), payload.getBytes(StandardCharsets.UTF_8))
                .update());
        return id.toString();
    }

    private String payloadOf(String letter) {
        return unitOfWork.run(merchant, () -> jdbc.sql("SELECT encode(payload, 'escape') FROM dead_letter WHERE id = ?")
                .param(UUID.fromString(letter))
                .query(String.class)
                .single());
    }
}
