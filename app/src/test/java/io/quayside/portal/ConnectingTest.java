package io.quayside.portal;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quayside.e2e.OnSandboxHub;
import io.quayside.e2e.SandboxHub;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ways to a connection that are not as short as one click. */
@OnSandboxHub
@ExtendWith(PortalBrowser.class)
class ConnectingTest {

    @Test
    void aShopThatIsToldByHandShowsWhatToEnterAndAppearsByItself(SandboxHub.Stage stage, Portal portal) {
        SandboxHub.Owner owner = stage.newMerchant("Orchard Goods");
        portal.open("/channels/connect/magento");
        portal.signsIn(owner.email(), owner.password());
        portal.field("Shop address").fill("https://orchard.magento-sandbox.example");
        portal.field("Name (optional)").fill("Orchard");

        portal.press("Connect Magento");
        portal.shows("Callback URL");
        portal.shows("/integrations/magento/callback/");
        Page shop = portal.page().context().waitForPage(() -> portal.follow("Open Magento"));
        shop.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Approve"))
                .click();

        portal.showsPage("Orchard");
        portal.shows("New orders appear by themselves.");
    }

    @Test
    void aConsentThatIsDeclinedChangesNothingAndSaysSo(SandboxHub.Stage stage, Portal portal) {
        SandboxHub.Owner owner = stage.newMerchant("Hesitant Goods");
        portal.open("/channels/connect/shopify");
        portal.signsIn(owner.email(), owner.password());
        portal.field("Shop").fill("hesitant.myshopify.com");
        portal.press("Connect Shopify");

        portal.follow("Decline");

        portal.shows("Shopify was not connected");
        portal.goTo("Channels");
        portal.shows("Connect your first channel");
    }

    @Test
    void theDropFoldersLogInIsShownAndCanBeRenewed(SandboxHub.Stage stage, Portal portal) {
        SandboxHub.Owner owner = stage.newMerchant("Filing Goods");
        String files = owner.hub().connectsFiles("Files", Map.of()).path("id").asText();
        portal.open("/channels/" + files + "?tab=files");
        portal.signsIn(owner.email(), owner.password());

        portal.press("New password");
        portal.page()
                .getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Make a new password"))
                .click();

        portal.shows("Note these now:");
        portal.shows("drop-");
    }
}
