package io.quayside.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/**
 * One hub for all tests of a process that don't kill it; each connects shops of its own. Gives a test its {@link HubClient}
 * or the hub. It stops with the process and not with JUnit's root context, which Surefire closes after each class where it
 * runs several processes.
 */
public final class RunningHub implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == HubClient.class || type == HubProcess.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == HubClient.class ? Started.HUB.client() : Started.HUB.hub();
    }

    private record Started(HubProcess hub, HubClient client) {
        private static final Started HUB = now();

        private static Started now() {
            try {
                Path home = Files.createTempDirectory("quayside-e2e");
                HubProcess hub = HubProcess.start(home, Map.of("quayside.drops.settle", "200ms"));
                Started started = new Started(hub, new HubClient(hub));
                Runtime.getRuntime().addShutdownHook(new Thread(started::stop, "stop-running-hub"));
                return started;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void stop() {
            hub.close();
            try {
                FileSystemUtils.deleteRecursively(hub.home());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
