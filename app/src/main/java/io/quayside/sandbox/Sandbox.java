package io.quayside.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quayside.sandbox.bigcommerce.BigCommercePlatform;
import io.quayside.sandbox.magento.MagentoPlatform;
import io.quayside.sandbox.shopify.ShopifyPlatform;
import io.quayside.sandbox.woocommerce.WooPlatform;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running simulators: {@code /<platform>/…} is the platform, {@code /_sandbox/…} the control surface. All state is
 * in memory and gone with {@link #close}.
 */
public final class Sandbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);
    private static final int THREADS = 16;
    private static final String CONTROL = "/_sandbox";
    private final HttpServer server;
    private final ExecutorService workers;
    private final ScheduledExecutorService clockwork;
    private final List<Platform> platforms;

    private Sandbox(HttpServer server, Duration ordersEvery) {
        this.server = server;
        this.workers = Executors.newFixedThreadPool(THREADS, daemon("sandbox-http"));
        this.clockwork = Executors.newSingleThreadScheduledExecutor(daemon("sandbox-orders"));
        this.platforms =
                List.of(new ShopifyPlatform(), new WooPlatform(), new BigCommercePlatform(), new MagentoPlatform());
        server.setExecutor(workers);
        server.createContext("/", this::handle);
        server.start();
        if (ordersEvery.toMillis() > 0) {
            clockwork.scheduleWithFixedDelay(
                    () -> platforms.forEach(Platform::tick),
                    ordersEvery.toMillis(),
                    ordersEvery.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    /** Starts without orders that appear by themselves. */
    public static Sandbox start(int port) {
        return start(port, Duration.ZERO);
    }

    /**
     * @param port 0 draws a free one
     * @throws UncheckedIOException when the port is taken
     */
    public static Sandbox start(int port, Duration ordersEvery) {
        try {
            return new Sandbox(HttpServer.create(new InetSocketAddress(port), 0), ordersEvery);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The sandbox can't use port %d: set quayside.sandbox.port to another one, or quayside.sandbox.enabled to false"
                            .formatted(port),
                    e);
        }
    }

    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
        server.stop(0);
        workers.shutdownNow();
        platforms.forEach(Platform::close);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Reply reply;
            try {
                reply = route(Call.of(exchange));
            } catch (BadCall e) {
                reply = Reply.json(400, Json.object().put("errors", e.getMessage()));
            } catch (RuntimeException e) { // a bug of ours must not look like a dropped connection
                LOG.error("The sandbox failed at {}", exchange.getRequestURI().getPath(), e);
                reply = Reply.json(500, Json.object().put("errors", "Internal Server Error"));
            }
            send(exchange, reply);
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        boolean bodiless =
                reply.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : reply.body().length);
        if (!bodiless) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(reply.body());
            }
        }
    }

    private Reply route(Call call) {
        String path = call.path();
        if (path.equals("/") || path.equals(CONTROL) || path.equals(CONTROL + "/")) {
            return Reply.ok(overview());
        }
        for (Platform platform : platforms) {
            String control = CONTROL + "/" + platform.name();
            if (path.startsWith(control + "/")) {
                return platform.control(call.at(path.substring(control.length())));
            }
            if (path.startsWith("/" + platform.name() + "/")) {
                return platform.answer(call.at(path.substring(platform.name().length() + 1)));
            }
            var byHost = platform.pathByHost(call.header("host").orElse(""), path);
            if (byHost.isPresent()) {
                return platform.answer(call.at(byHost.get()));
            }
        }
        return Reply.json(404, Json.object().put("errors", "Not Found"));
    }

    private ObjectNode overview() {
        ObjectNode overview = Json.object().put("url", url().toString());
        ObjectNode list = overview.putObject("platforms");
        platforms.forEach(platform -> list.set(platform.name(), platform.describe(url() + "/" + platform.name())));
        return overview;
    }

    private static java.util.concurrent.ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
