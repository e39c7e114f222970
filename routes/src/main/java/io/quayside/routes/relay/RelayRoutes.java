package io.quayside.routes.relay;

import io.quayside.routes.Channels;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;

/** The transactional outbox leaves for topic {@code events} and, by Wire Tap, for Kafka when brokers are configured. */
public final class RelayRoutes extends RouteBuilder {
    private static final int MOST_AT_ONCE = 500;
    private static final String PUBLISH = "direct:publish-events";

    private final Outbox outbox;
    private final ProducerTemplate producer;
    private final RelaySettings settings;

    public RelayRoutes(Outbox outbox, ProducerTemplate producer, RelaySettings settings) {
        this.outbox = outbox;
        this.producer = producer;
        this.settings = settings;
    }

    @Override
    public void configure() {
        // a failed round leaves the events in the outbox, the next round tries again
        from("timer:outbox?period=%d&fixedRate=false"
                        .formatted(settings.interval().toMillis()))
                .routeId("relay-outbox")
                .routeDescription("Domain events leave the outbox in order, at least once")
                .bean(this, "drain")
                .id("drain-outbox");

        from(PUBLISH)
                .routeId("publish-events")
                .routeDescription("Events go to the topic, and to Kafka when configured")
                .errorHandler(noErrorHandler())
                .choice()
                .when(constant(!settings.kafkaBrokers().isEmpty()))
                .to("direct:publish-to-kafka")
                .end()
                .bean(EventMessages.class, "toMessages")
                .to("jms-batch:topic:" + Channels.EVENTS)
                .id("publish-to-topic");

        if (!settings.kafkaBrokers().isEmpty()) {
            from("direct:publish-to-kafka")
                    .routeId("publish-to-kafka")
                    .errorHandler(noErrorHandler())
                    .split(body())
                    .stopOnException()
                    .removeHeaders("*")
                    .setHeader(KafkaConstants.KEY, simple("${body.aggregateId}"))
                    .bean(EventMessages.class, "toJson")
                    .to("kafka:%s?brokers=%s&requestRequiredAcks=all&enableIdempotence=true"
                            .formatted(settings.kafkaTopic(), settings.kafkaBrokers()))
                    .end();
        }
    }

    /** Until the outbox is empty. */
    public void drain(Exchange exchange) {
        int relayed;
        do {
            relayed = outbox.relay(MOST_AT_ONCE, events -> producer.sendBody(PUBLISH, events));
        } while (relayed == MOST_AT_ONCE && exchange.getContext().isStarted());
    }
}
