package io.quayside.routes.jmsbatch;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** See {@link JmsBatchComponent}. The setters are the endpoint's URI options. */
public final class JmsBatchEndpoint extends DefaultEndpoint {
    private final JmsBatchComponent component;
    private final JmsBatchComponent.Destination destination;
    private int maxMessages = 100;
    private int maxBytes = 4 << 20;
    private int maxWaitMillis = 20;
    private int consumers = 1;
    private String deadLetterQueue = "";

    JmsBatchEndpoint(String uri, JmsBatchComponent component, JmsBatchComponent.Destination destination) {
        super(uri, component);
        this.component = component;
        this.destination = destination;
    }

    @Override
    public Producer createProducer() {
        return new JmsBatchProducer(this, component);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        JmsBatchConsumer consumer = new JmsBatchConsumer(this, component, processor);
        configureConsumer(consumer);
        return consumer;
    }

    JmsBatchComponent.Destination destination() {
        return destination;
    }

    public int getMaxMessages() {
        return maxMessages;
    }

    public void setMaxMessages(int maxMessages) {
        this.maxMessages = maxMessages;
    }

    public int getMaxBytes() {
        return maxBytes;
    }

    /** A batch ends with the message that reaches this size. */
    public void setMaxBytes(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    public int getMaxWaitMillis() {
        return maxWaitMillis;
    }

    /** How long a batch waits for more after its first message. */
    public void setMaxWaitMillis(int maxWaitMillis) {
        this.maxWaitMillis = maxWaitMillis;
    }

    public int getConsumers() {
        return consumers;
    }

    /** Sessions, and threads, that receive at the same time. */
    public void setConsumers(int consumers) {
        this.consumers = consumers;
    }

    public String getDeadLetterQueue() {
        return deadLetterQueue;
    }

    /** Where a message goes that fails alone; without one such a message is rolled back and left to the broker. */
    public void setDeadLetterQueue(String deadLetterQueue) {
        this.deadLetterQueue = deadLetterQueue;
    }
}
