package io.quayside.app.embedded;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/**
 * One embedded PostgreSQL for the whole test JVM, with the product's roles and migrated schema. Made on first use,
 * gone with the JVM; without fsync, which a test of logic doesn't need. Tests share its rows: use a tenant of your own,
 * or {@link #clear()}.
 */
public final class TestDatabase {
    private static final Map<String, String> FAST = Map.of(
            "fsync",
            "off",
            "synchronous_commit",
            "off",
            "full_page_writes",
            "off",
            "max_connections",
            "60",
            "jit",
            "off");

    private final DataSource owner;
    private final HikariDataSource app;
    private final EmbeddedDatabase server;

    private TestDatabase(EmbeddedDatabase server) {
        this.server = server;
        this.owner = plain(server.jdbcUrl(), DatabaseRoles.OWNER, server.ownerPassword());
        this.app = pooled(server);
        Flyway.configure()
                .dataSource(owner)
                .locations("classpath:db/migration")
                .outOfOrder(true)
                .load()
                .migrate();
    }

    /** The one of this JVM; the first call takes some seconds. */
    public static TestDatabase shared() {
        return Shared.INSTANCE;
    }

    /** A pool as the product's: role {@code quayside_app}, under row-level security, no auto-commit. */
    public DataSource app() {
        return app;
    }

    /** The owner of the tables; row-level security is forced on it too. */
    public DataSource owner() {
        return owner;
    }

    /** For {@code spring.datasource.url} of a test that starts the application; user and password as below. */
    public String jdbcUrl() {
        return server.jdbcUrl();
    }

    public String appPassword() {
        return server.appPassword();
    }

    public String ownerPassword() {
        return server.ownerPassword();
    }

    /** Empties every table of the schema except Flyway's own. */
    public void clear() {
        JdbcTemplate jdbc = new JdbcTemplate(owner);
        String tables = jdbc.queryForObject(
                """
                SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables
                WHERE schemaname = 'public' AND tablename <> 'flyway_schema_history'
                """,
                String.class);
        jdbc.execute("TRUNCATE " + tables + " CASCADE");
    }

    private static DataSource plain(String url, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    private static HikariDataSource pooled(EmbeddedDatabase server) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(server.jdbcUrl());
        pool.setUsername(DatabaseRoles.APP);
        pool.setPassword(server.appPassword());
        pool.setMaximumPoolSize(10);
        pool.setMinimumIdle(0);
        pool.setAutoCommit(false);
        return pool;
    }

    private static TestDatabase start() {
        try {
            Path directory = Files.createTempDirectory("quayside-test");
            StateDirectory home = StateDirectory.open(directory);
            Map<String, String> settings = new LinkedHashMap<>(FAST);
            EmbeddedDatabase.closed(settings);
            EmbeddedDatabase server =
                    EmbeddedDatabase.start(home, DatabaseProperties.defaults(), settings, sharedBinaries());
            TestDatabase database = new TestDatabase(server);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> database.stop(home, directory)));
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unpacked once for all test homes of this machine. */
    public static Path sharedBinaries() {
        return Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg");
    }

    private void stop(StateDirectory home, Path directory) {
        try {
            app.close();
            server.close();
            home.close();
            FileSystemUtils.deleteRecursively(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Shared {
        private static final TestDatabase INSTANCE = start();
    }
}
