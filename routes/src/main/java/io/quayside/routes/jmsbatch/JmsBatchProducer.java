package io.quayside.routes.jmsbatch;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * Sends a {@link QueueMessage} or a list of them, durably. Within a batch consumer's route they leave when the batch
 * commits, and not at all when it fails; elsewhere at once, in one transaction of their own.
 */
final class JmsBatchProducer extends DefaultProducer {
    private final JmsBatchEndpoint endpoint;
    private final JmsBatchComponent component;

    JmsBatchProducer(JmsBatchEndpoint endpoint, JmsBatchComponent component) {
        super(endpoint);
        this.endpoint = endpoint;
        this.component = component;
    }

    @Override
    public void process(Exchange exchange) throws JMSException {
        List<QueueMessage> messages = messagesIn(exchange);
        Outgoing outgoing = exchange.getProperty(Outgoing.PROPERTY, Outgoing.class);
        if (outgoing != null) {
            messages.forEach(message -> outgoing.add(endpoint.destination(), message));
        } else if (!messages.isEmpty()) {
            sendNow(messages);
        }
    }

    private static List<QueueMessage> messagesIn(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if (body instanceof QueueMessage one) {
            return List.of(one);
        }
        if (body instanceof List<?> list) {
            return list.stream().map(QueueMessage.class::cast).toList();
        }
        throw new IllegalArgumentException(
                "jms-batch sends QueueMessages, not " + (body == null ? "nothing" : body.getClass()));
    }

    private void sendNow(List<QueueMessage> messages) throws JMSException {
        Outgoing outgoing = new Outgoing();
        messages.forEach(message -> outgoing.add(endpoint.destination(), message));
        try (Connection connection = component.sending().createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            try {
                outgoing.sendAll(session);
                session.commit();
            } catch (JMSException | RuntimeException e) {
                session.rollback(); // a cached session must not keep half a transaction for its next user
                throw e;
            }
        }
    }
}
