package org.cordscope.evaluation.paired;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.cordscope.evaluation.ScoredSlice;
import org.junit.jupiter.api.Test;

final class ModelComparisonTest {

    @Test
    void mcnemar_is_the_exact_one_of_r() {
        // binom.test(5, 20)$p.value, binom.test(0, 3)$p.value
        assertEquals(0.0413894653320312, PairedShare.mcNemar(5, 15), 1e-12);
        assertEquals(0.25, PairedShare.mcNemar(0, 3), 1e-12);
        assertEquals(1, PairedShare.mcNemar(4, 4), 1e-12);
        assertEquals(1, PairedShare.mcNemar(0, 0), 1e-12);
    }

    @Test
    void with_one_slice_per_patient_the_difference_has_the_error_of_paired_proportions() {
        List<ScoredSlice> first = new ArrayList<>();
        List<ScoredSlice> second = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            first.add(slice(i, i, i < 30 ? .9 : .1));
            second.add(slice(i, i, i < 25 || i >= 38 ? .9 : .1));
        }
        PairedShare share = ModelComparison.of(first, second, .5, 1).shares().get(0);
        assertEquals(3.0 / 40, share.difference().value(), 1e-12);
        assertEquals(5, share.onlyFirst());
        assertEquals(2, share.onlySecond());
        double variance = (7 - 9 / 40.0) / 39 / 40;
        double t = 3.0 / 40 / Math.sqrt(variance);
        assertEquals(2.0227, (share.difference().high() - 3.0 / 40) / Math.sqrt(variance), 1e-4);
        assertTrue(share.pValue() > 0.25 && share.pValue() < 0.27, "p of t = " + t + ": " + share.pValue());
    }

    @Test
    void a_model_does_not_differ_from_itself() {
        List<ScoredSlice> slices = random(3);
        ModelComparison same = ModelComparison.of(slices, slices, .5, 1);
        assertEquals(1, Objects.requireNonNull(same.auc()).pValue());
        same.shares().forEach(share -> assertEquals(0, share.difference().value()));
        same.drawn().values().forEach(difference -> assertEquals(0, difference.value()));
    }

    @Test
    void swapping_the_models_turns_every_sign() {
        List<ScoredSlice> first = random(3);
        List<ScoredSlice> second = first.stream()
                .map(s -> new ScoredSlice(s.patientId(), s.sliceId(), s.compressed(), Math.sqrt(s.probability()) * .9))
                .toList();
        ModelComparison there = ModelComparison.of(first, second, .5, 1);
        ModelComparison back = ModelComparison.of(second, first, .5, 1);
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    there.shares().get(i).difference().low(),
                    -back.shares().get(i).difference().high(),
                    1e-12);
        }
        there.drawn()
                .forEach((name, difference) -> assertEquals(
                        difference.value(),
                        -Objects.requireNonNull(back.drawn().get(name)).value(),
                        1e-12));
    }

    @Test
    void other_slices_are_refused() {
        List<ScoredSlice> slices = random(3);
        assertThrows(IllegalArgumentException.class, () -> ModelComparison.of(slices, random(4), .5, 1));
    }

    private static ScoredSlice slice(int patient, int number, double probability) {
        return new ScoredSlice("P" + patient, "S" + number, true, probability);
    }

    private static List<ScoredSlice> random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ScoredSlice> slices = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            boolean compressed = random.nextInt(3) == 0;
            double probability = Math.min(1, random.nextDouble() * .7 + (compressed ? .3 : 0));
            slices.add(new ScoredSlice("P" + i / 10, "S" + i, compressed, probability));
        }
        return slices;
    }
}
