package io.quayside.connectors.csv;

/** What stands between units and cents; the other mark groups thousands. */
public enum DecimalMark {
    DOT('.', ','),
    COMMA(',', '.');

    private final char mark;
    private final char grouping;

    DecimalMark(char mark, char grouping) {
        this.mark = mark;
        this.grouping = grouping;
    }

    char mark() {
        return mark;
    }

    char grouping() {
        return grouping;
    }
}
