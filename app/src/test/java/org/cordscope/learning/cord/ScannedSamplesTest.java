package org.cordscope.learning.cord;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cordscope.learning.Precision;
import org.cordscope.phantom.randomised.Sample;
import org.cordscope.study.Progress;
import org.junit.jupiter.api.Test;

final class ScannedSamplesTest {
    private static final int SIDE = CordRecipe.CROP.pixels();

    private static final List<TrainingSample> SAMPLES = new ScannedSamples(4, 0).of(1);

    private static double brightness(TrainingSample sample, int plane, byte label) {
        int area = SIDE * SIDE;
        double sum = 0;
        int count = 0;
        for (int i = 0; i < area; i++) {
            if (sample.labels()[i] == label) {
                sum += sample.crops()[plane * area + i] & 0xff;
                count++;
            }
        }
        return sum / Math.max(1, count);
    }

    @Test
    void labels_lie_where_the_picture_shows_fluid_and_cord() {
        assertEquals(ScannedSamples.EACH, SAMPLES.size());
        for (TrainingSample sample : SAMPLES) {
            assertTrue(
                    brightness(sample, 1, Sample.FLUID) > 1.15 * brightness(sample, 1, Sample.CORD),
                    "fluid is brighter than the cord");
            int cord = 0;
            long row = 0;
            long column = 0;
            for (int i = 0; i < SIDE * SIDE; i++) {
                if (sample.labels()[i] == Sample.CORD) {
                    cord++;
                    row += i / SIDE;
                    column += i % SIDE;
                }
            }
            double areaMm = cord * CordRecipe.CROP.pixelMm() * CordRecipe.CROP.pixelMm();
            assertTrue(areaMm > 25 && areaMm < 110, "area of the cord " + areaMm);
            double away = Math.hypot((double) row / cord - SIDE / 2.0, (double) column / cord - SIDE / 2.0);
            assertTrue(away < 25, "pixels from the crop's middle " + away);
        }
    }

    @Test
    void neighbours_are_other_pictures_about_the_same_place() {
        int area = SIDE * SIDE;
        TrainingSample sample = SAMPLES.get(8);
        for (int plane : new int[] {0, 2}) {
            double apart = 0;
            for (int i = 0; i < area; i++) {
                apart += Math.abs((sample.crops()[plane * area + i] & 0xff) - (sample.crops()[area + i] & 0xff));
            }
            assertTrue(apart / area > 0.5 && apart / area < 40, "hundredths between neighbours " + apart / area);
            assertTrue(brightness(sample, plane, Sample.FLUID) > brightness(sample, plane, Sample.CORD));
        }
    }

    @Test
    void of_five_patients_some_are_shown_as_t2_star() {
        List<TrainingSample> star = new ScannedSamples(4, 0.4).of(1);
        double apart = 0;
        for (int i = 0; i < star.size(); i++) {
            TrainingSample t2 = SAMPLES.get(i);
            assertArrayEquals(t2.labels(), star.get(i).labels(), "the same place of the same patient");
            apart += contrast(t2) - contrast(star.get(i));
        }
        assertTrue(apart / star.size() > 0.2, "fluid is less bright against the cord, by " + apart / star.size());
    }

    @Test
    void shares_that_cannot_be_kept_are_refused() {
        CordRecipe recipe = CordRecipe.defaults(Precision.FLOAT32);
        assertEquals(0.6, recipe.withScanned(0.3, 0.6).scannedT2Star());
        assertThrows(IllegalArgumentException.class, () -> recipe.withScanned(0.3, 0.5));
        assertThrows(IllegalArgumentException.class, () -> recipe.withScanned(0, 0.4));
        assertThrows(IllegalArgumentException.class, () -> recipe.withScanned(1.1, 0));
    }

    private static double contrast(TrainingSample sample) {
        return brightness(sample, 1, Sample.FLUID) / brightness(sample, 1, Sample.CORD);
    }

    @Test
    void a_round_is_the_same_from_one_thread_and_from_three() throws InterruptedException {
        List<TrainingSample> one;
        List<TrainingSample> three;
        try (SampleRounds rounds = new SampleRounds(4, 8, 0.5, 0, 1, 2, 1, Progress.NONE)) {
            one = rounds.next();
        }
        try (SampleRounds rounds = new SampleRounds(4, 8, 0.5, 0, 1, 2, 3, Progress.NONE)) {
            three = rounds.next();
        }
        assertEquals(8, one.size());
        for (int i = 0; i < one.size(); i++) {
            assertArrayEquals(one.get(i).crops(), three.get(i).crops());
            assertArrayEquals(one.get(i).labels(), three.get(i).labels());
        }
        // the first four are what they would be without scanned ones, the others are of the patient of that round
        try (SampleRounds rounds = new SampleRounds(4, 8, 0, 0, 1, 2, 2, Progress.NONE)) {
            assertArrayEquals(rounds.next().get(3).crops(), one.get(3).crops());
        }
        assertArrayEquals(SAMPLES.get(0).crops(), one.get(4).crops());
    }
}
