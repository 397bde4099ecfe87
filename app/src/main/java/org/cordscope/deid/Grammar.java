package org.cordscope.deid;

/** Grammars of values (PS3.5 section 6.2) as plain code, since they are asked for nearly every element of every file. */
final class Grammar {
    private static final int LONGEST_DECIMAL_PART = 24;
    private static final int LONGEST_EXPONENT = 3;
    private static final int LONGEST_INTEGER = 12;
    private static final int LONGEST_UID_PART = 39;

    private Grammar() {}

    /** Digits with an optional sign, point and exponent: {@code [+-]?(\d{1,24}\.?\d{0,24}|\.\d{1,24})([eE][+-]?\d{1,3})?}. */
    static boolean isDecimal(String text) {
        int at = afterSign(text, 0);
        int whole = afterDigits(text, at);
        int end = whole;
        if (whole < text.length() && text.charAt(whole) == '.') {
            end = afterDigits(text, whole + 1);
            if (end - whole - 1 > LONGEST_DECIMAL_PART || end - at == 1) {
                return false;
            }
        } else if (whole == at) {
            return false;
        } else if (whole - at > LONGEST_DECIMAL_PART) {
            return whole - at <= 2 * LONGEST_DECIMAL_PART && endsAsDecimal(text, whole);
        }
        return whole - at <= LONGEST_DECIMAL_PART && endsAsDecimal(text, end);
    }

    private static boolean endsAsDecimal(String text, int at) {
        if (at == text.length()) {
            return true;
        }
        if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
            return false;
        }
        int digits = afterSign(text, at + 1);
        int end = afterDigits(text, digits);
        return end == text.length() && end > digits && end - digits <= LONGEST_EXPONENT;
    }

    /** {@code [+-]?\d{1,12}}. */
    static boolean isInteger(String text) {
        int digits = afterSign(text, 0);
        int end = afterDigits(text, digits);
        return end == text.length() && end > digits && end - digits <= LONGEST_INTEGER;
    }

    /** Two numbers or more of at most 39 digits, points between: {@code \d{1,39}(\.\d{1,39})+}. */
    static boolean isUid(String text) {
        return isDotted(text, LONGEST_UID_PART);
    }

    /** Two numbers or more, points between: {@code \d+(\.\d+)+}. */
    static boolean isDotted(String text) {
        return isDotted(text, Integer.MAX_VALUE);
    }

    private static boolean isDotted(String text, int longestPart) {
        int parts = 0;
        int at = 0;
        while (true) {
            int end = afterDigits(text, at);
            if (end == at || end - at > longestPart) {
                return false;
            }
            parts++;
            if (end == text.length()) {
                return parts > 1;
            }
            if (text.charAt(end) != '.') {
                return false;
            }
            at = end + 1;
        }
    }

    /** True for ASCII digits only, and for no text at all. */
    static boolean isDigits(String text) {
        return afterDigits(text, 0) == text.length();
    }

    private static int afterSign(String text, int at) {
        boolean sign = at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-');
        return sign ? at + 1 : at;
    }

    private static int afterDigits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
