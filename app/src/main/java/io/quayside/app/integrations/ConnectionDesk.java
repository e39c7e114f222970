package io.quayside.app.integrations;

import io.quayside.app.http.Problem;
import io.quayside.app.integrations.ConnectionActivity.Kind;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.Field;
import io.quayside.domain.integrations.Connection;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Connections;
import io.quayside.domain.integrations.Platform;
import io.quayside.domain.kernel.Ids;
import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.routes.ConnectorRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes and changes connections. Every act is one transaction, with an entry in the connection's activity. */
@Component
public class ConnectionDesk {
    private final UnitOfWork unitOfWork;
    private final Connections connections;
    private final ConnectionSecrets secrets;
    private final ConnectionActivity activity;
    private final JdbcConnectionDirectory directory;
    private final ConnectorRegistry connectors;
    private final Ids ids;
    private final Clock clock;

    ConnectionDesk(
            UnitOfWork unitOfWork,
            Connections connections,
            ConnectionSecrets secrets,
            ConnectionActivity activity,
            JdbcConnectionDirectory directory,
            ConnectorRegistry connectors,
            Ids ids,
            Clock clock) {
        this.unitOfWork = unitOfWork;
        this.connections = connections;
        this.secrets = secrets;
        this.activity = activity;
        this.directory = directory;
        this.connectors = connectors;
        this.ids = ids;
        this.clock = clock;
    }

    /** @throws Problem when there is no such platform */
    public Connector connector(Platform platform) {
        return connectors
                .find(platform)
                .orElseThrow(() -> Problem.invalid(
                        "platform",
                        "is not known: use one of "
                                + connectors.all().stream()
                                        .map(known -> known.platform().name())
                                        .toList()));
    }

    /**
     * A connection with credentials at hand.
     *
     * @throws Problem naming each field that the connector does not accept
     */
    public Connection establish(
            TenantId tenant,
            Platform platform,
            String name,
            Map<String, @Nullable String> credentials,
            Map<String, @Nullable String> settings) {
        Connector connector = connector(platform);
        Map<String, String> checked = Entries.check("credentials", connector.credentials(), credentials);
        return add(
                tenant,
                connector,
                name,
                checked,
                Entries.check("settings", connector.settings(), settings),
                "Connected with credentials entered by hand.");
    }

    /** Stores what a consent gave: in the connection to the same shop, which it renews, or else in a new one. */
    Connection consented(TenantId tenant, Connector connector, String name, Map<String, String> credentials) {
        return unitOfWork.run(tenant, () -> {
            Optional<Connection> same = connections.list(tenant).stream()
                    .filter(connection -> connection.platform().equals(connector.platform()))
                    .filter(connection -> isSameShop(tenant, connection, connector, credentials))
                    .findFirst();
            if (same.isEmpty()) {
                return add(tenant, connector, name, credentials, Map.of(), "Connected by your consent.");
            }
            return reconnected(tenant, same.get(), credentials);
        });
    }

    /**
     * Stores what a consent gave in the very connection that it was begun for.
     *
     * @throws ConnectorException.Refused when the consent was given for another shop
     */
    Connection renewed(TenantId tenant, Connector connector, ConnectionId id, Map<String, String> credentials) {
        return unitOfWork.run(tenant, () -> {
            Connection connection = find(tenant, id);
            if (!isSameShop(tenant, connection, connector, credentials)) {
                throw new ConnectorException.Refused(
                        "This consent is for another shop than that of “%s”: sign in there and start again."
                                .formatted(connection.name()));
            }
            return reconnected(tenant, connection, credentials);
        });
    }

    private Connection reconnected(TenantId tenant, Connection connection, Map<String, String> credentials) {
        Connection renewed = connection.reconnect();
        Map<String, String> merged = new HashMap<>(secrets.read(tenant, renewed.id()));
        merged.putAll(credentials);
        store(tenant, renewed, merged, Kind.CONNECTED, "Connected again by your consent.");
        return renewed;
    }

    /** Found by the credentials that are no secrets: the shop's address and the like. */
    private boolean isSameShop(
            TenantId tenant, Connection connection, Connector connector, Map<String, String> credentials) {
        Map<String, String> stored = secrets.read(tenant, connection.id());
        List<Field> open = connector.credentials().stream()
                .filter(field -> !field.secret())
                .toList();
        return !open.isEmpty()
                && open.stream().filter(field -> field.required()).allMatch(field -> credentials
                        .getOrDefault(field.name(), "")
                        .equals(stored.getOrDefault(field.name(), "")));
    }

