package io.quayside.routes.poll;

import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;

/** The watchdog's clock. */
public final class WatchRoutes extends RouteBuilder {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private final Watch watch;

    public WatchRoutes(Watch watch) {
        this.watch = watch;
    }

    @Override
    public void configure() {
        from("timer:watch?period=%d&fixedRate=false".formatted(LOOK_EVERY.toMillis()))
                .routeId("watch-connections")
                .routeDescription(
                        "Webhooks are kept in place, orders are counted against the platform's, stock is confirmed")
                .bean(watch, "startDue")
                .id("start-due-looks");
    }
}
