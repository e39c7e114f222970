package io.quayside.routes;

import io.quayside.connectors.spi.ConnectorException;
import jakarta.jms.JMSException;
import java.util.function.Predicate;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/**
 * The one place that says which failures are worth another try: a database or broker that is away, a lock that was lost
 * to somebody else, a platform that asks to wait. Everything else is parked at once with its reason.
 */
public final class HealedByTime implements Predicate<Throwable> {
    @Override
    public boolean test(Throwable failure) {
        return failure instanceof TransientDataAccessException
                || failure instanceof RecoverableDataAccessException
                || failure instanceof DataAccessResourceFailureException
                || failure instanceof CannotCreateTransactionException
                || failure instanceof TransactionSystemException
                || failure instanceof JMSException
                || failure instanceof ConnectorException.Temporary
                || failure instanceof ConnectorException.Throttled;
    }
}
