package org.cordscope.phantom.randomised;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Truth;
import org.cordscope.phantom.randomised.Appearance.Placing;
import org.cordscope.study.Compression;
import org.junit.jupiter.api.Test;

class RandomisedSlicesTest {
    private static final SampleGrid GRID = SampleGrid.defaults();

    /** One sample of each of the first patients. */
    private static final List<Sample> SAMPLES = samples(new RandomisedSlices(4, GRID), 0, RandomisedSlices.SLOTS);

    private static List<Sample> samples(RandomisedSlices slices, int from, int to) {
        return LongStream.range(from, to).parallel().mapToObj(slices::sample).toList();
    }

    @Test
    void seed_and_index_alone_decide_whatever_the_order_and_the_threads() {
        List<Integer> order = new ArrayList<>(IntStream.range(0, 9).boxed().toList());
        Collections.reverse(order);
        RandomisedSlices again = new RandomisedSlices(4, GRID);
        for (int index : order) {
            assertSame(SAMPLES.get(index), again.sample(index));
        }
    }

    private static void assertSame(Sample one, Sample other) {
        assertArrayEquals(one.before(), other.before());
        assertArrayEquals(one.at(), other.at());
        assertArrayEquals(one.after(), other.after());
        assertArrayEquals(one.whole(), other.whole());
        assertArrayEquals(one.labels(), other.labels());
        assertEquals(one.truth(), other.truth());
        assertEquals(one.appearance().placing(), other.appearance().placing());
    }

    @Test
    void another_seed_gives_other_samples_and_so_does_the_next_index() {
        assertFalse(Arrays.equals(
                SAMPLES.get(0).at(), new RandomisedSlices(5, GRID).sample(0).at()));
        assertNotEquals(
                SAMPLES.get(0).appearance().noise(), SAMPLES.get(1).appearance().noise());
        assertThrows(IllegalArgumentException.class, () -> new RandomisedSlices(1, GRID).sample(-1));
    }

    @Test
    void measures_of_the_labels_are_those_of_the_truth() {
        int compared = 0;
        for (Sample sample : SAMPLES) {
            if (sample.truth().isPresent() && sample.canalInCrop()) {
                Truth truth = sample.truth().get();
                double[] cord = areaAndAp(sample, Sample.CORD, Sample.CORD);
                double[] canal = areaAndAp(sample, Sample.FLUID, Sample.CORD);
                assertEquals(truth.measures().areaMm2(), cord[0], 1 + 0.04 * cord[0]);
                assertEquals(truth.measures().apMm(), cord[1], 0.3);
                assertEquals(truth.canal().areaMm2(), canal[0], 1 + 0.04 * canal[0]);
                assertEquals(truth.canal().apMm(), canal[1], 0.35);
                compared++;
            }
        }
        assertTrue(compared > 20, "compared " + compared);
    }

