package io.quayside.app.flow;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.quayside.app.flow.Flow.QueueDepth;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.springframework.stereotype.Component;

/**
 * The depths of the broker's queues, as its management tells them by JMX. Empty when the broker runs elsewhere: its own
 * console shows them there.
 */
@Component
class BrokerQueues {
    private static final String[] ATTRIBUTES = {"MessageCount", "DeliveringCount", "ConsumerCount", "MessagesAdded"};

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final ObjectName queues = queues();
    private final LoadingCache<String, List<QueueDepth>> recent = Caffeine.newBuilder()
            .expireAfterWrite(FlowReader.EVERY.minusMillis(200))
            .build(all -> read());

    private static ObjectName queues() {
        try {
            return new ObjectName("org.apache.activemq.artemis:component=addresses,subcomponent=queues,*");
        } catch (MalformedObjectNameException e) {
            throw new IllegalStateException("a constant that is well formed", e);
        }
    }

    /** By name. */
    List<QueueDepth> depths() {
        return Objects.requireNonNull(recent.get("all"));
    }

    private List<QueueDepth> read() {
        return beans.queryNames(queues, null).stream()
                .flatMap(queue -> depth(queue).stream())
                .sorted(Comparator.comparing(QueueDepth::name))
                .toList();
    }

    private Optional<QueueDepth> depth(ObjectName queue) {
        try {
            Map<String, Number> values = new HashMap<>();
            for (Attribute attribute : beans.getAttributes(queue, ATTRIBUTES).asList()) {
                if (attribute.getValue() instanceof Number number) {
                    values.put(attribute.getName(), number);
                }
            }
            return Optional.of(new QueueDepth(
                    ObjectName.unquote(queue.getKeyProperty("queue")),
                    values.getOrDefault("MessageCount", 0).longValue(),
                    values.getOrDefault("DeliveringCount", 0).longValue(),
                    values.getOrDefault("ConsumerCount", 0).intValue(),
                    values.getOrDefault("MessagesAdded", 0).longValue()));
        } catch (InstanceNotFoundException gone) {
            return Optional.empty(); // deleted since it was listed
        } catch (JMException e) {
            throw new IllegalStateException("the broker doesn't tell of queue " + queue, e);
        }
    }
}
