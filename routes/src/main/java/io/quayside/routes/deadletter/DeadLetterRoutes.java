package io.quayside.routes.deadletter;

import io.quayside.routes.Channels;
import io.quayside.routes.Stage;
import org.apache.camel.builder.RouteBuilder;

/** Dead Letter Channel (EIP): what ends on a stage's dead-letter queue appears on the desk. */
public final class DeadLetterRoutes extends RouteBuilder {
    private final DeadLetterDesk desk;

    public DeadLetterRoutes(DeadLetterDesk desk) {
        this.desk = desk;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler()); // without the database a dead letter waits on its queue
        for (Stage stage : Stage.values()) {
            from("jms-batch:%s?maxMessages=100".formatted(Channels.dead(stage)))
                    .routeId("park-" + stage.inChannelNames())
                    .routeDescription("What stage %s could not process appears on the dead-letter desk"
                            .formatted(stage.inChannelNames()))
                    .setHeader(DeadLetterDesk.STAGE, constant(stage))
                    .bean(desk, "park")
                    .id("park-at-desk-" + stage.inChannelNames());
        }
    }
}
