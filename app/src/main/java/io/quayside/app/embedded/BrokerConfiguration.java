package io.quayside.app.embedded;

import io.quayside.connectors.spi.Connector;
import io.quayside.domain.integrations.Platform;
import io.quayside.routes.ConnectorRegistry;
import jakarta.jms.ConnectionFactory;
import java.util.List;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jms.connection.CachingConnectionFactory;

/**
 * Ways to the broker: the embedded one unless {@code spring.artemis.broker-url} names another. Its beans stop after
 * Camel's routes and before the database.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({BrokerProperties.class, ArtemisProperties.class})
class BrokerConfiguration {
    private static final int SEND_TIMEOUT_MILLIS = 5_000;

    /** For consumers, which each keep a connection of their own. */
    @Bean
    @Primary
    ActiveMQConnectionFactory connectionFactory(BrokerAccess broker) {
        return factory(broker);
    }

    /** For senders: sessions and producers are kept, consumers never (a kept one would hold on to messages). */
    @Bean
    ConnectionFactory jmsSendConnectionFactory(BrokerAccess broker) {
        ActiveMQConnectionFactory target = factory(broker);
        target.setCallTimeout(SEND_TIMEOUT_MILLIS);
        CachingConnectionFactory cache = new CachingConnectionFactory(target);
        cache.setSessionCacheSize(32);
        cache.setCacheConsumers(false);
        return cache;
    }

    static ActiveMQConnectionFactory factory(BrokerAccess broker) {
        ActiveMQConnectionFactory factory =
                new ActiveMQConnectionFactory(broker.url(), broker.user(), broker.password());
        // we send bytes and text only; a serialized object is an attack (CVE-2026-40860, CVE-2026-43866)
        factory.setDeserializationDenyList("*");
        return factory;
    }

    @Configuration(proxyBeanMethods = false)
    @Conditional(NoBrokerGiven.class)
    static class Embedded {
        /** The database is asked for although unused: what starts later stops earlier. */
        @Bean
        EmbeddedBroker embeddedBroker(
                StateDirectory home,
                BrokerProperties limits,
                ObjectProvider<ConnectorRegistry> connectors,
                ObjectProvider<EmbeddedDatabase> database) {
            database.getIfAvailable();
            return EmbeddedBroker.start(home, limits, platforms(connectors));
        }

        @Bean
        BrokerAccess brokerAccess(EmbeddedBroker broker) {
            return broker.access();
        }

        private static List<Platform> platforms(ObjectProvider<ConnectorRegistry> connectors) {
            return connectors.stream()
                    .flatMap(registry -> registry.all().stream())
                    .map(Connector::platform)
                    .toList();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("spring.artemis.broker-url")
    static class External {
        @Bean
        BrokerAccess brokerAccess(ArtemisProperties properties) {
            return new BrokerAccess(properties.getBrokerUrl(), properties.getUser(), properties.getPassword());
        }
    }

    static class NoBrokerGiven extends NoneNestedConditions {
        NoBrokerGiven() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @ConditionalOnProperty("spring.artemis.broker-url")
        static class Given {}
    }
}
