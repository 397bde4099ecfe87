package org.cordscope.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Whether printed metrics can be true together. Sensitivity, specificity and prevalence fix the two by two table up to its
 * size, and so every other metric; what remains is rounding, which is allowed for.
 */
public final class Consistency {

    /**
     * A metric that the others rule out.
     *
     * @param metric its name
     * @param published as printed
     * @param low smallest value that the other numbers allow, before rounding
     * @param high largest such value
     * @param because the numbers that it follows from
     */
    public record Finding(String metric, double published, double low, double high, String because) {}

    private static final String FROM_RATES = "sensitivity, specificity and prevalence";
    private static final String FROM_COUNTS = "the two by two table";
    /** Room for the arithmetic itself. */
    private static final double ROUNDING = 1e-12;

    private Consistency() {}

    /** What the printed numbers rule out; empty where they can all be true. */
    public static List<Finding> check(Published p) {
        List<Finding> findings = new ArrayList<>();
        if (p.sensitivity().isPresent() && p.specificity().isPresent()) {
            List<Confusion> corners = corners(p);
            compare(findings, p, "ppv", p.ppv(), corners, Confusion::ppv, FROM_RATES);
            compare(findings, p, "npv", p.npv(), corners, Confusion::npv, FROM_RATES);
            compare(findings, p, "accuracy", p.accuracy(), corners, Confusion::accuracy, FROM_RATES);
            compare(findings, p, "f1", p.f1(), corners, Confusion::f1, FROM_RATES);
        }
        if (p.sensitivity().isPresent() && p.ppv().isPresent() && p.f1().isPresent()) {
            double half = half(p);
            double recall = p.sensitivity().getAsDouble();
            double precision = p.ppv().getAsDouble();
            double low = harmonic(Math.max(0, recall - half), Math.max(0, precision - half));
            double high = harmonic(Math.min(1, recall + half), Math.min(1, precision + half));
            add(findings, p, "f1", p.f1().getAsDouble(), low, high, "sensitivity and ppv");
        }
        return findings;
    }

    /** The same against printed counts, from which every metric follows exactly. */
    public static List<Finding> check(Published p, Confusion counts) {
        List<Finding> findings = new ArrayList<>();
        List<Confusion> table = List.of(counts);
        compare(findings, p, "sensitivity", p.sensitivity(), table, Confusion::sensitivity, FROM_COUNTS);
        compare(findings, p, "specificity", p.specificity(), table, Confusion::specificity, FROM_COUNTS);
        compare(findings, p, "ppv", p.ppv(), table, Confusion::ppv, FROM_COUNTS);
        compare(findings, p, "npv", p.npv(), table, Confusion::npv, FROM_COUNTS);
        compare(findings, p, "accuracy", p.accuracy(), table, Confusion::accuracy, FROM_COUNTS);
        compare(findings, p, "f1", p.f1(), table, Confusion::f1, FROM_COUNTS);
        double prevalence = (double) counts.compressed() / counts.slices();
        if (prevalence < p.prevalenceLow() - half(p) || prevalence > p.prevalenceHigh() + half(p)) {
            findings.add(new Finding("prevalence", p.prevalenceLow(), prevalence, prevalence, FROM_COUNTS));
        }
        return findings;
    }

    /** Every metric is monotone in sensitivity, specificity and prevalence, so its extremes lie at the ends of their ranges. */
    private static List<Confusion> corners(Published p) {
        double half = half(p);
        double sensitivity = p.sensitivity().orElseThrow();
        double specificity = p.specificity().orElseThrow();
        List<Confusion> corners = new ArrayList<>();
        for (double prevalence : new double[] {p.prevalenceLow(), p.prevalenceHigh()}) {
            for (int a = -1; a <= 1; a += 2) {
                for (int b = -1; b <= 1; b += 2) {
                    corners.add(table(prevalence, within(sensitivity + a * half), within(specificity + b * half)));
                }
            }
        }
        return corners;
    }

    /** A table of so many slices that counting them in whole numbers does not matter. */
    private static Confusion table(double prevalence, double sensitivity, double specificity) {
        double size = 1e15;
        return new Confusion(
                Math.round(size * prevalence * sensitivity),
                Math.round(size * (1 - prevalence) * (1 - specificity)),
                Math.round(size * (1 - prevalence) * specificity),
                Math.round(size * prevalence * (1 - sensitivity)));
    }

    private static void compare(
            List<Finding> findings,
            Published p,
            String name,
            OptionalDouble published,
            List<Confusion> tables,
            ToDoubleFunction<Confusion> metric,
            String because) {
        double[] values = tables.stream()
                .mapToDouble(metric)
                .filter(v -> !Double.isNaN(v))
                .sorted()
                .toArray();
        if (published.isPresent() && values.length > 0) {
            add(findings, p, name, published.getAsDouble(), values[0], values[values.length - 1], because);
        }
    }

    private static void add(
            List<Finding> findings, Published p, String name, double published, double low, double high, String why) {
        double reach = half(p) + ROUNDING;
        if (published + reach < low || published - reach > high) {
            findings.add(new Finding(name, published, low, high, why));
        }
    }

    private static double half(Published p) {
        return 0.5 * Math.pow(10, -p.decimals());
    }

    private static double within(double share) {
        return Math.max(0, Math.min(1, share));
    }

    private static double harmonic(double a, double b) {
        return a + b == 0 ? 0 : 2 * a * b / (a + b);
    }
}
