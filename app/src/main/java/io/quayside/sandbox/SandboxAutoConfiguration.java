package io.quayside.sandbox;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Starts the sandbox beside the product, which knows it only by its URL. */
@AutoConfiguration
@ConditionalOnProperty("quayside.sandbox.enabled")
@EnableConfigurationProperties(SandboxSettings.class)
public class SandboxAutoConfiguration {
    @Bean
    SandboxServer sandboxServer(SandboxSettings settings) {
        return new SandboxServer(settings);
    }
}
