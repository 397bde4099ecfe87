package org.cordscope.inference.explanation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.cordscope.evaluation.Estimate;
import org.cordscope.inference.explanation.Verdict.Outcome;
import org.cordscope.learning.saliency.MapMethod;

/** From measurements to verdicts, by the rules that {@link Check#rule} states. */
final class Judging {
    private final Map<MapMethod, Estimate> randomPairs;

    Judging(Map<MapMethod, Estimate> randomPairs) {
        this.randomPairs = randomPairs;
    }

    /** Verdicts on one method: on every check that was made. */
    List<Verdict> of(MapMethod method, List<Alikeness> alikeness, List<Found> found) {
        List<Verdict> verdicts = new ArrayList<>();
        for (Check check : Check.values()) {
            List<Alikeness> rows = alikeness.stream()
                    .filter(a -> a.method() == method && a.check() == check)
                    .toList();
            if (!rows.isEmpty()) {
                verdicts.add(ofAlikeness(method, check, rows));
            }
        }
        found.stream().filter(f -> f.method() == method).forEach(f -> verdicts.add(ofFound(f)));
        return verdicts;
    }

    private Verdict ofAlikeness(MapMethod method, Check check, List<Alikeness> rows) {
        Estimate chance = randomPairs.getOrDefault(method, Estimate.undefined("no pair"));
        if (!chance.isDefined() || rows.stream().anyMatch(r -> !r.ssim().isDefined())) {
            String why = chance.isDefined() ? "no slice has a map" : chance.method();
            return new Verdict(method, check, Outcome.UNDECIDED, Double.NaN, Double.NaN, why);
        }
        double threshold = chance.value();
        return switch (check) {
            case CASCADING -> cascading(method, rows, threshold);
            case INDEPENDENT, PERMUTED -> below(method, check, rows, threshold);
            default -> above(method, check, rows, threshold);
        };
    }

    private static Verdict cascading(MapMethod method, List<Alikeness> rows, double threshold) {
        double last = rows.get(rows.size() - 1).ssim().value();
        String first = rows.stream()
                .filter(r -> r.ssim().value() < threshold)
                .findFirst()
                .map(r -> "first below at " + r.step())
                .orElse("never below");
        String reason = number(last) + " with all layers drawn anew, random pairs " + number(threshold) + "; " + first;
        return verdict(method, Check.CASCADING, last < threshold, last, threshold, reason);
    }

    private static Verdict below(MapMethod method, Check check, List<Alikeness> rows, double threshold) {
        double highest = rows.stream().mapToDouble(r -> r.ssim().value()).max().orElseThrow();
        String above = rows.stream()
                .filter(r -> !(r.ssim().value() < threshold))
                .map(r -> r.step() + " " + number(r.ssim().value()))
                .collect(Collectors.joining(", "));
        String reason = above.isEmpty()
                ? "at most " + number(highest) + ", random pairs " + number(threshold)
                : "not below random pairs " + number(threshold) + ": " + above;
        return verdict(method, check, above.isEmpty(), highest, threshold, reason);
    }

    private static Verdict above(MapMethod method, Check check, List<Alikeness> rows, double threshold) {
        double lowest = rows.stream().mapToDouble(r -> r.ssim().value()).min().orElseThrow();
        boolean all = rows.stream().allMatch(r -> lower(r.ssim()) > threshold);
        String reason = rows.stream()
                        .map(r -> number(r.ssim().value())
                                + (r.ssim().hasInterval()
                                        ? " (" + number(r.ssim().low()) + " to "
                                                + number(r.ssim().high()) + ")"
                                        : "")
                                + " with " + r.step())
                        .collect(Collectors.joining(", "))
                + "; random pairs " + number(threshold);
        return verdict(method, check, all, lowest, threshold, reason);
    }

    private static Verdict ofFound(Found found) {
        double value = found.auprc().value();
        double threshold = found.averageMask().value();
        if (!found.averageMask().isDefined()) {
            return new Verdict(
                    found.method(),
                    Check.LOCALISATION,
                    Outcome.UNDECIDED,
                    value,
                    Double.NaN,
                    "there is no second patient with a mask on a compressed slice");
        }
        String reason = "AUPRC " + number(value) + ", average mask " + number(threshold) + ", chance "
                + number(found.chance().value()) + "; the peak hits on "
                + String.format(Locale.ROOT, "%.0f %%", 100 * found.hits().value()) + " of " + found.slices()
                + " slices";
        return verdict(found.method(), Check.LOCALISATION, value > threshold, value, threshold, reason);
    }

    private static Verdict verdict(
            MapMethod method, Check check, boolean pass, double value, double threshold, String reason) {
        return new Verdict(method, check, pass ? Outcome.PASS : Outcome.FAIL, value, threshold, reason);
    }

    private static double lower(Estimate estimate) {
        return estimate.hasInterval() ? estimate.low() : estimate.value();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
