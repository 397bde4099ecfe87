package org.cordscope.phantom.anatomy;

import java.util.ArrayList;
import java.util.List;

/** Laminae and spinous process of a vertebra in one plane. */
final class Arch {
    /** Where a lamina lies on its vertebra: middle and half its height, mm. */
    private static final double LAMINA_MIDDLE = -4.2;

    private static final double LAMINA_HALF = 7.2;
    private static final double LEAST_MM = 1.2;
    private static final int STEPS = 9;

    private Arch() {}

    static List<Bone> of(Vertebra vertebra, BonePlane plane) {
        List<Bone> bones = new ArrayList<>();
        double thick = vertebra.laminaMm() * Curves.rounded((vertebra.at(plane.z()) - LAMINA_MIDDLE) / LAMINA_HALF);
        if (thick > LEAST_MM) {
            bones.add(new Bone(plane.warped(lamina(vertebra, plane, thick)), 0.75));
        }
        addProcess(bones, vertebra, plane);
        return bones;
    }

    /** How far the front of the laminae lies behind the canal's back wall: they lie like tiles, their upper edge in front. */
    static double standOff(double height) {
        return 1.0 + 0.30 * Math.max(0, 2.2 - height);
    }

    private static Outline lamina(Vertebra vertebra, BonePlane plane, double thick) {
        double off = standOff(vertebra.at(plane.z()));
        double reach = plane.halfWidth() + 4.5;
        int n = 2 * STEPS + 1;
        double[] points = new double[4 * n];
        for (int i = 0; i < n; i++) {
            double u = (i - STEPS) / (double) STEPS;
            double x = reach * u;
            double y = plane.back(x) + off * (1 - 0.25 * Math.abs(u));
            double axial = thick * (1.25 - 0.3 * Math.abs(u)) + 2.4 * Math.max(0, 1 - 4.5 * Math.abs(u));
            points[2 * i] = x;
            points[2 * i + 1] = y;
            points[4 * n - 2 - 2 * i] = x * 1.06;
            points[4 * n - 1 - 2 * i] = y + axial;
        }
        return Curves.through(points);
    }

    /** The spinous process droops: the part of it between two distances behind the lamina lies in this plane. */
    private static void addProcess(List<Bone> bones, Vertebra v, BonePlane plane) {
        double half = 4.2 + 0.12 * v.laminaMm() + (v.index() == Vertebra.C2 ? 1.2 : 0);
        double fallen = -4.5 - v.at(plane.z());
        double from = Math.max(-1.5, (fallen - half) / v.droop());
        double to = Math.min(v.process(), (fallen + half) / v.droop());
        if (to - from < 2) {
            return;
        }
        double start = plane.back(0) + standOff(-4.5) + v.laminaMm() * 0.9;
        double neck = v.fork() > 0 ? 0.62 * v.process() : v.process();
        double halfWidth = v.cervical() && v.fork() > 0 ? 2.3 : 3.1;
        double end = Math.min(to, neck);
        if (end - from > 1.5) {
            Outline shaft = Curves.through(
                    x(v, from) - halfWidth - 1.1 * wide(from), start + from,
                    x(v, (from + end) / 2) - halfWidth * 0.9 - 0.4 * wide((from + end) / 2), start + (from + end) / 2,
                    x(v, end) - halfWidth * tip(v, end), start + end - 0.8,
                    x(v, end), start + end + 0.3,
                    x(v, end) + halfWidth * tip(v, end), start + end - 0.8,
                    x(v, (from + end) / 2) + halfWidth * 0.9 + 0.4 * wide((from + end) / 2), start + (from + end) / 2,
                    x(v, from) + halfWidth + 1.1 * wide(from), start + from,
                    x(v, from), start + from - 1);
            bones.add(new Bone(plane.warped(shaft), 0.7));
        }
        if (v.fork() > 0 && to > neck + 0.5) {
            for (int side = -1; side <= 1; side += 2) {
                double first = Math.max(from, neck - 2.2);
                Outline prong = Outline.stroke(
                        x(v, first) + side * fork(v, neck, first), start + first,
                        x(v, to) + side * fork(v, neck, to), start + to - 1.5,
                        1.9, 1.9 + 0.3 * side * Math.signum(v.skew()));
                bones.add(new Bone(plane.warped(prong), 0.65));
            }
        }
    }

    private static double fork(Vertebra v, double neck, double at) {
        double u = Math.min(1, Math.max(0, (at - neck + 2.2) / (v.process() - neck + 2.2)));
        return 0.8 + (v.fork() - 0.8) * u;
    }

    private static double x(Vertebra v, double at) {
        return v.skew() * Math.max(0, at / v.process());
    }

    private static double wide(double at) {
        return Math.max(0, 1 - at / 6);
    }

    /** The end of a process of thoracic kind is a knob. */
    private static double tip(Vertebra v, double at) {
        return at > v.process() - 4 && v.fork() == 0 ? 1.1 : 0.75;
    }
}
