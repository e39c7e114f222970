package io.quayside.app.embedded;

import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/** A real PostgreSQL and a real Artemis outside of any hub, for hubs that share them; durable as in production. */
public final class SharedServers implements AutoCloseable {
    private static final String USER = "quayside";

    private final StateDirectory home;
    private final EmbeddedDatabase database;
    private final EmbeddedActiveMQ broker;
    private final String brokerUrl;
    private final String brokerPassword = KeyFile.newPassword();

    private SharedServers(Path directory, int brokerPort) throws Exception {
        this.home = StateDirectory.open(directory);
        this.database = EmbeddedDatabase.start(home, DatabaseProperties.defaults());
        this.brokerUrl = "tcp://localhost:" + brokerPort;
        this.broker = new EmbeddedActiveMQ();
        broker.setConfiguration(configuration(home.artemis(), brokerUrl));
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(USER, brokerPassword);
        users.addRole(USER, USER);
        broker.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
        broker.start();
    }

    public static SharedServers start(Path directory, int brokerPort) throws Exception {
        return new SharedServers(directory, brokerPort);
    }

    /** The file that operators are given, but for its places: a port and a directory of the test's. */
    private static FileConfiguration configuration(Path directory, String url) throws Exception {
        FileConfiguration file = new FileConfiguration();
        FileDeploymentManager reader = new FileDeploymentManager(
                Path.of("../docker/artemis/broker.xml").toUri().toString());
        reader.addDeployable(file);
        reader.readConfiguration();
        file.clearAcceptorConfigurations().addAcceptorConfiguration("core", url + "?protocols=CORE");
        file.setBindingsDirectory(directory.resolve("bindings").toString())
                .setJournalDirectory(directory.resolve("journal").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setLargeMessagesDirectory(directory.resolve("large-messages").toString())
                .setJournalType(JournalType.NIO)
                .setClusterPassword(KeyFile.newPassword());
        return file;
    }

    /** What a hub is told of them. */
    public Map<String, String> settings() {
        return Map.of(
                "spring.datasource.url",
                database.jdbcUrl(),
                "spring.datasource.username",
                DatabaseRoles.APP,
                "spring.datasource.password",
                database.appPassword(),
                "spring.flyway.url",
                database.jdbcUrl(),
                "spring.flyway.user",
                DatabaseRoles.OWNER,
                "spring.flyway.password",
                database.ownerPassword(),
                "spring.artemis.broker-url",
                brokerUrl,
                "spring.artemis.user",
                USER,
                "spring.artemis.password",
                brokerPassword);
    }

    @Override
    public void close() throws Exception {
        broker.stop();
        database.close();
        home.close();
    }
}
