package io.quayside.app.embedded;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Asks the database at start whether commits are durable, and refuses to go on when they aren't: an order that was
 * acknowledged would be lost in a power cut.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseProperties.class)
class DurabilityCheck {
    private static final Logger log = LoggerFactory.getLogger(DurabilityCheck.class);

    /** A bean and not a listener: made before anything is received. */
    @Bean
    DurabilitySettings durabilitySettings(
            DataSource dataSource,
            DatabaseProperties properties,
            ObjectProvider<EmbeddedDatabase> embedded,
            ObjectProvider<EmbeddedBroker> broker) {
        boolean mayBeUnsafe = properties.allowUnsafe() && embedded.getIfAvailable() == null;
        EmbeddedBroker ours = broker.getIfAvailable();
        return check(dataSource, mayBeUnsafe, ours == null ? null : ours.journal());
    }

    @Bean
    InfoContributor durabilityInfo(DurabilitySettings settings) {
        return info -> info.withDetail("durability", settings);
    }

    static DurabilitySettings check(
            DataSource dataSource, boolean mayBeUnsafe, DurabilitySettings.@Nullable Journal journal) {
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        DurabilitySettings settings = new DurabilitySettings(
                new DurabilitySettings.Database(
                        show(jdbc, "server_version"),
                        show(jdbc, "fsync"),
                        show(jdbc, "synchronous_commit"),
                        show(jdbc, "full_page_writes"),
                        show(jdbc, "wal_sync_method")),
                journal);
        if (settings.database().durable()) {
            log.info("{}", settings.describe());
        } else if (mayBeUnsafe) {
            log.warn("acknowledged orders can be lost in a power cut: {}", settings.describe());
        } else {
            throw new UnsafeDatabase(settings);
        }
        return settings;
    }

    private static String show(JdbcTemplate jdbc, String setting) {
        String value = jdbc.queryForObject("SELECT current_setting(?)", String.class, setting);
        return value == null ? "" : value;
    }
}
