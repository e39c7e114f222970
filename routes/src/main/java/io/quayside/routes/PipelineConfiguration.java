package io.quayside.routes;

import io.micrometer.core.instrument.MeterRegistry;
import io.quayside.domain.integrations.DeadLetters;
import io.quayside.domain.kernel.UnitOfWork;
import io.quayside.domain.orders.ReceiveOrders;
import io.quayside.routes.deadletter.DeadLetterDesk;
import io.quayside.routes.deadletter.DeadLetterRoutes;
import io.quayside.routes.deadletter.QueueReplays;
import io.quayside.routes.deadletter.Replays;
import io.quayside.routes.ingest.CamelImportQueue;
import io.quayside.routes.ingest.ImportMessages;
import io.quayside.routes.ingest.ImportQueue;
import io.quayside.routes.ingest.ImportRoutes;
import io.quayside.routes.ingest.OrderImporter;
import io.quayside.routes.jmsbatch.JmsBatchComponent;
import io.quayside.routes.normalize.NormalizeRoutes;
import io.quayside.routes.normalize.PrivacyDemands;
import io.quayside.routes.normalize.RawPayloads;
import io.quayside.routes.poll.PollRoutes;
import io.quayside.routes.poll.Polls;
import io.quayside.routes.poll.Watch;
import io.quayside.routes.poll.WatchRoutes;
import io.quayside.routes.receive.Ingress;
import io.quayside.routes.receive.ReceiveRoutes;
import io.quayside.routes.relay.Outbox;
import io.quayside.routes.relay.RelayRoutes;
import io.quayside.routes.relay.RelaySettings;
import io.quayside.routes.writeback.BrokenConnections;
import io.quayside.routes.writeback.OrderRequests;
import io.quayside.routes.writeback.OrderWrites;
import jakarta.jms.ConnectionFactory;
import java.time.Clock;
import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the pipeline together from the ports that the program provides. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PipelineSettings.class, RelaySettings.class})
public class PipelineConfiguration {

    @Bean(JmsBatchComponent.SCHEME)
    JmsBatchComponent jmsBatch(
            ConnectionFactory receiving, @Qualifier("jmsSendConnectionFactory") ConnectionFactory sending) {
        return new JmsBatchComponent(receiving, sending, new HealedByTime());
    }

    @Bean
    ImportMessages importMessages() {
        return new ImportMessages();
    }

    @Bean
    ReceiveRoutes receiveRoutes(ConnectorRegistry connectors) {
        return new ReceiveRoutes(connectors);
    }

    @Bean
    Ingress ingress(ProducerTemplate producer) {
        return ReceiveRoutes.ingress(producer);
    }

    @Bean
    NormalizeRoutes normalizeRoutes(
            ConnectorRegistry connectors,
            ConnectionDirectory connections,
            RawPayloads rawPayloads,
            ImportMessages importMessages,
            BrokenConnections broken,
            OrderRequests requests,
            PrivacyDemands demands,
            PipelineSettings settings) {
        return new NormalizeRoutes(
                connectors, connections, rawPayloads, importMessages, broken, requests, demands, settings);
    }

    @Bean
    ImportRoutes importRoutes(
            ImportMessages messages,
            ReceiveOrders receiveOrders,
            OrderRequests requests,
            MeterRegistry meters,
            PipelineSettings settings) {
        return new ImportRoutes(new OrderImporter(messages, receiveOrders, requests, meters), settings);
    }

    @Bean
    ImportQueue importQueue(ProducerTemplate producer, ImportMessages messages) {
        return new CamelImportQueue(producer, messages);
    }

    @Bean
    RelayRoutes relayRoutes(Outbox outbox, ProducerTemplate producer, RelaySettings settings) {
        return new RelayRoutes(outbox, producer, settings);
    }

    @Bean
    PollRoutes pollRoutes(Polls polls) {
        return new PollRoutes(polls);
    }

    @Bean
    WatchRoutes watchRoutes(Watch watch) {
        return new WatchRoutes(watch);
    }

    @Bean
    DeadLetterRoutes deadLetterRoutes(DeadLetters letters, UnitOfWork unitOfWork, Clock clock) {
        return new DeadLetterRoutes(new DeadLetterDesk(letters, unitOfWork, clock));
    }

    @Bean
    Replays replays(ProducerTemplate producer, OrderWrites writes) {
        return new QueueReplays(producer, writes);
    }
}
