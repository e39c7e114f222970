package io.quayside.app.embedded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * The roles that the schema stands on, brought to their stated form at each start, so that an older installation and a
 * changed password mend themselves. The same for an external server is {@code docker/postgres-init.sql}.
 */
final class DatabaseRoles {
    static final String DATABASE = "quayside";
    /** Owns everything and runs the migrations. */
    static final String OWNER = "quayside_owner";
    /** What the program signs in as; owns nothing and can't pass by row-level security. */
    static final String APP = "quayside_app";
    /** For look-ups across tenants; nobody signs in as it, the application steps into it by name. */
    static final String SYSTEM = "quayside_system";

    private DatabaseRoles() {}

    /** Needs the superuser's view of the maintenance database; the passwords hold letters and digits only. */
    static void prepare(DataSource superuser, Passwords passwords, Duration statementTimeout) throws SQLException {
        try (Connection connection = superuser.getConnection();
                Statement sql = connection.createStatement()) {
            for (String role : new String[] {OWNER, APP, SYSTEM}) {
                if (!exists(connection, "SELECT FROM pg_roles WHERE rolname = ?", role)) {
                    sql.execute("CREATE ROLE " + role);
                }
            }
            sql.execute("ALTER ROLE %s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD '%s'"
                    .formatted(OWNER, passwords.owner()));
            sql.execute("ALTER ROLE %s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD '%s'"
                    .formatted(APP, passwords.app()));
            sql.execute("ALTER ROLE %s NOLOGIN NOSUPERUSER NOBYPASSRLS".formatted(SYSTEM));
            sql.execute("GRANT %s TO %s WITH INHERIT FALSE, SET TRUE".formatted(SYSTEM, APP));
            sql.execute("ALTER ROLE %s SET statement_timeout = %d".formatted(APP, statementTimeout.toMillis()));
            sql.execute("ALTER ROLE %s SET lock_timeout = '2s'".formatted(APP));
            sql.execute("ALTER ROLE %s SET idle_in_transaction_session_timeout = '30s'".formatted(APP));
            if (!exists(connection, "SELECT FROM pg_database WHERE datname = ?", DATABASE)) {
                sql.execute("CREATE DATABASE %s OWNER %s".formatted(DATABASE, OWNER));
            }
            sql.execute("REVOKE ALL ON DATABASE %s FROM PUBLIC".formatted(DATABASE));
            sql.execute("GRANT CONNECT ON DATABASE %s TO %s".formatted(DATABASE, APP));
        }
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            return statement.executeQuery().next();
        }
    }

    /** Kept under the installation's keys. */
    record Passwords(String superuser, String owner, String app) {
        static Passwords readOrCreate(StateDirectory home) {
            return new Passwords(
                    password(home, "postgres-superuser"),
                    password(home, "postgres-owner"),
                    password(home, "postgres-app"));
        }

        private static String password(StateDirectory home, String name) {
            return KeyFile.readOrCreate(home.keys().resolve(name), KeyFile::newPassword);
        }

        @Override
        public String toString() {
            return "Passwords[hidden]";
        }
    }
}
