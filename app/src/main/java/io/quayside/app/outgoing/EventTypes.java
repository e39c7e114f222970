package io.quayside.app.outgoing;

import io.quayside.domain.integrations.ConnectionEvent;
import io.quayside.domain.integrations.MappingEvent;
import io.quayside.domain.inventory.InventoryEvent;
import io.quayside.domain.inventory.ProductEvent;
import io.quayside.domain.orders.OrderEvent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What an endpoint can be told of: the domain's own events, and {@link #TEST}. */
final class EventTypes {
    /** Sent when a person asks for it, whatever the endpoint's filter. */
    static final String TEST = "WebhookTest";

    private static final List<String> ALL = Stream.of(
                    OrderEvent.class,
                    InventoryEvent.class,
                    ProductEvent.class,
                    MappingEvent.class,
                    ConnectionEvent.class)
            .flatMap(family -> Arrays.stream(family.getPermittedSubclasses()))
            .map(Class::getSimpleName)
            .sorted()
            .toList();

    private EventTypes() {}

    static List<String> all() {
        return ALL;
    }
}
