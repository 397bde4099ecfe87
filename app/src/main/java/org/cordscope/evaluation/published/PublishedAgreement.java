package org.cordscope.evaluation.published;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongToDoubleFunction;
import org.cordscope.evaluation.agreement.CohenKappa;

/**
 * Two raters as a paper prints them. How often each calls compressed and how often both do fix the table of two by two, so
 * that kappa and the agreement on each class follow from a single unknown.
 *
 * @param name of the set of slices
 * @param slices number of slices
 * @param first slices that the first rater calls compressed
 * @param second slices that the second rater calls compressed
 * @param kappa Cohen's, as printed
 * @param onCompressed agreement on compressed slices, a share as printed
 * @param onNotCompressed agreement on the others, a share as printed
 * @param kappaDecimals decimals that kappa is printed with
 * @param shareDecimals decimals that the shares are printed with
 */
public record PublishedAgreement(
        String name,
        long slices,
        long first,
        long second,
        double kappa,
        double onCompressed,
        double onNotCompressed,
        int kappaDecimals,
        int shareDecimals) {
    public PublishedAgreement {
        if (first < 0 || second < 0 || first > slices || second > slices || slices < 1) {
            throw new IllegalArgumentException(
                    "raters call 0 to " + slices + " slices compressed: " + first + ", " + second);
        }
    }

    /** One way to read "agreement on a class": the share of what. */
    private enum Reading {
        POSITIVE_AND_NEGATIVE_AGREEMENT("of both raters' calls"),
        OF_THE_FIRST("of the first rater's"),
        OF_THE_SECOND("of the second rater's"),
        OF_EITHER("of what either calls so");

        private final String words;

        Reading(String words) {
            this.words = words;
        }

        double of(long both, long first, long second) {
            return switch (this) {
                case POSITIVE_AND_NEGATIVE_AGREEMENT -> 2.0 * both / (first + second);
                case OF_THE_FIRST -> (double) both / first;
                case OF_THE_SECOND -> (double) both / second;
                case OF_EITHER -> (double) both / (first + second - both);
            };
        }
    }

    /** Whole numbers from low to high; none where low is above high. */
    private record Span(long low, long high) {
        Span and(Span other) {
            return new Span(Math.max(low, other.low), Math.min(high, other.high));
        }

        boolean isEmpty() {
            return low > high;
        }

        String words() {
            return isEmpty() ? "no number" : low == high ? String.valueOf(low) : low + " to " + high;
        }
    }

    /** Whether any reading of the shares allows kappa. */
    public Verdict check() {
        Span byKappa = span(this::kappa, kappa, kappaDecimals);
        List<String> refused = new ArrayList<>();
        for (Reading reading : Reading.values()) {
            Span compressed = span(both -> reading.of(both, first, second), onCompressed, shareDecimals);
            Span others = span(
                    both -> reading.of(neither(both), slices - first, slices - second), onNotCompressed, shareDecimals);
            if (!byKappa.and(compressed).and(others).isEmpty()) {
                return new Verdict(name, Verdict.Kind.HOLDS, "kappa and agreement fit, as shares " + reading.words);
            }
            refused.add(String.format(Locale.ROOT, "%s %s and %s", reading.words, compressed.words(), others.words()));
        }
        return new Verdict(
                name,
                Verdict.Kind.IMPOSSIBLE,
                String.format(
                        Locale.ROOT,
                        "kappa %s needs %s slices that both raters call compressed; agreement of %s on compressed and %s"
                                + " on other slices needs, as shares %s: never one number for all three",
                        printed(kappa, kappaDecimals),
                        byKappa.words(),
                        printed(onCompressed, shareDecimals),
                        printed(onNotCompressed, shareDecimals),
                        String.join("; ", refused)));
    }

    private static String printed(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private long neither(long both) {
        return slices - first - second + both;
    }

    private double kappa(long both) {
        return CohenKappa.of(new long[][] {{both, first - both}, {second - both, neither(both)}})
                .kappa();
    }

    /** Numbers of slices that both call compressed for which a rising function comes to the printed value. */
    private Span span(LongToDoubleFunction function, double printed, int decimals) {
        double half = 0.5 * Math.pow(10, -decimals) + 1e-12;
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (long both = Math.max(0, first + second - slices); both <= Math.min(first, second); both++) {
            double value = function.applyAsDouble(both);
            if (Math.abs(value - printed) <= half) {
                low = Math.min(low, both);
                high = Math.max(high, both);
            }
        }
        return new Span(low, high);
    }
}
