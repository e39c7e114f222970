package io.quayside.app.portal;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** What the portal's build has left on the class path; nothing when it was skipped. */
@Component
public class PortalFiles {
    static final String FOLDER = "static/";
    private final List<String> pages;

    PortalFiles(ObjectMapper json) {
        this.pages = read(json);
    }

    public boolean arePresent() {
        return !pages.isEmpty();
    }

    /** First parts of the paths that the portal itself has a page for, like {@code orders}. */
    List<String> pages() {
        return pages;
    }

    /** The portal's own list, so that browser and server can't disagree. */
    private static List<String> read(ObjectMapper json) {
        ClassPathResource list = new ClassPathResource(FOLDER + "pages.json");
        if (!list.exists()) {
            return List.of();
        }
        try (InputStream in = list.getInputStream()) {
            return List.copyOf(json.readValue(in, new TypeReference<List<String>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
