package io.quayside.portal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quayside.e2e.HubClient;
import io.quayside.e2e.SandboxHub;
import io.quayside.e2e.Shop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A merchant in the midst of the work: something of everything that a screen can show, all of it come about truly. */
final class FurnishedMerchant {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SHOP = "pine-and-harbor.myshopify.com";
    private static final Path DEMO = Path.of("src/main/resources/demo");

    private final SandboxHub.Stage stage;
    private final SandboxHub.Owner owner;
    private final HubClient hub;
    private final String shop;
    private final String files;
    private final String order;
    private final String letter;
    private final String endpoint;

    FurnishedMerchant(SandboxHub.Stage stage) {
        this.stage = stage;
        this.owner = stage.newMerchant("Pine & Harbor");
        this.hub = owner.hub();
        hub.importsStock(read("products.csv"));
        stage.places("shopify", Map.of("generate", 14, "shop", SHOP));
        this.shop = stage.connects(hub, "shopify", Map.of("shop", SHOP, "name", "Pine & Harbor"));
        stage.connects(
                hub, "woocommerce", Map.of("storeUrl", "https://garden.woo-sandbox.example", "name", "Garden shop"));
        stage.places("woocommerce", Map.of("generate", 4, "shop", "garden.woo-sandbox.example"));
        this.files = hub.connectsFiles("Wholesale", Map.of("currency", "USD"))
                .path("id")
                .asText();
        hub.handsIn(files, "wholesale-orders.csv", read("sample-orders.csv").getBytes(StandardCharsets.UTF_8));
        this.order = shipsOne();
        this.letter = receivesNonsense();
        keepsHouse();
        this.endpoint = hub.post(
                        "/api/v1/webhook-endpoints",
                        Map.of("url", "https://erp.example.com/quayside", "description", "Bookkeeping"))
                .expect(201)
                .at("/endpoint/id")
                .asText();
    }

    private String shipsOne() {
        List<String> ids = stage.places("shopify", Map.of("generate", 3, "shop", SHOP));
        String id = hub.awaitOrder(shop, ids.get(0)).path("id").asText();
        hub.post(
                        "/api/v1/orders/" + id + "/shipments",
                        Map.of("carrier", "UPS", "trackingNumber", "1Z999AA10123456784"))
                .expect(201);
        hub.post(
                        "/api/v1/orders/"
                                + hub.awaitOrder(shop, ids.get(1)).path("id").asText() + "/hold",
                        Map.of("reason", "The buyer asked for another color"))
                .expect(200);
        placesAnUnknownItem();
        return id;
    }

    private void placesAnUnknownItem() {
        try {
            ObjectNode order = (ObjectNode) JSON.readTree(Shop.order(9_300_000_001L, "PH-CANDLE-09", 2, Instant.now()));
            String id = stage.places("shopify", Map.of("shop", SHOP, "order", order))
                    .get(0);
            hub.awaitOrder(shop, id);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private String receivesNonsense() {
        URI webhooks = URI.create(hub.get("/api/v1/integrations/" + shop)
                .expect(200)
                .path("webhookUrl")
                .asText());
        Shop sender = new Shop(SHOP, shop, "sandbox-secret", webhooks);
        String whole = Shop.order(9_300_000_002L, "TEE-M", 1, Instant.now());
        for (String delivery : List.of("b1946ac9", "591785b7")) {
            hub.send(sender.webhook(
                            "orders/create",
                            delivery,
                            whole.replace("\"current_quantity\":1", "\"current_quantity\":-1")))
                    .expect(200);
        }
        hub.send(sender.webhook("orders/create", "1f3870be", whole.substring(0, 300)))
                .expect(200);
        hub.send(sender.webhook(
                        "orders/create",
                        "d3b07384",
                        Shop.order(9_300_000_003L, "TEE-M", 1, Instant.now())
                                .replace("\"total_price\":\"16.20\"", "\"total_price\":\"61.20\"")
                                .replace("\"current_total_price\":\"16.20\"", "\"current_total_price\":\"61.20\"")))
                .expect(200);
        hub.awaitOrder(shop, "9300000003"); // whose totals differ, which a person decides
        hub.awaitDeadLetter(shop, "1f3870be");
        hub.awaitDeadLetter(shop, "591785b7");
        return hub.awaitDeadLetter(shop, "b1946ac9").path("id").asText();
    }

    private void keepsHouse() {
        hub.post("/api/v1/locations", Map.of("id", "BERLIN", "name", "Berlin", "priority", 2))
                .expect(201);
        hub.put(
                        "/api/v1/inventory/MUG-BLUE/quantity",
                        Map.of("locationId", "BERLIN", "onHand", 40, "reason", "Second warehouse"))
                .expect(200);
        hub.put("/api/v1/inventory/POSTER-A2/quantity", Map.of("onHand", 6, "reason", "Water damage"))
                .expect(200);
        hub.put("/api/v1/reorder-points/POSTER-A2", Map.of("units", 25)).expect(204);
        hub.put(
                        "/api/v1/products/GIFT-SET",
                        Map.of(
                                "title",
                                "Gift set",
                                "components",
                                List.of(
                                        Map.of("sku", "MUG-RED", "quantity", 2),
                                        Map.of("sku", "TOTE-01", "quantity", 1))))
                .expect(201);
        hub.put("/api/v1/products/MUG-RED/mappings", Map.of("connectionId", shop, "channelSku", "MUG-RED-OLD"))
                .expect(200);
        hub.post("/api/v1/orders/views", Map.of("name", "On hold", "filters", Map.of("status", List.of("ON_HOLD"))))
                .expect(201);
        hub.post("/api/v1/users", Map.of("email", "packing-for-" + owner.email(), "role", "STAFF"))
                .expect(201);
        hub.post("/api/v1/api-keys", Map.of("name", "Bookkeeping", "scopes", List.of("orders:read")))
                .expect(201);
    }

    /** So that everything has come in, and its stock is told. */
    void settled() {
        Awaitility.await("every order to be here")
                .atMost(java.time.Duration.ofSeconds(40))
                .until(() -> hub.get("/api/v1/orders?limit=200")
                                .expect(200)
                                .path("items")
                                .size()
                        >= 25);
    }

    SandboxHub.Owner owner() {
        return owner;
    }

    /** A path of the router with this merchant's own things in it. */
    String address(String pattern) {
        return pattern.replace("{shop}", shop)
                .replace("{files}", files)
                .replace("{order}", order)
                .replace("{letter}", letter)
                .replace("{endpoint}", endpoint);
    }

    private static String read(String name) {
        try {
            return Files.readString(DEMO.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
