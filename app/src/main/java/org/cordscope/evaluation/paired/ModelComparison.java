package org.cordscope.evaluation.paired;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.cordscope.evaluation.ClusteredAuc;
import org.cordscope.evaluation.Comparison;
import org.cordscope.evaluation.Confusion;
import org.cordscope.evaluation.DeLong;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.PatientBootstrap;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.evaluation.Scores;
import org.jspecify.annotations.Nullable;

/**
 * Two models on the same slices, each difference first less second.
 *
 * @param threshold probability from which the first calls a slice compressed
 * @param secondThreshold probability from which the second does
 * @param auc area, paired and clustered by patient; null where a single patient holds all slices of a class
 * @param aucUnclustered the same by DeLong, which takes slices as independent; null with fewer than two slices of a class
 * @param shares differences of sensitivity, specificity and accuracy
 * @param drawn differences of other metrics by their names in {@code comparison.json}, bootstrap by patient
 */
public record ModelComparison(
        int patients,
        int slices,
        double threshold,
        double secondThreshold,
        Map<String, Estimate> first,
        Map<String, Estimate> second,
        @Nullable Comparison auc,
        @Nullable Comparison aucUnclustered,
        List<PairedShare> shares,
        Map<String, Estimate> drawn) {
    private static final int RESAMPLES = 2000;
    /** Those whose difference is drawn. */
    private static final Map<String, ToDoubleFunction<Confusion>> METRICS = metrics();

    public ModelComparison {
        first = Collections.unmodifiableMap(new LinkedHashMap<>(first));
        second = Collections.unmodifiableMap(new LinkedHashMap<>(second));
        shares = List.copyOf(shares);
        drawn = Collections.unmodifiableMap(new LinkedHashMap<>(drawn));
    }

    /** Compares two models at one threshold. */
    public static ModelComparison of(List<ScoredSlice> first, List<ScoredSlice> second, double threshold, long seed) {
        return of(first, second, threshold, threshold, seed);
    }

    /**
     * Compares two models, each at its own threshold.
     *
     * @param second the slices of {@code first} in the same order
     * @throws IllegalArgumentException where slices, patients or labels differ
     */
    public static ModelComparison of(
            List<ScoredSlice> first, List<ScoredSlice> second, double threshold, double secondThreshold, long seed) {
        requireSameSlices(first, second);
        Scores a = Scores.of(first);
        Scores b = Scores.of(second);
        Confusion[] firstCalls = Confusion.perPatient(a, threshold);
        Confusion[] secondCalls = Confusion.perPatient(b, secondThreshold);
        PatientBootstrap bootstrap = new PatientBootstrap(a.patientCount(), RESAMPLES, seed);
        boolean areas = a.positives() > 1 && a.negatives() > 1;
        boolean clustered = patientsWith(first, true) > 1 && patientsWith(first, false) > 1;
        return new ModelComparison(
                a.patientCount(),
                a.size(),
                threshold,
                secondThreshold,
                own(a, firstCalls, bootstrap),
                own(b, secondCalls, bootstrap),
                clustered ? ClusteredAuc.paired(a, b) : null,
                areas ? DeLong.paired(a, b) : null,
                List.of(
                        PairedShare.of(
                                "sensitivity", first, second, threshold, secondThreshold, ScoredSlice::compressed),
                        PairedShare.of(
                                "specificity", first, second, threshold, secondThreshold, slice -> !slice.compressed()),
                        PairedShare.of("accuracy", first, second, threshold, secondThreshold, slice -> true)),
                drawn(firstCalls, secondCalls, bootstrap));
    }

    private static void requireSameSlices(List<ScoredSlice> first, List<ScoredSlice> second) {
        boolean same = first.size() == second.size() && !first.isEmpty();
        for (int i = 0; same && i < first.size(); i++) {
            ScoredSlice a = first.get(i);
            ScoredSlice b = second.get(i);
            same = a.sliceId().equals(b.sliceId())
                    && a.patientId().equals(b.patientId())
                    && a.compressed() == b.compressed();
        }
        if (!same) {
            throw new IllegalArgumentException("two models are compared on the same slices in the same order");
        }
    }

    private static long patientsWith(List<ScoredSlice> slices, boolean compressed) {
        return slices.stream()
                .filter(s -> s.compressed() == compressed)
                .map(ScoredSlice::patientId)
                .distinct()
                .count();
    }

    private static Map<String, Estimate> own(Scores scores, Confusion[] patients, PatientBootstrap bootstrap) {
        Map<String, Estimate> own = new LinkedHashMap<>();
        own.put("auc", ClusteredAuc.auc(scores));
        own.put("sensitivity", Confusion.share(patients, Confusion::truePositives, Confusion::compressed));
        own.put("specificity", Confusion.share(patients, Confusion::trueNegatives, Confusion::notCompressed));
        own.put("accuracy", Confusion.share(patients, c -> c.truePositives() + c.trueNegatives(), Confusion::slices));
        METRICS.forEach((name, metric) ->
                own.put(name, bootstrap.bca(times -> metric.applyAsDouble(Confusion.total(patients, times)))));
        return own;
    }

    private static Map<String, Estimate> drawn(Confusion[] first, Confusion[] second, PatientBootstrap bootstrap) {
        Map<String, Estimate> drawn = new LinkedHashMap<>();
        METRICS.forEach((name, metric) -> drawn.put(
                name,
                bootstrap.bca(times -> metric.applyAsDouble(Confusion.total(first, times))
                        - metric.applyAsDouble(Confusion.total(second, times)))));
        return drawn;
    }

    private static Map<String, ToDoubleFunction<Confusion>> metrics() {
        Map<String, ToDoubleFunction<Confusion>> metrics = new LinkedHashMap<>();
        metrics.put("ppv", Confusion::ppv);
        metrics.put("npv", Confusion::npv);
        metrics.put("balanced_accuracy", Confusion::balancedAccuracy);
        metrics.put("f1", Confusion::f1);
        metrics.put("mcc", Confusion::mcc);
        return Collections.unmodifiableMap(metrics);
    }
}