    /** Area and, along the patient's own back, the diameter of the ellipse with the same moments. */
    private static double[] areaAndAp(Sample sample, byte from, byte to) {
        double turn = sample.appearance().placing().turn();
        double count = 0;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < sample.labels().length; i++) {
            if (sample.labels()[i] >= from && sample.labels()[i] <= to) {
                double x = GRID.cropMm() * (i % GRID.cropPixels());
                int row = i / GRID.cropPixels();
                double y = GRID.cropMm() * row;
                double back = -StrictMath.sin(turn) * x + StrictMath.cos(turn) * y;
                count++;
                sum += back;
                squares += back * back;
            }
        }
        double variance = squares / count - (sum / count) * (sum / count);
        return new double[] {count * GRID.cropMm() * GRID.cropMm(), 4 * Math.sqrt(variance)};
    }

    @Test
    void the_canal_lies_where_the_sample_says() {
        for (Sample sample : SAMPLES) {
            if (sample.truth().isPresent() && sample.canalInCrop()) {
                Placing placing = sample.appearance().placing();
                double x = 0;
                double y = 0;
                int count = 0;
                for (int i = 0; i < sample.labels().length; i++) {
                    if (sample.labels()[i] != Sample.OUTSIDE) {
                        x += i % GRID.cropPixels();
                        int row = i / GRID.cropPixels();
                        y += row;
                        count++;
                    }
                }
                double middle = (GRID.cropPixels() - 1) / 2.0;
                assertEquals(
                        -placing.cropXMm(),
                        (x / count - middle) * GRID.cropMm(),
                        4.5); // joints narrow it from one side
                assertEquals(-placing.cropYMm(), (y / count - middle) * GRID.cropMm(), 4.5);
                assertEquals(placing.canalXMm(), sample.canalXMm());
                assertTrue(placing.inField(0, 0));
            }
        }
    }

    @Test
    void fluid_is_brighter_than_the_cord_where_a_reader_could_tell() {
        int told = 0;
        for (Sample sample : SAMPLES) {
            Appearance.Acquisition how = sample.appearance().acquisition();
            if (sample.truth().isPresent() && sample.canalInCrop() && how.acrossMm() < 0.9 && how.noise() < 0.03) {
                double fluid = mean(sample, Sample.FLUID);
                double cord = mean(sample, Sample.CORD);
                assertTrue(fluid > cord, "sample " + sample.index() + ": " + fluid + ", " + cord);
                told++;
            }
        }
        assertTrue(told > 8, "told " + told);
    }

    private static double mean(Sample sample, byte label) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < sample.labels().length; i++) {
            if (sample.labels()[i] == label) {
                sum += sample.at()[i];
                count++;
            }
        }
        return sum / count;
    }

    /** Of seed 14; what presses there folds the outline, so that it had no moments and training ended. */
    @Test
    void a_cord_that_pressure_would_fold_is_left_as_it_was() {
        Truth truth = new RandomisedSlices(14, GRID).sample(12_956).truth().orElseThrow();
        assertTrue(truth.measures().areaMm2() > 10, truth.toString());
    }

    @Test
    void pictures_are_finite_and_never_negative() {
        for (Sample sample : SAMPLES) {
            for (float[] picture : List.of(sample.before(), sample.at(), sample.after(), sample.whole())) {
                for (float value : picture) {
                    assertTrue(value >= 0 && value < 5, "sample " + sample.index() + ": " + value);
                }
            }
        }
    }

    @Test
    void what_is_to_be_refused_has_no_labels_and_no_truth() {
        ElsewhereSpecimen elsewhere = new ElsewhereSpecimen(SeededDraw.of(1));
        Map<View, Integer> seen = new EnumMap<>(View.class);
        for (int i = 0; i < 60; i++) {
            Specimen.Cut cut = elsewhere.cut(SeededDraw.of(i));
            assertTrue(cut.section().isEmpty());
            seen.merge(cut.view(), 1, Integer::sum);
        }
        assertTrue(seen.keySet().containsAll(List.of(View.HEAD, View.CHEST, View.LUMBAR, View.SHAPES, View.NOISE)));
        for (Sample sample : SAMPLES) {
            assertEquals(sample.view() == View.CERVICAL, sample.truth().isPresent());
            assertTrue(sample.view() == View.CERVICAL || !Labels.any(sample.labels()));
        }
    }

    @Test
    void half_of_the_cervical_samples_are_compressed_and_many_others_have_little_fluid() {
        RandomisedSlices slices = new RandomisedSlices(12, GRID);
        List<Truth> truths = LongStream.range(0, 320)
                .parallel()
                .mapToObj(slices::sample)
                .flatMap(sample -> sample.truth().stream())
                .toList();
        assertEquals(0.55, share(truths, t -> t.compression() == Compression.COMPRESSED), 0.12);
        assertTrue(share(truths, t -> t.compression() == Compression.NOT_COMPRESSED && t.fluidLost() > 0.5) > 0.05);
    }

    @Test
    void one_in_three_necks_is_compressed_before_it_is_reshaped_and_many_are_borderline() {
        List<Truth> truths = IntStream.range(0, 120)
                .parallel()
                .mapToObj(i -> new NeckSpecimen(SeededDraw.of(i)))
                .flatMap(neck -> IntStream.range(0, 3)
                        .mapToObj(k ->
                                Truth.of(neck.cut(SeededDraw.of(k)).section().orElseThrow())))
                .toList();
        double compressed = share(truths, t -> t.compression() == Compression.COMPRESSED);
        double borderline = share(truths, t -> Math.abs(t.indentation() - Truth.THRESHOLD) < 0.04);
        assertEquals(0.33, compressed, 0.1);
        assertTrue(borderline > 0.15, "borderline " + borderline);
        assertTrue(share(truths, t -> t.extent() == Truth.Extent.CIRCUMFERENTIAL) > 0.08);
        for (int grade = 0; grade <= 3; grade++) {
            int wanted = grade;
            assertTrue(share(truths, t -> t.kangGrade() == wanted) > 0.01, "Kang " + grade);
        }
        assertTrue(share(truths, t -> t.compression() == Compression.NOT_COMPRESSED && t.cordSignal() > 0) > 0.005);
        assertTrue(share(truths, t -> t.compression() == Compression.NOT_COMPRESSED && t.fluidLost() > 0.35) > 0.01);
    }

    private static double share(List<Truth> truths, Predicate<Truth> which) {
        return (double) truths.stream().filter(which).count() / truths.size();
    }
}
