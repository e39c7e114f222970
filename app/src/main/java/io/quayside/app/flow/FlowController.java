package io.quayside.app.flow;

import io.quayside.app.security.Merchant;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The live picture of the hub. */
@RestController
@RequestMapping("/api/v1/flow")
@Tag(name = "Flow")
class FlowController {
    private static final String READ = "integrations:read";

    private final FlowReader reader;
    private final BrokerQueues queues;
    private final FlowStreams streams;

    FlowController(FlowReader reader, BrokerQueues queues, FlowStreams streams) {
        this.reader = reader;
        this.queues = queues;
        this.streams = streams;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "What runs through the hub now: rates, backlog, limits and errors of each connection")
    Flow show(Merchant who) {
        who.require(READ);
        Flow flow = reader.of(who.tenant());
        return who.operator() ? flow.withQueues(queues.depths()) : flow;
    }

    @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "The same every two seconds, as server-sent events named 'flow'",
            description =
                    "Send the access token as a header, with fetch rather than EventSource. The stream ends after"
                            + " a quarter of an hour, as access tokens do: come back with a new one. At most ten for a merchant.")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = Flow.class)))
    ResponseEntity<SseEmitter> stream(Merchant who) {
        who.require(READ);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no") // else nginx keeps events until there are enough
                .body(streams.open(who.tenant(), who.operator()));
    }
}
