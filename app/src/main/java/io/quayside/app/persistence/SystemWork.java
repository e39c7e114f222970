package io.quayside.app.persistence;

import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Work that must look across tenants: whose connection a webhook names, who signs in with an address, what the outbox
 * holds. Runs in a transaction of its own as {@code quayside_system}, a role that may do no more than the migrations
 * grant it.
 */
@Component
public class SystemWork {
    private final TransactionTemplate transaction;
    private final JdbcTemplate jdbc;

    public SystemWork(PlatformTransactionManager transactions, JdbcTemplate jdbc) {
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.jdbc = jdbc;
    }

    @SuppressWarnings("NullAway") // the template may return null only when the work does
    public <T> T run(Supplier<T> work) {
        return transaction.execute(status -> {
            jdbc.execute("SET LOCAL ROLE quayside_system");
            return work.get();
        });
    }
}
