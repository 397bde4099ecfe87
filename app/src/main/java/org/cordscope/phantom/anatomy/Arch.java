package org.cordscope.phantom.anatomy;

import java.util.ArrayList;
import java.util.List;

/** Laminae and spinous process of a vertebra in one plane. */
final class Arch {
    /** Where a lamina lies on its vertebra: middle and half its height, mm. */
    private static final double LAMINA_MIDDLE = -4.2;

    private static final double LAMINA_HALF = 7.4;
    private static final double LEAST_MM = 1.2;
    private static final int STEPS = 9;

    /** How far the tips of a forked process reach beyond where it forks, mm. */
    private static final double PRONG_MM = 5;

    private Arch() {}

    static List<Bone> of(Vertebra vertebra, BonePlane plane) {
        List<Bone> bones = new ArrayList<>();
        if (thickness(vertebra, plane.z()) > LEAST_MM) {
            bones.add(new Bone(plane.warped(lamina(vertebra, plane)), 0.85));
        }
        addProcess(bones, vertebra, plane);
        return bones;
    }

    private static double thickness(Vertebra v, double z) {
        return v.laminaMm() * Curves.rounded((v.at(z) - LAMINA_MIDDLE) / LAMINA_HALF);
    }

    /** How far the front of the laminae lies behind the canal's back wall: they lie like tiles, their upper edge in front. */
    static double standOff(double height) {
        return 1.0 + 0.24 * Math.max(0, 2.2 - height);
    }

    private static Outline lamina(Vertebra vertebra, BonePlane plane) {
        double reach = plane.halfWidth() + 7;
        int n = 2 * STEPS + 1;
        double[] points = new double[4 * n];
        for (int i = 0; i < n; i++) {
            double u = (i - STEPS) / (double) STEPS;
            double x = reach * u;
            double z = plane.z(x);
            double y = plane.back(x) + standOff(vertebra.at(z)) * (1 - 0.25 * Math.abs(u));
            double thick = Math.max(0.6, thickness(vertebra, z)) * (1 - 0.6 * Curves.smooth((Math.abs(u) - 0.7) / 0.3));
            double ridge = 0.5 * vertebra.laminaMm() * Math.max(0, 1 - 4 * Math.abs(u));
            points[2 * i] = x;
            points[2 * i + 1] = y + 0.3 * (1.25 * vertebra.laminaMm() - thick) * Math.abs(u);
            points[4 * n - 2 - 2 * i] = x * 1.06;
            points[4 * n - 1 - 2 * i] = points[2 * i + 1] + thick * (1.25 - 0.25 * Math.abs(u)) + ridge;
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
        double neck = v.fork() > 0 ? v.process() - PRONG_MM : v.process();
        double end = Math.min(to, v.fork() > 0 ? neck + 1 : neck);
        if (end - from > 1.5) {
            bones.add(new Bone(plane.warped(shaft(v, start, from, end)), 0.85));
        }
        if (v.fork() > 0 && to > neck + 1) {
            for (int side = -1; side <= 1; side += 2) {
                double first = Math.max(from, neck - 1);
                double own = side * v.skew();
                double last = Math.max(first + 1, Math.min(to, v.process() - 1 + 0.8 * own));
                Outline prong = Outline.stroke(
                        middle(v, first) + side * fork(v, neck, first),
                        start + first,
                        middle(v, last) + side * fork(v, neck, last),
                        start + last - 1.5,
                        1.8,
                        2.5 + 0.35 * own);
                bones.add(new Bone(plane.warped(prong), 0.55));
            }
        }
    }

    private static Outline shaft(Vertebra v, double start, double from, double to) {
        int n = 6;
        double[] points = new double[4 * n];
        for (int i = 0; i < n; i++) {
            double at = from + (to - from) * i / (n - 1);
            double half = halfWidth(v, at) * (i == n - 1 || (i == 0 && from > 0) ? 0.3 : 1);
            points[2 * i] = middle(v, at) - half;
            points[2 * i + 1] = start + at;
            points[4 * n - 2 - 2 * i] = middle(v, at) + half;
            points[4 * n - 1 - 2 * i] = start + at;
        }
        return Curves.through(points);
    }

    /** A process is broad where it leaves the laminae, and again at its end. */
    private static double halfWidth(Vertebra v, double at) {
        double base = Math.max(0, 1 - at / 8);
        double knob = Curves.smooth((at - v.process() + 7) / 5);
        return (v.fork() > 0 ? 2.2 : 2.7) + (0.6 + 0.35 * v.laminaMm()) * base * base + (v.fork() > 0 ? 0.5 : 1) * knob;
    }

    private static double fork(Vertebra v, double neck, double at) {
        double u = Math.min(1, Math.max(0, (at - neck + 1) / (PRONG_MM + 1)));
        return 1 + (v.fork() - 1) * u;
    }

    private static double middle(Vertebra v, double at) {
        return v.skew() * Math.max(0, at / v.process());
    }
}
