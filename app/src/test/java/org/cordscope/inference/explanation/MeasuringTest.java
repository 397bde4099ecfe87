package org.cordscope.inference.explanation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.cordscope.learning.saliency.ActivationMap;
import org.cordscope.learning.saliency.Localisation;
import org.cordscope.learning.saliency.MapMethod;
import org.cordscope.study.SliceKey;
import org.cordscope.study.SourceFile;
import org.junit.jupiter.api.Test;

final class MeasuringTest {

    private static ActivationMap spot(int at) {
        float[] values = new float[256];
        values[at] = 1;
        return new ActivationMap(16, 16, values);
    }

    @Test
    void means_count_slices_and_leave_out_what_is_undefined() {
        PatientMeans means = new PatientMeans();
        means.add("a", 1);
        means.add("a", 2);
        means.add("b", 6);
        means.add("b", Double.NaN);
        means.add("a", 3);
        assertEquals(4, means.count());
        assertEquals(3, means.estimate(1).value(), 1e-12);
        assertTrue(means.estimate(1).hasInterval());
        assertFalse(new PatientMeans().estimate(1).isDefined());
    }

    @Test
    void random_pairs_are_of_different_slices_and_patients() {
        RandomPairs pairs = new RandomPairs(1);
        assertFalse(pairs.meanSsim().isDefined());
        pairs.add("a", spot(100));
        assertFalse(pairs.meanSsim().isDefined());
        for (int i = 0; i < 300; i++) {
            pairs.add(i % 2 == 0 ? "a" : "b", spot(i % 2 == 0 ? 100 : 120));
        }
        assertTrue(pairs.meanSsim().value() < 0.999, "maps of different patients differ here");
        RandomPairs twins = new RandomPairs(1);
        twins.add("a", spot(100));
        twins.add("b", spot(100));
        assertEquals(1, twins.meanSsim().value(), 1e-9);
    }

    @Test
    void the_average_mask_leaves_the_patient_itself_out() {
        Localising localising = new Localising(256, 1);
        BitSet first = mask(100);
        BitSet second = mask(120);
        add(localising, "a", first, 100);
        add(localising, "b", second, 100);
        Found found = localising.found().get(0);
        assertEquals(2, found.slices());
        assertEquals((1 + 1 / 256.0) / 2, found.auprc().value(), 1e-9);
        assertEquals(1 / 256.0, found.averageMask().value(), 1e-9); // the other's mask misses
        assertEquals(0.5, found.hits().value(), 1e-9);
        assertEquals(1 / 256.0, found.chance().value(), 1e-9);
    }

    private static void add(Localising localising, String patient, BitSet mask, int peak) {
        localising.addMask(patient, mask);
        localising.add(MapMethod.GRAD_CAM, patient, Localisation.of(spot(peak), mask));
    }

    private static BitSet mask(int at) {
        BitSet mask = new BitSet();
        mask.set(at);
        return mask;
    }

    @Test
    void a_limit_draws_slices_and_keeps_their_order() {
        List<SliceToExplain> slices = new ArrayList<>();
        IntStream.range(0, 50)
                .forEach(i -> slices.add(
                        SliceToExplain.alone(new SliceKey("1." + i, 1), "a", null, SourceFile.of(Path.of("x")))));
        SlicesToExplain all = SlicesToExplain.of(slices);
        List<SliceToExplain> drawn = all.limited(10, 1).slices();
        assertEquals(10, drawn.size());
        List<Integer> places = drawn.stream().map(slices::indexOf).toList();
        assertEquals(places.stream().sorted().toList(), places);
        assertFalse(places.equals(IntStream.range(0, 10).boxed().toList()));
        assertEquals(all, all.limited(50, 1));
    }
}
