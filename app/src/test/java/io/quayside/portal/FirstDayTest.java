package io.quayside.portal;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quayside.e2e.HubClient;
import io.quayside.e2e.OnSandboxHub;
import io.quayside.e2e.SandboxHub;
import io.quayside.e2e.Shop;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A merchant's first day, in the browser from the first sign-in on: a shop is connected, orders arrive, and everything
 * that a day brings is done. Only what happens elsewhere (buyers order, the shop sends nonsense) is done from outside.
 */
@OnSandboxHub
@ExtendWith(PortalBrowser.class)
class FirstDayTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SHOP = "harbor-goods.myshopify.com";
    private static final String STOCK =
            """
            sku,on_hand,title
            MUG-RED,500,"Mug, red"
            MUG-BLUE,500,"Mug, blue"
            TEE-S,500,"T-shirt, S"
            TEE-M,500,"T-shirt, M"
            TEE-L,500,"T-shirt, L"
            POSTER-A2,500,"Poster, A2"
            CAP-BLACK,500,"Cap, black"
            TOTE-01,500,Tote bag
            """;

    /** Of a program that nobody here knows; its second order has no quantity that could be shipped. */
    private static final String UNKNOWN_LAYOUT =
            """
            Bestellnummer;Bestelldatum;Artikelnummer;Bezeichnung;Menge;Preis;Kunde;Strasse;Ort;PLZ;Land;Mailadresse
            K-501;24.11.2026 09:15;TOTE-01;Stofftasche;3;18,00;Jana Vogt;Am Kai 4;Kiel;24103;DE;jana@example.com
            K-502;24.11.2026 10:40;CAP-BLACK;Kappe;-2;19,00;Ole Hansen;Hafenstr. 9;Husum;25813;DE;ole@example.com
            K-503;24.11.2026 11:05;MUG-BLUE;Becher;1;12,50;Mia Lund;Deichweg 2;Emden;26721;DE;mia@example.com
            """;

    @Test
    void aMerchantConnectsAShopAndRunsTheDay(SandboxHub.Stage stage, Portal portal) throws JsonProcessingException {
        SandboxHub.Owner owner = stage.newMerchant("Harbor Goods");
        stage.places("shopify", Map.of("generate", 3, "shop", SHOP));

        signsInForTheFirstTime(portal, owner);
        countsTheStock(portal);
        connectsTheShopWithOneClick(portal);
        String connection = portal.page().url().replaceFirst(".*/channels/([0-9a-f-]+).*", "$1");
        watchesOrdersArrive(stage, portal);
        mapsASku(stage, portal);
        shipsAnOrder(stage, portal, owner.hub(), connection);
        mendsAndReplaysADeadLetter(stage, portal, owner.hub(), connection);
        readsAFileOfAnUnknownLayout(portal);
        everythingIsDone(portal);
    }

    private static void signsInForTheFirstTime(Portal portal, SandboxHub.Owner owner) {
        portal.open("/");

        portal.signsIn(owner.email(), owner.password());

        portal.showsPage("Get started");
        portal.shows("0 of 4 done");
    }

    private static void countsTheStock(Portal portal) {
        portal.follow("Import counts");

        portal.handsIn("Stock file", "stock.csv", STOCK);

        portal.shows("8 lines counted");
        portal.goTo("Get started");
        portal.shows("2 of 4 done");
    }

    private static void connectsTheShopWithOneClick(Portal portal) {
        portal.follow("Connect");
        portal.showsPage("Channels");
        portal.follow("Connect Shopify");
        portal.field("Shop").fill(SHOP);

        portal.press("Connect Shopify");
        portal.follow("Approve"); // on the shop's own page

        portal.shows("New orders appear by themselves.");
        portal.shows("3 past orders came in.");
    }

    private static void watchesOrdersArrive(SandboxHub.Stage stage, Portal portal) {
        portal.follow("See its orders");
        portal.showsPage("Orders");
        assertThat(portal.rows("Orders")).hasCount(3);

        stage.places("shopify", Map.of("generate", 2, "shop", SHOP));

        assertThat(portal.rows("Orders")).hasCount(5);
    }

    private static void mapsASku(SandboxHub.Stage stage, Portal portal) throws JsonProcessingException {
        JsonNode order = JSON.readTree(Shop.order(9_100_000_001L, "HG-CANDLE-09", 2, Instant.now()));
        stage.places("shopify", Map.of("shop", SHOP, "order", order));
        portal.follow("#9100000001");
        portal.shows("Unknown SKU");

        portal.follow("Say which product it is");
        portal.press("Map HG-CANDLE-09");
        portal.field("Our SKU").fill("MUG-RED");
        portal.press("Map");

        portal.shows("Mapped. Orders that waited for it go on.");
        portal.goTo("Orders");
        portal.follow("#9100000001");
        portal.shows("Ready to ship");
        portal.shows("2 reserved");
    }

    private static void shipsAnOrder(SandboxHub.Stage stage, Portal portal, HubClient hub, String connection) {
        String id = stage.places("shopify", Map.of("generate", 1, "shop", SHOP)).get(0);
        String number = hub.awaitOrder(connection, id).path("number").asText();
        portal.goTo("Orders");
        portal.follow(number);
        portal.press("Ship");
        portal.field("Carrier").fill("UPS");
        portal.page().getByLabel("Tracking number").fill("1Z-HARBOR-1");

        portal.page()
                .getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Ship"))
                .click();

        portal.shows("The channel knows");
        portal.shows("1Z-HARBOR-1");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(stage.orderOn("shopify", id).toString()).contains("1Z-HARBOR-1"));
    }

    private static void mendsAndReplaysADeadLetter(
            SandboxHub.Stage stage, Portal portal, HubClient hub, String connection) {
        Shop shop = new Shop(
                SHOP,
                connection,
                "sandbox-secret",
                URI.create(hub.get("/api/v1/integrations/" + connection)
                        .expect(200)
                        .path("webhookUrl")
                        .asText()));
        String impossible = Shop.order(9_200_000_001L, "TEE-M", 1, Instant.now())
                .replace("\"current_quantity\":1", "\"current_quantity\":-1");
        hub.send(shop.webhook("orders/create", "impossible", impossible)).expect(200);
        hub.awaitDeadLetter(connection, "impossible");
        portal.goTo("Problems");
        portal.press("Show the message");
        portal.follow("orders/create impossible");
        portal.shows("current_quantity");

        Locator payload = portal.field("Payload");
        payload.fill(payload.inputValue().replace("\"current_quantity\": -1", "\"current_quantity\": 1"));
        portal.shows("This is valid JSON.");
        assertThat(portal.page()
                        .getByRole(
                                AriaRole.REGION,
                                new Page.GetByRoleOptions().setName("Changes").setExact(true)))
                .containsText(Pattern.compile("-1.*1", Pattern.DOTALL));
        portal.press("Save and replay");

        portal.showsPage("Problems");
        portal.shows("All clear");
        portal.goTo("Orders");
        portal.follow("#9200000001");
        portal.shows("Ready to ship");
    }

    private static void readsAFileOfAnUnknownLayout(Portal portal) {
        portal.goTo("Channels");
        portal.page()
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("Connect .*CSV")))
                .click();
        portal.field("Name").fill("Wholesale");
        portal.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Connect")))
                .click();
        portal.shows("Note these now:");
        portal.follow("Open the column mapper");
        portal.showsPage("Column mapper");
        portal.handsIn("Order file", "kassenbuch.csv", UNKNOWN_LAYOUT);

        portal.shows("0 orders of 3 rows; 3 rows would be left out."); // the file names no currency
        portal.field("Currency").fill("EUR");
        portal.shows("2 orders of 3 rows; 1 row would be left out.");
        assertThat(portal.rows("Orders that come of it")).hasCount(2);
        assertThat(portal.rows("Rows that would be left out")).containsText(new String[] {"Menge"});
        portal.field("Meaning of Kunde").selectOption("name");
        portal.field("Meaning of Mailadresse").selectOption("email");
        assertThat(portal.rows("Orders that come of it").first()).containsText("Jana Vogt");
        portal.press("Save and import 2 orders");

        assertThat(portal.rows("Imports").first()).containsText("kassenbuch.csv");
        assertThat(portal.rows("Imports").first()).containsText("Done, with errors");
        portal.goTo("Orders");
        portal.follow("K-501");
        portal.shows("€54.00");
        portal.shows("Am Kai 4");
        portal.goTo("Channels");
        portal.follow("Wholesale");
        portal.page()
                .getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Settings"))
                .click();
        assertThat(portal.field("Columns (optional)")).hasValue(Pattern.compile("\"Kunde\":\\s*\"name\""));
    }

    private static void everythingIsDone(Portal portal) {
        portal.goTo("Get started");

        portal.shows("All set: orders flow by themselves now.");
    }
}
