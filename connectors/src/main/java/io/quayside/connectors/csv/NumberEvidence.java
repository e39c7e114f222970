package io.quayside.connectors.csv;

import org.jspecify.annotations.Nullable;

/** What all amounts of a file together say about its decimal mark. One value proves nothing when it reads both ways. */
final class NumberEvidence {
    private long dots;
    private long commas;
    private @Nullable String unclear;
    private long unclearLine;

    void see(String text, long line) {
        int dot = text.indexOf('.');
        int comma = text.indexOf(',');
        if (dot < 0 && comma < 0) {
            return;
        }
        String digits = Numbers.unsigned(Numbers.bare(text));
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c != '.' && c != ',' && (c < '0' || c > '9')) {
                return; // no number: the row itself will be refused
            }
        }
        int lastDot = digits.lastIndexOf('.');
        int lastComma = digits.lastIndexOf(',');
        if (lastDot >= 0 && lastComma >= 0) {
            count(lastDot > lastComma);
            return;
        }
        boolean isDot = lastDot >= 0;
        int last = Math.max(lastDot, lastComma);
        int first = isDot ? digits.indexOf('.') : digits.indexOf(',');
        if (first < last) {
            count(!isDot); // 1.234.567: a mark that comes twice groups thousands
        } else if (digits.length() - last - 1 != 3 || last == 0 || last > 3 || digits.charAt(0) == '0') {
            count(isDot);
        } else if (unclear == null) {
            unclear = text;
            unclearLine = line;
        }
    }

    private void count(boolean dot) {
        if (dot) {
            dots++;
        } else {
            commas++;
        }
    }

    /**
     * @param usual the mark that the layout's platform always writes, when nothing in the file says otherwise
     * @throws UnreadableFile when only a person can tell
     */
    DecimalMark decide(@Nullable DecimalMark configured, @Nullable DecimalMark usual) {
        if (configured != null) {
            return configured;
        }
        if (dots > 0 || commas > 0) {
            if (Math.min(dots, commas) * 10 > Math.max(dots, commas)) {
                throw new UnreadableFile(("%d amounts are written with a decimal dot and %d with a decimal comma: "
                                + "say DOT or COMMA in the connection's setting 'decimal'")
                        .formatted(dots, commas));
            }
            return dots >= commas ? DecimalMark.DOT : DecimalMark.COMMA;
        }
        if (usual != null) {
            return usual;
        }
        if (unclear != null) {
            throw new UnreadableFile(("'%s' on line %d can be read with a decimal dot or a decimal comma, and no other "
                            + "amount tells which: say DOT or COMMA in the connection's setting 'decimal'")
                    .formatted(unclear, unclearLine));
        }
        return DecimalMark.DOT;
    }
}
