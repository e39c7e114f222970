package io.quayside.routes.receive;

import io.quayside.connectors.spi.Connector;
import io.quayside.domain.integrations.Platform;
import io.quayside.routes.Channels;
import io.quayside.routes.ConnectorRegistry;
import io.quayside.routes.DeliveryMessages;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;

/** Message Endpoint with Guaranteed Delivery: a verified delivery is durable on its queue before anyone says 200. */
public final class ReceiveRoutes extends RouteBuilder {
    private final ConnectorRegistry connectors;

    public ReceiveRoutes(ConnectorRegistry connectors) {
        this.connectors = connectors;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler()); // the caller answers 503 and the sender comes back
        for (Connector connector : connectors.all()) {
            Platform platform = connector.platform();
            from(entrance(platform))
                    .routeId("receive-" + platform)
                    .routeDescription(
                            connector.displayName() + " deliveries become durable before they are acknowledged")
                    .bean(DeliveryMessages.class, "toMessage")
                    .to("jms-batch:" + Channels.ingress(platform))
                    .id("queue-" + platform);
        }
    }

    private static String entrance(Platform platform) {
        return "direct:receive-" + platform;
    }

    /** The routes behind their port. Thread-safe. */
    public static Ingress ingress(ProducerTemplate producer) {
        return delivery -> {
            try {
                producer.sendBody(entrance(delivery.platform()), delivery);
            } catch (CamelExecutionException e) {
                throw new Ingress.IngressUnavailable(e);
            }
        };
    }
}
