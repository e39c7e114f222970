package io.quayside.portal;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Pictures of the screens. With {@code -Dquayside.screenshots=docs/screenshots} the README's are taken anew, with
 * {@code -Dquayside.screenshots.all=<folder>} one of each screen in each frame; folders as seen from the root.
 */
final class Pictures {
    private static final Path ROOT = Path.of("..");
    private static final Set<String> OF_THE_README = Set.of(
            "start.png",
            "channels.png",
            "orders.png",
            "order.png",
            "inventory.png",
            "problems.png",
            "problem-edited.png",
            "mapper.png",
            "flow.png",
            "orders-dark.png",
            "orders-phone.png",
            "order-phone.png");

    private final Optional<Path> readme = folder("quayside.screenshots");
    private final Optional<Path> all = folder("quayside.screenshots.all");

    private static Optional<Path> folder(String property) {
        return Optional.ofNullable(System.getProperty(property)).map(ROOT::resolve);
    }

    void take(Page page, Screen screen, Frame frame) {
        String file = file(screen, frame);
        all.ifPresent(folder -> take(page, folder.resolve(file)));
        readme.filter(folder -> OF_THE_README.contains(file)).ifPresent(folder -> take(page, folder.resolve(file)));
    }

    private static void take(Page page, Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    private static String file(Screen screen, Frame frame) {
        return frame == Frame.WIDE
                ? screen + ".png"
                : screen + "-" + frame.name().toLowerCase(Locale.ROOT) + ".png";
    }
}
