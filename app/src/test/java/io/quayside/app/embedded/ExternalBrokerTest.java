package io.quayside.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.CoreAddressConfiguration;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file for an external broker says what the embedded broker is told. */
class ExternalBrokerTest {
    @Test
    void hasTheSameQueues() throws Exception {
        assertThat(queues(fromFile())).isEqualTo(queues(embedded()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ingress.shopify",
                "orders.import",
                "events",
                "dead.receive",
                "dead.normalize",
                "dead.import",
                "dead.events",
                "dead.writeback",
                "misspelt"
            })
    void treatsMessagesTheSameWay(String address) throws Exception {
        assertThat(settings(fromFile(), address)).isEqualTo(settings(embedded(), address));
    }

    @Test
    void keepsWhatItAcknowledged() throws Exception {
        Configuration file = fromFile();

        assertThat(file.isPersistenceEnabled()).isTrue();
        assertThat(file.isJournalDatasync()).isTrue();
        assertThat(file.isJournalSyncTransactional()).isTrue();
        assertThat(file.isJournalSyncNonTransactional()).isTrue();
        assertThat(file.getMinDiskFree())
                .isEqualTo(BrokerProperties.defaults().minDiskFree().toBytes());
    }

    private static Configuration embedded() {
        Configuration configuration = new ConfigurationImpl();
        BrokerLayout.applyTo(configuration, List.of(), BrokerProperties.defaults());
        return configuration;
    }

    private static Configuration fromFile() throws Exception {
        FileConfiguration configuration = new FileConfiguration();
        FileDeploymentManager reader = new FileDeploymentManager(
                Path.of("../docker/artemis/broker.xml").toUri().toString());
        reader.addDeployable(configuration);
        reader.readConfiguration();
        return configuration;
    }

    private static AddressSettings settings(Configuration configuration, String address) {
        ActiveMQServer server = new ActiveMQServerImpl(configuration);
        configuration.getAddressSettings().forEach(server.getAddressSettingsRepository()::addMatch);
        return server.getAddressSettingsRepository().getMatch(address);
    }

    private static Map<String, Set<String>> queues(Configuration configuration) {
        return configuration.getAddressConfigurations().stream()
                .collect(Collectors.toMap(CoreAddressConfiguration::getName, ExternalBrokerTest::described));
    }

    private static Set<String> described(CoreAddressConfiguration address) {
        return address.getQueueConfigs().stream()
                .map(queue -> "%s %s %s %s"
                        .formatted(queue.getName(), queue.getRoutingType(), queue.isDurable(), queue.getFilterString()))
                .collect(Collectors.toSet());
    }
}
