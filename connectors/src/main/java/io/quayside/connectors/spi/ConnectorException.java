package io.quayside.connectors.spi;

import java.time.Duration;

/** A failure whose cure is known, so that routes need not guess. The message is for the merchant. */
public abstract sealed class ConnectorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ConnectorException(String message) {
        super(message);
    }

    /** Time heals it: a time-out, a 5xx, a broken network. */
    public static final class Temporary extends ConnectorException {
        private static final long serialVersionUID = 1L;

        public Temporary(String message) {
            super(message);
        }
    }

    /** The platform asks to wait. */
    public static final class Throttled extends ConnectorException {
        private static final long serialVersionUID = 1L;
        private final Duration wait;

        public Throttled(String message, Duration wait) {
            super(message);
            this.wait = wait;
        }

        public Duration waitFor() {
            return wait;
        }
    }

    /** Only the merchant can heal it: a revoked token, a missing permission, a frozen shop. */
    public static final class MerchantMustAct extends ConnectorException {
        private static final long serialVersionUID = 1L;

        public MerchantMustAct(String message) {
            super(message);
        }
    }

    /** Nobody can heal it by trying again: the platform refuses this very request. */
    public static final class Refused extends ConnectorException {
        private static final long serialVersionUID = 1L;

        public Refused(String message) {
            super(message);
        }
    }

    /** The connector can't do this at all. */
    public static final class Unsupported extends ConnectorException {
        private static final long serialVersionUID = 1L;

        public Unsupported(String message) {
            super(message);
        }
    }
}
