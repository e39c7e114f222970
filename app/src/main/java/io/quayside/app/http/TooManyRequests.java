package io.quayside.app.http;

import java.time.Duration;

/** The caller has to wait; answered with 429 and {@code Retry-After}. */
public final class TooManyRequests extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Duration wait;

    public TooManyRequests(Duration wait) {
        super("too many requests");
        this.wait = wait;
    }

    /** Rounded up, at least one. */
    long seconds() {
        return wait.toSeconds() + 1;
    }
}
