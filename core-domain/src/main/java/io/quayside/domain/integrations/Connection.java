package io.quayside.domain.integrations;

import io.quayside.domain.kernel.InvalidValue;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's connection to one shop, marketplace account or drop folder; several of one platform are normal
 * (field-lesson 44). Its secrets are kept elsewhere, encrypted. Immutable: each act gives the connection afterwards.
 *
 * @param name what its owner calls it, 1 to 100 characters
 * @param statusReason for people, empty when there is nothing to say
 * @param settings what the connector asks for and isn't secret
 * @param lastDeliveryAt when the last webhook came, to within some seconds; absent before the first
 */
public record Connection(
        ConnectionId id,
        Platform platform,
        String name,
        Status status,
        String statusReason,
        Map<String, String> settings,
        Instant createdAt,
        @Nullable Instant lastDeliveryAt) {
    /** Whether orders flow. */
    public enum Status {
        /** Waits for the merchant's consent at the platform. */
        PENDING,
        ACTIVE,
        /** By the merchant's wish. */
        PAUSED,
        /** The platform refuses us; the reason says what the merchant can do. */
        BROKEN
    }

    /** @throws InvalidValue when the name is blank or too long */
    public Connection {
        name = checked(name);
        settings = Map.copyOf(settings);
    }

    /** A connection with credentials at hand. */
    public static Connection establish(
            ConnectionId id, Platform platform, String name, Map<String, String> settings, Instant now) {
        return new Connection(id, platform, name, Status.ACTIVE, "", settings, now, null);
    }

    /** A connection that the merchant has still to consent to. */
    public static Connection pending(
            ConnectionId id, Platform platform, String name, Map<String, String> settings, Instant now) {
        return new Connection(
                id, platform, name, Status.PENDING, "Waits for your consent at the platform.", settings, now, null);
    }

    /** Whether orders are accepted and fetched. */
    public boolean isActive() {
        return status == Status.ACTIVE;
    }

    public Connection pause() {
        return with(Status.PAUSED, "");
    }

    /** Ends a pause only: a broken connection is mended by {@link #reconnect}. */
    public Connection resume() {
        return status == Status.PAUSED ? with(Status.ACTIVE, "") : this;
    }

    /** A pause outlasts it: nobody asked the platform while paused. */
    public Connection markBroken(String reason) {
        return status == Status.PAUSED ? this : with(Status.BROKEN, reason);
    }

    /** New credentials or consent are there. */
    public Connection reconnect() {
        return with(Status.ACTIVE, "");
    }

    public Connection rename(String newName) {
        return new Connection(id, platform, newName, status, statusReason, settings, createdAt, lastDeliveryAt);
    }

    public Connection configure(Map<String, String> newSettings) {
        return new Connection(id, platform, name, status, statusReason, newSettings, createdAt, lastDeliveryAt);
    }

    private Connection with(Status newStatus, String reason) {
        return new Connection(id, platform, name, newStatus, reason, settings, createdAt, lastDeliveryAt);
    }

    private static String checked(String name) {
        String stripped = name.strip();
        if (stripped.isEmpty() || stripped.length() > 100) {
            throw new InvalidValue("a connection's name has 1 to 100 characters");
        }
        return stripped;
    }
}
