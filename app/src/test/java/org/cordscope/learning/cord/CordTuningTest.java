package org.cordscope.learning.cord;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.cordscope.learning.cord.CordTuning.Tuned;
import org.cordscope.learning.cord.DecisionLayer.Linear;
import org.cordscope.phantom.anatomy.CordMeasures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CordTuningTest {
    private static final CordForm CORD = new CordForm(new CordMeasures(6.5, 12.8, 66, 0.94, 0.86, 2), 0.03);
    private static final CordModel SHIPPED = CordModel.shipped();
    private static final DecisionLayer LAYER = new DecisionLayer(SHIPPED);

    /** As four readings of two judges, the second two of the mirror image. */
    private static List<CropReading> readings(Random random) {
        List<CropReading> readings = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            float[] features = new float[160];
            for (int k = 0; k < features.length; k++) {
                features[k] = Math.abs((float) random.nextGaussian());
            }
            readings.add(new CropReading(new float[0], new float[0], new float[0], features));
        }
        return readings;
    }

    private static float[] array(String name) {
        return Objects.requireNonNull(SHIPPED.weights().get(name), name).floats();
    }

    /** The logit of the first output, layer by layer. */
    private static double logit(int judge, float[] features) {
        float[] w0 = array("judge" + judge + ".dense0.weight");
        float[] b0 = array("judge" + judge + ".dense0.bias");
        float[] w1 = array("judge" + judge + ".dense1.weight");
        double logit = array("judge" + judge + ".dense1.bias")[0];
        for (int u = 0; u < b0.length; u++) {
            double unit = b0[u];
            for (int k = 0; k < features.length; k++) {
                unit += w0[u * features.length + k] * features[k];
            }
            logit += w1[u] * Math.max(0, unit);
        }
        return logit;
    }

    /** The shipped model, its measures with another part in the common logit. */
    private static CordModel shipped(double measuresShare) {
        CordModel.Decision decision = SHIPPED.decision();
        return SHIPPED.withDecision(decision.withMeasures(decision.measures().withShare(measuresShare)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.2})
    void the_layer_says_what_networks_and_measures_say_together(double share) {
        List<CropReading> readings = readings(new Random(1));
        double network = 0;
        for (int i = 0; i < 4; i++) {
            network += logit(i % 2, readings.get(i).features()) / 4;
        }
        DecisionLayer layer = new DecisionLayer(shipped(share));
        MeasureJudge measures = SHIPPED.decision().measures();
        assertEquals(
                (1 - share) * network / measures.networkTemperature() + share * measures.logit(CORD),
                layer.linear().of(layer.sees(readings, CORD)),
                1e-6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.2})
    void a_model_with_another_function_says_what_the_function_says_up_to_float16(double share) {
        DecisionLayer layer = new DecisionLayer(shipped(share));
        Linear own = layer.linear();
        double[] weights = own.weights().clone();
        Random random = new Random(2);
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= 1 + 0.2 * random.nextGaussian();
        }
        Linear wanted = new Linear(own.intercept() - 0.7, weights);
        DecisionLayer moved = new DecisionLayer(layer.with(wanted));
        double[] seen = layer.sees(readings(random), CORD);
        assertEquals(wanted.of(seen), moved.linear().of(seen), 2e-3 * Math.abs(wanted.of(seen)) + 2e-3);
    }

    @Test
    void readings_without_features_are_refused() {
        CropReading bare = new CropReading(new float[1], new float[1], new float[1]);
        assertThrows(IllegalArgumentException.class, () -> LAYER.sees(List.of(bare, bare), CORD));
        assertThrows(IllegalArgumentException.class, () -> LAYER.sees(List.of(bare), CORD));
    }

    /** Slices whose label depends on what is seen as {@code truth} says, some of them labelled wrongly. */
    private static List<TuningCase> cases(int patients, Linear truth, long seed) {
        Random random = new Random(seed);
        List<TuningCase> cases = new ArrayList<>();
        int width = LAYER.linear().weights().length;
        for (int i = 0; i < 20 * patients; i++) {
            double[] seen = new double[width];
            for (int k = 0; k < width; k++) {
                seen[k] = random.nextGaussian();
            }
            double p = 1 / (1 + Math.exp(-truth.of(seen)));
            cases.add(new TuningCase("p" + i / 20, random.nextDouble() < p, seen));
        }
        return cases;
    }

    private static Linear scaled(Linear of, double factor, double intercept) {
        double[] weights = of.weights().clone();
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= factor;
        }
        return new Linear(intercept, weights);
    }

    @Test
    void a_function_that_is_right_already_stays() {
        Linear truth = scaled(LAYER.linear(), 3, 0.5);
        for (int seed = 0; seed < 3; seed++) {
            Tuned tuned = CordTuning.of(LAYER, cases(8, truth, seed), List.of());
            assertFalse(tuned.changed(), () -> "gain " + tuned.gain() + ", error " + tuned.error());
        }
    }

    @Test
    void labels_by_another_rule_are_learned_and_hold_on_other_patients() {
        double[] other = scaled(LAYER.linear(), 3, 0).weights();
        int last = other.length - 1;
        other[last] = 3;
        other[last - 1] = -3;
        Linear truth = new Linear(0, other);
        Tuned tuned = CordTuning.of(LAYER, cases(24, truth, 5), List.of());
        List<TuningCase> unseen = cases(40, truth, 6);
        assertTrue(tuned.changed());
        assertTrue(CordTuning.auc(tuned.proposed().function(), unseen) > CordTuning.auc(LAYER.linear(), unseen) + 0.05);
    }

    @Test
    void validation_patients_who_are_labelled_otherwise_have_a_veto() {
        double[] other = scaled(LAYER.linear(), 3, 0).weights();
        other[other.length - 1] = 3;
        List<TuningCase> cases = cases(24, new Linear(0, other), 5);
        assertTrue(CordTuning.of(LAYER, cases, List.of()).changed());
        double[] opposite = other.clone();
        opposite[other.length - 1] = -3;
        List<TuningCase> validation = cases(24, new Linear(0, opposite), 11).stream()
                .map(c -> new TuningCase("v" + c.patient(), c.compressed(), c.seen()))
                .toList();
        assertFalse(CordTuning.of(LAYER, cases, validation).changed());
    }

    @Test
    void level_and_steepness_are_learned_without_changing_the_order() {
        Linear own = LAYER.linear();
        List<TuningCase> cases = cases(20, scaled(own, 2, 1.5), 7);
        Linear fitted = CordTuning.of(LAYER, cases, List.of()).tried().get(0).function();
        assertTrue(CordTuning.loss(fitted, cases) < CordTuning.loss(own, cases));
        assertEquals(CordTuning.auc(own, cases), CordTuning.auc(fitted, cases), 1e-12);
    }

    @Test
    void one_patient_or_one_class_is_too_little() {
        List<TuningCase> cases = cases(2, LAYER.linear(), 8);
        List<TuningCase> one =
                cases.stream().filter(c -> c.patient().equals("p0")).toList();
        assertFalse(CordTuning.enough(one));
        assertFalse(
                CordTuning.enough(cases.stream().filter(TuningCase::compressed).toList()));
        assertThrows(IllegalArgumentException.class, () -> CordTuning.of(LAYER, one, List.of()));
    }

    @Test
    void the_fit_is_where_the_penalised_likelihood_is_greatest() {
        List<TuningCase> cases = cases(6, scaled(LAYER.linear(), 2, 1), 9);
        boolean[] compressed = new boolean[cases.size()];
        for (int i = 0; i < compressed.length; i++) {
            compressed[i] = cases.get(i).compressed();
        }
        Linear none = new Linear(0, new double[LAYER.linear().weights().length]);
        double[][] seen = cases.stream().map(TuningCase::seen).toArray(double[][]::new);
        Linear level = new DecisionFit(seen, compressed, none).at(Double.POSITIVE_INFINITY);
        long positive = cases.stream().filter(TuningCase::compressed).count();
        // slope of the likelihood by the level, with a ridge of 1: positives - n p - level = 0
        double p = 1 / (1 + Math.exp(-level.intercept()));
        assertEquals(0, positive - cases.size() * p - level.intercept(), 1e-3);
    }
}
