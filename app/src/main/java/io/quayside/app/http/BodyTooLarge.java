package io.quayside.app.http;

import java.io.IOException;

/** A body went on after its limit; thrown out of the stream that reads it. */
final class BodyTooLarge extends IOException {
    private static final long serialVersionUID = 1L;
    private final String limit;

    BodyTooLarge(String limit) {
        super("the body is larger than " + limit);
        this.limit = limit;
    }

    String limit() {
        return limit;
    }
}
