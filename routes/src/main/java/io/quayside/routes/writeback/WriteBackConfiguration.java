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

    @Bean
    ChannelCalls channelCalls(
            FreshAccess access, BrokenConnections broken, PlatformHttp http, WriteBackSettings settings) {
        return new ChannelCalls(access, broken, http, settings);
    }

    @Bean(destroyMethod = "close")
    OrderFetcher orderFetcher(OrderFetches fetches, ChannelCalls calls, Ingress ingress, Clock clock) {
        return new OrderFetcher(fetches, calls, ingress, clock);
    }

    @Bean
    OrderTeller orderTeller(OrderWrites writes, ChannelCalls calls, CarrierMappings carriers) {
        return new OrderTeller(writes, calls, carriers);
    }

    @Bean
    StockTeller stockTeller(StockWrites writes, ChannelCalls calls) {
        return new StockTeller(writes, calls);
    }

    @Bean
    ChannelWorker channelWorker(
            ChannelWork work,
            ConnectionDirectory connections,
            ConnectorRegistry connectors,
            OrderFetcher fetcher,
            OrderTeller orders,
            StockTeller stock) {
        return new ChannelWorker(work, connections, connectors, fetcher, orders, stock);
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
