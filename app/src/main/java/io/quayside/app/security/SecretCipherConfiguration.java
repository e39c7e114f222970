package io.quayside.app.security;

import io.quayside.app.embedded.StateDirectory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The master key: {@code QUAYSIDE_MASTER_KEY}, or a key file made on the first start. */
@Configuration(proxyBeanMethods = false)
class SecretCipherConfiguration {
    @Bean
    SecretCipher secretCipher(StateDirectory home, @Value("${quayside.master-key:}") String given) {
        return new SecretCipher(given.isBlank() ? MasterKey.ofInstallation(home) : MasterKey.parse(given));
    }
}
