package io.quayside.app.integrations;

import io.quayside.app.http.Problem;
import io.quayside.app.http.ProblemWriter;
import io.quayside.app.http.Problems;
import io.quayside.connectors.spi.ConnectionAccess;
import io.quayside.connectors.spi.Connector;
import io.quayside.connectors.spi.WebhookGate;
import io.quayside.connectors.spi.WebhookKeys;
import io.quayside.domain.integrations.ConnectionId;
import io.quayside.domain.integrations.Platform;
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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * The edge: {@code POST /webhooks/{platform}/{connectionId}}, and {@code POST /webhooks/{platform}} for what a platform
 * sends to one address for all merchants of an app, such as Shopify's compliance webhooks. A servlet and no controller,
 * because this is the hot path and needs nothing but bytes. Answers 200 only once the delivery is durably queued; a paused
 * connection's deliveries are queued as well. What is refused is refused before the body is read, where that is possible.
 * A GET is a platform's question whether the address is ours.
 */
final class WebhookServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(WebhookServlet.class);
    private static final long RETRY_SECONDS = 5;
    private static final ConnectionId NOBODY = new ConnectionId(new UUID(0, 0));
    private final transient ConnectionDirectory directory;
    private final transient JdbcChannelAccounts accounts;
    private final transient FormerConnections former;
    private final transient ConsentApps apps;
    private final transient ConnectorRegistry connectors;
    private final transient Ingress ingress;
    private final transient WebhookPulse pulse;
    private final transient WebhookKeyring keyring;
    private final transient PublicUrl publicUrl;
    private final transient ProblemWriter problems;
    private final transient Clock clock;
    private final transient Semaphore room;
    private final int maxBody;

    WebhookServlet(
            ConnectionDirectory directory,
            JdbcChannelAccounts accounts,
            FormerConnections former,
            ConsentApps apps,
            ConnectorRegistry connectors,
            Ingress ingress,
            WebhookPulse pulse,
            WebhookKeyring keyring,
            PublicUrl publicUrl,
            ProblemWriter problems,
            Clock clock,
            WebhookSettings settings) {
        this.directory = directory;
        this.accounts = accounts;
        this.former = former;
        this.apps = apps;
        this.connectors = connectors;
        this.ingress = ingress;
        this.pulse = pulse;
        this.keyring = keyring;
        this.publicUrl = publicUrl;
        this.problems = problems;
        this.clock = clock;
        this.room = new Semaphore(settings.concurrent());
        this.maxBody = Math.toIntExact(settings.maxBody().toBytes());
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean question = "GET".equals(request.getMethod());
        if (!question && !"POST".equals(request.getMethod())) {
            refuseMethod(response);
            return;
        }
        if (!room.tryAcquire()) {
            problems.write(response, Problems.later(), Problems.retryAfter(RETRY_SECONDS));
            return;
        }
        try {
            if (question) {
                answer(request, response);
            } else {
                receive(request);
                response.setStatus(HttpServletResponse.SC_OK);
            }
        } catch (KeyNotYetHere notYet) {
            problems.write(response, Problems.later(), Problems.retryAfter(RETRY_SECONDS));
        } catch (Problem refused) {
            problems.write(response, refused);
        } catch (Ingress.IngressUnavailable away) {
            LOG.warn("webhooks are put off: {}", away.toString());
            problems.write(response, Problems.later(), Problems.retryAfter(RETRY_SECONDS));
        } finally {
            room.release();
        }
    }

    private void refuseMethod(HttpServletResponse response) throws IOException {
        response.setHeader("Allow", "POST");
        problems.write(
                response,
                new Problem(
                        HttpStatus.METHOD_NOT_ALLOWED,
                        "method-not-allowed",
                        "This address does not take that method",
                        "webhooks are sent with POST",
                        List.of()));
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        KnownConnection connection = connectionIn(request.getPathInfo());
        Map<String, String> query = new HashMap<>();
        request.getParameterMap().forEach((name, values) -> query.put(name, values[0]));
        Optional<String> json = gateOf(connection.platform())
                .challenge(
                        query,
                        publicUrl.webhook(
                                connection.platform(), connection.access().id()),
                        connection.access());
        if (json.isEmpty()) {
            refuseMethod(response);
            return;
        }
        response.setContentType("application/json");
        response.getOutputStream().write(json.get().getBytes(StandardCharsets.UTF_8));
    }

    private WebhookGate gateOf(Platform platform) {
        return connectorOf(platform).webhooks().orElseThrow(WebhookServlet::unknown);
    }

    private Connector connectorOf(Platform platform) {
        return connectors.find(platform).orElseThrow(WebhookServlet::unknown);
    }

    private void receive(HttpServletRequest request) throws IOException {
        String path = request.getPathInfo();
        Optional<Platform> app = appIn(path);
        if (app.isPresent()) {
            receiveOfApp(request, app.get());
            return;
        }
        KnownConnection connection = connectionIn(path);
        WebhookGate gate = gateOf(connection.platform());
        if (!taken(gate, callIn(request, gate), connection)) {
            throw badSignature();
        }
    }

    /** Each connection of the account that the call names gets it, by its own secret. */
    private void receiveOfApp(HttpServletRequest request, Platform platform) throws IOException {
        WebhookGate gate = gateOf(platform);
        WebhookGate.Request call = callIn(request, gate);
        String account = gate.account(call).orElseThrow(WebhookServlet::unknown);
        List<KnownConnection> concerned = accounts.of(platform, account).stream()
                .flatMap(id -> directory.find(id).stream())
                .toList();
        boolean taken = false;
        for (KnownConnection connection : concerned) {
            taken |= taken(gate, call, connection);
        }
        // where nobody has the account any more, the platform still wants to hear that it was understood
        boolean understood = heardForFormer(gate, call, platform, account);
        if (!taken && !(concerned.isEmpty() && understood)) {
            throw badSignature();
        }
    }

    /** @return false when it is not signed for this installation's own app */
    private boolean heardForFormer(WebhookGate gate, WebhookGate.Request call, Platform platform, String account) {
        ConnectionAccess app = new ConnectionAccess(NOBODY, apps.complete(platform, Map.of()), Map.of());
        if (!(gate.verify(call, app) instanceof WebhookGate.Verdict.Accepted accepted)) {
            return false;
        }
        former.hear(connectorOf(platform), account, accepted.topic(), call);
        return true;
    }

    private WebhookGate.Request callIn(HttpServletRequest request, WebhookGate gate) throws IOException {
        Instant now = clock.instant();
        requireType(request, gate);
        return new WebhookGate.Request(headersOf(request), read(request), now);
    }

    /** @return false when it is not signed for the connection */
    private boolean taken(WebhookGate gate, WebhookGate.Request call, KnownConnection connection) {
        WebhookGate.Verdict verdict = verdict(gate, call, connection);
        if (verdict instanceof WebhookGate.Verdict.Ignored) {
            return true;
        }
        if (!(verdict instanceof WebhookGate.Verdict.Accepted accepted)) {
            LOG.info(
                    "refused a webhook of connection {}: {}",
                    connection.access().id(),
                    verdict);
            return false;
        }
        ingress.accept(new ReceivedDelivery(
                connection.tenant(),
                connection.access().id(),
                connection.platform(),
                accepted.deliveryId(),
                accepted.topic(),
                accepted.orderKey(),
                call.receivedAt(),
                call.body()));
        pulse.heard(connection.access().id(), call.receivedAt());
        return true;
    }

    private static Problem badSignature() {
        return new Problem(
                HttpStatus.UNAUTHORIZED,
                "bad-signature",
                "The signature is wrong",
                "sign the raw body with this connection's own secret",
                List.of());
    }

    /** With the key that the call names, where the platform signs by one. */
    private WebhookGate.Verdict verdict(WebhookGate gate, WebhookGate.Request call, KnownConnection connection) {
        WebhookGate.Verdict first = gate.verify(call, connection.access());
        Optional<WebhookKeys> source = connectors.find(connection.platform()).flatMap(Connector::webhookKeys);
        if (!(first instanceof WebhookGate.Verdict.Undecided undecided) || source.isEmpty()) {
            return first;
        }
        WebhookKeyring.Look look = keyring.look(undecided.keyId(), connection, source.get());
        if (look instanceof WebhookKeyring.Look.NotYet) {
            throw new KeyNotYetHere();
        }
        return look instanceof WebhookKeyring.Look.Found found
                ? gate.verify(call.with(undecided.keyId(), found.key()), connection.access())
                : new WebhookGate.Verdict.Refused("the platform has no key " + undecided.keyId());
    }

    /** The call can't be judged yet, and must not be lost. */
    private static final class KeyNotYetHere extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** From {@code /{platform}}. */
    private static Optional<Platform> appIn(String path) {
        String[] parts = path == null ? new String[0] : path.split("/", -1);
        try {
            return parts.length == 2 ? Optional.of(new Platform(parts[1])) : Optional.empty();
        } catch (InvalidValue e) {
            return Optional.empty();
        }
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
