package io.quayside.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** axe-core, in the version that the portal's own build has installed. */
final class Axe {
    private static final Path INSTALLED = Path.of("src/main/frontend/node_modules/axe-core/axe.min.js");
    private static final String RUN =
            """
            async options => {
                // once what was changed is painted; after a change of the theme some colors are old until all are asked for anew
                const rule = document.createElement('style');
                rule.textContent = '* { --judged: 1 }';
                document.head.append(rule);
                getComputedStyle(document.body).color;
                rule.remove();
                await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
                const found = await axe.run(document, { resultTypes: ['violations'], ...options });
                return found.violations
                    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
                    .flatMap(({ id, nodes }) => nodes.map(node =>
                        `${id}: ${node.html.slice(0, 200)} (${node.failureSummary.replace(/\\s+/g, ' ')})`));
            }""";
    /** Of WCAG 2.2, which axe leaves out unless it is asked. */
    private static final String EVERYTHING = "{ rules: { 'target-size': { enabled: true } } }";

    /** What is wrong stays wrong; what was just being painted does not. */
    private static final int LOOKS = 3;

    private static final String CONTRAST = "{ runOnly: ['color-contrast'] }";

    private final String program;

    private Axe(String program) {
        this.program = program;
    }

    static Axe installed() {
        try {
            return new Axe(Files.readString(INSTALLED));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void findsNothingSerious(Page page, String what) {
        check(page, EVERYTHING, what);
    }

    /** The one thing that differs between the themes. */
    void findsEnoughContrast(Page page, String what) {
        check(page, CONTRAST, what);
    }

    @SuppressWarnings("unchecked")
    private void check(Page page, String options, String what) {
        if (!(boolean) page.evaluate("() => 'axe' in window")) {
            page.evaluate(program);
        }
        List<String> violations = List.of();
        for (int look = 0; look < LOOKS && (look == 0 || !violations.isEmpty()); look++) {
            violations = (List<String>) page.evaluate("() => (" + RUN + ")(" + options + ")");
        }
        assertThat(violations).as(what).isEmpty();
    }
}
