package io.quayside.routes.ingest;

import io.quayside.routes.Channels;
import io.quayside.routes.PipelineSettings;
import io.quayside.routes.Stage;
import org.apache.camel.builder.RouteBuilder;

/** Batches of canonical orders become orders with stock reserved. */
public final class ImportRoutes extends RouteBuilder {
    private final OrderImporter importer;
    private final PipelineSettings settings;

    public ImportRoutes(OrderImporter importer, PipelineSettings settings) {
        this.importer = importer;
        this.settings = settings;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler()); // the batch consumer repeats and parks
        from(settings.batchesFrom(Channels.IMPORT, Stage.IMPORT, settings.importers()))
                .routeId("import-orders")
                .routeDescription("Canonical orders reach the domain core, each exactly once")
                .bean(importer, "importBatch")
                .id("receive-orders");
    }
}
