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
        return fixed(estimate.value(), 3) + (estimate.hasInterval() ? " (" + interval(estimate) + ")" : "");
    }

    /** {@code 0.912 to 0.961}, a dash without interval. */
    public static String interval(Estimate estimate) {
        return estimate.hasInterval() ? fixed(estimate.low(), 3) + " to " + fixed(estimate.high(), 3) : NONE;
    }

    public static String percent(double share) {
        return Double.isNaN(share) ? NONE : fixed(100 * share, 1) + NO_BREAK + "%";
    }

    /** {@code < 0.001} below that, else three decimals. */
    public static String pValue(double p) {
        return p < 0.001 ? "< 0.001" : fixed(p, 3);
    }

    /** With a thin space between thousands, at which no line breaks. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count).replace(',', THOUSANDS);
    }
}
