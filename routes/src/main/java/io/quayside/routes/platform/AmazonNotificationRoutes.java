package io.quayside.routes.platform;

import org.apache.camel.builder.RouteBuilder;

/** Polling Consumer (EIP) of Amazon's queue; the one way in that no platform calls. */
public final class AmazonNotificationRoutes extends RouteBuilder {
    /** Between one long poll and the next. */
    private static final int PAUSE_MILLIS = 50;

    private final AmazonNotifications notifications;

    public AmazonNotificationRoutes(AmazonNotifications notifications) {
        this.notifications = notifications;
    }

    @Override
    public void configure() {
        from("timer:amazon-notifications?fixedRate=false&period=" + PAUSE_MILLIS)
                .routeId("receive-amazon-notifications")
                .routeDescription("Amazon's notifications of all sellers go to the connections that they are for")
                .bean(notifications, "receive")
                .id("poll-amazon-queue")
                .bean(notifications, "handOver")
                .id("hand-over-amazon-notifications");
    }
}
