package org.cordscope.learning.cord;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cordscope.evaluation.DeLong;
import org.cordscope.evaluation.Scores;
import org.cordscope.learning.cord.DecisionLayer.Linear;

/**
 * Fine-tunes what decides in a model of the cord, its {@link DecisionLayer}, on labelled slices; all else stays as it is. The
 * function is drawn towards the model's own by a ridge. Its strength is chosen on patients that a fit has not learned from: those
 * of each fold of a cross-validation, and validation patients. Where no strength does better on them than level and steepness
 * alone, by more than the standard error, the model's own function stays.
 */
public final class CordTuning {
    /** From hardly any change to much; the first learns level and steepness alone and keeps the order of slices. */
    public static final List<Double> RIDGES =
            List.of(Double.POSITIVE_INFINITY, 3000.0, 1000.0, 300.0, 100.0, 30.0, 10.0);

    private static final int FOLDS = 5;

    private final List<TuningCase> cases;
    private final List<TuningCase> validation;
    private final Linear given;

    private CordTuning(DecisionLayer layer, List<TuningCase> cases, List<TuningCase> validation) {
        this.cases = List.copyOf(cases);
        this.validation = List.copyOf(validation);
        this.given = layer.linear();
    }

    /**
     * One strength of the ridge.
     *
     * @param function fitted to all cases
     * @param loss per slice, mean over patients, each judged by a fit without him; {@code auc} likewise
     */
    public record Tried(double ridge, Linear function, double loss, double auc) {}

    /**
     * What came of it.
     *
     * @param tried all strengths, the weakest change first
     * @param best place among them
     * @param gain by how much the loss fell with it, against level and steepness alone, mean over patients not learned from;
     *     {@code error} the standard error
     */
    public record Tuned(List<Tried> tried, int best, double gain, double error) {
        public Tuned {
            tried = List.copyOf(tried);
        }

        /** Whether the best is better than the model's own function by more than chance would make it. */
        public boolean changed() {
            return best > 0 && gain > error;
        }

        public Tried proposed() {
            return tried.get(best);
        }
    }

    /** Whether there is something to learn from: two patients, and slices of both classes. */
    public static boolean enough(List<TuningCase> cases) {
        return cases.stream().map(TuningCase::patient).distinct().count() > 1
                && cases.stream().map(TuningCase::compressed).distinct().count() > 1;
    }

    /**
     * Learns from cases.
     *
     * @param validation of other patients; may be empty
     * @throws IllegalArgumentException where cases are not {@link #enough}
     * @throws CancellationException where the thread is interrupted
     */
    public static Tuned of(DecisionLayer layer, List<TuningCase> cases, List<TuningCase> validation) {
        if (!enough(cases)) {
            throw new IllegalArgumentException("cases of two patients and of both classes are needed");
        }
        return new CordTuning(layer, cases, validation).tuned();
    }

    private Tuned tuned() {
        double[][] judged = crossValidated();
        DecisionFit all = fit(cases);
        List<Tried> tried = new ArrayList<>();
        List<Map<String, Double>> losses = new ArrayList<>();
        for (int i = 0; i < RIDGES.size(); i++) {
            Linear function = all.at(RIDGES.get(i));
            Map<String, Double> own = byPatient(cases, judged[i]);
            tried.add(new Tried(RIDGES.get(i), function, mean(own), auc(cases, judged[i])));
            own.putAll(byPatient(validation, logits(function, validation)));
            losses.add(own);
        }
        int best = IntStream.range(0, tried.size())
                .filter(i -> noWorse(tried.get(i), tried.get(0)))
                .boxed()
                .min(Comparator.comparingDouble(i -> mean(losses.get(i))))
                .orElse(0);
        double[] gains = losses.get(best).entrySet().stream()
                .mapToDouble(p -> losses.get(0).getOrDefault(p.getKey(), Double.NaN) - p.getValue())
                .toArray();
        double gain = Arrays.stream(gains).average().orElseThrow();
        return new Tuned(tried, best, gain, standardError(gains, gain));
    }

