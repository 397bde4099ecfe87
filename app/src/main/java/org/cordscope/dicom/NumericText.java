package org.cordscope.dicom;

import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** Numbers in text values (DS and IS of PS3.5 section 6.2): tolerant when read, within 16 characters when written. */
final class NumericText {
    private static final int LONGEST_DS = 16;

    private NumericText() {}

    /** @return null for what is not a finite decimal number; a decimal comma, which some writers put, is read as a point */
    static @Nullable Double decimal(String text) {
        String trimmed = withPoint(text.trim());
        if (trimmed.isEmpty() || !trimmed.chars().allMatch(NumericText::isNumeric)) {
            return null;
        }
        try {
            double value = Double.parseDouble(trimmed);
            return Double.isFinite(value) ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String withPoint(String text) {
        int comma = text.indexOf(',');
        return comma > 0 && text.indexOf('.') < 0 && text.indexOf(',', comma + 1) < 0 ? text.replace(',', '.') : text;
    }

    private static boolean isNumeric(int c) {
        return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.' || c == 'e' || c == 'E';
    }

    /** @throws IllegalArgumentException for what is not finite, which DS cannot say */
    static String format(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a decimal string must be finite: " + value);
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        String shortest = Double.toString(value);
        for (int digits = LONGEST_DS; shortest.length() > LONGEST_DS; digits--) {
            BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
            String plain = rounded.toPlainString();
            String scientific = rounded.toString();
            shortest = plain.length() <= LONGEST_DS ? plain : scientific;
        }
        return shortest;
    }
}
