package io.quayside.portal;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.quayside.e2e.OnSandboxHub;
import io.quayside.e2e.SandboxHub;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Letters lead somewhere: each link is opened in the browser, as its reader does. */
@OnSandboxHub
@ExtendWith(PortalBrowser.class)
class EmailLinksTest {
    private static final Pattern LINK = Pattern.compile("https?://\\S+");
    private static final String CHOSEN = "a password of my own choice";

    @Test
    void whoForgotThePasswordChoosesANewOne(SandboxHub.Stage stage, Portal portal) {
        SandboxHub.Owner owner = stage.newMerchant("Forgetful Goods");
        portal.open("/sign-in");
        portal.follow("Forgot your password?");
        portal.showsPage("Choose a new password"); // the page before it has a field of this name too
        portal.field("E-mail address").fill(owner.email());
        portal.press("Send the link");
        portal.shows("a link is on its way to it");

        portal.open(linkIn(stage.letterTo(owner.email())));
        portal.field("New password").fill(CHOSEN);
        portal.press("Set password");

        portal.shows("Your password is set.");
        portal.signsIn(owner.email(), CHOSEN);
        portal.showsPage("Get started");
    }

    @Test
    void anInvitedColleagueSeesWhatTheRoleAllows(SandboxHub.Stage stage, Portal portal) {
        SandboxHub.Owner owner = stage.newMerchant("Inviting Goods");
        String colleague = "colleague-of-" + owner.email();
        portal.open("/settings?tab=users");
        portal.signsIn(owner.email(), owner.password());
        portal.press("Invite somebody");
        Locator invitation = portal.page().getByRole(AriaRole.DIALOG);
        invitation.getByLabel("E-mail address").fill(colleague);
        invitation.getByLabel("Role").selectOption("VIEWER");
        invitation
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Invite"))
                .click();
        portal.shows(colleague + " gets an e-mail with a link to choose a password.");
        portal.press("Done");
        portal.signsOut();

        portal.open(linkIn(stage.letterTo(colleague)));
        portal.field("New password").fill(CHOSEN);
        portal.press("Set password");
        portal.signsIn(colleague, CHOSEN);

        portal.goTo("Settings");
        portal.shows("Inviting Goods");
        assertThat(portal.page().getByRole(AriaRole.TAB)).hasText(new String[] {"My account", "Notifications"});
    }

    private static String linkIn(String letter) {
        Matcher link = LINK.matcher(letter);
        if (!link.find()) {
            throw new AssertionError("there is no link in: " + letter);
        }
        return link.group();
    }
}
