package io.quayside.routes.jmsbatch;

/** A JMS message of a kind that we never send: refused unread, so that nothing in it is deserialized (CVE-2026-40860). */
public final class UnusableMessage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnusableMessage(String message) {
        super(message);
    }
}
