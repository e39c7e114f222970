package io.quayside.routes.writeback;

import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.RateLimits;
import io.quayside.domain.integrations.CarrierMappings;
import io.quayside.routes.ConnectionDirectory;
import io.quayside.routes.ConnectorRegistry;
import io.quayside.routes.receive.Ingress;
import java.time.Clock;
import org.apache.camel.ProducerTemplate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the way out together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PlatformCallSettings.class, WriteBackSettings.class})
class WriteBackConfiguration {
    @Bean(destroyMethod = "close")
    PlatformCaller platformCaller(PlatformCallSettings settings) {
        return new PlatformCaller(settings);
    }

    @Bean
    PlatformCallRoutes platformCallRoutes(
            PlatformCallSettings settings,
            PlatformCaller caller,
            ConnectionDirectory connections,
            ConnectorRegistry connectors,
            SharedLimits limits,
            Clock clock) {
        RateLimits unknown = RateLimits.polite(settings.burst(), settings.perSecond());
        return new PlatformCallRoutes(
                new CallLimits(
                        connection -> connections
                                .find(connection)
                                .flatMap(known -> connectors.find(known.platform()))
                                .map(Connector::rateLimits)
                                .orElse(unknown),
                        limits,
                        clock),
                caller);
    }

    @Bean
    PlatformHttp platformHttp(ProducerTemplate producer) {
        return PlatformCallRoutes.http(producer);
    }

    @Bean(destroyMethod = "close")
    ChannelWorker channelWorker(
            ChannelWork work,
            ConnectionDirectory connections,
            ConnectorRegistry connectors,
            FreshAccess access,
            BrokenConnections broken,
            PlatformHttp http,
            Ingress ingress,
            CarrierMappings carriers,
            Clock clock,
            WriteBackSettings settings) {
        return new ChannelWorker(
                work, connections, connectors, access, broken, http, ingress, carriers, clock, settings);
    }

    @Bean(destroyMethod = "close")
    WriteBackRoutes writeBackRoutes(
            ConnectorRegistry connectors,
            ConnectionDirectory connections,
            ChannelWork work,
            ChannelWorker worker,
            ProducerTemplate producer,
            WriteBackSettings settings) {
        return new WriteBackRoutes(connectors, connections, work, worker, producer, settings);
    }
}
