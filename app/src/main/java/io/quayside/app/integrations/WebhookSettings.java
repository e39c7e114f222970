package io.quayside.app.integrations;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * @param maxBody larger webhooks are refused; platforms send far less
 * @param concurrent webhooks at the same time; more are told to come back, so that overload becomes neither latency nor
 *     memory
 */
@Validated
@ConfigurationProperties("quayside.webhooks")
record WebhookSettings(
        @DefaultValue("5MB") DataSize maxBody, @DefaultValue("128") @Min(1) @Max(10_000) int concurrent) {}
