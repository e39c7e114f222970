package io.quayside.connectors.rest;

import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.Field;
import io.quayside.connectors.spi.OrderTranslator;
import io.quayside.connectors.spi.WebhookGate;
import io.quayside.domain.integrations.Platform;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Any program that speaks the canonical order: by {@code POST /api/v1/orders} or by signed webhook. */
public final class RestConnector implements Connector {
    public static final Platform PLATFORM = new Platform("rest");

    private final OrderTranslator translator = new RestOrderTranslator();
    private final WebhookGate gate;

    public RestConnector() {
        this(Clock.systemUTC());
    }

    /** @param clock tells the age of webhooks */
    public RestConnector(Clock clock) {
        this.gate = new StandardWebhooks(clock);
    }

    @Override
    public Platform platform() {
        return PLATFORM;
    }

    @Override
    public String displayName() {
        return "REST API";
    }

    @Override
    public List<Field> credentials() {
        return List.of(Field.secret(
                        StandardWebhooks.SECRET,
                        "Webhook signing secret",
                        "Of the form whsec_ and at least 24 bytes in Base64; needed only when orders come by webhook.")
                .orNothing());
    }

    @Override
    public List<Field> settings() {
        return List.of();
    }

    @Override
    public OrderTranslator translator() {
        return translator;
    }

    @Override
    public Optional<WebhookGate> webhooks() {
        return Optional.of(gate);
    }
}
