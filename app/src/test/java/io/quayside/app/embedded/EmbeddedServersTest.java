package io.quayside.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.jms.ConnectionFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.core.server.ActivateCallback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jms.artemis.ArtemisAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;

/** The servers inside a Spring context, with the product's own settings file. */
class EmbeddedServersTest {
    @TempDir
    Path home;

    @Test
    void startsBothServersMigratesAndFindsThemDurable() {
        start().run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(HikariDataSource.class).getUsername()).isEqualTo("quayside_app");
            assertThat(context.getBean(HikariDataSource.class).isAutoCommit()).isFalse();
            assertThat(new JdbcTemplate(context.getBean(HikariDataSource.class))
                            .queryForObject(
                                    "SELECT tableowner FROM pg_tables WHERE tablename = 'orders'", String.class))
                    .isEqualTo("quayside_owner");
            DurabilitySettings settings = context.getBean(DurabilitySettings.class);
            assertThat(settings.database().durable()).isTrue();
            assertThat(settings.journal()).isNotNull();
            assertThat(context)
                    .getBeans(ConnectionFactory.class)
                    .containsOnlyKeys("connectionFactory", "jmsSendConnectionFactory");
        });
    }

    @Test
    void stopsTheBrokerWhileTheDatabaseStillRuns() {
        List<Boolean> databaseRanWhenTheBrokerStopped = new ArrayList<>();

        start().run(context -> {
            int port = context.getBean(EmbeddedDatabase.class).port();
            context.getBean(EmbeddedBroker.class).server().registerActivateCallback(new ActivateCallback() {
                @Override
                public void deActivate() {
                    databaseRanWhenTheBrokerStopped.add(accepts(port));
                }
            });
        });

        assertThat(databaseRanWhenTheBrokerStopped).contains(true).doesNotContain(false);
    }

    @Test
    void startsNeitherWhenRealServersAreConfigured() {
        TestDatabase external = TestDatabase.shared();

        start().withPropertyValues(
                        "spring.datasource.url=" + external.jdbcUrl(),
                        "spring.datasource.username=quayside_app",
                        "spring.datasource.password=" + external.appPassword(),
                        "spring.flyway.url=" + external.jdbcUrl(),
                        "spring.flyway.user=quayside_owner",
                        "spring.flyway.password=" + external.ownerPassword(),
                        "spring.artemis.broker-url=tcp://localhost:1",
                        "quayside.database.allow-unsafe=true")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context).doesNotHaveBean(EmbeddedDatabase.class).doesNotHaveBean(EmbeddedBroker.class);
                    assertThat(context.getBean(DurabilitySettings.class).journal())
                            .isNull();
                });
    }

    @Test
    void refusesARealDatabaseThatMayLoseCommits() {
        TestDatabase external = TestDatabase.shared();

        start().withPropertyValues(
                        "spring.datasource.url=" + external.jdbcUrl(),
                        "spring.datasource.username=quayside_app",
                        "spring.datasource.password=" + external.appPassword(),
                        "spring.flyway.enabled=false",
                        "spring.artemis.broker-url=tcp://localhost:1")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseInstanceOf(UnsafeDatabase.class)
                        .hasStackTraceContaining("quayside.database.allow-unsafe"));
    }

    private ApplicationContextRunner start() {
        return new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues("quayside.home=" + home)
                .withUserConfiguration(
                        StateConfiguration.class,
                        EmbeddedDatabaseConfiguration.class,
                        BrokerConfiguration.class,
                        DurabilityCheck.class)
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        FlywayAutoConfiguration.class,
                        ArtemisAutoConfiguration.class));
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
