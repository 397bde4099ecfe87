package org.cordscope.phantom.anatomy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The upper articular processes of the axis and the atlas in one plane. Those of the axis are mounds on which the hollow
 * lateral masses of the atlas rest, so that a plane through the joints shows one within the other.
 */
final class UpperNeck {
    private static final double MOUND_TOP_MM = 11;
    private static final double MOUND_FOOT_MM = -1.5;

    private UpperNeck() {}

    static List<Bone> axis(BonePlane plane) {
        List<Bone> bones = new ArrayList<>();
        double bridge = Curves.rounded((plane.z() - 1.5) / 6.5);
        if (bridge > 0.4) {
            double back = plane.bodyBack();
            Outline middle = Outline.band(
                    -15, 15, x -> back - 6 - 7.5 * bridge * (1 - 0.002 * x * x), x -> back - 0.3 + 0.006 * x * x);
            bones.add(new Bone(plane.warped(middle), 0.7));
        }
        for (int side = -1; side <= 1; side += 2) {
            double z = plane.z(side);
            double foot = Curves.rounded((z - 5) / (5 - MOUND_FOOT_MM));
            double dome = z < 4 ? 1 : Math.sqrt(Math.max(0, (MOUND_TOP_MM - z) / (MOUND_TOP_MM - 4)));
            double size = z < 4 ? foot : dome;
            if (size > 0.3) {
                bones.add(new Bone(plane.warped(mass(plane, side, 0.95 * size)), 0.85));
            }
        }
        return bones;
    }

    static List<Bone> atlas(BonePlane plane) {
        List<Bone> bones = new ArrayList<>();
        double z = plane.z();
        if (z < 3 || z > 28) {
            return bones;
        }
        double back = plane.bodyBack();
        double w = plane.halfWidth();
        for (int side = -1; side <= 1; side += 2) {
            double size = Curves.rounded((plane.z(side) - 14) / 9.5);
            if (size > 0.5) {
                bones.add(new Bone(plane.warped(mass(plane, side, 1.12 * size)), 0.85));
            }
            double process = Curves.rounded((plane.z(side) - 14.5) / 5.5);
            if (process > 0.4) {
                Outline wing =
                        Outline.stroke(side * 20, back - 1, side * (w + 24), back + 2, 3.4 * process, 2.8 * process);
                bones.add(new Bone(plane.warped(wing), 0.7));
            }
        }
        double front = 2.6 * Curves.rounded((z - 15.5) / 6.5);
        if (front > 1) {
            bones.add(band(plane, 14, front, x -> back - 14.2 + 0.02 * x * x));
        }
        double rear = 2.4 * Curves.rounded((z - 15) / 5);
        if (rear > 1) {
            double y = plane.back(0) + 3.6;
            bones.add(band(plane, w + 8, rear, x -> y - 11 * (x / (w + 8)) * (x / (w + 8))));
        }
        return bones;
    }

    private static Bone band(BonePlane plane, double reach, double half, DoubleUnaryOperator y) {
        return new Bone(
                plane.warped(
                        Outline.band(-reach, reach, x -> y.applyAsDouble(x) - half, x -> y.applyAsDouble(x) + half)),
                0.8);
    }

    /** A lateral mass: an oval from beside the dens outwards and back. */
    private static Outline mass(BonePlane plane, int side, double size) {
        double middleX = 13.4;
        double middleY = plane.bodyBack() - 4.6;
        double[] shape = {-1, .02, -.78, -.68, -.1, -1.04, .62, -.86, 1.02, -.1, .84, .66, .3, 1.02, -.42, .78};
        double[] points = new double[shape.length];
        for (int i = 0; i < shape.length; i += 2) {
            points[i] = side * (middleX + 8.6 * size * shape[i]);
            points[i + 1] = middleY + size * (7.6 * shape[i + 1] + 1.5 * shape[i]);
        }
        return Curves.through(points);
    }
}
