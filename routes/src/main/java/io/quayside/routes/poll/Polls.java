package io.quayside.routes.poll;

/** Port: fetches of connections that nobody asked for. */
@FunctionalInterface
public interface Polls {
    /** Starts a fetch in the background for every connection that is due for one; returns at once. */
    void startDue();
}
