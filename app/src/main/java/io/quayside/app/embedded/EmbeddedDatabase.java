package io.quayside.app.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of the program's own: durable, on loopback with passwords, without a Unix socket, its data kept
 * in the state directory. Closing it is a clean ("fast") stop; after a kill -9 the next start stops the orphan and
 * recovers.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private final EmbeddedPostgres server;
    private final DatabaseRoles.Passwords passwords;

    private EmbeddedDatabase(EmbeddedPostgres server, DatabaseRoles.Passwords passwords) {
        this.server = server;
        this.passwords = passwords;
    }

    /** Starts the server and brings its roles and database in order. */
    public static EmbeddedDatabase start(StateDirectory home, DatabaseProperties properties) {
        return start(home, properties, durable(properties), home.root().resolve("postgres-binaries"));
    }

    static EmbeddedDatabase start(
            StateDirectory home, DatabaseProperties properties, Map<String, String> settings, Path binaries) {
        Path data = home.postgres();
        OrphanPostmaster.stop(data);
        if (home.databaseWasThere() && !Files.exists(home.keys().resolve("postgres-superuser"))) {
            throw new IllegalStateException("%s holds a database, but its password is not in %s: put the directory back"
                    .formatted(data, home.keys()));
        }
        DatabaseRoles.Passwords passwords = DatabaseRoles.Passwords.readOrCreate(home);
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(binaries.toFile())
                    .setPGStartupWait(properties.startupWait())
                    // its hook would race the application's own, ordered shutdown
                    .setRegisterShutdownHook(false)
                    .setConnectConfig("password", passwords.superuser())
                    // options of initdb: these win over the "trust" that the library asks for
                    .setLocaleConfig("auth", "scram-sha-256")
                    .setLocaleConfig(
                            "pwfile", home.keys().resolve("postgres-superuser").toString())
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8");
            settings.forEach(builder::setServerConfig);
            if (properties.port() != 0) {
                builder.setPort(properties.port());
            }
            Files.createDirectories(binaries);
            EmbeddedPostgres server = builder.start();
            try {
                DatabaseRoles.prepare(server.getPostgresDatabase(), passwords, properties.statementTimeout());
            } catch (SQLException e) {
                server.close();
                throw new IllegalStateException("the embedded database started but its roles can't be prepared", e);
            }
            log.info("PostgreSQL runs on 127.0.0.1:{}, data in {}", server.getPort(), data);
            return new EmbeddedDatabase(server, passwords);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the embedded database in %s doesn't start; its own log is in %s/log".formatted(data, data), e);
        }
    }

    /** Settings of the product: nothing that was acknowledged may be lost; sized for two cores. */
    static Map<String, String> durable(DatabaseProperties properties) {
        Map<String, String> settings = new LinkedHashMap<>();
        // the library starts the server as a test fixture (-F); these come later on the command line and win
        settings.put("fsync", "on");
        settings.put("synchronous_commit", "on");
        settings.put("full_page_writes", "on");
        settings.put("max_connections", "60");
        settings.put("shared_buffers", "256MB");
        settings.put("effective_cache_size", "1GB");
        settings.put("work_mem", "8MB");
        settings.put("maintenance_work_mem", "128MB");
        settings.put("wal_buffers", "16MB");
        settings.put("max_wal_size", "2GB");
        settings.put("min_wal_size", "256MB");
        settings.put("checkpoint_timeout", "15min");
        settings.put("random_page_cost", "1.1");
        settings.put("jit", "off");
        settings.put("autovacuum_naptime", "15s");
        settings.put("logging_collector", "on");
        settings.put("log_filename", "postgresql-%a.log");
        settings.put("log_truncate_on_rotation", "on");
        settings.put("log_rotation_age", "1d");
        settings.put("log_rotation_size", "0");
        settings.put("log_min_duration_statement", "2s");
        closed(settings);
        if (properties.statistics()) {
            settings.put("shared_preload_libraries", "pg_stat_statements");
        }
        return settings;
    }

    /** Loopback only. No Unix socket: nothing uses it, its path is limited to 107 bytes and its lock file may go stale. */
    static void closed(Map<String, String> settings) {
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("timezone", "UTC");
    }

    public int port() {
        return server.getPort();
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:%d/%s?reWriteBatchedInserts=true&ApplicationName=quayside&tcpKeepAlive=true"
                .formatted(server.getPort(), DatabaseRoles.DATABASE);
    }

    String ownerPassword() {
        return passwords.owner();
    }

    String appPassword() {
        return passwords.app();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
