package org.cordscope.report.predictions;

import java.util.Optional;
import java.util.regex.Pattern;
import org.cordscope.study.Compression;
import org.cordscope.study.FileText;

/** What a cell of a table says. Text that could be read in two ways is not read at all. */
final class Cell {
    private static final Pattern POINT = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");
    private static final Pattern COMMA = Pattern.compile("[+-]?(\\d+,\\d+|,\\d+)([eE][+-]?\\d{1,4})?");
    private static final Pattern FORMULA = Pattern.compile("=\"[^\"]*\"");
    private static final Pattern ROUNDED_ID = Pattern.compile("\\d([.,]\\d+)?[eE]\\+\\d+");
    private static final Pattern SHEET_ERROR =
            Pattern.compile("#(N/A|NV|VALUE!|WERT!|REF!|BEZUG!|DIV/0!|NAME\\?|NUM!|ZAHL!|NULL!|#+)");

    /** No value of a table of predictions is longer. */
    private static final int LONGEST = 1000;

    private Cell() {}

    /** What keeps a text from being a value at all; empty where nothing does. */
    static Optional<String> whyNoValue(String text) {
        if (text.length() > LONGEST) {
            return Optional.of("is " + text.length() + " characters long, " + LONGEST + " at most are read");
        }
        return text.indexOf(FileText.LOST) < 0
                ? Optional.empty()
                : Optional.of("holds a character that was lost on the way: save the file again as UTF-8");
    }

    /** Without blanks of any kind around it, and without a spreadsheet's {@code ="..."}. */
    static String stripped(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        String inner = text.substring(start, end);
        return inner.startsWith("=") && FORMULA.matcher(inner).matches()
                ? stripped(inner.substring(2, inner.length() - 1))
                : inner;
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u200b' || c == '\ufeff';
    }

    static boolean hasDecimalPoint(String text) {
        return text.indexOf('.') >= 0 && POINT.matcher(text).matches();
    }

    static boolean hasDecimalComma(String text) {
        return text.indexOf(',') >= 0 && COMMA.matcher(text).matches();
    }

    /** A number with a decimal point or comma; NaN for anything else. */
    static double number(String text) {
        return POINT.matcher(text).matches() || COMMA.matcher(text).matches()
                ? Double.parseDouble(text.replace(',', '.')) + 0.0
                : Double.NaN;
    }

    /** What keeps a text from being a probability; empty where nothing does. */
    static Optional<String> whyNoProbability(String text) {
        double value = number(text);
        if (text.isEmpty()) {
            return Optional.of("is empty");
        }
        if (text.startsWith("#") && SHEET_ERROR.matcher(text).matches()) {
            return Optional.of("holds the error of a spreadsheet");
        }
        if (text.endsWith("%")) {
            return Optional.of("is a percentage, not a number from 0 to 1");
        }
        if (Double.isNaN(value)) {
            return Optional.of("is not a number");
        }
        return value < 0 ? Optional.of("is below 0") : value > 1 ? Optional.of("is above 1") : Optional.empty();
    }

    /** True for compressed; empty for anything that does not say. */
    static Optional<Boolean> call(String text) {
        return Compression.of(text).map(label -> label == Compression.COMPRESSED);
    }

    /** What keeps a text from being a name of a patient, scan or slice; empty where nothing does. */
    static Optional<String> whyNoName(String text) {
        if (text.isEmpty()) {
            return Optional.of("is empty");
        }
        if (text.startsWith("#") && SHEET_ERROR.matcher(text).matches()) {
            return Optional.of("holds the error of a spreadsheet");
        }
        return ROUNDED_ID.matcher(text).matches()
                ? Optional.of("is a long number that a spreadsheet has rounded: format the column as text")
                : Optional.empty();
    }
}
