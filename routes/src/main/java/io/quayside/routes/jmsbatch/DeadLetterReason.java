package io.quayside.routes.jmsbatch;

import io.quayside.connectors.spi.Unreadable;
import org.apache.camel.RuntimeCamelException;

/** What a dead letter says of the failure that made it one. */
public final class DeadLetterReason {
    private static final int LONGEST = 4_000;

    private DeadLetterReason() {}

    /** A sentence for the person at the desk. */
    public static String reason(Throwable failure) {
        Throwable cause = unwrap(failure);
        String message = cause.getMessage();
        return shorten(message == null || message.isBlank() ? cause.getClass().getSimpleName() : message);
    }

    /** The offending field, or empty. */
    public static String field(Throwable failure) {
        return unwrap(failure) instanceof Unreadable unreadable ? unreadable.field() : "";
    }

    /** For the developer: the kinds of the causes and where each arose, without their messages' data. */
    public static String detail(Throwable failure) {
        StringBuilder digest = new StringBuilder();
        for (Throwable cause = unwrap(failure); cause != null; cause = cause.getCause()) {
            digest.append(digest.isEmpty() ? "" : " ← ").append(cause.getClass().getName());
            if (cause.getStackTrace().length > 0) {
                digest.append(" at ").append(cause.getStackTrace()[0]);
            }
        }
        return shorten(digest.toString());
    }

    private static Throwable unwrap(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof RuntimeCamelException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String shorten(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
