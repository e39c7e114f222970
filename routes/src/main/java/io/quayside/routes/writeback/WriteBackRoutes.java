package io.quayside.routes.writeback;

import io.quayside.connectors.spi.Connector;
import io.quayside.domain.kernel.TenantId;
import io.quayside.routes.Channels;
import io.quayside.routes.ConnectionDirectory;
import io.quayside.routes.ConnectorRegistry;
import io.quayside.routes.Headers;
import io.quayside.routes.Stage;
import io.quayside.routes.jmsbatch.QueueMessage;
import io.quayside.routes.writeback.ChannelWork.Due;
import io.quayside.routes.writeback.ChannelWork.EventNotice;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Domain events become work to do at channels (Event-Driven Consumer), and due work is done at its platform, one
 * connection on one thread, so that a slow one delays no other.
 */
public final class WriteBackRoutes extends RouteBuilder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriteBackRoutes.class);

    private final ConnectorRegistry connectors;
    private final ConnectionDirectory connections;
    private final ChannelWork work;
    private final ChannelWorker worker;
    private final ProducerTemplate producer;
    private final WriteBackSettings settings;
    private final Set<Due> underWay = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor threads;

    WriteBackRoutes(
            ConnectorRegistry connectors,
            ConnectionDirectory connections,
            ChannelWork work,
            ChannelWorker worker,
            ProducerTemplate producer,
            WriteBackSettings settings) {
        this.connectors = connectors;
        this.connections = connections;
        this.work = work;
        this.worker = worker;
        this.producer = producer;
        this.settings = settings;
        this.threads = new ThreadPoolExecutor(
                0, settings.connections(), 1, TimeUnit.MINUTES, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "write-back");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler()); // what failed is due again; see ChannelWork
        from("jms-batch:%s?maxMessages=500&maxWaitMillis=50&deadLetterQueue=%s"
                        .formatted(Channels.WRITE_BACK, Channels.dead(Stage.WRITEBACK)))
                .routeId("remember-writes")
                .routeDescription("Shipments, cancellations and stock changes become writes to channels")
                .bean(this, "remember")
                .id("remember");

        from("timer:write-back?period=%d&fixedRate=false"
                        .formatted(settings.interval().toMillis()))
                .routeId("dispatch-writes")
                .routeDescription("Connections with due writes get a thread each")
                .bean(this, "dispatch")
                .id("dispatch");

        for (Connector connector : connectors.all()) {
            from("direct:write-back-" + connector.platform())
                    .routeId("write-back-" + connector.platform())
                    .routeDescription("%s: orders to fetch one by one; shipments, cancellations and stock to tell"
                            .formatted(connector.displayName()))
                    .bean(worker, "write")
                    .id("tell-" + connector.platform());
        }
    }

    /** The events of a batch, as notices to remember. */
    public void remember(List<QueueMessage> events) {
        work.remember(events.stream().map(WriteBackRoutes::notice).toList());
    }

    private static EventNotice notice(QueueMessage message) {
        return new EventNotice(
                UUID.fromString(message.header(Headers.EVENT_ID)),
                TenantId.of(message.header(Headers.TENANT)),
                message.header(Headers.EVENT_TYPE),
                message.header(Headers.AGGREGATE),
                message.body());
    }

    /** Gives each connection that has something due a thread, unless it has one. */
    public void dispatch() {
        for (Due due : work.due(2 * settings.connections())) {
            if (!underWay.add(due)) {
                continue;
            }
            try {
                threads.execute(() -> run(due));
            } catch (RejectedExecutionException allBusy) {
                underWay.remove(due);
                return;
            }
        }
    }

    private void run(Due due) {
        try {
            connections
                    .find(due.connection())
                    .ifPresent(known -> producer.sendBody("direct:write-back-" + known.platform(), due));
        } catch (CamelExecutionException failed) { // still due
            LOG.warn("writing to connection {} failed", due.connection(), failed.getCause());
        } catch (RuntimeException failed) {
            LOG.warn("writing to connection {} failed", due.connection(), failed);
        } finally {
            underWay.remove(due);
        }
    }

    @Override
    public void close() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
            threads.shutdownNow(); // what is under way is due again after the next start
        }
    }
}
