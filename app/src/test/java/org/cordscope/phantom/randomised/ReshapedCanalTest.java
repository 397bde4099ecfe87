package org.cordscope.phantom.randomised;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.cordscope.phantom.anatomy.CanalSection;
import org.cordscope.phantom.anatomy.CordMeasures;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Truth;
import org.cordscope.phantom.randomised.Reshaping.Pressure;
import org.cordscope.study.Compression;
import org.junit.jupiter.api.Test;

class ReshapedCanalTest {
    /** Canals whose cord nothing presses on. */
    private static final List<CanalSection> FREE = IntStream.range(0, 60)
            .mapToObj(i -> new NeckSpecimen(SeededDraw.of(i))
                    .cut(SeededDraw.of(i))
                    .section()
                    .orElseThrow())
            .filter(s -> Truth.of(s).indentation() == 0 && Truth.of(s).fluidLost() < 0.2)
            .limit(8)
            .toList();

    private static Reshaping pressed(double x, double y, double depth, double slide) {
        return with(List.of(new Pressure(x, y, 0, 3, 0.6, depth, slide, 0.1, 0.5)), 0, 0);
    }

    private static Reshaping with(List<Pressure> pressures, double snug, double ring) {
        return new Reshaping(new double[Rays.COUNT], new double[Rays.COUNT], pressures, snug, ring, 1, 1);
    }

    private static CanalSection reshaped(CanalSection section, Reshaping reshaping) {
        return ReshapedCanal.of(section, reshaping).orElseThrow().section();
    }

    @Test
    void nothing_drawn_leaves_everything_where_it_is() {
        assertEquals(8, FREE.size());
        for (CanalSection section : FREE) {
            Truth before = Truth.of(section);
            Truth after = Truth.of(reshaped(section, with(List.of(), 0, 0)));
            assertEquals(
                    before.measures().areaMm2(),
                    after.measures().areaMm2(),
                    0.03 * before.measures().areaMm2());
            assertEquals(before.fluidLost(), after.fluidLost(), 0.05);
            assertTrue(after.indentation() < 0.02);
        }
    }

    @Test
    void pressure_from_any_direction_is_felt_by_what_it_presses_in_beyond_what_the_cord_gives_way() {
        for (CanalSection section : FREE) {
            for (int i = 0; i < 8; i++) {
                double x = StrictMath.cos(i * Math.PI / 4);
                double y = StrictMath.sin(i * Math.PI / 4);
                CanalSection pressed = reshaped(section, pressed(x, y, 0.25, 0));
                assertEquals(0.25, Truth.of(pressed).indentation(), 0.08);
                double area = CordMeasures.of(section.cord()).areaMm2();
                assertTrue(CordMeasures.of(pressed.cord()).areaMm2() < 1.02 * area);
                double yielding =
                        Truth.of(reshaped(section, pressed(x, y, 0.25, 0.6))).indentation();
                assertTrue(yielding < Truth.of(pressed).indentation() + 0.02, i + ": " + yielding);
            }
        }
    }

    @Test
    void fluid_that_is_used_up_leaves_an_intact_cord_uncompressed() {
        for (CanalSection section : FREE) {
            Truth snug = Truth.of(reshaped(section, with(List.of(), 0.9, 0)));
            assertEquals(Compression.NOT_COMPRESSED, snug.compression());
            assertTrue(snug.fluidLost() > 0.7, "lost " + snug.fluidLost());
            assertEquals(1, snug.kangGrade());
            Truth near = Truth.of(reshaped(section, pressed(1, 0, -0.1, 0)));
            assertEquals(Compression.NOT_COMPRESSED, near.compression());
            assertTrue(near.fluidLost() > Truth.of(section).fluidLost());
        }
    }

    @Test
    void a_ring_presses_all_round() {
        for (CanalSection section : FREE) {
            Truth ring = Truth.of(reshaped(section, with(List.of(), 0.8, 1)));
            assertEquals(
                    1,
                    ring.frontIndentation()
                            * CordMeasures.of(section.unpressed()).apMm(),
                    0.25);
            assertEquals(Truth.Pattern.CIRCUMFERENTIAL, ring.pattern());
        }
    }

    @Test
    void pictures_come_from_where_outlines_went() {
        for (int i = 0; i < FREE.size(); i++) {
            CanalSection section = FREE.get(i);
            Reshaping drawn = new ReshapingDraw(SeededDraw.of(i)).reshaping();
            ReshapedCanal.Result result = ReshapedCanal.of(section, drawn).orElseThrow();
            for (int k = 0; k < section.cord().size(); k++) {
                double x = section.cord().x()[k];
                double y = section.cord().y()[k];
                result.warp()
                        .before(
                                result.section().cord().x()[k],
                                result.section().cord().y()[k],
                                (fromX, fromY) -> {
                                    assertEquals(x, fromX, 0.02);
                                    assertEquals(y, fromY, 0.02);
                                });
            }
            result.warp().before(40, -12, (fromX, fromY) -> {
                assertEquals(40, fromX);
                assertEquals(-12, fromY);
            });
        }
    }

    @Test
    void unevenness_alone_never_counts_as_compression() {
        int uneven = 0;
        for (int i = 0; i < 200; i++) {
            Reshaping drawn = new ReshapingDraw(SeededDraw.of(i)).reshaping().withoutPressure();
            Truth truth = Truth.of(reshaped(FREE.get(i % FREE.size()), drawn));
            assertTrue(truth.indentation() < 0.03, i + ": " + truth.indentation());
            uneven += Math.abs(drawn.cord()[10]) > 0.02 ? 1 : 0;
        }
        assertTrue(uneven > 50);
    }
}
