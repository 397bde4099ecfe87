package org.cordscope.phantom.anatomy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.cordscope.phantom.anatomy.Truth.Pattern;
import org.cordscope.study.Compression;
import org.junit.jupiter.api.Test;

/** A cord of 7.5 x 13 mm in a canal of 12.8 x 21.2 mm, pressed in known ways. */
final class CordPressTest {
    private static final Canal CANAL = new Canal(12.8, 21.2, 0);
    private static final Outline RESTING = new CordShape(0.075).of(7.5, 13);

    private static DiscLesion lesion(double bulge, double x, double width, double flavum, double signal) {
        return new DiscLesion(
                0,
                1,
                List.of(new Intrusion(Tissue.DEGENERATED_DISC, bulge, x, width, 0, 5)),
                new DiscLesion.Sides(flavum, flavum),
                DiscLesion.Sides.NONE,
                0,
                5,
                signal);
    }

    private static CanalSection section(DiscLesion lesion) {
        Press press = Press.of(CANAL, new Degeneration(List.of(lesion), List.of()), 0);
        CordPress cord = CordPress.of(RESTING, press, 0.66);
        return new CanalSection(
                0,
                Level.C5,
                true,
                Press.of(CANAL, Degeneration.NONE, 0).sac(),
                press.sac(),
                cord.unpressed(),
                cord.pressed(),
                lesion.cordSignal(),
                7.5);
    }

    private static Truth truth(DiscLesion lesion) {
        return Truth.of(section(lesion));
    }

    @Test
    void a_cord_in_a_free_canal_is_as_it_was() {
        CanalSection free = section(lesion(0, 0, 5, 0, 0));
        assertSame(free.unpressed(), free.cord());
        Truth truth = Truth.of(free);
        assertEquals(Compression.NOT_COMPRESSED, truth.compression());
        assertEquals(0, truth.kangGrade());
        assertEquals(Pattern.NONE, truth.pattern());
        assertEquals(0, truth.fluidLost(), 1e-9);
    }

    @Test
    void a_bulge_that_only_takes_fluid_or_moves_the_cord_is_a_near_miss() {
        Truth truth = truth(lesion(2.2, 0, 9, 0, 0));
        assertEquals(Compression.NOT_COMPRESSED, truth.compression());
        assertTrue(truth.fluidLost() > 0.15, () -> "fluid lost: " + truth.fluidLost());
    }

    @Test
    void deeper_bulges_press_deeper_and_are_compression_from_in_front() {
        double before = -1;
        for (double bulge = 2; bulge <= 5.5; bulge += 0.5) {
            double depth = truth(lesion(bulge, 0, 6, 0, 0)).frontIndentation();
            assertTrue(depth >= before, "bulge " + bulge + " presses " + depth + " after " + before);
            before = depth;
        }
        Truth deep = truth(lesion(5, 0, 4, 0, 0));
        assertEquals(Compression.COMPRESSED, deep.compression());
        assertEquals(Pattern.ANTERIOR, deep.pattern());
        assertEquals(2, deep.kangGrade());
    }

    @Test
    void the_area_is_kept_under_light_pressure_and_lost_under_heavy() {
        double resting = CordMeasures.area(RESTING);
        double light = CordMeasures.area(section(lesion(3.6, 0, 9, 0, 0)).cord());
        double heavy = CordMeasures.area(section(lesion(5.6, 0, 9, 2.5, 0)).cord());
        assertEquals(resting, light, 0.05 * resting);
        assertTrue(heavy < 0.85 * resting, "area " + heavy + " of " + resting);
    }

    @Test
    void a_flattened_cord_is_wider_and_thinner() {
        CordMeasures pressed = truth(lesion(4.6, 0, 9, 1.5, 0)).measures();
        assertTrue(pressed.rlMm() > 13.3, () -> "RL " + pressed.rlMm());
        assertTrue(pressed.apMm() < 6.5, () -> "AP " + pressed.apMm());
    }

    @Test
    void a_bulge_on_the_left_turns_the_left_side_of_the_cord_back() {
        Outline turned = section(lesion(5, 4, 3.5, 0, 0)).unpressed();
        int left = 0;
        int right = 0;
        for (int i = 0; i < turned.size(); i++) {
            left = turned.x()[i] > turned.x()[left] ? i : left;
            right = turned.x()[i] < turned.x()[right] ? i : right;
        }
        assertTrue(turned.y()[left] > turned.y()[right] + 0.3);
    }

    @Test
    void ligaments_press_from_behind_and_both_together_all_round() {
        assertEquals(Pattern.POSTERIOR, truth(lesion(0, 0, 5, 6, 0)).pattern());
        assertEquals(Pattern.CIRCUMFERENTIAL, truth(lesion(4, 0, 9, 3, 0)).pattern());
    }

    @Test
    void signal_in_a_compressed_cord_is_kang_3_and_in_a_free_one_is_not() {
        assertEquals(3, truth(lesion(5, 0, 6, 1, 0.8)).kangGrade());
        assertEquals(0, truth(lesion(0, 0, 6, 0, 0.8)).kangGrade());
    }

    @Test
    void compressed_means_that_the_outline_lies_inside_by_the_threshold() {
        for (double bulge = 2; bulge < 5; bulge += 0.1) {
            CanalSection section = section(lesion(bulge, 2, 4, 0, 0));
            double deepest = 0;
            Outline before = section.unpressed();
            for (int i = 0; i < before.size(); i++) {
                if (!section.cord().contains(before.x()[i], before.y()[i])) {
                    deepest = Math.max(deepest, section.cord().distance(before.x()[i], before.y()[i]));
                }
            }
            boolean expected =
                    deepest >= Truth.THRESHOLD * CordMeasures.of(before).apMm();
            assertEquals(expected, Truth.of(section).compression() == Compression.COMPRESSED, "bulge " + bulge);
        }
    }
}
