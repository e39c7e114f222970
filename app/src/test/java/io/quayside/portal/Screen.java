package io.quayside.portal;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A screen of the portal in one of its states.
 *
 * @param route its path as the router names it
 * @param address where it is, with what {@link FurnishedMerchant#address} fills in
 * @param then what is done there first, such as opening a dialog
 */
record Screen(String name, String route, String address, Consumer<Portal> then) {
    private static final String UNKNOWN_LAYOUT =
            """
            Ref;Datum;Artikelnummer;Bezeichnung;Menge;Preis;Kunde;Strasse;Ort;PLZ;Land
            K-501;24.11.2026 09:15;TOTE-01;Tote bag;3;18,00;Jana Vogt;Am Kai 4;Kiel;24103;DE
            K-502;24.11.2026 10:40;CAP-BLACK;Cap, black;-2;19,00;Ole Hansen;Hafenstr. 9;Husum;25813;DE
            K-503;24.11.2026 11:05;MUG-BLUE;Mug, blue;1;12,50;Mia Lund;Deichweg 2;Emden;26721;DE
            """;

    /** Those before the sign-in. */
    static final List<Screen> OUTSIDE = List.of(
            at("sign-in", "sign-in", "/sign-in"),
            at("sign-in-refused", "sign-in", "/sign-in", portal -> {
                portal.signsIn("nobody@example.com", "not the password");
                portal.page().getByRole(AriaRole.ALERT).waitFor();
            }),
            at("sign-up", "sign-up", "/sign-up"),
            at("forgot-password", "forgot-password", "/forgot-password"),
            at("reset-password", "reset-password", "/reset-password?token=ql_x"));

    static final List<Screen> INSIDE = List.of(
            at("start", "start", "/start"),
            at("channels", "channels", "/channels"),
            at("connect-shopify", "channels/connect/:platform", "/channels/connect/shopify?refused=declined"),
            at("connect-magento", "channels/connect/:platform", "/channels/connect/magento"),
            at("connect-magento-steps", "channels/connect/:platform", "/channels/connect/magento", portal -> {
                portal.field("Shop address").fill("https://orchard.magento-sandbox.example");
                portal.press("Connect Magento");
                portal.shows("Identity link URL");
            }),
            at("connect-csv", "channels/connect/:platform", "/channels/connect/csv"),
            at("channel", "channels/:id", "/channels/{shop}"),
            at("channel-items", "channels/:id", "/channels/{shop}?tab=items"),
            at(
                    "channel-map-item",
                    "channels/:id",
                    "/channels/{shop}?tab=items",
                    portal -> portal.press("Map PH-CANDLE-09")),
            at("channel-stock", "channels/:id", "/channels/{shop}?tab=stock"),
            at("channel-counts", "channels/:id", "/channels/{shop}?tab=counts"),
            at("channel-imports", "channels/:id", "/channels/{files}?tab=syncs"),
            at("channel-activity", "channels/:id", "/channels/{shop}?tab=activity"),
            at("channel-settings", "channels/:id", "/channels/{shop}?tab=settings"),
            at("channel-files", "channels/:id", "/channels/{files}?tab=files"),
            at("mapper-empty", "channels/:id/mapper", "/channels/{files}/mapper"),
            at("mapper", "channels/:id/mapper", "/channels/{files}/mapper", portal -> {
                portal.handsIn("Order file", "kassenbuch.csv", UNKNOWN_LAYOUT);
                portal.field("Meaning of Ref").selectOption("order_number");
                portal.field("Meaning of Artikelnummer").selectOption("sku");
                portal.shows("1 row would be left out");
            }),
            at("orders", "orders", "/orders"),
            at("orders-none", "orders", "/orders?q=nobody-has-this"),
            at("order", "orders/:id", "/orders/{order}"),
            at("order-held", "orders/:id", "/orders", portal -> {
                portal.open("/orders?status=ON_HOLD&q=1016");
                portal.rows("Orders").first().getByRole(AriaRole.LINK).click();
                portal.showsPage("Order #1016");
            }),
            at("order-address", "orders/:id", "/orders", portal -> opensAndPresses(portal, "Edit address")),
            at("order-ship", "orders/:id", "/orders", portal -> opensAndPresses(portal, "Ship")),
            at("order-split", "orders/:id", "/orders", portal -> opensAndPresses(portal, "Split")),
            at("order-refund", "orders/:id", "/orders", portal -> opensAndPresses(portal, "Refund")),
            at("inventory", "inventory", "/inventory"),
            at("inventory-product", "inventory", "/inventory", portal -> portal.press("Add product")),
            at("inventory-item", "inventory/item", "/inventory/item?sku=MUG-BLUE"),
            at(
                    "inventory-count",
                    "inventory/item",
                    "/inventory/item?sku=MUG-BLUE",
                    portal -> portal.press("Change stock")),
            at("inventory-bundle", "inventory/item", "/inventory/item?sku=GIFT-SET"),
            at("inventory-low", "inventory/low", "/inventory/low"),
            at("inventory-import", "inventory/import", "/inventory/import"),
            at("inventory-locations", "inventory/locations", "/inventory/locations"),
            at("problems", "desk", "/desk"),
            at("problems-opened", "desk", "/desk", portal -> portal.page()
                    .getByRole(
                            AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Show the message")))
                    .first()
                    .click()),
            at("problems-reviews", "desk", "/desk?tab=reviews"),
            at("problem", "desk/:id", "/desk/{letter}"),
            at("problem-edited", "desk/:id", "/desk/{letter}", portal -> {
                Locator payload = portal.field("Payload");
                payload.fill(payload.inputValue().replace("\"current_quantity\": -1", "\"current_quantity\": 1"));
                portal.shows("This is valid JSON.");
            }),
            at("flow", "flow", "/flow", portal -> portal.page()
                    .locator("svg.recharts-surface")
                    .waitFor()),
            at("settings", "settings", "/settings"),
            at("settings-otp", "settings", "/settings", portal -> {
                portal.press("Set up");
                portal.field("Code").waitFor();
            }),
            at("settings-notifications", "settings", "/settings?tab=notifications"),
            at("settings-users", "settings", "/settings?tab=users"),
            at("settings-invite", "settings", "/settings?tab=users", portal -> portal.press("Invite somebody")),
            at("settings-api-keys", "settings", "/settings?tab=api-keys"),
            at("settings-webhooks", "settings", "/settings?tab=webhooks"),
            at("settings-webhook", "settings/webhooks/:id", "/settings/webhooks/{endpoint}"),
            at("settings-audit", "settings", "/settings?tab=audit"),
            at("nowhere", "*", "/orders/nothing/here"));

    private static Screen at(String name, String route, String address) {
        return new Screen(name, route, address, portal -> {});
    }

    private static Screen at(String name, String route, String address, Consumer<Portal> then) {
        return new Screen(name, route, address, then);
    }

    /** On the page of an order that is ready to ship: the shop's 17th. */
    private static void opensAndPresses(Portal portal, String button) {
        portal.open("/orders?q=1017");
        portal.rows("Orders").first().getByRole(AriaRole.LINK).click();
        portal.press(button);
    }

    @Override
    public String toString() {
        return name;
    }
}
