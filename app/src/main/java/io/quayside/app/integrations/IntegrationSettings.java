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
 * @param pollEvery how long after a fetch the next one starts by itself; zero for never
 * @param fetchers fetches at the same time; each may wait for its platform's limit
 */
@Validated
@ConfigurationProperties("quayside.integrations")
record IntegrationSettings(
        @DefaultValue("60d") Duration firstImport,
        @DefaultValue("5m") Duration overlap,
        @DefaultValue("2m") Duration pollEvery,
        @DefaultValue("32") @Min(1) @Max(256) int fetchers) {}
