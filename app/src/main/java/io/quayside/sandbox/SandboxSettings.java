package io.quayside.sandbox;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param port 0 draws a free one
 * @param ordersEvery how often a new order appears in the demo shop once somebody listens there; zero for never
 */
@ConfigurationProperties("quayside.sandbox")
public record SandboxSettings(
        @DefaultValue("false") boolean enabled,
        @DefaultValue("8090") int port,
        @DefaultValue("20s") Duration ordersEvery) {}
