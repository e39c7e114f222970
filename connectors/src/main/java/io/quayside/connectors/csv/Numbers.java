package io.quayside.connectors.csv;

import io.quayside.domain.kernel.InvalidValue;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * Reads amounts as people and programs write them: {@code 1.234,50}, {@code $1,234.50}, {@code 1'234.50},
 * {@code (5.00)}, {@code 5.00-}. Grouping is checked, so that a number in the other style is refused and not misread.
 */
final class Numbers {
    private static final int LONGEST = 60;
    private static final Pattern DECORATION = Pattern.compile("[\\p{Sc}\\s\\u00A0\\u2007\\u202F'\\u2019]");
    private static final Pattern DOT_GROUPED = Pattern.compile("\\d{1,3}(,\\d{3})+(\\.\\d*)?|\\d+(\\.\\d*)?|\\.\\d+");
    private static final Pattern COMMA_GROUPED = Pattern.compile("\\d{1,3}(\\.\\d{3})+(,\\d*)?|\\d+(,\\d*)?|,\\d+");

    private final DecimalMark style;

    Numbers(DecimalMark style) {
        this.style = style;
    }

    /** @throws InvalidValue when the text is no number in this style; the message says what was expected */
    BigDecimal read(String text) {
        if (text.length() > LONGEST) {
            throw new InvalidValue("'%s' is too long for a number".formatted(InvalidValue.excerpt(text)));
        }
        if (isPlain(text)) {
            return new BigDecimal(text);
        }
        String bare = bare(text);
        boolean negative = isNegative(bare);
        String digits = unsigned(bare);
        Pattern grouped = style == DecimalMark.DOT ? DOT_GROUPED : COMMA_GROUPED;
        if (!grouped.matcher(digits).matches()) {
            throw new InvalidValue("'%s' is not a number with decimal %s"
                    .formatted(InvalidValue.excerpt(text), style == DecimalMark.DOT ? "dot" : "comma"));
        }
        String plain = digits.replace(String.valueOf(style.grouping()), "").replace(style.mark(), '.');
        BigDecimal value = new BigDecimal(plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain);
        return negative ? value.negate() : value;
    }

    /** {@code -12} or {@code 12.50}: read without patterns, because nearly every cell is so. */
    private boolean isPlain(String text) {
        int marks = 0;
        int digitsAfterMark = 0;
        int digits = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
                digitsAfterMark += marks;
            } else if (c == '.' && style == DecimalMark.DOT && digits > 0) {
                marks++;
            } else if (c != '-' || i > 0) {
                return false;
            }
        }
        return digits > 0 && (marks == 0 || marks == 1 && digitsAfterMark > 0);
    }

    static String bare(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '.' && c != ',' && (c < '0' || c > '9')) {
                return DECORATION.matcher(text).replaceAll("");
            }
        }
        return text; // nearly always; a pattern would take longer than all the rest
    }

    private static boolean isNegative(String bare) {
        return bare.startsWith("-") || bare.endsWith("-") || bare.startsWith("(") && bare.endsWith(")");
    }

    static String unsigned(String bare) {
        int from = 0;
        int to = bare.length();
        if (to > 1 && bare.charAt(0) == '(' && bare.charAt(to - 1) == ')') {
            from++;
            to--;
        } else if (to > 0 && (bare.charAt(0) == '-' || bare.charAt(0) == '+')) {
            from++;
        } else if (to > 0 && bare.charAt(to - 1) == '-') {
            to--;
        }
        return bare.substring(from, to);
    }
}
