package io.quayside.app.persistence;

import io.quayside.domain.kernel.TenantId;
import io.quayside.domain.kernel.UnitOfWork;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One database transaction per outermost call. The tenant is told to PostgreSQL with the transaction's own
 * {@code app.tenant}, which row-level security compares every row with and which ends with the transaction, so a pooled
 * connection can't carry it to the next one. Costs one statement per change of tenant.
 */
@Component
public class SpringUnitOfWork implements UnitOfWork {
    private final TransactionTemplate transaction;
    private final JdbcTemplate jdbc;
    private final ThreadLocal<@Nullable TenantId> current = new ThreadLocal<>();

    public SpringUnitOfWork(PlatformTransactionManager transactions, JdbcTemplate jdbc) {
        this.transaction = new TransactionTemplate(transactions);
        this.jdbc = jdbc;
    }

    @Override
    @SuppressWarnings("NullAway") // the template may return null only when the work does
    public <T> T run(TenantId tenant, Supplier<T> work) {
        return transaction.execute(status -> asTenant(tenant, work));
    }

    /** One transaction around the work of several tenants: each {@link #run} inside joins it. */
    @SuppressWarnings("NullAway")
    public <T> T runBatch(Supplier<T> work) {
        return transaction.execute(status -> work.get());
    }

    private <T> T asTenant(TenantId tenant, Supplier<T> work) {
        TenantId outer = current.get();
        if (tenant.equals(outer)) {
            return work.get();
        }
        if (outer == null) {
            forgetAtEnd();
        }
        become(tenant);
        T result = work.get(); // when it throws, the transaction is over and with it the setting
        if (outer != null) {
            become(outer);
        }
        return result;
    }

    private void become(TenantId tenant) {
        jdbc.queryForObject("SELECT set_config('app.tenant', ?, true)", String.class, tenant.toString());
        current.set(tenant);
    }

    private void forgetAtEnd() {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                current.remove();
            }
        });
    }
}
