package org.cordscope.inference.explanation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.cordscope.evaluation.Estimate;
import org.cordscope.inference.explanation.Verdict.Outcome;
import org.cordscope.learning.saliency.MapMethod;
import org.junit.jupiter.api.Test;

final class JudgingTest {
    private static final MapMethod METHOD = MapMethod.GRAD_CAM;
    private static final Judging HALF = new Judging(Map.of(METHOD, at(0.5)));

    private static Estimate at(double value) {
        return Estimate.withoutInterval(value, "given");
    }

    private static Alikeness row(Check check, String step, Estimate ssim) {
        return new Alikeness(check, step, METHOD, 9, ssim, at(0), at(0), at(0));
    }

    private static Verdict verdict(Alikeness... rows) {
        List<Verdict> verdicts = HALF.of(METHOD, List.of(rows), List.of());
        assertEquals(1, verdicts.size());
        return verdicts.get(0);
    }

    @Test
    void cascading_counts_where_all_layers_are_drawn_anew() {
        Alikeness head = row(Check.CASCADING, "head", at(0.9));
        Verdict passed = verdict(head, row(Check.CASCADING, "layer4", at(0.4)), row(Check.CASCADING, "conv1", at(0.3)));
        assertEquals(Outcome.PASS, passed.outcome());
        assertTrue(passed.reason().contains("first below at layer4"), passed.reason());
        Verdict failed = verdict(head, row(Check.CASCADING, "conv1", at(0.6)));
        assertEquals(Outcome.FAIL, failed.outcome());
        assertTrue(failed.reason().contains("never below"), failed.reason());
    }

    @Test
    void independent_needs_every_layer_and_names_those_that_do_not_matter() {
        Alikeness good = row(Check.INDEPENDENT, "head", at(0.4));
        assertEquals(Outcome.PASS, verdict(good).outcome());
        Verdict failed = verdict(good, row(Check.INDEPENDENT, "layer1", at(0.7)));
        assertEquals(Outcome.FAIL, failed.outcome());
        assertTrue(failed.reason().endsWith("layer1 0.700"), failed.reason());
    }

    @Test
    void a_second_model_must_agree_by_the_lower_end_of_the_interval() {
        assertEquals(
                Outcome.PASS,
                verdict(row(Check.REPEATABILITY, "b", new Estimate(0.8, 0.6, 0.9, "given")))
                        .outcome());
        assertEquals(
                Outcome.FAIL,
                verdict(row(Check.REPRODUCIBILITY, "b", new Estimate(0.8, 0.4, 0.9, "given")))
                        .outcome());
    }

    @Test
    void a_model_of_permuted_labels_must_not_agree() {
        assertEquals(
                Outcome.FAIL, verdict(row(Check.PERMUTED, "permuted", at(0.8))).outcome());
        assertEquals(
                Outcome.PASS, verdict(row(Check.PERMUTED, "permuted", at(0.2))).outcome());
    }

    @Test
    void localisation_is_measured_by_the_average_mask() {
        Found better = new Found(METHOD, 9, at(0.3), at(0.02), at(0.2), at(0.5));
        Found worse = new Found(METHOD, 9, at(0.1), at(0.02), at(0.2), at(0.5));
        Found alone = new Found(METHOD, 9, at(0.1), at(0.02), Estimate.undefined("one patient"), at(0.5));
        assertEquals(
                List.of(Outcome.PASS, Outcome.FAIL, Outcome.UNDECIDED),
                HALF.of(METHOD, List.of(), List.of(better, worse, alone)).stream()
                        .map(Verdict::outcome)
                        .toList());
    }

    @Test
    void without_a_pair_of_maps_nothing_is_decided() {
        Judging none = new Judging(Map.of(METHOD, Estimate.undefined("one slice")));
        List<Verdict> verdicts = none.of(METHOD, List.of(row(Check.CASCADING, "head", at(0.1))), List.of());
        assertEquals(Outcome.UNDECIDED, verdicts.get(0).outcome());
        assertEquals("undefined: one slice", verdicts.get(0).reason());
    }
}
