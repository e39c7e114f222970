package io.quayside.portal;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quayside.e2e.HubProcess;
import io.quayside.e2e.OnSandboxHub;
import io.quayside.e2e.SandboxHub;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The operators' console, from the portal: one sign-in for both, and only for them. */
@OnSandboxHub
@ExtendWith(PortalBrowser.class)
class OperatorConsoleTest {

    @Test
    void anOperatorSeesEachRouteByNameWithItsDiagramAndTheQueues(Portal portal) {
        Page page = portal.page();
        portal.open("/flow");
        portal.signsIn(HubProcess.ADMIN, HubProcess.PASSWORD);

        portal.press("Routes and queues in the console");

        portal.follow("Camel");
        assertThat(named(page, "receive-shopify")).isVisible();
        named(page, "normalize-shopify").click();
        page.getByText("Route Diagram").click();
        assertThat(page.locator(".react-flow__node").first()).isVisible();
        portal.follow("JMX");
        assertThat(named(page, "org.apache.activemq.artemis")).isVisible();
    }

    private static Locator named(Page page, String node) {
        return page.getByText(node, new Page.GetByTextOptions().setExact(true)).first();
    }

    @Test
    void aMerchantSeesNoWayThereAndIsRefused(SandboxHub.Stage stage, Portal portal) {
        SandboxHub.Owner owner = stage.newMerchant("Curious Goods");
        portal.open("/flow");
        portal.signsIn(owner.email(), owner.password());
        portal.showsPage("Flow");

        assertThat(portal.button("Routes and queues in the console")).isHidden();
        portal.opensAccountMenu();
        assertThat(menu(portal, "Sign out")).isVisible();
        assertThat(menu(portal, "Operator's console")).isHidden();
        assertThat(owner.hub().post("/api/v1/console-session", Map.of()).status())
                .isEqualTo(403);
        assertThat(owner.hub()
                        .send(HttpRequest.newBuilder(stage.url("/console/"))
                                .header("Authorization", basic(owner))
                                .build())
                        .status())
                .isEqualTo(403);
    }

    private static Locator menu(Portal portal, String item) {
        return portal.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(item));
    }

    private static String basic(SandboxHub.Owner owner) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((owner.email() + ":" + owner.password()).getBytes(StandardCharsets.UTF_8));
    }
}
