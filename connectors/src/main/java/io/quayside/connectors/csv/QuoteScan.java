package io.quayside.connectors.csv;

/** Follows the quotes of one record over its lines (RFC 4180): closed, still open, or broken. */
final class QuoteScan {
    private enum At {
        START_OF_CELL,
        PLAIN,
        QUOTED,
        AFTER_QUOTED
    }

    private final char delimiter;
    private At at = At.START_OF_CELL;
    private boolean broken;

    QuoteScan(char delimiter) {
        this.delimiter = delimiter;
    }

    void see(String line) {
        for (int i = 0; i < line.length() && !broken; i++) {
            char c = line.charAt(i);
            if (at == At.QUOTED) {
                if (c == '"') {
                    if (i + 1 < line.length() && line.charAt(i + 1) == '"') {
                        i++;
                    } else {
                        at = At.AFTER_QUOTED;
                    }
                }
            } else if (c == delimiter) {
                at = At.START_OF_CELL;
            } else if (at == At.AFTER_QUOTED) {
                broken = !Character.isWhitespace(c);
            } else if (at == At.START_OF_CELL) {
                at = c == '"' ? At.QUOTED : Character.isWhitespace(c) ? At.START_OF_CELL : At.PLAIN;
            }
        }
    }

    boolean isOpen() {
        return at == At.QUOTED && !broken;
    }

    boolean isBroken() {
        return broken;
    }
}