    private Connection add(
            TenantId tenant,
            Connector connector,
            String name,
            Map<String, String> credentials,
            Map<String, String> settings,
            String how) {
        Connection connection = Connection.establish(
                new ConnectionId(ids.next()), connector.platform(), name, settings, clock.instant());
        unitOfWork.run(tenant, () -> {
            store(tenant, connection, credentials, Kind.CONNECTED, how);
            return connection;
        });
        return connection;
    }

    /** @throws Problem when there is no such connection of this tenant */
    public Connection find(TenantId tenant, ConnectionId id) {
        return connections.find(tenant, id).orElseThrow(() -> Problem.notFound("integration"));
    }

    public List<Connection> list(TenantId tenant) {
        return connections.list(tenant);
    }

    /** Changes what is named and leaves the rest; an empty value takes a setting or an optional credential away. */
    Connection change(
            TenantId tenant,
            ConnectionId id,
            @Nullable String name,
            Map<String, @Nullable String> credentials,
            Map<String, @Nullable String> settings) {
        return unitOfWork.run(tenant, () -> {
            Connection changed = find(tenant, id);
            Connector connector = connector(changed.platform());
            if (name != null) {
                changed = changed.rename(name);
            }
            if (!settings.isEmpty()) {
                changed = changed.configure(
                        Entries.change("settings", connector.settings(), changed.settings(), settings));
            }
            Map<String, String> stored = secrets.read(tenant, id);
            if (!credentials.isEmpty()) {
                stored = Entries.change("credentials", connector.credentials(), stored, credentials);
                changed = changed.status() == Connection.Status.PAUSED ? changed : changed.reconnect();
            }
            store(tenant, changed, stored, Kind.CHANGED, "Changed " + what(name, credentials, settings) + ".");
            return changed;
        });
    }

    private static String what(
            @Nullable String name, Map<String, @Nullable String> credentials, Map<String, @Nullable String> settings) {
        TreeSet<String> parts = new TreeSet<>(credentials.keySet());
        parts.addAll(settings.keySet());
        if (name != null) {
            parts.add("name");
        }
        return parts.isEmpty() ? "nothing" : String.join(", ", parts);
    }

    Connection pause(TenantId tenant, ConnectionId id) {
        return act(tenant, id, Connection::pause, Kind.PAUSED, "Paused: orders wait, nothing is fetched or sent.");
    }

    Connection resume(TenantId tenant, ConnectionId id) {
        return act(tenant, id, Connection::resume, Kind.RESUMED, "Resumed.");
    }

    private Connection act(TenantId tenant, ConnectionId id, UnaryOperator<Connection> act, Kind kind, String detail) {
        return unitOfWork.run(tenant, () -> {
            Connection before = find(tenant, id);
            Connection after = act.apply(before);
            if (!after.equals(before)) {
                connections.save(tenant, after);
                activity.record(tenant, id, kind, detail);
                directory.forget(id);
            }
            return after;
        });
    }

    void delete(TenantId tenant, ConnectionId id) {
        unitOfWork.run(tenant, () -> {
            Connection connection = find(tenant, id);
            connections.delete(tenant, connection.id());
            directory.forget(id);
            return id;
        });
    }

    /** Which credentials are there, and the values of those that are no secrets. */
    public Map<String, String> openCredentials(TenantId tenant, Connection connection) {
        Map<String, String> stored = secrets.read(tenant, connection.id());
        Map<String, String> open = new LinkedHashMap<>();
        for (Field field : connector(connection.platform()).credentials()) {
            String value = stored.get(field.name());
            if (value != null) {
                open.put(field.name(), field.secret() ? "••••••••" : value);
            }
        }
        return open;
    }

    private void store(
            TenantId tenant, Connection connection, Map<String, String> credentials, Kind kind, String detail) {
        connections.save(tenant, connection);
        secrets.replace(tenant, connection.id(), credentials);
        activity.record(tenant, connection.id(), kind, detail);
        directory.forget(connection.id());
    }
}