    /** By the order of slices in cross-validation, and by the loss in validation. */
    private boolean noWorse(Tried one, Tried before) {
        return one.auc() >= before.auc()
                && (validation.isEmpty() || loss(one.function(), validation) <= loss(before.function(), validation));
    }

    /** Logit of each case by fits without its patient, one row for each strength. */
    private double[][] crossValidated() {
        Map<String, Integer> folds = folds();
        int count = Math.min(FOLDS, folds.size());
        double[][] logits = new double[RIDGES.size()][cases.size()];
        for (int fold = 0; fold < count; fold++) {
            List<TuningCase> learned = new ArrayList<>();
            List<Integer> out = new ArrayList<>();
            for (int n = 0; n < cases.size(); n++) {
                if (folds.getOrDefault(cases.get(n).patient(), 0) % count == fold) {
                    out.add(n);
                } else {
                    learned.add(cases.get(n));
                }
            }
            DecisionFit fit = fit(learned);
            for (int i = 0; i < RIDGES.size(); i++) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("fine-tuning was interrupted");
                }
                Linear function = fit.at(RIDGES.get(i));
                for (int n : out) {
                    logits[i][n] = function.of(cases.get(n).seen());
                }
            }
        }
        return logits;
    }

    private DecisionFit fit(List<TuningCase> learned) {
        boolean[] compressed = new boolean[learned.size()];
        for (int i = 0; i < compressed.length; i++) {
            compressed[i] = learned.get(i).compressed();
        }
        return new DecisionFit(learned.stream().map(TuningCase::seen).toArray(double[][]::new), compressed, given);
    }

    /** Patients dealt out by how much of them is compressed, so that folds are alike; by name where that is the same. */
    private Map<String, Integer> folds() {
        Map<String, Double> shares = cases.stream()
                .collect(Collectors.groupingBy(
                        TuningCase::patient, TreeMap::new, Collectors.averagingDouble(c -> c.compressed() ? 1 : 0)));
        Map<String, Integer> folds = new LinkedHashMap<>();
        shares.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(p -> folds.put(p.getKey(), folds.size()));
        return folds;
    }

    /** Mean loss per slice of each patient. */
    private static Map<String, Double> byPatient(List<TuningCase> of, double[] logits) {
        return IntStream.range(0, logits.length)
                .boxed()
                .collect(Collectors.groupingBy(
                        n -> of.get(n).patient(),
                        TreeMap::new,
                        Collectors.averagingDouble(
                                n -> DecisionFit.logLoss(logits[n], of.get(n).compressed()))));
    }

    private static double[] logits(Linear function, List<TuningCase> of) {
        return of.stream().mapToDouble(c -> function.of(c.seen())).toArray();
    }

    /** Mean over patients of the loss per slice of a function; NaN of no case. */
    public static double loss(Linear function, List<TuningCase> of) {
        return mean(byPatient(of, logits(function, of)));
    }

    /** Share of cases on whose side of one half the function is. */
    public static double accuracy(Linear function, List<TuningCase> cases) {
        return (double) cases.stream()
                        .filter(c -> function.of(c.seen()) >= 0 == c.compressed())
                        .count()
                / cases.size();
    }

    /** Area under the ROC curve; NaN where one class is missing. */
    public static double auc(Linear function, List<TuningCase> cases) {
        return auc(cases, logits(function, cases));
    }

    private static double auc(List<TuningCase> cases, double[] logits) {
        boolean[] compressed = new boolean[logits.length];
        for (int i = 0; i < logits.length; i++) {
            compressed[i] = cases.get(i).compressed();
        }
        return DeLong.auc(Scores.independent(compressed, logits)).value();
    }

    private static double mean(Map<String, Double> losses) {
        return losses.values().stream().mapToDouble(x -> x).average().orElse(Double.NaN);
    }

    private static double standardError(double[] values, double mean) {
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.length - 1) / values.length);
    }
}
