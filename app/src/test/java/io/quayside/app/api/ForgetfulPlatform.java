package io.quayside.app.api;

import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.Field;
import io.quayside.connectors.spi.OrderTranslator;
import io.quayside.connectors.spi.RetentionRule;
import io.quayside.domain.integrations.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A platform that lets buyers' data be kept for 30 days after the shipment. */
public final class ForgetfulPlatform implements Connector {
    public static final Platform PLATFORM = new Platform("forgetful");

    @Override
    public Platform platform() {
        return PLATFORM;
    }

    @Override
    public String displayName() {
        return "Forgetful";
    }

    @Override
    public List<Field> credentials() {
        return List.of();
    }

    @Override
    public List<Field> settings() {
        return List.of();
    }

    @Override
    public OrderTranslator translator() {
        return payload -> OrderTranslator.Translation.nothing("a test");
    }

    @Override
    public Optional<RetentionRule> retentionRule() {
        return Optional.of(new RetentionRule(Duration.ofDays(30), "Forgetful's policy"));
    }
}
