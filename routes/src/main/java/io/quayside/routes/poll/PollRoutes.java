package io.quayside.routes.poll;

import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;

/** Polling Consumer (EIP): looks for connections that are due and has them fetched. */
public final class PollRoutes extends RouteBuilder {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private final Polls polls;

    public PollRoutes(Polls polls) {
        this.polls = polls;
    }

    @Override
    public void configure() {
        from("timer:poll?period=%d&fixedRate=false".formatted(LOOK_EVERY.toMillis()))
                .routeId("poll-connections")
                .routeDescription("Connections that are due are fetched: what webhooks missed comes in this way")
                .bean(polls, "startDue")
                .id("start-due-fetches");
    }
}
