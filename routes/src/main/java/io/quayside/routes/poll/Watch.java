package io.quayside.routes.poll;

/** Port: looks after connections that nobody asked for: webhooks, completeness, confirmations. */
@FunctionalInterface
public interface Watch {
    /** Starts what is due in the background; returns at once. */
    void startDue();
}
