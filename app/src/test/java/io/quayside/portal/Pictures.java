package io.quayside.portal;

import com.microsoft.playwright.Page;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

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

    /** So that the chart has a line. */
    private static final String SOME_READINGS =
            "() => document.querySelector('.recharts-area-curve').getAttribute('d').split(/[CL]/).length > 7";

    private final Optional<Path> readme = folder("quayside.screenshots");
    private final Optional<Path> all = folder("quayside.screenshots.all");

    private static Optional<Path> folder(String property) {
        return Optional.ofNullable(System.getProperty(property)).map(ROOT::resolve);
    }

    void take(Page page, Screen screen, Frame frame) {
        String file = file(screen, frame);
        if (readme.isPresent() && file.equals("flow.png")) {
            page.waitForFunction(SOME_READINGS);
        }
        all.ifPresent(folder -> take(page, folder.resolve(file)));
        readme.filter(folder -> OF_THE_README.contains(file)).ifPresent(folder -> take(page, folder.resolve(file)));
    }

    /** Packed tighter than a browser takes the time for. */
    private static void take(Page page, Path file) {
        try (ByteArrayInputStream picture = new ByteArrayInputStream(page.screenshot())) {
            ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
            ImageWriteParam tight = writer.getDefaultWriteParam();
            tight.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            tight.setCompressionQuality(0);
            Files.createDirectories(file.getParent());
            Files.deleteIfExists(file);
            try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
                writer.setOutput(out);
                writer.write(null, new IIOImage(ImageIO.read(picture), null, null), tight);
            } finally {
                writer.dispose();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String file(Screen screen, Frame frame) {
        return frame == Frame.WIDE
                ? screen + ".png"
                : screen + "-" + frame.name().toLowerCase(Locale.ROOT) + ".png";
    }
}
