package org.cordscope.inference.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cordscope.cohort.CohortSlice;
import org.cordscope.cohort.Part;
import org.cordscope.evaluation.operating.OperatingRule;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.study.Compression;
import org.cordscope.study.SliceKey;
import org.junit.jupiter.api.Test;

final class ThresholdChoiceTest {

    /** Half of the slices of each patient compressed, with logit 1 to 2; the others from -2 to -1. */
    private static ThresholdChoice separated(int patients) {
        List<CohortSlice> slices = IntStream.range(0, 4 * patients)
                .mapToObj(i -> new CohortSlice(
                        new SliceKey("1." + i, 1),
                        "p" + i / 4,
                        "s" + i / 4,
                        Path.of("x"),
                        new CohortSlice.StoredFrame(Path.of("x"), 1),
                        new CohortSlice.StoredFrame(Path.of("x"), 1),
                        i % 2 == 0 ? Compression.COMPRESSED : Compression.NOT_COMPRESSED,
                        Part.VALIDATION,
                        Map.of()))
                .toList();
        double[] probabilities = IntStream.range(0, 4 * patients)
                .mapToDouble(i -> 1 / (1 + Math.exp(-((i % 2 == 0 ? 1 : -2) + i / (4.0 * patients)))))
                .toArray();
        return new ThresholdChoice(slices, probabilities);
    }

    @Test
    void a_threshold_lies_halfway_between_slices_that_it_parts() {
        DecisionThreshold chosen = separated(6).by(new OperatingRule.Youden());
        double lowest = 1 / (1 + Math.exp(-1));
        double below = 1 / (1 + Math.exp(1 + 1 / 24.0));
        assertEquals((lowest + below) / 2, chosen.value(), 1e-12);
        assertEquals("largest Youden index on 24 validation slices", chosen.chosen());
    }

    @Test
    void a_fixed_threshold_is_taken_as_it_is() {
        assertEquals(0.3, separated(1).by(new OperatingRule.Fixed(0.3)).value());
    }

    @Test
    void few_patients_choose_nothing() {
        DecisionThreshold chosen = separated(4).by(new OperatingRule.Youden());
        assertEquals(0.5, chosen.value());
        assertTrue(
                chosen.chosen().contains("8 compressed validation slices of 4 patients are too few"), chosen.chosen());
    }
}
