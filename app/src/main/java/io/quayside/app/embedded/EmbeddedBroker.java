package io.quayside.app.embedded;

import io.quayside.domain.integrations.Platform;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.io.aio.AIOSequentialFileFactory;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.apache.activemq.artemis.utils.critical.CriticalAnalyzerPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A message broker inside this process: durable, reachable by no other process (it has no network acceptor, which also
 * keeps the open advisories of this Artemis line away), signed in to with a password drawn at each start.
 */
public final class EmbeddedBroker implements AutoCloseable {
    /** Half a millisecond: the default of 3.33 ms makes each durable send wait for the timer (engineering rule 25). */
    static final int JOURNAL_BUFFER_TIMEOUT_NANOS = 500_000;

    private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final String USER = "quayside";
    private static final AtomicInteger NEXT_ID = new AtomicInteger();

    private final EmbeddedActiveMQ broker;
    private final BrokerAccess access;

    private EmbeddedBroker(EmbeddedActiveMQ broker, BrokerAccess access) {
        this.broker = broker;
        this.access = access;
    }

    /** Starts it and declares every queue; throws when a dead-letter address would lose what is sent there. */
    public static EmbeddedBroker start(StateDirectory home, BrokerProperties limits, Collection<Platform> platforms) {
        String url = "vm://" + NEXT_ID.getAndIncrement();
        String password = KeyFile.newPassword();
        EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
        try {
            Configuration configuration = configuration(home, limits, url);
            BrokerLayout.applyTo(configuration, platforms, limits);
            broker.setConfiguration(configuration);
            broker.setSecurityManager(onlyUs(password));
            broker.setMbeanServer(ManagementFactory.getPlatformMBeanServer());
            broker.start();
            if (!broker.getActiveMQServer().waitForActivation(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the broker's journal stays locked");
            }
            refuseLosingDeadLetters(broker.getActiveMQServer());
            log.info(
                    "Artemis runs on {}, {} journal in {}",
                    url,
                    configuration.getJournalType(),
                    configuration.getJournalDirectory());
            return new EmbeddedBroker(broker, new BrokerAccess(url, USER, password));
        } catch (Exception e) { // the broker's own API declares it
            stop(broker);
            throw new IllegalStateException("the embedded broker in %s doesn't start".formatted(home.artemis()), e);
        }
    }

    BrokerAccess access() {
        return access;
    }

    ActiveMQServer server() {
        return broker.getActiveMQServer();
    }

    DurabilitySettings.Journal journal() {
        Configuration running = server().getConfiguration();
        boolean asyncIo = running.getJournalType() == JournalType.ASYNCIO;
        return new DurabilitySettings.Journal(
                running.getJournalType().name(),
                running.isJournalDatasync(),
                running.isJournalSyncTransactional(),
                running.isJournalSyncNonTransactional(),
                asyncIo ? running.getJournalBufferTimeout_AIO() : running.getJournalBufferTimeout_NIO());
    }

    private static Configuration configuration(StateDirectory home, BrokerProperties limits, String url)
            throws Exception {
        File directory = home.artemis().toFile();
        Configuration configuration = new ConfigurationImpl()
                .setName("quayside")
                .setPersistenceEnabled(true)
                .setBindingsDirectory(new File(directory, "bindings").getPath())
                .setJournalDirectory(new File(directory, "journal").getPath())
                .setPagingDirectory(new File(directory, "paging").getPath())
                .setLargeMessagesDirectory(new File(directory, "large-messages").getPath())
                .setJournalType(AIOSequentialFileFactory.isSupported(directory) ? JournalType.ASYNCIO : JournalType.NIO)
                .setJournalBufferTimeout_NIO(JOURNAL_BUFFER_TIMEOUT_NANOS)
                .setJournalBufferTimeout_AIO(JOURNAL_BUFFER_TIMEOUT_NANOS)
                .setJournalDatasync(true)
                .setJournalSyncTransactional(true)
                .setJournalSyncNonTransactional(true)
                .setJournalMinFiles(4)
                .setJournalPoolFiles(20)
                .setMaxRedeliveryRecords(1)
                .setGlobalMaxSize(Runtime.getRuntime().maxMemory() / 5)
                .setMinDiskFree(limits.minDiskFree().toBytes())
                .setSecurityEnabled(true)
                .setClusterPassword(KeyFile.newPassword())
                .setSecurityRoles(Map.of("#", Set.of(everything())))
                .setJMXManagementEnabled(true)
                // it logs; halting would take the whole program along
                .setCriticalAnalyzerPolicy(CriticalAnalyzerPolicy.LOG);
        configuration.addAcceptorConfiguration("in-vm", url);
        return configuration;
    }

    private static Role everything() {
        return new Role(USER, true, true, true, true, true, true, true, true, true, true);
    }

    private static ActiveMQJAASSecurityManager onlyUs(String password) {
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(USER, password);
        users.addRole(USER, USER);
        return new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users);
    }

    /** A dead-letter or expiry address without a queue takes messages and keeps none (engineering rule 28). */
    static void refuseLosingDeadLetters(ActiveMQServer server) throws Exception {
        for (Map.Entry<String, AddressSettings> entry :
                server.getConfiguration().getAddressSettings().entrySet()) {
            for (SimpleString address : ends(entry.getValue())) {
                if (server.bindingQuery(address).getQueueNames().isEmpty()) {
                    throw new IllegalStateException(
                            "messages of %s that fail go to %s, which has no queue and would lose them"
                                    .formatted(entry.getKey(), address));
                }
            }
        }
    }

    private static List<SimpleString> ends(AddressSettings settings) {
        return Stream.of(settings.getDeadLetterAddress(), settings.getExpiryAddress())
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    @Override
    public void close() {
        stop(broker);
    }

    private static void stop(EmbeddedActiveMQ broker) {
        try {
            if (broker.getActiveMQServer() != null) {
                broker.stop();
            }
        } catch (Exception e) { // the broker's own API declares it; nothing is left to do but to say so
            log.error("the embedded broker didn't stop cleanly; its journal recovers at the next start", e);
        }
    }
}
