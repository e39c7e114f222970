package io.quayside.routes.relay;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param interval how often the outbox is looked at
 * @param kafkaBrokers {@code host:port,…}, empty for none
 */
@ConfigurationProperties("quayside.relay")
public record RelaySettings(
        @DefaultValue("100ms") Duration interval,
        @DefaultValue("") String kafkaBrokers,
        @DefaultValue("quayside.events") String kafkaTopic) {}
