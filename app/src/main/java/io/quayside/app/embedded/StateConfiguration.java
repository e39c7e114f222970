package io.quayside.app.embedded;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens the state directory; every part that keeps something in it asks for this bean. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HomeProperties.class)
class StateConfiguration {
    @Bean
    StateDirectory stateDirectory(HomeProperties properties) {
        return StateDirectory.open(properties.home());
    }
}
