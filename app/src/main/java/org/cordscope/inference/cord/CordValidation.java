package org.cordscope.inference.cord;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.evaluation.Scores;
import org.cordscope.evaluation.agreement.CohenKappa;
import org.cordscope.evaluation.agreement.Weighting;
import org.cordscope.evaluation.operating.OperatingRule;
import org.cordscope.inference.CodedSlice;
import org.cordscope.inference.CodingResult;
import org.cordscope.inference.CordFindings;
import org.cordscope.learning.cord.CordModel.Decision;
import org.cordscope.learning.cord.MeasureJudge;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.learning.trust.TemperatureScaling;
import org.cordscope.phantom.anatomy.CordMeasures;
import org.cordscope.study.SliceKey;
import org.jspecify.annotations.Nullable;

/** A coded phantom cohort beside its truth. */
public final class CordValidation {
    private static final int GRADES = 4;

    private final List<Pair> pairs = new ArrayList<>();

    /** A slice and what is known of it. */
    private record Pair(String seriesUid, CodedSlice coded, SliceTruth truth) {
        CordFindings findings() {
            return Objects.requireNonNull(coded.findings(), "coded by a reader that finds the cord");
        }
    }

    /** @throws IllegalArgumentException where no slice of the result is in the truth */
    public CordValidation(CodingResult result, Map<SliceKey, SliceTruth> truths) {
        result.scans()
                .forEach(scan -> scan.slices().forEach(slice -> {
                    SliceTruth truth = truths.get(slice.key());
                    if (truth != null) {
                        pairs.add(new Pair(scan.seriesUid(), slice, truth));
                    }
                }));
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException("no coded slice is in the truth");
        }
    }

    public int slices() {
        return pairs.size();
    }

    /**
     * A slice as an evaluation takes it.
     *
     * @param scored with the true Kang grade as a group
     */
    public record Placed(ScoredSlice scored, String seriesUid, int index) {}

    /** All slices, scan by scan. */
    public List<Placed> placed() {
        return pairs.stream()
                .map(pair -> new Placed(
                        new ScoredSlice(
                                pair.truth().patientId(),
                                pair.coded().key().sopInstanceUid() + "#"
                                        + pair.coded().key().frame(),
                                pair.truth().compressed(),
                                pair.coded().probability(),
                                Map.of(
                                        "kang_grade",
                                        Integer.toString(pair.truth().kangGrade()))),
                        pair.seriesUid(),
                        pair.coded().index()))
                .toList();
    }

    /** Threshold by a rule, and calibration, on these slices; the measures' share stays as it is. */
    public Decision decide(OperatingRule rule, MeasureJudge measures) {
        double[] logits = new double[pairs.size()];
        boolean[] compressed = new boolean[logits.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = logit(pairs.get(i).coded().probability());
            compressed[i] = pairs.get(i).truth().compressed();
        }
        long patients =
                pairs.stream().map(pair -> pair.truth().patientId()).distinct().count();
        return new Decision(
                new DecisionThreshold(
                        Math.min(
                                1,
                                rule.threshold(Scores.of(
                                        placed().stream().map(Placed::scored).toList()))),
                        rule.words() + " on " + pairs.size() + " slices of " + patients + " phantoms"),
                TemperatureScaling.fit(logits, compressed),
                measures);
    }

    private static double logit(double probability) {
        double p = Math.min(1 - 1e-7, Math.max(1e-7, probability));
        return Math.log(p / (1 - p));
    }

    /** Kappa of the Kang grades of judged slices, quadratic weights. */
    public double gradeKappa() {
        long[][] table = new long[GRADES][GRADES];
        for (Pair pair : pairs) {
            if (pair.coded().judged()) {
                table[pair.truth().kangGrade()][pair.findings().grade()]++;
            }
        }
        return CohenKappa.of(table, Weighting.QUADRATIC).kappa();
    }

    /** Share of slices that are not judged. */
    public double notJudged() {
        return (double) pairs.stream().filter(pair -> !pair.coded().judged()).count() / pairs.size();
    }

    /**
     * From where on the highest probability is enough to call a scan compressed.
     *
     * @param scans each as one, with its highest probability
     */
    public static DecisionThreshold scanThreshold(OperatingRule rule, List<ScoredSlice> scans) {
        return new DecisionThreshold(
                Math.min(1, rule.threshold(Scores.of(scans))),
                rule.words() + " on " + scans.size() + " scans of phantoms");
    }

    /**
     * Patients with a compressed slice in truth, found or missed, and patients without, left alone or called compressed.
     *
     * @param threshold that a called slice must reach besides; 0 for none
     */
    public Map<String, Integer> patients(double threshold) {
        Map<String, boolean[]> byPatient = new TreeMap<>();
        for (Pair pair : pairs) {
            boolean[] any = byPatient.computeIfAbsent(pair.truth().patientId(), id -> new boolean[2]);
            any[0] |= pair.truth().compressed();
            any[1] |= pair.coded().compressed() && pair.coded().probability() >= threshold;
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        List.of("found", "missed", "left_alone", "called_compressed").forEach(outcome -> counts.put(outcome, 0));
        for (boolean[] any : byPatient.values()) {
            String outcome = any[0] ? any[1] ? "found" : "missed" : any[1] ? "called_compressed" : "left_alone";
            counts.merge(outcome, 1, Integer::sum);
        }
        return counts;
    }

    /** Mean and standard deviation of what was measured less what is true, by measure. */
    public Map<String, double[]> errors() {
        Map<String, double[]> errors = new LinkedHashMap<>();
        errors.put("cord_ap_mm", errors(CordFindings::cord, CordMeasures::apMm, SliceTruth::apMm));
        errors.put("cord_area_mm2", errors(CordFindings::cord, CordMeasures::areaMm2, SliceTruth::areaMm2));
        errors.put("canal_ap_mm", errors(CordFindings::canal, CordMeasures::apMm, SliceTruth::canalApMm));
        return errors;
    }

    private double[] errors(
            Function<CordFindings, @Nullable CordMeasures> of,
            ToDoubleFunction<CordMeasures> measured,
            ToDoubleFunction<SliceTruth> known) {
        double[] differences = pairs.stream()
                .filter(pair -> pair.coded().judged() && of.apply(pair.findings()) != null)
                .mapToDouble(pair -> measured.applyAsDouble(Objects.requireNonNull(of.apply(pair.findings())))
                        - known.applyAsDouble(pair.truth()))
                .toArray();
        double mean = java.util.Arrays.stream(differences).average().orElse(Double.NaN);
        double squares = java.util.Arrays.stream(differences)
                .map(d -> (d - mean) * (d - mean))
                .average()
                .orElse(Double.NaN);
        return new double[] {mean, Math.sqrt(squares)};
    }
}
