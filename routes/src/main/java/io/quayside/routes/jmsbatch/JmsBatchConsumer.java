package io.quayside.routes.jmsbatch;

import io.quayside.routes.Headers;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The receiving side of {@link JmsBatchComponent}: each thread owns a connection, a transacted session and a loop. */
final class JmsBatchConsumer extends DefaultConsumer {
    private static final Logger log = LoggerFactory.getLogger(JmsBatchConsumer.class);
    private static final long IDLE_WAIT_MILLIS = 250;
    private static final long SHORTEST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;
    private static final int BIGGEST_MESSAGE = 16 << 20;
    /** Of our own properties only; see {@link QueueMessage}. */
    private static final String OUR_PREFIX = "Qs";

    private final JmsBatchEndpoint endpoint;
    private final JmsBatchComponent component;
    private @Nullable ExecutorService threads;

    JmsBatchConsumer(JmsBatchEndpoint endpoint, JmsBatchComponent component, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.component = component;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        threads = endpoint.getCamelContext()
                .getExecutorServiceManager()
                .newFixedThreadPool(this, "jms-batch-" + endpoint.destination().name(), endpoint.getConsumers());
        for (int i = 0; i < endpoint.getConsumers(); i++) {
            threads.execute(this::receiveUntilStopped);
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (threads != null) {
            endpoint.getCamelContext()
                    .getExecutorServiceManager()
                    .shutdownGraceful(threads, TimeUnit.SECONDS.toMillis(10));
            threads = null;
        }
        super.doStop();
    }

    private boolean receiving() {
        return isRunAllowed() && !isStoppingOrStopped() && !isSuspendingOrSuspended();
    }

    private void receiveUntilStopped() {
        Backoff backoff = new Backoff();
        while (receiving()) {
            try (Connection connection = component.receiving().createConnection();
                    Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                    MessageConsumer consumer =
                            session.createConsumer(endpoint.destination().in(session))) {
                connection.start();
                while (receiving()) {
                    List<Message> batch = receiveBatch(consumer);
                    if (!batch.isEmpty()) {
                        backoff.after(new Batch(session, batch).process());
                    }
                }
            } catch (JMSException | RuntimeException e) {
                if (receiving()) {
                    log.warn(
                            "{}: receiving stopped, trying again: {}",
                            endpoint.destination().name(),
                            e.toString());
                    backoff.after(false);
                }
            }
        }
    }

    /** Grows while nothing succeeds, so that an outage of the database does not use up the messages' attempts. */
    private static final class Backoff {
        private long next = SHORTEST_PAUSE_MILLIS;

        void after(boolean success) {
            if (success) {
                next = SHORTEST_PAUSE_MILLIS;
                return;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(next);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            next = Math.min(2 * next, LONGEST_PAUSE_MILLIS);
        }
    }

    private List<Message> receiveBatch(MessageConsumer consumer) throws JMSException {
        Message first = consumer.receive(IDLE_WAIT_MILLIS);
        if (first == null) {
            return List.of();
        }
        List<Message> batch = new ArrayList<>(endpoint.getMaxMessages());
        batch.add(first);
        long bytes = sizeOf(first);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(endpoint.getMaxWaitMillis());
        while (batch.size() < endpoint.getMaxMessages() && bytes < endpoint.getMaxBytes()) {
            Message next = consumer.receiveNoWait();
            if (next == null) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                next = left > 0 ? consumer.receive(left) : null;
            }
            if (next == null) {
                break;
            }
            batch.add(next);
            bytes += sizeOf(next);
        }
        return batch;
    }

    private static long sizeOf(Message message) throws JMSException {
        return message instanceof BytesMessage bytes ? bytes.getBodyLength() : 0;
    }

    /** One transaction of the session. */
    private final class Batch {
        private final Session session;
        private final List<Message> messages;

        Batch(Session session, List<Message> messages) {
            this.session = session;
            this.messages = messages;
        }

        /** @return false when the messages went back to the queue */
        boolean process() throws JMSException {
            List<QueueMessage> readable = new ArrayList<>(messages.size());
            try {
                for (Message message : messages) {
                    readable.add(read(message));
                }
                deliver(readable);
                session.commit();
                return true;
            } catch (Failure failure) {
                return recover(failure);
            } catch (UnusableMessage unusable) {
                return processOneByOne();
            }
        }

        private boolean recover(Failure failure) throws JMSException {
            if (component.isHealedByTime(failure.getCause())) {
                return rollback(failure.getCause());
            }
            if (messages.size() == 1) {
                park(messages.get(0), failure.getCause());
                session.commit();
                return true;
            }
            log.info(
                    "{}: a batch of {} failed, repeating it one by one: {}",
                    endpoint.destination().name(),
                    messages.size(),
                    failure.getCause().toString());
            return processOneByOne();
        }

        private boolean processOneByOne() throws JMSException {
            for (Message message : messages) {
                try {
                    deliver(List.of(read(message)));
                } catch (Failure failure) {
                    if (component.isHealedByTime(failure.getCause())) {
                        return rollback(failure.getCause());
                    }
                    park(message, failure.getCause());
                } catch (UnusableMessage unusable) {
                    park(message, unusable);
                }
            }
            session.commit();
            return true;
        }

        private boolean rollback(Throwable cause) throws JMSException {
            log.warn(
                    "{}: {} messages go back to the queue: {}",
                    endpoint.destination().name(),
                    messages.size(),
                    cause.toString());
            session.rollback();
            return false;
        }

        private void deliver(List<QueueMessage> batch) throws Failure, JMSException {
            Outgoing outgoing = new Outgoing();
            Exchange exchange = createExchange(true);
            try {
                exchange.getMessage().setBody(batch);
                exchange.setProperty(Outgoing.PROPERTY, outgoing);
                getProcessor().process(exchange);
                if (exchange.getException() != null) {
                    throw new Failure(exchange.getException());
                }
            } catch (Failure failure) {
                throw failure;
            } catch (Exception e) { // Processor.process declares it; whatever it is, the batch has failed
                throw new Failure(e);
            } finally {
                releaseExchange(exchange, true);
            }
            outgoing.sendAll(session);
        }

        private void park(Message message, Throwable cause) throws JMSException {
            log.warn(
                    "{}: a message can't be processed: {}",
                    endpoint.destination().name(),
                    cause.toString());
            if (endpoint.getDeadLetterQueue().isEmpty()) {
                throw new JMSException(
                        "no dead-letter queue for " + endpoint.destination().name());
            }
            QueueMessage letter = readLeniently(message)
                    .with(Headers.REASON, DeadLetterReason.reason(cause))
                    .with(Headers.FIELD, DeadLetterReason.field(cause))
                    .with(Headers.DETAIL, DeadLetterReason.detail(cause));
            Outgoing outgoing = new Outgoing();
            outgoing.add(JmsBatchComponent.Destination.parse(endpoint.getDeadLetterQueue()), letter);
            outgoing.sendAll(session);
        }
    }

    private static QueueMessage read(Message message) throws JMSException {
        byte[] body;
        if (message instanceof BytesMessage bytes) {
            if (bytes.getBodyLength() > BIGGEST_MESSAGE) {
                throw new UnusableMessage("a message of %d bytes is over the limit of %d"
                        .formatted(bytes.getBodyLength(), BIGGEST_MESSAGE));
            }
            body = new byte[(int) bytes.getBodyLength()];
            bytes.reset();
            bytes.readBytes(body);
        } else if (message instanceof TextMessage text && text.getText() != null) {
            body = text.getText().getBytes(StandardCharsets.UTF_8);
        } else {
            throw new UnusableMessage(
                    "only bytes and text messages are accepted here, this is neither; its content was not opened");
        }
        return new QueueMessage(ourHeaders(message), body);
    }

    private static QueueMessage readLeniently(Message message) throws JMSException {
        try {
            return read(message);
        } catch (UnusableMessage unusable) {
            return new QueueMessage(ourHeaders(message), new byte[0]);
        }
    }

    private static Map<String, String> ourHeaders(Message message) throws JMSException {
        Map<String, String> headers = new HashMap<>();
        Enumeration<?> names = message.getPropertyNames();
        while (names.hasMoreElements()) {
            String name = String.valueOf(names.nextElement());
            if (name.startsWith(OUR_PREFIX)) {
                String value = message.getStringProperty(name);
                if (value != null) {
                    headers.put(name, value);
                }
            }
        }
        return headers;
    }

    private static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        Failure(Throwable cause) {
            super(cause);
        }

        @Override
        public synchronized Throwable getCause() {
            return java.util.Objects.requireNonNull(super.getCause());
        }
    }
}
