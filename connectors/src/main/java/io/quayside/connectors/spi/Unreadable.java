package io.quayside.connectors.spi;

/** A payload that no order can be made of. Trying again can't help; a person may mend the payload and replay it. */
public final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String field;

    /**
     * @param field where, such as {@code line_items[2].price}; empty for the payload as a whole
     * @param problem what is wrong and how to mend it, in plain words
     */
    public Unreadable(String field, String problem) {
        super(field.isEmpty() ? problem : field + ": " + problem);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
