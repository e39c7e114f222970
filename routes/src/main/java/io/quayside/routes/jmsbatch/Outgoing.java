package io.quayside.routes.jmsbatch;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Messages that leave when the work that made them has succeeded. Confined to one thread at a time. */
final class Outgoing {
    static final String PROPERTY = "QsOutgoing";

    private static final String GROUP = "JMSXGroupID";

    private final List<Send> sends = new ArrayList<>();

    private record Send(JmsBatchComponent.Destination destination, QueueMessage message) {}

    void add(JmsBatchComponent.Destination destination, QueueMessage message) {
        sends.add(new Send(destination, message));
    }

    void sendAll(Session session) throws JMSException {
        Map<JmsBatchComponent.Destination, MessageProducer> producers = new HashMap<>();
        try {
            for (Send send : sends) {
                MessageProducer producer = producers.get(send.destination);
                if (producer == null) {
                    producer = session.createProducer(send.destination.in(session));
                    producer.setDeliveryMode(DeliveryMode.PERSISTENT);
                    producer.setDisableMessageTimestamp(false);
                    producers.put(send.destination, producer);
                }
                producer.send(toJms(send.message, session));
            }
        } finally {
            for (MessageProducer producer : producers.values()) {
                producer.close();
            }
        }
    }

    static BytesMessage toJms(QueueMessage message, Session session) throws JMSException {
        BytesMessage jms = session.createBytesMessage();
        for (Map.Entry<String, String> header : message.headers().entrySet()) {
            jms.setStringProperty(header.getKey(), header.getValue());
        }
        if (message.group().isPresent()) {
            jms.setStringProperty(GROUP, message.group().get());
        }
        jms.writeBytes(message.body());
        return jms;
    }
}
