package io.quayside.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/** One hub for all tests that don't kill it; each connects shops of its own. Gives a test its {@link HubClient} or the hub. */
public final class RunningHub implements ParameterResolver {
    private static final Namespace SPACE = Namespace.create(RunningHub.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        return type == HubClient.class || type == HubProcess.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Started started =
                test.getRoot().getStore(SPACE).getOrComputeIfAbsent(Started.class, key -> Started.now(), Started.class);
        return parameter.getParameter().getType() == HubClient.class ? started.client() : started.hub();
    }

    private record Started(HubProcess hub, HubClient client) implements CloseableResource {
        static Started now() {
            try {
                Path home = Files.createTempDirectory("quayside-e2e");
                HubProcess hub = HubProcess.start(home, Map.of("quayside.drops.settle", "200ms"));
                return new Started(hub, new HubClient(hub));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            hub.close();
            FileSystemUtils.deleteRecursively(hub.home());
        }
    }
}
