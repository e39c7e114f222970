package io.quayside.connectors.spi;

import java.util.List;

/**
 * A platform demands that a buyer be forgotten.
 *
 * @param ofEverySeller whether the platform tells the app once for all its sellers; else only the connection that the
 *     demand came by is meant
 * @param marks what the buyer's orders are known by; an order is theirs when one fits
 * @param why for the merchants, a sentence that names nobody
 */
public record ErasureDemand(boolean ofEverySeller, List<Mark> marks, String why) {
    public ErasureDemand {
        marks = List.copyOf(marks);
    }

    /** @param text as the platform sent it; empty for {@link Kind#EVERYBODY} */
    public record Mark(Kind kind, String text) {
        /** Without whom it names. */
        @Override
        public String toString() {
            return "Mark[" + kind + "]";
        }
    }

    /** What a mark is. */
    public enum Kind {
        /** The platform's own name or id of the buyer. */
        CUSTOMER,
        EMAIL,
        PHONE,
        /** The platform's id of one of the buyer's orders. */
        ORDER,
        /** All buyers of the connection. */
        EVERYBODY
    }
}
