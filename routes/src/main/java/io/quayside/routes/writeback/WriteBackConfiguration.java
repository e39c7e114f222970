package io.quayside.routes.writeback;

import io.quayside.connectors.spi.PlatformHttp;
import java.time.Clock;
import org.apache.camel.ProducerTemplate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the way out together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PlatformCallSettings.class)
class WriteBackConfiguration {
    @Bean(destroyMethod = "close")
    PlatformCaller platformCaller(PlatformCallSettings settings) {
        return new PlatformCaller(settings);
    }

    @Bean
    PlatformCallRoutes platformCallRoutes(PlatformCallSettings settings, PlatformCaller caller, Clock clock) {
        return new PlatformCallRoutes(new CallLimits(settings, clock), caller);
    }

    @Bean
    PlatformHttp platformHttp(ProducerTemplate producer) {
        return PlatformCallRoutes.http(producer);
    }
}
