package org.cordscope.phantom.randomised;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.phantom.anatomy.Layer;
import org.cordscope.phantom.anatomy.Outline;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Shape;
import org.cordscope.phantom.anatomy.Tissue;

/**
 * Rough sections of head, chest and lower back, good enough to learn what to refuse; sizes in mm after textbooks. Where there is
 * a canal its middle is the origin.
 */
final class OtherBody {
    private static final int POINTS = 72;

    private final SeededDraw draw;
    private final List<Layer> layers = new ArrayList<>();

    OtherBody(SeededDraw draw) {
        this.draw = draw;
    }

    /** Skull with brain, ventricles and, low down, eyes and a face. */
    List<Layer> head() {
        double y = draw.between(-25, 10);
        double a = draw.between(62, 80);
        double b = draw.between(80, 98);
        add(Tissue.SKIN, 0, y, a + 7, b + 7, 0.02);
        add(Tissue.FAT, 0, y, a + 5.5, b + 5.5, 0.02);
        add(Tissue.CORTICAL_BONE, 0, y, a + 2, b + 2, 0.02);
        add(Tissue.MARROW, 0, y, a, b, 0.02);
        add(Tissue.CORTICAL_BONE, 0, y, a - 3, b - 3, 0.02);
        add(Tissue.CSF, 0, y, a - 5, b - 5, 0.02);
        add(Tissue.GREY_MATTER, 0, y, a - 7, b - 7, 0.05);
        for (int i = 0; i < 46; i++) {
            double t = draw.between(0, 2 * Math.PI);
            double r = draw.between(0.82, 1);
            add(
                    Tissue.CSF,
                    (a - 8) * r * StrictMath.cos(t),
                    y + (b - 8) * r * StrictMath.sin(t),
                    draw.between(0.8, 2),
                    draw.between(3, 9),
                    0.2);
        }
        add(Tissue.WHITE_MATTER, 0, y, (a - 7) * 0.8, (b - 7) * 0.82, 0.12);
        both(Tissue.CSF, draw.between(5, 12), y + draw.between(-25, 20), draw.between(3, 8), draw.between(12, 28), 0.2);
        both(
                Tissue.GREY_MATTER,
                draw.between(16, 24),
                y + draw.between(-15, 15),
                draw.between(6, 10),
                draw.between(12, 20),
                0.1);
        add(Tissue.CSF, 0, y, 0.9, b - 9, 0.1);
        if (draw.chance(0.4)) {
            both(Tissue.FAT, 32, y - b + 10, 17, 20, 0.1);
            both(Tissue.CSF, 32, y - b + 4, 11.5, 11.5, 0.02);
            add(Tissue.AIR, 0, y - b + 16, draw.between(8, 16), draw.between(12, 24), 0.2);
        }
        return layers;
    }

    /** Vertebra, bright sac with roots, muscles of the back, belly. */
    List<Layer> lumbar() {
        torso(Tissue.CONNECTIVE);
        double y = -draw.between(24, 32);
        for (int i = 0; i < 10; i++) {
            add(
                    draw.chance(0.5) ? Tissue.GLAND : draw.chance(0.5) ? Tissue.FAT : Tissue.AIR,
                    draw.between(-110, 110),
                    draw.between(-110, -55),
                    draw.between(8, 30),
                    draw.between(8, 30),
                    0.2);
        }
        both(Tissue.MUSCLE, draw.between(34, 42), y + 4, draw.between(14, 24), draw.between(18, 26), 0.1);
        both(Tissue.MUSCLE, 38, draw.between(24, 34), 33, draw.between(18, 24), 0.1);
        both(Tissue.ARTERY, 10, y - 28, 8, 8, 0.05);
        add(Tissue.CORTICAL_BONE, 0, y, 25, 18, 0.05);
        add(draw.chance(0.5) ? Tissue.MARROW : Tissue.ANNULUS, 0, y, 24, 17, 0.05);
        if (draw.chance(0.4)) {
            add(Tissue.NUCLEUS, 0, y, 15, 9, 0.1);
        }
        posterior(20, 16);
        double a = draw.between(6, 11);
        double b = draw.between(5, 9);
        add(Tissue.EPIDURAL_FAT, 0, b * 0.7, a * 0.9, b * 0.9, 0.1);
        add(Tissue.DURA, 0, 0, a + 0.5, b + 0.5, 0.08);
        add(Tissue.CSF, 0, 0, a, b, 0.08);
        int roots = 8 + draw.index(20);
        for (int i = 0; i < roots; i++) {
            double t = draw.between(0, 2 * Math.PI);
            double r = Math.sqrt(draw.uniform()) * 0.85;
            double size = draw.between(0.5, 1.2);
            add(
                    Tissue.NERVE_ROOT,
                    a * r * StrictMath.cos(t),
                    Math.min(0.8 * b, b * (0.25 + 0.7 * r * StrictMath.sin(t))),
                    size,
                    size,
                    0.1);
        }
        return layers;
    }

