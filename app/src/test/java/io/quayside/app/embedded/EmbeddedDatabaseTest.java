package io.quayside.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.util.ReflectionTestUtils;

class EmbeddedDatabaseTest {
    @TempDir
    Path directory;

    private StateDirectory home;
    private EmbeddedDatabase database;

    @BeforeEach
    void start() {
        home = StateDirectory.open(directory);
        DatabaseProperties properties = DatabaseProperties.defaults();
        database = EmbeddedDatabase.start(
                home, properties, EmbeddedDatabase.durable(properties), TestDatabase.sharedBinaries());
    }

    @AfterEach
    void stop() throws Exception {
        database.close();
        home.close();
    }

    @Test
    void promisesDurableCommits() {
        assertThat(List.of(show("fsync"), show("synchronous_commit"), show("full_page_writes")))
                .containsOnly("on");
    }

    @Test
    void letsNobodyInWithoutAPassword() throws Exception {
        assertThat(Files.readAllLines(home.postgres().resolve("pg_hba.conf")))
                .filteredOn(line -> !line.isBlank() && !line.startsWith("#"))
                .isNotEmpty()
                .allMatch(line -> line.endsWith("scram-sha-256"));
        assertThatThrownBy(() -> signIn("postgres", "").getConnection()).isInstanceOf(SQLException.class);
        assertThat(show("listen_addresses")).isEqualTo("127.0.0.1");
    }

    @Test
    void givesTheApplicationARoleThatOwnsNothing() {
        var role = app().queryForMap(
                        "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user");

        assertThat(role.values()).containsOnly(false);
        assertThatThrownBy(() -> app().execute("CREATE TABLE mine (id int)"))
                .hasStackTraceContaining("permission denied for schema public");
        assertThat(app().queryForObject(
                                "SELECT pg_has_role('quayside_app', 'quayside_system', 'SET') AND NOT pg_has_role('quayside_app', 'quayside_system', 'USAGE')",
                                Boolean.class))
                .isTrue();
    }

    @Test
    void keepsWhatWasWrittenOverARestart() throws Exception {
        owner().execute("CREATE TABLE kept AS SELECT 42 AS answer");

        database.close();
        home.close();
        start();

        assertThat(owner().queryForObject("SELECT answer FROM kept", Integer.class))
                .isEqualTo(42);
    }

    @Test
    void stopsTheServerThatAKilledProgramLeftBehind() throws Exception {
        // given a server whose program is gone
        owner().execute("CREATE TABLE kept AS SELECT 42 AS answer");
        long orphan = postmaster();
        abandon();

        // when the program starts again
        start();

        // then the orphan is gone and its data is here, under our settings
        assertThat(ProcessHandle.of(orphan).map(ProcessHandle::isAlive).orElse(false))
                .isFalse();
        assertThat(postmaster()).isNotEqualTo(orphan);
        assertThat(owner().queryForObject("SELECT answer FROM kept", Integer.class))
                .isEqualTo(42);
        assertThat(show("fsync")).isEqualTo("on");
    }

    @Test
    void leavesAProcessAloneThatMerelyHasTheRecordedNumber() throws Exception {
        // given a pid file that names a living process which is no PostgreSQL: this very one
        database.close();
        home.close();
        long innocent = ProcessHandle.current().pid();
        Files.writeString(
                directory.resolve("postgres/postmaster.pid"), innocent + "\n" + directory.resolve("postgres") + "\n");

        start();

        assertThat(postmaster()).isNotEqualTo(innocent);
    }

    @Test
    void refusesAHomeThatAnotherProgramUses() {
        assertThatThrownBy(() -> StateDirectory.open(directory))
                .hasMessageContaining("in use by another running Quayside");
    }

    @Test
    void saysWhatIsMissingWhenTheKeysAreGone() throws Exception {
        database.close();
        home.close();
        Files.delete(directory.resolve("keys/postgres-superuser"));

        assertThatThrownBy(this::start).hasMessageContaining("its password is not in");
    }

    /** What a kill -9 leaves: the server runs on, the locks of the dead process are gone. */
    private void abandon() throws Exception {
        Object server = ReflectionTestUtils.getField(database, "server");
        ((AutoCloseable) ReflectionTestUtils.getField(server, "lockStream")).close();
        home.close();
    }

    private long postmaster() throws Exception {
        return Long.parseLong(
                Files.readAllLines(directory.resolve("postgres/postmaster.pid")).get(0));
    }

    private String show(String setting) {
        return app().queryForObject("SHOW " + setting, String.class);
    }

    private JdbcTemplate app() {
        return new JdbcTemplate(signIn(DatabaseRoles.APP, database.appPassword()));
    }

    private JdbcTemplate owner() {
        return new JdbcTemplate(signIn(DatabaseRoles.OWNER, database.ownerPassword()));
    }

    private PGSimpleDataSource signIn(String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(database.jdbcUrl());
        source.setUser(user);
        source.setPassword(password);
        return source;
    }
}
