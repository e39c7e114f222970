package io.quayside.portal;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.quayside.e2e.OnSandboxHub;
import io.quayside.e2e.SandboxHub;
import java.security.InvalidKeyException;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A stolen password alone opens nothing. */
@OnSandboxHub
@ExtendWith(PortalBrowser.class)
class OneTimePasswordTest {
    private static final TimeBasedOneTimePasswordGenerator AUTHENTICATOR = new TimeBasedOneTimePasswordGenerator();

    @Test
    void onceSetUpTheSignInAsksForACode(SandboxHub.Stage stage, Portal portal) throws InvalidKeyException {
        SandboxHub.Owner owner = stage.newMerchant("Careful Goods");
        portal.open("/settings");
        portal.signsIn(owner.email(), owner.password());
        portal.press("Set up");
        Locator dialog = portal.page().getByRole(AriaRole.DIALOG);
        String secret = dialog.locator("code").innerText();
        portal.field("Code").fill(code(secret, Instant.now()));
        portal.press("Switch on");
        portal.shows("Keep your recovery codes");
        String recovery = dialog.getByRole(AriaRole.LISTITEM).first().innerText();
        portal.press("I have kept them");
        portal.signsOut();

        portal.signsIn(owner.email(), owner.password());
        portal.field("One-time password").fill("000 000");
        portal.press("Sign in");
        portal.shows("The code is wrong or was used before");
        // the step that is now was used to set it up, and each is good once
        portal.field("One-time password").fill(code(secret, Instant.now().plus(AUTHENTICATOR.getTimeStep())));
        portal.press("Sign in");
        portal.showsPage("Get started");
        portal.signsOut();

        portal.signsIn(owner.email(), owner.password());
        portal.field("One-time password").fill(recovery);
        portal.press("Sign in");
        portal.showsPage("Get started");
    }

    private static String code(String secret, Instant at) throws InvalidKeyException {
        SecretKeySpec key = new SecretKeySpec(new Base32().decode(secret), "RAW");
        return AUTHENTICATOR.generateOneTimePasswordString(key, at);
    }
}
