package io.quayside.portal;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import io.quayside.e2e.SandboxHub;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Seats each test before a {@link Portal} of its own; a failed test leaves a picture of what it saw. What a machine lacks
 * skips the tests; in CI, where {@code .ci/run} installs it, it fails them.
 */
public final class PortalBrowser implements ExecutionCondition, ParameterResolver, AfterTestExecutionCallback {
    private static final Namespace SPACE = Namespace.create(PortalBrowser.class);
    private static final Path PICTURES = Path.of("target/portal-failures");
    private static final int WIDE = 1440;
    private static final int HIGH = 900;
    private static final double PATIENCE_MS = 20_000;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext test) {
        return Boolean.parseBoolean(System.getenv("CI"))
                ? ConditionEvaluationResult.enabled("in CI")
                : Chromium.missing()
                        .map(ConditionEvaluationResult::disabled)
                        .orElseGet(() -> ConditionEvaluationResult.enabled("there is a browser"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Portal.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getStore(SPACE)
                .getOrComputeIfAbsent(Seat.class, key -> new Seat(portal(test)), Seat.class)
                .portal();
    }

    private static Portal portal(ExtensionContext test) {
        Browser browser = test.getRoot()
                .getStore(SPACE)
                .getOrComputeIfAbsent(Chromium.class, key -> Chromium.started(), Chromium.class)
                .browser();
        BrowserContext visit = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(SandboxHub.stage().url("/").toString())
                .setViewportSize(WIDE, HIGH)
                .setReducedMotion(ReducedMotion.REDUCE) // so that no color is on its way when it is measured
                .setLocale("en-US"));
        visit.setDefaultTimeout(PATIENCE_MS);
        return new Portal(visit.newPage());
    }

    @Override
    public void afterTestExecution(ExtensionContext test) {
        Seat seat = test.getStore(SPACE).get(Seat.class, Seat.class);
        if (seat != null && test.getExecutionException().isPresent()) {
            String name = test.getRequiredTestClass().getSimpleName() + "-" + test.getDisplayName();
            seat.portal()
                    .page()
                    .screenshot(new Page.ScreenshotOptions()
                            .setPath(PICTURES.resolve(name.replaceAll("[^A-Za-z0-9]+", "-") + ".png")));
        }
    }

    private record Seat(Portal portal) implements CloseableResource {
        @Override
        public void close() {
            portal.page().context().close();
        }
    }
}
