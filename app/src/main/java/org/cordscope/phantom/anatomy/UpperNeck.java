package org.cordscope.phantom.anatomy;

import java.util.ArrayList;
import java.util.List;

/** The upper articular processes of the axis and the atlas in one plane; the joints between them fall to the sides. */
final class UpperNeck {
    private static final double JOINT_MIDDLE_MM = 10.5;
    private static final double JOINT_FALL = 0.35;

    private UpperNeck() {}

    static List<Bone> axis(BonePlane plane) {
        List<Bone> bones = new ArrayList<>();
        double size = Curves.rounded((plane.z() - 4.5) / 8.5);
        if (size < 0.4) {
            return bones;
        }
        double edge = jointX(plane.z());
        for (int side = -1; side <= 1; side += 2) {
            Outline mass = mass(plane, side, 4, 8.2 + 11.5 * size, 1);
            Curves.clip(mass, -side, 0, edge - 0.5).ifPresent(part -> bones.add(new Bone(plane.warped(part), 0.8)));
        }
        return bones;
    }

    static List<Bone> atlas(BonePlane plane) {
        List<Bone> bones = new ArrayList<>();
        double z = plane.z();
        if (z < 4 || z > 28) {
            return bones;
        }
        double edge = jointX(z);
        double back = plane.bodyBack();
        double w = plane.halfWidth();
        for (int side = -1; side <= 1; side += 2) {
            if (z < 24) {
                Curves.clip(mass(plane, side, 8, 24, 1.05), side, 0, -edge - 0.5)
                        .ifPresent(part -> bones.add(new Bone(plane.warped(part), 0.8)));
            }
            double process = Curves.rounded((z - 14.5) / 5.5);
            if (process > 0.4) {
                bones.add(new Bone(
                        plane.warped(Outline.stroke(
                                side * 20, back - 1, side * (w + 24), back + 2, 3.4 * process, 2.8 * process)),
                        0.7));
            }
        }
        double front = 2.6 * Curves.rounded((z - 15.5) / 6.5);
        if (front > 1) {
            bones.add(new Bone(
                    plane.warped(Outline.band(
                            -14, 14, x -> back - 14.2 + 0.02 * x * x - front, x -> back - 14.2 + 0.02 * x * x + front)),
                    0.8));
        }
        double rear = 2.4 * Curves.rounded((z - 15) / 5);
        if (rear > 1) {
            double y = plane.back(0) + 3.6;
            bones.add(new Bone(
                    plane.warped(Outline.band(
                            -w - 8, w + 8, x -> ring(x, y, w) - rear, x -> ring(x, y, w) + rear)),
                    0.8));
        }
        return bones;
    }

    private static double ring(double x, double y, double w) {
        double u = x / (w + 8);
        return y - 11 * u * u;
    }

    /** Where the joint lies off the midline at a height. */
    private static double jointX(double z) {
        return 8 + (JOINT_MIDDLE_MM - z) / JOINT_FALL;
    }

    private static Outline mass(BonePlane plane, int side, double inner, double outer, double size) {
        double back = plane.bodyBack() + 0.8;
        double middle = (inner + outer) / 2;
        return Curves.through(
                side * inner, back - 5,
                side * (inner + 2), back - 10.5 * size,
                side * middle, back - 12 * size,
                side * (outer - 2), back - 9.5 * size,
                side * outer, back - 4,
                side * (outer - 2.5), back + 2 * size,
                side * middle, back + 2.6 * size,
                side * (inner + 3), back - 0.8);
    }
}
