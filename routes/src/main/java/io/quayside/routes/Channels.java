package io.quayside.routes;

import io.quayside.domain.integrations.Platform;

/** Every queue and topic of the hub, spelt once. */
public final class Channels {
    /** Canonical orders on their way to the domain core. */
    public static final String IMPORT = "orders.import";
    /** Domain events from the outbox; a topic. */
    public static final String EVENTS = "events";

    /** The events that channels must be told of; a durable subscription of {@link #EVENTS}, by its full name. */
    public static final String WRITE_BACK = EVENTS + "::events.write-back";

    private Channels() {}

    /** Deliveries of one platform, as they were received. */
    public static String ingress(Platform platform) {
        return "ingress." + platform.name();
    }

    /** Where messages end that a stage can't process: {@code dead.normalize}, {@code dead.import}… */
    public static String dead(Stage stage) {
        return "dead." + stage.inChannelNames();
    }
}
