package io.quayside.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

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
                HubProcess hub =
                        HubProcess.startForThisProcess("running-hub", Map.of("quayside.drops.settle", "200ms"));
                return new Started(hub, new HubClient(hub));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
