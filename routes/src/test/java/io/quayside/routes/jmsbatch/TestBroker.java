package io.quayside.routes.jmsbatch;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A real broker in this JVM, without a journal. */
public final class TestBroker implements AutoCloseable {
    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private final ActiveMQConnectionFactory connections;

    public TestBroker(int serverId) throws Exception {
        broker.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("vm", "vm://" + serverId)
                .addAddressSetting(
                        "#", new AddressSettings().setRedeliveryDelay(10).setMaxDeliveryAttempts(20)));
        broker.start();
        connections = new ActiveMQConnectionFactory("vm://" + serverId);
        connections.setDeserializationDenyList("*");
    }

    public ConnectionFactory connections() {
        return connections;
    }

    /** Gives a session to the block and commits. */
    public void transact(SessionBlock block) throws JMSException {
        try (var connection = connections.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            connection.start();
            block.with(session);
            session.commit();
        }
    }

    /** What a session is for. */
    @FunctionalInterface
    public interface SessionBlock {
        void with(Session session) throws JMSException;
    }

    public void send(String queue, String... bodies) throws JMSException {
        transact(session -> {
            try (var producer = session.createProducer(session.createQueue(queue))) {
                for (String body : bodies) {
                    producer.send(session.createTextMessage(body));
                }
            }
        });
    }

    /** Removes and returns what is on the queue now. */
    public List<String> drain(String queue) throws JMSException {
        List<String> bodies = new ArrayList<>();
        drain(queue, message -> {
            try {
                bodies.add(new String(message.getBody(byte[].class), java.nio.charset.StandardCharsets.UTF_8));
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
        return bodies;
    }

    public void drain(String queue, Consumer<Message> each) throws JMSException {
        transact(session -> {
            try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
                for (Message message = consumer.receive(100); message != null; message = consumer.receive(100)) {
                    each.accept(message);
                }
            }
        });
    }

    @Override
    public void close() throws Exception {
        connections.close();
        broker.stop();
    }
}
