package io.quayside.sandbox;

/** The caller sent something that can't be read; becomes a 400. */
public final class BadCall extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadCall(String message) {
        super(message);
    }
}
