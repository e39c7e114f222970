package io.quayside.app.embedded;

import io.quayside.domain.integrations.Platform;
import io.quayside.routes.Channels;
import io.quayside.routes.Headers;
import io.quayside.routes.Stage;
import java.util.Collection;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;

/**
 * Which addresses and queues there are, what happens to a message that fails again and again, and where it ends. An
 * external broker needs the same.
 */
final class BrokerLayout {
    private static final int ATTEMPTS = 8;
    private static final int FOR_EVER = -1;
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;

    private BrokerLayout() {}

    static void applyTo(Configuration broker, Collection<Platform> platforms, BrokerProperties limits) {
        // nothing comes into being by a misspelt name
        broker.addAddressSetting("#", settings(limits).setMaxDeliveryAttempts(FOR_EVER));
        for (Stage stage : Stage.values()) {
            anycast(broker, Channels.dead(stage));
        }
        // the end of the line: what waits here is never dropped, whatever fails
        broker.addAddressSetting("dead.#", settings(limits).setMaxDeliveryAttempts(FOR_EVER));

        broker.addAddressSetting(
                "ingress.#",
                failingTo(Stage.NORMALIZE, limits).setAutoCreateQueues(true).setAutoCreateAddresses(true));
        platforms.forEach(platform -> anycast(broker, Channels.ingress(platform)));

        broker.addAddressSetting(Channels.IMPORT, failingTo(Stage.IMPORT, limits));
        anycast(broker, Channels.IMPORT);

        broker.addAddressSetting(Channels.EVENTS, failingTo(Stage.EVENTS, limits));
        // a subscription of the hub's own: what channels must be told of, and nothing else
        String[] writeBack = Channels.WRITE_BACK.split("::", 2);
        broker.addAddressConfiguration(new CoreAddressConfiguration()
                .setName(Channels.EVENTS)
                .addRoutingType(RoutingType.MULTICAST)
                .addQueueConfig(QueueConfiguration.of(writeBack[1])
                        .setAddress(Channels.EVENTS)
                        .setRoutingType(RoutingType.MULTICAST)
                        .setFilterString(
                                ("%s IN ('InventoryChanged', 'ShipmentCreated', 'OrderCancelled', 'RefundRequested',"
                                                + " 'BundleDefined', 'BundleDissolved', 'SkuMapped', 'SkuUnmapped',"
                                                + " 'ConnectionConfigured')")
                                        .formatted(Headers.EVENT_TYPE))
                        .setDurable(true)
                        .setAutoDelete(false)));
    }

    private static AddressSettings failingTo(Stage stage, BrokerProperties limits) {
        SimpleString deadLetters = SimpleString.of(Channels.dead(stage));
        return settings(limits)
                .setDeadLetterAddress(deadLetters)
                .setExpiryAddress(deadLetters)
                .setMaxDeliveryAttempts(ATTEMPTS);
    }

    private static AddressSettings settings(BrokerProperties limits) {
        return new AddressSettings()
                .setAutoCreateQueues(false)
                .setAutoCreateAddresses(false)
                .setAutoDeleteQueues(false)
                .setAutoDeleteAddresses(false)
                .setAutoCreateDeadLetterResources(false)
                .setAutoCreateExpiryResources(false)
                .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                .setDefaultQueueRoutingType(RoutingType.ANYCAST)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setMaxSizeBytes(64 * MIB)
                .setPageSizeBytes((int) (10 * MIB))
                .setPageLimitBytes(limits.pageLimit().toBytes())
                .setPageFullMessagePolicy(PageFullMessagePolicy.FAIL)
                .setRedeliveryDelay(1_000)
                .setRedeliveryMultiplier(2)
                .setMaxRedeliveryDelay(300_000)
                .setRedeliveryCollisionAvoidanceFactor(0.5)
                .setDefaultGroupBuckets(1024)
                .setDefaultGroupRebalance(true)
                .setDefaultGroupRebalancePauseDispatch(true)
                .setDefaultConsumerWindowSize((int) MIB);
    }

    private static void anycast(Configuration broker, String name) {
        broker.addAddressConfiguration(new CoreAddressConfiguration()
                .setName(name)
                .addRoutingType(RoutingType.ANYCAST)
                .addQueueConfig(QueueConfiguration.of(name)
                        .setAddress(name)
                        .setRoutingType(RoutingType.ANYCAST)
                        .setDurable(true)
                        .setAutoDelete(false)));
    }
}
