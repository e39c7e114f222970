package io.quayside.portal;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quayside.e2e.HubProcess;
import io.quayside.e2e.SandboxHub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The operators' console, from the portal: one sign-in for both, and only for them. */
@ExtendWith({SandboxHub.class, PortalBrowser.class})
class OperatorConsoleTest {

    @Test
    void anOperatorSeesEachRouteByNameWithItsDiagram(SandboxHub.Stage stage, Portal portal) {
        portal.open("/flow");
        portal.signsIn(HubProcess.ADMIN, HubProcess.PASSWORD);

        portal.press("Routes and queues in the console");

        portal.shows("Camel");
        Page page = portal.page();
        for (String p : java.util.List.of("/console/camel", "/console/camel/routes")) {
            page.navigate(p);
            page.waitForTimeout(6000);
            page.screenshot(new Page.ScreenshotOptions().setPath(java.nio.file.Path.of("/tmp/shots/console" + p.replace('/', '-') + ".png")));
            System.out.println("CONSOLE " + page.url() + " " + page.locator("body").innerText().replace('\n', '|'));
        }
    }

    @Test
    void aMerchantSeesNoWayThereAndIsRefused(SandboxHub.Stage stage, Portal portal) {
        SandboxHub.Owner owner = stage.newMerchant("Curious Goods");
        portal.open("/flow");
        portal.signsIn(owner.email(), owner.password());
        portal.showsPage("Flow");

        assertThat(portal.button("Routes and queues in the console")).isHidden();
        portal.opensAccountMenu();
        assertThat(portal.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Operator's console")))
                .isHidden();
        assertThat(portal.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Sign out")))
                .isVisible();
        assertThat(stage.merchant()
                        .send(java.net.http.HttpRequest.newBuilder(stage.url("/console/"))
                                .header("Authorization", basic(owner))
                                .build())
                        .status())
                .isEqualTo(403);
        assertThat(owner.hub().post("/api/v1/console-session", java.util.Map.of()).status())
                .isEqualTo(403);
    }

    private static String basic(SandboxHub.Owner owner) {
        return "Basic "
                + java.util.Base64.getEncoder()
                        .encodeToString((owner.email() + ":" + owner.password())
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
