package io.quayside.domain.kernel;

import java.util.function.Supplier;

/**
 * Runs work in one database transaction that sees only one tenant's rows. Nested calls join the outer transaction; a
 * nested call for another tenant sees that tenant's rows for its own duration only. When the work throws, the whole
 * transaction is rolled back and the exception goes on to the caller.
 */
public interface UnitOfWork {
    <T> T run(TenantId tenant, Supplier<T> work);

    /** As {@link #run}, for work without a result. */
    default void execute(TenantId tenant, Runnable work) {
        run(tenant, () -> {
            work.run();
            return Boolean.TRUE;
        });
    }
}
