package io.quayside.routes;

import io.quayside.connectors.spi.Connector;
import io.quayside.domain.integrations.Platform;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The connectors of this installation. Routes, forms and queues are made from it. */
public final class ConnectorRegistry {
    private final Map<Platform, Connector> byPlatform = new TreeMap<>();

    public ConnectorRegistry(Collection<? extends Connector> connectors) {
        for (Connector connector : connectors) {
            if (byPlatform.put(connector.platform(), connector) != null) {
                throw new IllegalStateException("two connectors for " + connector.platform());
            }
        }
    }

    public Collection<Connector> all() {
        return byPlatform.values();
    }

    public Optional<Connector> find(Platform platform) {
        return Optional.ofNullable(byPlatform.get(platform));
    }
}
