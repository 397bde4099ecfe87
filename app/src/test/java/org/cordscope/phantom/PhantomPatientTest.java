package org.cordscope.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.cordscope.phantom.anatomy.CanalCut;
import org.cordscope.phantom.anatomy.CanalSection;
import org.cordscope.phantom.anatomy.Outline;
import org.cordscope.phantom.rendering.Stack;
import org.cordscope.study.Vector3;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PhantomPatientTest {

    @Test
    void the_same_seed_gives_the_same_patient_to_the_last_pixel() {
        PhantomSlice one = PhantomPatient.of(3, 5, 96).slice(10);
        PhantomSlice two = PhantomPatient.of(3, 5, 96).slices().get(10);
        assertArrayEquals(one.image().pixels(), two.image().pixels());
        assertEquals(one.image().key(), two.image().key());
        assertEquals(one.truth(), two.truth());
    }

    @Test
    void other_seeds_and_other_patients_differ() {
        float[] pixels = PhantomPatient.of(3, 5, 96).slice(10).image().pixels();
        assertFalse(Arrays.equals(
                pixels, PhantomPatient.of(4, 5, 96).slice(10).image().pixels()));
        assertFalse(Arrays.equals(
                pixels, PhantomPatient.of(3, 6, 96).slice(10).image().pixels()));
    }

    @Test
    void pixels_are_whole_numbers_of_twelve_bits() {
        for (PhantomSlice slice : PhantomPatient.of(8, 0, 64).slices()) {
            for (float pixel : slice.image().pixels()) {
                assertTrue(pixel >= 0 && pixel <= 4095 && pixel == Math.rint(pixel), () -> "pixel " + pixel);
            }
        }
    }

    @Test
    void slices_run_from_the_head_down_at_the_slab_s_step() {
        List<PhantomSlice> slices = PhantomPatient.of(8, 1, 64).slices();
        assertTrue(slices.size() >= 18 && slices.size() <= 60, () -> slices.size() + " slices");
        double step = slices.get(0).positionMm() - slices.get(1).positionMm();
        assertTrue(step >= 2 && step <= 5.6, () -> "step " + step);
        for (int i = 1; i < slices.size(); i++) {
            double down = slices.get(i - 1).positionMm() - slices.get(i).positionMm();
            assertEquals(step, down, 1e-9);
        }
        assertEquals("C2", slices.get(0).levelName());
    }

    @Test
    void fluid_is_three_to_five_times_as_bright_as_the_cord() {
        PhantomPatient patient = PhantomPatient.of(21, 0, 384);
        PhantomSlice slice = patient.slice(1);
        CanalSection canal = patient.canal(1);
        double cord = mean(patient, slice, (x, y) -> deepIn(canal.cord(), x, y, true));
        double fluid =
                mean(patient, slice, (x, y) -> deepIn(canal.sac(), x, y, true) && deepIn(canal.cord(), x, y, false));
        assertTrue(fluid / cord > 2.6 && fluid / cord < 5, () -> "fluid " + fluid + ", cord " + cord);
    }

    private interface Region {
        boolean holds(double x, double y);
    }

    /** Mean of the pixels whose centres lie in a region of the neck. */
    private static double mean(PhantomPatient patient, PhantomSlice slice, Region region) {
        Stack stack = patient.examination().axial();
        CanalCut canal = patient.examination().canal(slice.index());
        Stack.Cut cut = stack.cuts().get(slice.index());
        double sum = 0;
        int count = 0;
        for (int row = 0; row < stack.matrix(); row++) {
            for (int column = 0; column < stack.matrix(); column++) {
                double u = (column + 0.5 - stack.matrix() / 2.0) * stack.spacingMm();
                double v = (row + 0.5 - stack.matrix() / 2.0) * stack.spacingMm();
                Vector3 from = cut.shown()
                        .plus(cut.row().times(u))
                        .plus(cut.column().times(v))
                        .plus(canal.middle().times(-1));
                double x = from.dot(canal.left());
                double y = from.dot(canal.back());
                if (region.holds(x, y)) {
                    sum += slice.image().pixels()[row * stack.matrix() + column];
                    count++;
                }
            }
        }
        return sum / count;
    }

    /** Whether a point lies inside or outside an outline, more than a pixel from its edge. */
    private static boolean deepIn(Outline outline, double x, double y, boolean inside) {
        return outline.contains(x, y) == inside && outline.distance(x, y) > 0.7;
    }

    @Test
    void a_patient_has_no_negative_number() {
        assertThrows(IllegalArgumentException.class, () -> PhantomPatient.of(1, -1));
    }

    @Test
    void a_contact_sheet_has_a_tile_and_a_caption_for_every_slice(@TempDir Path folder) throws Exception {
        List<PhantomSlice> slices = PhantomPatient.of(8, 2, 64).slices().subList(0, 7);
        Path svg = folder.resolve("sheet.svg");
        new PhantomSheet(3, 80, 100).write(slices, svg);
        String text = Files.readString(svg);
        assertEquals(7, text.split("<image ", -1).length - 1);
        assertEquals(7, text.split("Kang [0-3]</text>", -1).length - 1);
        Matcher picture = Pattern.compile("base64,([^\"]+)").matcher(text);
        assertTrue(picture.find());
        byte[] png = Base64.getDecoder().decode(picture.group(1));
        BufferedImage tile = ImageIO.read(new ByteArrayInputStream(png));
        assertEquals(80, tile.getWidth());
        assertTrue((tile.getRGB(40, 40) & 0xff) > 10);
    }
}
