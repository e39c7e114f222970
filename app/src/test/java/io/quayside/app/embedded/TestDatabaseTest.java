package io.quayside.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class TestDatabaseTest {
    private final TestDatabase database = TestDatabase.shared();
    private final JdbcTemplate app = new JdbcTemplate(database.app());
    private final TransactionTemplate transaction =
            new TransactionTemplate(new DataSourceTransactionManager(database.app()));

    @Test
    void holdsTheMigratedSchemaUnderRowLevelSecurity() {
        UUID tenant = UUID.randomUUID();
        transaction.executeWithoutResult(status -> {
            app.execute("SET LOCAL ROLE quayside_system");
            app.update("INSERT INTO tenant (tenant_id, name, created_at) VALUES (?, 'a', now())", tenant);
        });

        assertThat(tenantsSeenBy(tenant)).isEqualTo(1);
        assertThat(tenantsSeenBy(UUID.randomUUID())).isZero();

        database.clear();
        assertThat(tenantsSeenBy(tenant)).isZero();
    }

    private int tenantsSeenBy(UUID tenant) {
        Integer count = transaction.execute(status -> {
            app.queryForObject("SELECT set_config('app.tenant', ?, true)", String.class, tenant.toString());
            return app.queryForObject("SELECT count(*) FROM tenant", Integer.class);
        });
        return count == null ? 0 : count;
    }
}
