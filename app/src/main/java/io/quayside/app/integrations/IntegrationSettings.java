package io.quayside.app.integrations;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param firstImport how far back the first fetch of a new connection looks; platforms often allow no more
 * @param overlap how far before its last fetch the next one starts: platforms show changes late
 * @param fetchers fetches at the same time; each may wait for its platform's limit
 */
@Validated
@ConfigurationProperties("quayside.integrations")
record IntegrationSettings(
        @DefaultValue("60d") Duration firstImport,
        @DefaultValue("5m") Duration overlap,
        @DefaultValue("4") @Min(1) @Max(64) int fetchers) {}
