package org.cordscope.report.figure;

import java.util.Locale;
import org.cordscope.evaluation.Estimate;

/** Numbers as a paper prints them. Undefined ones are a dash. */
public final class Numbers {
    /** Stands for a number that is not defined. */
    public static final String NONE = "\u2013";
    /** Narrow no-break space. */
    public static final char THOUSANDS = '\u202f';
    /** No-break space. */
    public static final char NO_BREAK = '\u00a0';

    private Numbers() {}

    /** With that many decimals and a true minus sign. */
    public static String fixed(double value, int decimals) {
        if (Double.isNaN(value)) {
            return NONE;
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "\u221e" : "\u2212\u221e";
        }
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        boolean zero = text.matches("-0(\\.0*)?");
        return zero ? text.substring(1) : text.replace('-', '\u2212');
    }

    /** {@code 0.940 (0.912 to 0.961)}. */
    public static String estimate(Estimate estimate) {
        return estimate(estimate, 3);
    }

    /** As {@link #estimate(Estimate)} with other decimals. */
    public static String estimate(Estimate estimate, int decimals) {
        return fixed(estimate.value(), decimals)
                + (estimate.hasInterval() ? " (" + interval(estimate, decimals) + ")" : "");
    }

    /** {@code 0.912 to 0.961}, a dash without interval. */
    public static String interval(Estimate estimate) {
        return interval(estimate, 3);
    }

    private static String interval(Estimate estimate, int decimals) {
        return estimate.hasInterval()
                ? fixed(estimate.low(), decimals) + " to " + fixed(estimate.high(), decimals)
                : NONE;
    }

    public static String percent(double share) {
        return Double.isNaN(share) ? NONE : fixed(100 * share, 1) + NO_BREAK + "%";
    }

    /** {@code < 0.001} below that, else three decimals. */
    public static String pValue(double p) {
        return p < 0.001 ? "< 0.001" : fixed(p, 3);
    }

    /** How many of what, as {@code 1 patient} and {@code 2 patients}; for words whose plural is made by an s. */
    public static String counted(long count, String what) {
        return count(count) + " " + what + (count == 1 ? "" : "s");
    }

    /** With a thin space between thousands, at which no line breaks. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count).replace(',', THOUSANDS);
    }
}
