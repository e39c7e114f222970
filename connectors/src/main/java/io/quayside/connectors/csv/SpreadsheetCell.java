package io.quayside.connectors.csv;

import java.util.regex.Pattern;

/** Text that a spreadsheet shows and does not run (OWASP, CSV injection). */
public final class SpreadsheetCell {
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9][0-9.,' ]*%?");

    private SpreadsheetCell() {}

    /** With an apostrophe before it when a spreadsheet would take it for a formula; a negative number stays one. */
    public static String harmless(String text) {
        if (text.isEmpty()
                || "=+-@\t\r\n".indexOf(text.charAt(0)) < 0
                || NUMBER.matcher(text).matches()) {
            return text;
        }
        return "'" + text;
    }
}
