package io.quayside.connectors.csv;

import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** What all dates of a file together say about the order of day and month. */
final class DateEvidence {
    private long dayFirst;
    private long monthFirst;
    private @Nullable String unclear;
    private long unclearLine;
    private @Nullable String last;

    void see(String text, long line) {
        if (text.equals(last)) {
            return; // the rows of one order repeat their date
        }
        last = text;
        if (text.length() > 60) {
            return;
        }
        Matcher m = Dates.NUMERIC.matcher(text);
        if (!m.matches() || m.group(1).length() > 2) {
            return;
        }
        int first = Integer.parseInt(m.group(1));
        int second = Integer.parseInt(m.group(3));
        if (m.group(2).equals(".") || first > 12 && second <= 12) {
            dayFirst++;
        } else if (second > 12 && first <= 12) {
            monthFirst++;
        } else if (unclear == null && first <= 12) {
            unclear = text;
            unclearLine = line;
        }
    }

    /**
     * @param usual the order that the layout's platform always writes, when nothing in the file says otherwise
     * @throws UnreadableFile when only a person can tell
     */
    DateOrder decide(@Nullable DateOrder configured, @Nullable DateOrder usual) {
        if (configured != null) {
            return configured;
        }
        if (dayFirst > 0 || monthFirst > 0) {
            if (Math.min(dayFirst, monthFirst) * 10 > Math.max(dayFirst, monthFirst)) {
                throw new UnreadableFile(("%d dates are written day first and %d month first: "
                                + "say DMY or MDY in the connection's setting 'dateFormat'")
                        .formatted(dayFirst, monthFirst));
            }
            return dayFirst >= monthFirst ? DateOrder.DMY : DateOrder.MDY;
        }
        if (usual != null) {
            return usual;
        }
        if (unclear != null) {
            throw new UnreadableFile(
                    ("the date '%s' on line %d can be read day first or month first, and no other date "
                                    + "of the file tells which: say DMY or MDY in the connection's setting 'dateFormat'")
                            .formatted(unclear, unclearLine));
        }
        return DateOrder.YMD;
    }
}
