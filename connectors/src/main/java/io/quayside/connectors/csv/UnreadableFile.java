package io.quayside.connectors.csv;

/** A file that no order can be read from. Nothing of it was imported; the message tells the sender why and what to do. */
public final class UnreadableFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnreadableFile(String reason) {
        super(reason);
    }
}
