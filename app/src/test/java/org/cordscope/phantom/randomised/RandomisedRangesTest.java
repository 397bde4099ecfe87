package org.cordscope.phantom.randomised;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Tissue;
import org.junit.jupiter.api.Test;

/** What is drawn against what was measured on real slices of six scanners (docs/phantom.md). */
class RandomisedRangesTest {
    private static final SampleGrid GRID = SampleGrid.defaults();
    private static final Appearance[] DRAWN = IntStream.range(0, 1500)
            .mapToObj(i -> new AppearanceDraw(SeededDraw.of(i), GRID).appearance(false))
            .toArray(Appearance[]::new);

    /** Real scanners lie between the 2nd and the 98th percentile of what is drawn. */
    private static void covers(double low, double high, ToDoubleFunction<Appearance> quantity) {
        double[] values = Arrays.stream(DRAWN).mapToDouble(quantity).sorted().toArray();
        double lower = values[(int) (0.02 * values.length)];
        double upper = values[(int) (0.98 * values.length)];
        assertTrue(lower <= low && upper >= high, "drawn " + lower + " to " + upper + ", real " + low + " to " + high);
    }

    private static double ratio(Appearance appearance, Tissue tissue, Tissue to) {
        float[] brightness = appearance.tones().brightness();
        return brightness[TissueCode.of(tissue)] / brightness[TissueCode.of(to)];
    }

    @Test
    void brightness_of_tissues_covers_real_scanners() {
        covers(1.08, 4.9, a -> ratio(a, Tissue.CSF, Tissue.WHITE_MATTER));
        covers(0.9, 1.15, a -> ratio(a, Tissue.GREY_MATTER, Tissue.WHITE_MATTER));
        covers(0.2, 0.95, a -> ratio(a, Tissue.MUSCLE, Tissue.WHITE_MATTER));
        covers(0.24, 1.25, a -> ratio(a, Tissue.MARROW, Tissue.WHITE_MATTER));
        covers(0.4, 4.6, a -> ratio(a, Tissue.FAT, Tissue.WHITE_MATTER));
    }

    @Test
    void sharpness_thickness_and_noise_cover_real_scanners() {
        covers(0.4, 1.1, a -> a.acquisition().acrossMm());
        covers(1.1, 7.3, a -> a.acquisition().thicknessMm());
        covers(0.002, 0.07, a -> a.acquisition().noise());
        covers(-15, 15, a -> Math.toDegrees(a.placing().turn()));
        covers(58, 250, a -> a.placing().fieldWidthMm());
    }

    @Test
    void clutter_metal_and_echoes_come_and_stay_clear_of_the_canal() {
        double blotted = Arrays.stream(DRAWN).filter(a -> !a.blots().isEmpty()).count() / (double) DRAWN.length;
        double echoing = Arrays.stream(DRAWN).filter(a -> !a.echoes().isEmpty()).count() / (double) DRAWN.length;
        assertEquals(0.57, blotted, 0.06);
        assertEquals(0.45, echoing, 0.06);
        for (Appearance appearance : DRAWN) {
            for (Appearance.Blot blot : appearance.blots()) {
                double reach = Math.max(blot.halfAcrossMm(), blot.halfDownMm());
                double gap = StrictMath.hypot(blot.xMm(), blot.yMm()) - reach;
                assertTrue(gap > 4, "blot " + blot);
            }
        }
    }

    @Test
    void sharper_acquisitions_have_steeper_edges() {
        NeckSpecimen neck = new NeckSpecimen(SeededDraw.of(8));
        double sharp = 0;
        double blurred = 0;
        int count = 0;
        for (Appearance drawn : DRAWN) {
            if (count < 6 && ratio(drawn, Tissue.CSF, Tissue.WHITE_MATTER) > 2.5) {
                sharp += steepest(neck, drawn, 0.45);
                blurred += steepest(neck, drawn, 1.2);
                count++;
            }
        }
        assertTrue(sharp > 1.4 * blurred, "sharp " + sharp + ", blurred " + blurred);
    }

    /** Greatest difference of neighbours about the canal, with no noise and no echo. */
    private static double steepest(NeckSpecimen neck, Appearance drawn, double acquiredMm) {
        Appearance still = new Appearance(
                drawn.tones(),
                new Appearance.Acquisition(acquiredMm, acquiredMm, 0, -0.3, 2, 3, 0),
                new Appearance.Placing(0, 0, 0, 0, 0, 200, 200, 0, 0),
                List.of(),
                List.of(),
                new Appearance.Shading(0, 0, 0, 0, 0),
                drawn.window(),
                drawn.noise());
        Specimen.Cut cut = neck.cut(SeededDraw.of(3));
        float[] crop = new Rendering(GRID, neck, cut.plane(), still, List.of()).crop(0);
        double most = 0;
        for (int row = 48; row < 80; row++) {
            for (int column = 48; column < 80; column++) {
                int p = row * GRID.cropPixels() + column;
                most = Math.max(most, Math.abs(crop[p + GRID.cropPixels()] - crop[p]));
            }
        }
        return most;
    }
}
