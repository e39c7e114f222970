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
 * @param watchEvery how often a connection's webhooks are looked after, ±20 %; zero for never
 * @param silence no shorter time without a webhook makes anyone suspicious
 * @param countEvery how often a platform's orders are counted against those here; zero for never
 * @param countBack how far back that is done
 * @param countSettle orders younger than that are not counted yet, as they may be on their way
 * @param stockAlarm how long a channel may owe the confirmation of a stock level
 * @param stockRefresh a level that was confirmed longer ago is told again
 */
@Validated
@ConfigurationProperties("quayside.integrations")
record IntegrationSettings(
        @DefaultValue("60d") Duration firstImport,
        @DefaultValue("5m") Duration overlap,
        @DefaultValue("2m") Duration pollEvery,
        @DefaultValue("32") @Min(1) @Max(256) int fetchers,
        @DefaultValue("15m") Duration watchEvery,
        @DefaultValue("1m") Duration silence,
        @DefaultValue("10m") Duration countEvery,
        @DefaultValue("48h") Duration countBack,
        @DefaultValue("2m") Duration countSettle,
        @DefaultValue("30m") Duration stockAlarm,
        @DefaultValue("24h") Duration stockRefresh) {}
