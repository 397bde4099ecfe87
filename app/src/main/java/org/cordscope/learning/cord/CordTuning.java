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
import java.util.stream.Stream;
import org.cordscope.learning.cord.DecisionLayer.Linear;

/**
 * Fine-tunes what decides in a model of the cord, its {@link DecisionLayer}, on labelled slices; all else stays as it is. The
 * function is drawn towards the model's own by a ridge whose strength is chosen by cross-validation over patients. It takes the
 * place of the model's own only where it does better on the patients that choose, by more than chance would: otherwise the
 * model stays.
 */
public final class CordTuning {
    /** From hardly any change to much; the first one learns level and steepness alone, and keeps the order of slices. */
    static final List<Double> RIDGES = List.of(Double.POSITIVE_INFINITY, 3000.0, 1000.0, 300.0, 100.0, 30.0, 10.0);

    private static final int FOLDS = 5;

    private CordTuning() {}

    /**
     * One strength of the ridge.
     *
     * @param training loss per slice of the cases that it was fitted to; {@code crossValidated} of the same cases, each patient
     *     judged by a fit without him
     */
    public record Tried(double ridge, double training, double crossValidated) {}

    /**
     * What came of it.
     *
     * @param tried all strengths, the weakest change first
     * @param chosen place among them, from 0
     * @param gain by how much the loss per patient fell in cross-validation, against level and steepness alone; {@code error}
     *     its standard error over patients
     * @param decision what was learned with the strength that was chosen
     */
    public record Tuned(List<Tried> tried, int chosen, double gain, double error, Linear decision) {
        /** Whether the order of slices has changed. */
        public boolean changed() {
            return chosen > 0;
        }
    }

    /**
     * Learns from cases of at least two patients, of both classes.
     *
     * @throws IllegalArgumentException where there are fewer
     * @throws CancellationException where the thread is interrupted
     */
    public static Tuned of(DecisionLayer layer, List<TuningCase> cases) {
        Map<String, Integer> folds = folds(cases);
        if (folds.size() < 2 || cases.stream().map(TuningCase::compressed).distinct().count() < 2) {
            throw new IllegalArgumentException("cases of two patients and of both classes are needed");
        }
        Linear given = layer.linear();
        List<Map<String, Double>> losses = RIDGES.stream()
                .map(r -> (Map<String, Double>) new LinkedHashMap<String, Double>())
                .toList();
        int count = Math.min(FOLDS, folds.size());
        for (int fold = 0; fold < count; fold++) {
            int out = fold;
            DecisionFit fit = fit(cases.stream().filter(c -> folds.get(c.patient()) % count != out), given);
            List<TuningCase> judged =
                    cases.stream().filter(c -> folds.get(c.patient()) % count == out).toList();
            for (int i = 0; i < RIDGES.size(); i++) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new CancellationException("fine-tuning was interrupted");
                }
                losses.get(i).putAll(byPatient(fit.at(RIDGES.get(i)), judged));
            }
        }
        DecisionFit fit = fit(cases.stream(), given);
        List<Tried> tried = new ArrayList<>();
        for (int i = 0; i < RIDGES.size(); i++) {
            tried.add(new Tried(
                    RIDGES.get(i),
                    mean(byPatient(fit.at(RIDGES.get(i)), cases)),
                    mean(losses.get(i))));
        }
        int best = tried.indexOf(tried.stream()
                .min(Comparator.comparingDouble(Tried::crossValidated))
                .orElseThrow());
        double[] gains = losses.get(0).keySet().stream()
                .mapToDouble(p -> losses.get(0).get(p) - losses.get(best).get(p))
                .toArray();
        double gain = Arrays.stream(gains).average().orElse(0);
        double error = standardError(gains, gain);
        int chosen = gain > error ? best : 0;
        return new Tuned(tried, chosen, gain, error, fit.at(RIDGES.get(chosen)));
    }

    private static DecisionFit fit(Stream<TuningCase> of, Linear given) {
        List<TuningCase> cases = of.toList();
        boolean[] compressed = new boolean[cases.size()];
        for (int i = 0; i < compressed.length; i++) {
            compressed[i] = cases.get(i).compressed();
        }
        return new DecisionFit(cases.stream().map(TuningCase::seen).toArray(double[][]::new), compressed, given);
    }

    /** Patients dealt out by how much of them is compressed, so that folds are alike; by name where that is the same. */
    private static Map<String, Integer> folds(List<TuningCase> cases) {
        Map<String, List<TuningCase>> patients =
                cases.stream().collect(Collectors.groupingBy(TuningCase::patient, TreeMap::new, Collectors.toList()));
        Map<String, Integer> folds = new LinkedHashMap<>();
        patients.entrySet().stream()
                .sorted(Comparator.comparingDouble(p -> -share(p.getValue())))
                .forEach(p -> folds.put(p.getKey(), folds.size()));
        return folds;
    }

    private static double share(List<TuningCase> cases) {
        return (double) cases.stream().filter(TuningCase::compressed).count() / cases.size();
    }

    /** Mean loss per slice of each patient. */
    private static Map<String, Double> byPatient(Linear function, List<TuningCase> cases) {
        return cases.stream()
                .collect(Collectors.groupingBy(
                        TuningCase::patient,
                        TreeMap::new,
                        Collectors.averagingDouble(
                                c -> DecisionFit.logLoss(function.of(c.seen()), c.compressed()))));
    }

    private static double mean(Map<String, Double> losses) {
        return losses.values().stream().mapToDouble(x -> x).average().orElseThrow();
    }

    private static double standardError(double[] values, double mean) {
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return Math.sqrt(squares / (values.length - 1) / values.length);
    }
}
