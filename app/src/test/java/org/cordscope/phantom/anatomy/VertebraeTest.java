package org.cordscope.phantom.anatomy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VertebraeTest {
    private static final Set<Tissue> DISC = EnumSet.of(Tissue.ANNULUS, Tissue.DEGENERATED_DISC, Tissue.NUCLEUS);
    private static final Set<Tissue> BONE = EnumSet.of(Tissue.MARROW, Tissue.CORTICAL_BONE);

    private final Subject subject = Subject.draw(SeededDraw.of(5));
    private final SpinalForm form = SpinalForm.draw(SeededDraw.of(6), subject);
    private final Degeneration degeneration = Degeneration.draw(SeededDraw.of(7), subject);
    private final Vertebrae vertebrae = new Vertebrae(SeededDraw.of(8));

    private Press press(double z) {
        return Press.of(form.canalAt(z), Degeneration.NONE, z);
    }

    @Test
    void a_disc_has_an_outline_and_a_vertebral_body_has_bone() {
        for (DiscLesion disc : degeneration.discs()) {
            assertEquals(1, vertebrae.disc(disc.zMm(), press(disc.zMm()), disc).size());
            assertTrue(area(vertebrae.disc(disc.zMm(), press(disc.zMm()), disc)) > 90);
            double body = disc.zMm() - 9;
            assertEquals(List.of(), vertebrae.disc(body, press(body), disc));
            assertTrue(area(vertebrae.bone(body, press(body), disc)) > 400);
        }
    }

    @Test
    void outlines_of_bone_and_disc_hold_what_is_painted() {
        int marrow = 0;
        int inDisc = 0;
        for (double z = 6; z > -112; z -= 2.3) {
            DiscLesion disc = degeneration.nearest(z);
            LayerStack stack = new LayerStack();
            vertebrae.addTo(stack, z, press(z), disc);
            List<Outline> bones = vertebrae.bone(z, press(z), disc);
            List<Outline> discs = vertebrae.disc(z, press(z), disc);
            for (double x = -30; x <= 30; x += 1.7) {
                for (double y = -26; y <= 40; y += 1.7) {
                    Spot spot = new Spot(x, y);
                    stack.layers().forEach(layer -> layer.paintOn(spot));
                    if (spot.share(EnumSet.of(Tissue.MARROW)) > 0.45) {
                        marrow++;
                        assertTrue(near(bones, x, y, 0.7), "marrow outside bone at " + x + ", " + y + ", " + z);
                    }
                    if (spot.share(DISC) > 0.6) {
                        inDisc++;
                        assertTrue(near(discs, x, y, 1.2), "outside the disc at " + x + ", " + y + ", " + z);
                    }
                    if (within(discs, x, y)) {
                        assertTrue(spot.share(BONE) < 0.9, "bone in the disc at " + x + ", " + y + ", " + z);
                    }
                }
            }
        }
        assertTrue(marrow > 5000, "points in marrow: " + marrow);
        assertTrue(inDisc > 800, "points in discs: " + inDisc);
    }

    @Test
    void bones_leave_the_sac_free() {
        for (double z = 6; z > -112; z -= 1) {
            Press press = press(z);
            Outline core = press.sac().moved(0.75, 0.75, 0, 0, 0);
            for (Outline bone : vertebrae.bone(z, press, degeneration.nearest(z))) {
                for (int i = 0; i < core.size(); i++) {
                    assertFalse(bone.contains(core.x()[i], core.y()[i]), "bone in the sac at " + z);
                }
            }
        }
    }

    @Test
    void the_same_draw_gives_the_same_bones() {
        Vertebrae again = new Vertebrae(SeededDraw.of(8));
        DiscLesion disc = degeneration.nearest(-40);
        List<Outline> first = vertebrae.bone(-40, press(-40), disc);
        List<Outline> second = again.bone(-40, press(-40), disc);
        assertEquals(first.size(), second.size());
        for (int i = 0; i < first.size(); i++) {
            assertArrayEquals(first.get(i).x(), second.get(i).x());
            assertArrayEquals(first.get(i).y(), second.get(i).y());
        }
    }

    private static double area(List<Outline> outlines) {
        return outlines.stream()
                .mapToDouble(o -> Math.abs(Curves.signedArea(o)))
                .sum();
    }

    private static boolean within(List<Outline> outlines, double x, double y) {
        return outlines.stream().anyMatch(o -> o.contains(x, y));
    }

    private static boolean near(List<Outline> outlines, double x, double y, double mm) {
        return within(outlines, x, y) || outlines.stream().anyMatch(o -> o.distance(x, y) < mm);
    }

    /** One point of a plane: what lies there. */
    private static final class Spot implements PaintedPlane {
        private final double x;
        private final double y;
        private final Map<Tissue, Double> shares = new EnumMap<>(Tissue.class);

        Spot(double x, double y) {
            this.x = x;
            this.y = y;
        }

        double share(Set<Tissue> tissues) {
            return tissues.stream()
                    .mapToDouble(t -> shares.getOrDefault(t, 0.0))
                    .sum();
        }

        private void cover(Tissue tissue, double share) {
            shares.replaceAll((other, part) -> part * (1 - share));
            shares.merge(tissue, share, Double::sum);
        }

        @Override
        public void fill(Tissue tissue, Outline outline, double opacity) {
            if (outline.contains(x, y)) {
                cover(tissue, opacity);
            }
        }

        @Override
        public void fillPointwise(Outline within, PointPainter painter) {
            if (within.contains(x, y)) {
                painter.paint(x, y, this::cover);
            }
        }
    }
}
