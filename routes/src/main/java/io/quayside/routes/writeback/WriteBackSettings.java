package io.quayside.routes.writeback;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How channels are told.
 *
 * @param interval how often due writes are looked for
 * @param connections how many connections are written to at once; a slow one holds one of these places
 * @param attempts failed tries before a write is parked at the dead-letter desk; waiting for a limit is no try
 * @param firstRetry wait after the first failed try; doubles each time
 * @param longestRetry the longest wait between two tries
 */
@Validated
@ConfigurationProperties("quayside.write-back")
public record WriteBackSettings(
        @DefaultValue("200ms") Duration interval,
        @DefaultValue("64") @Min(1) @Max(1000) int connections,
        @DefaultValue("12") @Min(1) @Max(100) int attempts,
        @DefaultValue("2s") Duration firstRetry,
        @DefaultValue("15m") Duration longestRetry) {}
