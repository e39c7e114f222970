package io.quayside.routes.writeback;

import io.quayside.connectors.spi.ConnectorException;
import io.quayside.connectors.spi.PlatformHttp;
import io.quayside.connectors.spi.PlatformHttp.Answer;
import io.quayside.connectors.spi.PlatformHttp.Request;
import java.net.URI;
import java.util.Objects;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;

/** Throttler → Circuit Breaker → HTTP. */
public final class PlatformCallRoutes extends RouteBuilder {
    private static final String CALL = "direct:platform-call";

    private final CallLimits limits;
    private final PlatformCaller caller;

    PlatformCallRoutes(CallLimits limits, PlatformCaller caller) {
        this.limits = limits;
        this.caller = caller;
    }

    @Override
    public void configure() {
        from(CALL)
                .routeId("platform-call")
                .routeDescription("Every call to a platform: limit and breaker of its connection, then HTTP")
                .errorHandler(noErrorHandler()) // the caller knows what a failure means
                .removeHeaders("*") // the sole guard against headers that steer a call (CVE-2026-78164); do not remove
                .bean(this, "call")
                .id("http");
    }

    /** Within the connection's limits. */
    public Answer call(Request request) {
        CallLimits.Admission admission = limits.admit(request);
        try {
            Answer answer = caller.call(request);
            admission.answered(answer);
            return answer;
        } catch (ConnectorException e) {
            admission.failed(e);
            throw e;
        }
    }

    /** The route behind its port. Thread-safe. */
    static PlatformHttp http(ProducerTemplate producer) {
        return request -> {
            try {
                return Objects.requireNonNull(producer.requestBody(CALL, request, Answer.class));
            } catch (CamelExecutionException e) {
                if (e.getCause() instanceof ConnectorException known) {
                    throw known;
                }
                throw e;
            }
        };
    }

    /** Where a browser must be sent in place of the URL, by the operator's aliases. */
    public URI resolve(URI uri) {
        return caller.resolve(uri);
    }
}
