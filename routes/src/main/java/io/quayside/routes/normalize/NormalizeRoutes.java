package io.quayside.routes.normalize;

import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.Unreadable;
import io.quayside.domain.integrations.Platform;
import io.quayside.routes.Channels;
import io.quayside.routes.ConnectionDirectory;
import io.quayside.routes.ConnectorRegistry;
import io.quayside.routes.PipelineSettings;
import io.quayside.routes.Stage;
import io.quayside.routes.deadletter.Parking;
import io.quayside.routes.ingest.ImportMessages;
import io.quayside.routes.writeback.BrokenConnections;
import io.quayside.routes.writeback.OrderRequests;
import org.apache.camel.builder.RouteBuilder;

/** Normalizer (EIP): one route for each platform, made from the registry. */
public final class NormalizeRoutes extends RouteBuilder {
    private final ConnectorRegistry connectors;
    private final ConnectionDirectory connections;
    private final RawPayloads rawPayloads;
    private final ImportMessages importMessages;
    private final BrokenConnections broken;
    private final OrderRequests requests;
    private final PrivacyDemands demands;
    private final PipelineSettings settings;

    public NormalizeRoutes(
            ConnectorRegistry connectors,
            ConnectionDirectory connections,
            RawPayloads rawPayloads,
            ImportMessages importMessages,
            BrokenConnections broken,
            OrderRequests requests,
            PrivacyDemands demands,
            PipelineSettings settings) {
        this.connectors = connectors;
        this.connections = connections;
        this.rawPayloads = rawPayloads;
        this.importMessages = importMessages;
        this.broken = broken;
        this.requests = requests;
        this.demands = demands;
        this.settings = settings;
    }

    @Override
    public void configure() {
        errorHandler(
                noErrorHandler()); // the batch consumer repeats and parks; a second policy here would hide failures
        for (Connector connector : connectors.all()) {
            Platform platform = connector.platform();
            Normalizer normalizer =
                    new Normalizer(connector, connections, rawPayloads, importMessages, broken, requests, demands);
            from(settings.batchesFrom(Channels.ingress(platform), Stage.NORMALIZE, settings.normalizers()))
                    .routeId("normalize-" + platform)
                    .routeDescription(connector.displayName() + " deliveries become canonical orders")
                    .bean(normalizer, "checkIn")
                    .id("claim-check-" + platform)
                    .split(body())
                    .stopOnException()
                    .doTry()
                    .bean(normalizer, "translate")
                    .id("translate-" + platform)
                    .to("jms-batch:" + Channels.IMPORT)
                    .id("hand-over-" + platform)
                    .doCatch(Unreadable.class)
                    .bean(Parking.class, "asDeadLetter")
                    .to("jms-batch:" + Channels.dead(Stage.NORMALIZE))
                    .id("park-" + platform)
                    .endDoTry()
                    .end();
        }
    }
}
