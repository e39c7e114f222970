package io.quayside.app.outgoing;

import io.quayside.routes.writeback.OutgoingCalls;
import io.quayside.routes.writeback.PlatformCallSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({OutgoingSettings.class, PlatformCallSettings.class})
class OutgoingConfiguration {
    @Bean(destroyMethod = "close")
    OutgoingCalls outgoingCalls(PlatformCallSettings platforms, OutgoingSettings settings) {
        return new OutgoingCalls(platforms, settings.answerTimeout());
    }
}