    /** Vertebra, small round sac with the thoracic cord, ribs, lungs, heart and great vessels. */
    List<Layer> chest() {
        torso(Tissue.MUSCLE);
        double y = -draw.between(17, 23);
        both(Tissue.AIR, draw.between(60, 75), -draw.between(30, 60), draw.between(38, 52), draw.between(45, 65), 0.12);
        add(
                Tissue.MUSCLE,
                draw.between(-10, 30),
                -draw.between(70, 95),
                draw.between(25, 55),
                draw.between(20, 40),
                0.15);
        add(Tissue.ARTERY, draw.between(14, 24), y - 6, draw.between(9, 13), draw.between(9, 13), 0.05);
        for (int i = 0; i < 8; i++) {
            both(
                    Tissue.CORTICAL_BONE,
                    draw.between(70, 118),
                    draw.between(-80, 10),
                    draw.between(3, 6),
                    draw.between(8, 16),
                    0.1);
        }
        both(Tissue.MUSCLE, 28, draw.between(20, 30), draw.between(20, 28), draw.between(10, 16), 0.1);
        add(Tissue.CORTICAL_BONE, 0, y, 15, 13, 0.05);
        add(Tissue.MARROW, 0, y, 14, 12, 0.05);
        both(Tissue.MARROW, 24, -3, 10, 4, 0.15);
        posterior(13, 13);
        double a = draw.between(7.5, 9.5);
        double b = draw.between(6.5, 8.5);
        add(Tissue.DURA, 0, 0, a + 0.5, b + 0.5, 0.05);
        add(Tissue.CSF, 0, 0, a, b, 0.05);
        double off = draw.between(-2.5, 1);
        double cord = draw.between(3.6, 4.6);
        add(Tissue.WHITE_MATTER, 0, off, cord, draw.between(2.8, 3.6), 0.04);
        add(Tissue.GREY_MATTER, 0, off, 0.45 * cord, 1.1, 0.25);
        return layers;
    }

    /** Ellipses of anything anywhere. */
    List<Layer> shapes() {
        Tissue[] tissues = Tissue.values();
        int count = 4 + draw.index(40);
        for (int i = 0; i < count; i++) {
            double size = StrictMath.exp(draw.between(0.7, 4.4));
            add(
                    tissues[draw.index(tissues.length)],
                    draw.between(-110, 110),
                    draw.between(-100, 100),
                    size,
                    size * draw.between(0.3, 1),
                    draw.between(0, 0.3));
        }
        return layers;
    }

    private void torso(Tissue inside) {
        double a = draw.between(125, 165);
        double b = draw.between(95, 120);
        double fat = draw.between(5, 30);
        double y = draw.between(70, 95) - b;
        add(Tissue.SKIN, 0, y, a, b, 0.03);
        add(Tissue.FAT, 0, y, a - 2, b - 2, 0.03);
        add(inside, 0, y, a - fat, b - fat, 0.04);
    }

    /** Laminae and spinous process. */
    private void posterior(double half, double back) {
        for (int side = -1; side <= 1; side += 2) {
            add(Tissue.CORTICAL_BONE, side * half, back * 0.4, 7, 9, 0.15);
            add(Tissue.MARROW, side * half, back * 0.4, 5.5, 7.5, 0.15);
        }
        add(Tissue.CORTICAL_BONE, 0, back * 0.95, half * 0.9, 4, 0.1);
        add(Tissue.MARROW, 0, back + draw.between(10, 18), draw.between(3, 5), draw.between(10, 17), 0.1);
        add(Tissue.CONNECTIVE, 0, 0, half * 0.72, back * 0.78, 0.05);
    }

    private void both(Tissue tissue, double x, double y, double halfX, double halfY, double uneven) {
        add(tissue, x, y, halfX, halfY, uneven);
        add(tissue, -x, y, halfX, halfY, uneven);
    }

    /** An ellipse whose radius wavers by a share. */
    private void add(Tissue tissue, double x, double y, double halfX, double halfY, double uneven) {
        double[] strength = new double[3];
        double[] phase = new double[3];
        for (int i = 0; i < 3; i++) {
            strength[i] = uneven * draw.normal(0, 0.6, -1.2, 1.2);
            phase[i] = draw.between(0, 2 * Math.PI);
        }
        double[] px = new double[POINTS];
        double[] py = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            double t = 2 * Math.PI * i / POINTS;
            double r = 1;
            for (int k = 0; k < 3; k++) {
                r += strength[k] * StrictMath.sin((k + 2) * t + phase[k]);
            }
            px[i] = x + r * halfX * StrictMath.cos(t);
            py[i] = y + r * halfY * StrictMath.sin(t);
        }
        layers.add(new Shape(tissue, new Outline(px, py), 1));
    }
}
