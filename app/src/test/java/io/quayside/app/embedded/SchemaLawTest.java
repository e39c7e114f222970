package io.quayside.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What holds for every table, also for those that later migrations add. Asked of the database's own catalog. */
class SchemaLawTest {
    private static final String TABLES =
            """
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND c.relname <> 'flyway_schema_history'
            """;
    private static final TestDatabase DATABASE = TestDatabase.shared();
    private final JdbcTemplate owner = new JdbcTemplate(DATABASE.owner());
    private final TransactionTemplate app = new TransactionTemplate(new DataSourceTransactionManager(DATABASE.app()));
    private final JdbcTemplate appSql = new JdbcTemplate(DATABASE.app());

    @BeforeEach
    void thereAreTables() {
        assertThat(names("SELECT c.relname " + TABLES)).contains("orders", "stock_level", "connection_secret");
    }

    @Test
    void everyTableBelongsToATenant() {
        assertThat(
                        names(
                                "SELECT c.relname " + TABLES
                                        + """
                        AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid
                            AND a.attname = 'tenant_id' AND a.attnotnull AND a.atttypid = 'uuid'::regtype)
                        """))
                .isEmpty();
    }

    @Test
    void rowLevelSecurityIsOnAndForcedOnItsOwnerToo() {
        assertThat(names("SELECT c.relname " + TABLES + "AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"))
                .isEmpty();
    }

    @Test
    void theProgramsOnlyPolicyIsThatOfItsTenant() {
        assertThat(
                        names(
                                """
                        SELECT tablename || ': ' || policyname FROM pg_policies
                        WHERE NOT roles <@ '{quayside_system}'
                          AND (policyname <> 'own_rows' OR roles <> '{quayside_app}' OR cmd <> 'ALL'
                               OR qual <> '(tenant_id = current_tenant())'
                               OR with_check <> '(tenant_id = current_tenant())')
                        """))
                .isEmpty();
        assertThat(
                        names(
                                "SELECT c.relname " + TABLES
                                        + "AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'own_rows')"))
                .isEmpty();
    }

    @Test
    void theProgramOwnsNothingAndCannotPassByPolicies() {
        assertThat(
                        names(
                                """
                        SELECT rolname FROM pg_roles WHERE rolname IN ('quayside_app', 'quayside_system')
                        AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)
                        """))
                .isEmpty();
        assertThat(names("SELECT c.relname " + TABLES + "AND pg_get_userbyid(c.relowner) <> 'quayside_owner'"))
                .isEmpty();
    }

    @Test
    void nobodyMayTruncateOrReachATableThroughPublic() {
        assertThat(
                        names(
                                """
                        SELECT table_name || ': ' || privilege_type || ' to ' || grantee
                        FROM information_schema.role_table_grants
                        WHERE table_schema = 'public' AND grantee <> 'quayside_owner'
                          AND (privilege_type IN ('TRUNCATE', 'TRIGGER', 'REFERENCES') OR grantee = 'PUBLIC')
                        """))
                .isEmpty();
    }

    @Test
    void withoutATenantNothingIsSeenAndNothingCanBeWritten() {
        List<String> readable = names(
                """
                SELECT DISTINCT table_name FROM information_schema.role_table_grants
                WHERE table_schema = 'public' AND grantee = 'quayside_app' AND privilege_type = 'SELECT'
                """);
        UUID tenant = UUID.randomUUID();
        app.executeWithoutResult(transaction -> {
            appSql.execute("SET LOCAL ROLE quayside_system");
            appSql.update("INSERT INTO tenant (tenant_id, name, created_at) VALUES (?, 'Merchant', now())", tenant);
        });

        assertThat(app.<Long>execute(transaction -> {
                    appSql.queryForObject("SELECT set_config('app.tenant', ?, true)", String.class, tenant.toString());
                    return appSql.queryForObject("SELECT count(*) FROM tenant", Long.class);
                }))
                .as("its own row, although there may be others")
                .isEqualTo(1);
        app.executeWithoutResult(transaction -> {
            for (String table : readable) {
                assertThat(appSql.queryForObject("SELECT count(*) FROM " + table, Long.class))
                        .as(table)
                        .isZero();
            }
            assertThatThrownBy(() -> appSql.update(
                            "INSERT INTO location (tenant_id, id, name) VALUES (?, 'main', 'Main')", tenant))
                    .rootCause()
                    .hasMessageContaining("row-level security");
        });
    }

    @Test
    void everyForeignKeyHasAnIndexBehindIt() {
        assertThat(
                        names(
                                """
                        SELECT k.conrelid::regclass || ': ' || k.conname FROM pg_constraint k
                        WHERE k.contype = 'f' AND NOT EXISTS (
                            SELECT FROM pg_index i WHERE i.indrelid = k.conrelid
                              AND (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)
                        """))
                .isEmpty();
    }

    @Test
    void timesHaveZonesAndAmountsAreExact() {
        assertThat(
                        names(
                                """
                        SELECT table_name || '.' || column_name || ' is ' || data_type FROM information_schema.columns
                        WHERE table_schema = 'public' AND table_name <> 'flyway_schema_history'
                          AND data_type IN ('timestamp without time zone', 'time without time zone', 'money',
                                            'real', 'double precision', 'character', 'json')
                        """))
                .isEmpty();
    }

    private List<String> names(String query) {
        return owner.queryForList(query, String.class);
    }
}
