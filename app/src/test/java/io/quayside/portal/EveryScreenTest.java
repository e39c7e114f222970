package io.quayside.portal;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.quayside.e2e.OnSandboxHub;
import io.quayside.e2e.SandboxHub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every screen, with true data behind it, can be used by everybody: axe finds nothing serious on a wide screen and on a
 * phone, in light and dark, and nothing reaches beyond a phone's edge. On the way it takes
 * {@link Pictures} where they are asked for.
 */
@OnSandboxHub
@ExtendWith(PortalBrowser.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryScreenTest {
    private static final Path ROUTER = Path.of("src/main/frontend/src/app/router.tsx");
    private static final Pattern ON_ITS_WAY = Pattern.compile("^(Loading|Reading|Signing)\\b.*…$");

    private final Portal portal;
    private final Axe axe = Axe.installed();
    private final Pictures pictures = new Pictures();
    private final FurnishedMerchant merchant;
    private boolean inside;

    EveryScreenTest(SandboxHub.Stage stage, Portal portal) {
        this.portal = portal;
        this.merchant = new FurnishedMerchant(stage);
    }

    @BeforeAll
    void everythingIsHere() {
        merchant.settled();
    }

    @Test
    void noScreenIsForgotten() throws IOException {
        Set<String> routes = Pattern.compile("path: \"([^\"]+)\"")
                .matcher(Files.readString(ROUTER))
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> seen = screens().map(Screen::route).collect(Collectors.toCollection(TreeSet::new));

        assertThat(seen).isEqualTo(routes);
    }

    static Stream<Screen> screens() {
        return Stream.concat(Screen.OUTSIDE.stream(), Screen.INSIDE.stream());
    }

    @ParameterizedTest
    @MethodSource("screens")
    void canBeUsedByEverybody(Screen screen) {
        Page page = portal.page();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        Frame.WIDE.apply(page);
        if (Screen.INSIDE.contains(screen)) {
            signIn();
        }
        portal.open(merchant.address(screen.address()));
        isThere(page);
        screen.then().accept(portal);
        isThere(page);
        pictures.take(page, screen, Frame.WIDE);
        axe.findsNothingSerious(page, screen + ", wide");

        Frame.PHONE.apply(page);
        pictures.take(page, screen, Frame.PHONE);
        axe.findsNothingSerious(page, screen + ", phone");
        assertThat(beyondTheEdge(page))
                .as("%s: what reaches beyond the phone's edge", screen)
                .isEmpty();

        // last: Chromium keeps the other theme's colors for what the other frame hides
        Frame.DARK.apply(page);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        pictures.take(page, screen, Frame.DARK);
        axe.findsEnoughContrast(page, screen + ", dark");
    }

    private void signIn() {
        if (!inside) {
            portal.open("/sign-in");
            portal.signsIn(merchant.owner().email(), merchant.owner().password());
            portal.showsPage("Get started");
            inside = true;
        }
    }

    private static void isThere(Page page) {
        page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1).setIncludeHidden(true))
                .first()
                .waitFor();
        assertThat(page.getByText(ON_ITS_WAY)).hasCount(0);
    }

    @SuppressWarnings("unchecked")
    private static List<String> beyondTheEdge(Page page) {
        return (List<String>)
                page.evaluate(
                        """
                () => document.documentElement.scrollWidth <= innerWidth ? [] :
                    [...document.querySelectorAll('body *')]
                        .filter(element => element.getBoundingClientRect().right > innerWidth + 1)
                        .map(element => element.outerHTML.slice(0, 160))
                        .slice(0, 5)""");
    }
}
