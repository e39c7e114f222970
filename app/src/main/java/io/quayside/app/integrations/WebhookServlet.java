package io.quayside.app.integrations;

import io.quayside.app.http.Problem;
import io.quayside.app.http.ProblemWriter;
import io.quayside.app.http.Problems;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.WebhookGate;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.kernel.InvalidValue;
import io.quayside.routes.ConnectionDirectory;
import io.quayside.routes.ConnectionDirectory.KnownConnection;
import io.quayside.routes.ConnectorRegistry;
import io.quayside.routes.receive.Ingress;
import io.quayside.routes.receive.ReceivedDelivery;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * The edge: {@code POST /webhooks/{platform}/{connectionId}}. A servlet and no controller, because this is the hot path
 * and needs nothing but bytes. Answers 200 only once the delivery is durably queued; a paused connection's deliveries
 * are queued as well. What is refused is refused before the body is read, where that is possible.
 */
final class WebhookServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(WebhookServlet.class);
    private static final long RETRY_SECONDS = 5;
    private final transient ConnectionDirectory directory;
    private final transient ConnectorRegistry connectors;
    private final transient Ingress ingress;
    private final transient WebhookPulse pulse;
    private final transient ProblemWriter problems;
    private final transient Clock clock;
    private final transient Semaphore room;
    private final int maxBody;

    WebhookServlet(
            ConnectionDirectory directory,
            ConnectorRegistry connectors,
            Ingress ingress,
            WebhookPulse pulse,
            ProblemWriter problems,
            Clock clock,
            WebhookSettings settings) {
        this.directory = directory;
        this.connectors = connectors;
        this.ingress = ingress;
        this.pulse = pulse;
        this.problems = problems;
        this.clock = clock;
        this.room = new Semaphore(settings.concurrent());
        this.maxBody = Math.toIntExact(settings.maxBody().toBytes());
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!"POST".equals(request.getMethod())) {
            response.setHeader("Allow", "POST");
            problems.write(
                    response,
                    new Problem(
                            HttpStatus.METHOD_NOT_ALLOWED,
                            "method-not-allowed",
                            "This address does not take that method",
                            "webhooks are sent with POST",
                            List.of()));
            return;
        }
        if (!room.tryAcquire()) {
            problems.write(response, Problems.later(), Problems.retryAfter(RETRY_SECONDS));
            return;
        }
        try {
            receive(request);
            response.setStatus(HttpServletResponse.SC_OK);
        } catch (Problem refused) {
            problems.write(response, refused);
        } catch (Ingress.IngressUnavailable away) {
            LOG.warn("webhooks are put off: {}", away.toString());
            problems.write(response, Problems.later(), Problems.retryAfter(RETRY_SECONDS));
        } finally {
            room.release();
        }
    }

    private void receive(HttpServletRequest request) throws IOException {
        Instant now = clock.instant();
        KnownConnection connection = connectionIn(request.getPathInfo());
        WebhookGate gate = connectors
                .find(connection.platform())
                .flatMap(Connector::webhooks)
                .orElseThrow(WebhookServlet::unknown);
        requireType(request, gate);
        byte[] body = read(request);
        WebhookGate.Verdict verdict =
                gate.verify(new WebhookGate.Request(headersOf(request), body, now), connection.access());
        if (verdict instanceof WebhookGate.Verdict.Ignored) {
            return;
        }
        if (!(verdict instanceof WebhookGate.Verdict.Accepted accepted)) {
            LOG.info(
                    "refused a webhook of connection {}: {}",
                    connection.access().id(),
                    verdict);
            throw new Problem(
                    HttpStatus.UNAUTHORIZED,
                    "bad-signature",
                    "The signature is wrong",
                    "sign the raw body with this connection's own secret",
                    List.of());
        }
        ingress.accept(new ReceivedDelivery(
                connection.tenant(),
                connection.access().id(),
                connection.platform(),
                accepted.deliveryId(),
                accepted.topic(),
                accepted.orderKey(),
                now,
                body));
        pulse.heard(connection.access().id(), now);
    }

    /** From {@code /{platform}/{connectionId}}. */
    private KnownConnection connectionIn(String path) {
        String[] parts = path == null ? new String[0] : path.split("/", -1);
        if (parts.length != 3) {
            throw unknown();
        }
        return idIn(parts[2])
                .flatMap(directory::find)
                .filter(connection -> connection.platform().name().equals(parts[1]))
                .orElseThrow(WebhookServlet::unknown);
    }

    private static Optional<ConnectionId> idIn(String text) {
        try {
            return Optional.of(ConnectionId.of(text));
        } catch (InvalidValue e) {
            return Optional.empty();
        }
    }

    /** Compressed bodies are refused: a small one may be a large one in disguise. */
    private static void requireType(HttpServletRequest request, WebhookGate gate) {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.isBlank() && !"identity".equalsIgnoreCase(encoding)) {
            throw wrongType("send the body without Content-Encoding");
        }
        String type = request.getContentType();
        if (!gate.takes(type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))) {
            throw wrongType("send Content-Type: application/json");
        }
    }

    private byte[] read(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > maxBody) {
            throw tooLarge();
        }
        byte[] body = request.getInputStream().readNBytes(maxBody + 1);
        if (body.length > maxBody) {
            throw tooLarge();
        }
        return body;
    }

    private static Map<String, String> headersOf(HttpServletRequest request) {
        Map<String, String> headers = new HashMap<>();
        for (Enumeration<String> names = request.getHeaderNames(); names.hasMoreElements(); ) {
            String name = names.nextElement();
            headers.put(name, request.getHeader(name));
        }
        return headers;
    }

    private Problem tooLarge() {
        return Problems.tooLarge((maxBody >> 20) + " MiB");
    }

    private static Problem wrongType(String fix) {
        return new Problem(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "unsupported-media-type",
                "The body has the wrong type",
                fix,
                List.of());
    }

    private static Problem unknown() {
        return Problem.notFound("connection: check the webhook's address");
    }
}
