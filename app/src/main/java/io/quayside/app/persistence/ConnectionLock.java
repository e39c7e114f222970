package io.quayside.app.persistence;

import io.quayside.domain.integrations.ConnectionId;

/**
 * The advisory lock of a connection: held together by all transactions that judge orders by its filter, and alone by the
 * one that changes the filter. So whoever reads the orders after the change finds all that were judged by the old one.
 */
public final class ConnectionLock {
    /** Keeps these locks apart from others, which use another first number. */
    public static final int SPACE = 8152;

    private ConnectionLock() {}

    public static int key(ConnectionId connection) {
        return connection.value().hashCode();
    }
}
