package org.cordscope.evaluation.operating;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.evaluation.Confusion;
import org.cordscope.evaluation.Proportions;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.evaluation.Scores;
import org.junit.jupiter.api.Test;

/** Reference values: every threshold tried in R. */
final class OperatingPointTest {
    private static final double[] SCORES = {
        .9, .8, .8, .7, .6, .55, .4, .3, .7, .6, .5, .4, .4, .3, .3, .2, .2, .1, .1, .05
    };
    private final List<ScoredSlice> validation = slices("V", SCORES, 8);
    private final Scores scores = Scores.of(validation);

    @Test
    void Youden_takes_the_largest_sum() {
        assertEquals(0.55, new OperatingRule.Youden().threshold(scores));
    }

    @Test
    void a_wanted_sensitivity_is_reached_with_the_best_specificity() {
        assertEquals(0.4, new OperatingRule.SensitivityAtLeast(0.8).threshold(scores));
        assertEquals(0.55, new OperatingRule.SensitivityAtLeast(0.75).threshold(scores));
        assertEquals(0.3, new OperatingRule.SensitivityAtLeast(1).threshold(scores));
    }

    @Test
    void a_wanted_specificity_is_reached_with_the_best_sensitivity() {
        assertEquals(0.55, new OperatingRule.SpecificityAtLeast(0.8).threshold(scores));
        assertEquals(0.8, new OperatingRule.SpecificityAtLeast(1).threshold(scores));
    }

    @Test
    void cost_moves_the_threshold() {
        assertEquals(0.3, new OperatingRule.LeastCost(3).threshold(scores));
        assertEquals(0.8, new OperatingRule.LeastCost(0.5).threshold(scores));
        Scores noise = Scores.independent(new boolean[] {false, true}, new double[] {.9, .1});
        assertEquals(Double.POSITIVE_INFINITY, new OperatingRule.LeastCost(0.5).threshold(noise));
    }

    @Test
    void rules_have_a_short_form() {
        assertEquals(new OperatingRule.Fixed(0.5), OperatingRule.parse("0.5"));
        assertEquals(new OperatingRule.Youden(), OperatingRule.parse("youden"));
        assertEquals(new OperatingRule.SensitivityAtLeast(0.9), OperatingRule.parse("sensitivity=0.9"));
        assertEquals(new OperatingRule.SpecificityAtLeast(0.8), OperatingRule.parse("specificity=0.8"));
        assertEquals(new OperatingRule.LeastCost(2.5), OperatingRule.parse("cost=5:2"));
        for (String wrong : List.of("", "best", "1.5", "sensitivity", "sensitivity=x", "cost=1", "cost=0:1", "a=b:c")) {
            assertThrows(IllegalArgumentException.class, () -> OperatingRule.parse(wrong), wrong);
        }
        assertEquals(0.4, OperatingRule.parse("0.4").threshold(scores), "whatever the scores");
    }

    @Test
    void the_point_is_judged_on_other_patients() {
        List<ScoredSlice> holdout = slices("H", new double[] {.6, .55, .5, .9, .3, .2}, 3);
        OperatingPoint point = OperatingPoint.of(new OperatingRule.Youden(), validation, holdout);
        assertEquals(0.55, point.threshold());
        assertEquals(new Confusion(6, 2, 10, 2), point.validation());
        assertEquals(new Confusion(2, 1, 2, 1), point.holdout());
        assertEquals(Proportions.wilson(2, 3), point.sensitivity());
        assertEquals(Proportions.wilson(2, 3), point.npv());
    }

    @Test
    void a_patient_in_both_sets_is_refused() {
        List<ScoredSlice> leak = new ArrayList<>(slices("H", new double[] {.6, .2}, 1));
        leak.add(new ScoredSlice("V3", "again", true, .7));
        Exception e = assertThrows(
                IllegalArgumentException.class, () -> OperatingPoint.of(new OperatingRule.Youden(), validation, leak));
        assertTrue(String.valueOf(e.getMessage()).contains("1 are in both"));
    }

    @Test
    void rules_refuse_nonsense() {
        assertThrows(IllegalArgumentException.class, () -> new OperatingRule.SensitivityAtLeast(1.1));
        assertThrows(IllegalArgumentException.class, () -> new OperatingRule.LeastCost(0));
        Scores one = Scores.independent(new boolean[] {true}, new double[] {.5});
        assertThrows(IllegalArgumentException.class, () -> new OperatingRule.Youden().threshold(one));
    }

    private static List<ScoredSlice> slices(String prefix, double[] scores, int compressed) {
        List<ScoredSlice> slices = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            slices.add(new ScoredSlice(prefix + i, prefix + "S" + i, i < compressed, scores[i]));
        }
        return slices;
    }
}
