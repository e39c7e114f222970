package io.quayside.domain.kernel;

/**
 * A value from outside that breaks a rule of its type. The message is written for the person who sent it: it says what
 * is wrong and never repeats more than a short, cleaned excerpt of the input.
 */
public final class InvalidValue extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public InvalidValue(String message) {
        super(message);
    }

    /** At most 40 characters of the input, control characters replaced, fit for an error message or a log line. */
    public static String excerpt(String input) {
        String clean = input.replaceAll("\\p{Cntrl}", "\uFFFD");
        return clean.length() <= 40 ? clean : clean.substring(0, 40) + "…";
    }
}
