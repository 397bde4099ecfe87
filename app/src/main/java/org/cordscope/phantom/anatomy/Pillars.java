package org.cordscope.phantom.anatomy;

import java.util.ArrayList;
import java.util.List;

/**
 * Articular pillars, pedicles and transverse processes of a vertebra in one plane. The pillars of all vertebrae are one
 * column, which oblique facet joints cut: their cleft runs back as the plane goes down, the lower vertebra in front of it.
 */
final class Pillars {
    /** Half the gap between the bones of a joint, mm. */
    private static final double HALF_GAP_MM = 0.1;

    /** The ribs: height of their head on the vertebra, half their own, how far they fall per mm, length. */
    private static final double RIB_HEAD_MM = 6.5;

    private static final double RIB_HALF_MM = 3.6;
    private static final double RIB_FALL = 0.38;
    private static final double RIB_LENGTH_MM = 36;

    private static final double[] LENS = {
        -1.05, .42, -.88, -.22, -.38, -.82, .30, -1.02, .82, -.78, 1.02, -.08, .90, .52, .38, .94, -.32, 1.04, -.86, .92
    };

    private Pillars() {}

    static List<Bone> of(Vertebra v, BonePlane plane, List<Vertebra> all) {
        List<Bone> bones = new ArrayList<>();
        if (Math.abs(v.at(plane.z())) > 19) {
            return bones;
        }
        for (int side = -1; side <= 1; side += 2) {
            addPillar(bones, v, plane, all, side);
            addPedicle(bones, plane, v.at(plane.z(side)), side);
            addTransverse(bones, v, plane, v.at(plane.z(side)), side);
        }
        return bones;
    }

    /** The middle of the column of pillars: x towards the side, y. */
    static double middleX(BonePlane plane, int side) {
        return plane.halfWidth() + 8.6 - 1.6 * thoracic(plane) - 0.7 * plane.encroached(side);
    }

    static double middleY(BonePlane plane) {
        return plane.waist() + 1.3 + 0.8 * thoracic(plane);
    }

    /** 0 in the neck to 1 in the chest, where joints are thin plates nearer to the midline. */
    private static double thoracic(BonePlane plane) {
        return Curves.smooth((-92 - plane.z()) / 20);
    }

    /** The whole column in one plane; wider at a joint. */
    static Outline column(BonePlane plane, double joint, int side, double grow) {
        double bulge = Curves.smooth(1.3 - Math.abs(joint) / 6);
        double along = 6.1 - 0.4 * thoracic(plane) + 0.9 * bulge + 0.5 * plane.encroached(side) + grow;
        double across = 4.6 - 1.1 * thoracic(plane) + 0.4 * bulge + grow;
        double c = StrictMath.cos(0.2);
        double s = StrictMath.sin(0.2);
        double[] points = new double[LENS.length];
        for (int i = 0; i < LENS.length; i += 2) {
            double p = LENS[i] * along;
            double q = LENS[i + 1] * across;
            points[i] = side * (middleX(plane, side) + p * c + q * s);
            points[i + 1] = middleY(plane) - p * s + q * c;
        }
        return Curves.through(points);
    }

    /** Where the joint above {@code v} cuts the column's middle: y; height is told from the disc, mm. */
    static double joint(Vertebra v, BonePlane plane, int side) {
        return middleY(plane) - v.facetSlope() * height(v, plane.z(side));
    }

    /** Height above the disc on top of a vertebra, mm. */
    static double height(Vertebra v, double z) {
        return v.at(z) - Vertebra.HALF_PITCH_MM;
    }

    private static void addPillar(List<Bone> bones, Vertebra v, BonePlane plane, List<Vertebra> all, int side) {
        double above = height(v, plane.z(side));
        if (v.index() == Vertebra.C2 && v.at(plane.z(side)) > 0) {
            return;
        }
        double below = v.at(plane.z(side)) + Vertebra.HALF_PITCH_MM;
        Outline column = column(plane, Math.abs(above) < Math.abs(below) ? above : below, side, 0);
        List<Outline> left = List.of(column);
        if (v.index() > Vertebra.C2) {
            left = cut(left, v, plane, side, -1);
        }
        if (v.index() + 1 < all.size()) {
            left = cut(left, all.get(v.index() + 1), plane, side, 1);
        }
        for (Outline part : left) {
            bones.add(new Bone(plane.warped(part), 0.6));
        }
    }

    /** What lies behind (1) or in front (-1) of the joint above {@code v}. */
    private static List<Outline> cut(List<Outline> parts, Vertebra v, BonePlane plane, int side, int behind) {
        double turn = v.facetTurn();
        double y = joint(v, plane, side);
        double c = -y + turn * middleX(plane, side);
        return parts.stream()
                .flatMap(part -> Curves.clip(part, -behind * turn * side, behind, behind * c - HALF_GAP_MM).stream())
                .toList();
    }

    private static void addPedicle(List<Bone> bones, BonePlane plane, double t, int side) {
        double thick = 2.9 * Curves.rounded((t - 2.2) / 4.2);
        if (thick > 0.8) {
            double body = BodyShape.halfWidth(plane) - 3.5;
            Outline pedicle = Outline.stroke(
                    side * body,
                    plane.bodyBack() - 3.8,
                    side * (middleX(plane, side) - 1),
                    middleY(plane) - 0.8,
                    thick,
                    thick);
            bones.add(new Bone(plane.warped(pedicle), 0.8));
        }
    }

    private static void addTransverse(List<Bone> bones, Vertebra v, BonePlane plane, double t, int side) {
        double reach = plane.halfWidth() + v.transverse();
        double pillarX = middleX(plane, side);
        double pillarY = middleY(plane);
        if (v.index() >= Vertebra.C7) {
            addProcess(bones, plane, v, t, side);
            if (v.index() > Vertebra.C7) {
                addRib(bones, plane, t, side);
            }
            return;
        }
        double share = Curves.rounded((t + 0.6) / 3.6);
        if (share > 0.5) {
            double x = Foramina.arteryX(plane, side);
            double y = Foramina.holeY(plane);
            double outer = 0.4 + 0.6 * share;
            Outline ring = Curves.through(
                    side * (x - 4.5), y - 3.2 - 1.8 * outer,
                    side * (x + 1), y - 3.6 - 2 * outer,
                    side * (x + 3.4 + 1.8 * outer), y - 2.8 - 1.6 * outer,
                    side * (x + 4.4 + 2 * outer), y - 0.8,
                    side * (x + 4.2 + 2.2 * outer), y + 3.6,
                    side * (x + 4.2), y + 3.2,
                    side * (x + 4.3), y - 0.6,
                    side * (x + 2.9), y - 2.9,
                    side * x, y - 3.7,
                    side * (x - 4.5), y - 3.2);
            bones.add(new Bone(plane.warped(ring), 0.8));
        }
        double front = Curves.rounded((t + 1.6) / 3);
        add(
                bones,
                plane,
                front,
                side * (reach - 5),
                plane.bodyBack() - 9,
                side * (reach - 2.5),
                plane.bodyBack() - 8.4,
                1.7,
                2.0);
        double rear = Curves.rounded((t + 1) / 3.6);
        add(bones, plane, rear, side * (pillarX + 1), pillarY - 3, side * (reach + 0.8), pillarY - 5, 2.6, 1.9);
    }

    /** The transverse process of C7 or a thoracic vertebra: it narrows, bends back and ends in a knob. */
    private static void addProcess(List<Bone> bones, BonePlane plane, Vertebra v, double t, int side) {
        double share = Curves.rounded((t - 1) / 5.5);
        if (share < 0.45) {
            return;
        }
        boolean thoracic = v.index() > Vertebra.C7;
        double root = share * (thoracic ? 4.6 : 3.4);
        double waist = share * (thoracic ? 3.2 : 2.3);
        double knob = share * (thoracic ? 3.9 : 2.7);
        double from = middleX(plane, side) - 1;
        double tip = plane.halfWidth() + v.transverse() + 1.5;
        double middle = (from + tip) / 2 + 1;
        double y = middleY(plane) - 1;
        double bent = y + (thoracic ? 0.8 : -1.2);
        double end = y + (thoracic ? 6.5 : 1.6);
        Outline process = Curves.through(
                side * from,
                y - root,
                side * middle,
                bent - waist,
                side * (tip - 3),
                end - knob,
                side * tip,
                end - 0.4 * knob,
                side * (tip - 0.6),
                end + 0.7 * knob,
                side * (tip - 3.5),
                end + knob,
                side * middle,
                bent + waist,
                side * from,
                y + root);
        bones.add(new Bone(plane.warped(process), 0.65));
    }

    /** A rib, from the disc outwards in front of the transverse process; it falls, so that a plane meets a part of it. */
    private static void addRib(List<Bone> bones, BonePlane plane, double t, int side) {
        double fallen = RIB_HEAD_MM - t;
        double from = Math.max(0, (fallen - RIB_HALF_MM) / RIB_FALL);
        double to = Math.min(RIB_LENGTH_MM, (fallen + RIB_HALF_MM) / RIB_FALL);
        if (to - from > 3) {
            double head = BodyShape.halfWidth(plane) + 1.8;
            double y = plane.bodyBack() - 3;
            double middle = (from + to) / 2;
            Outline rib = Curves.through(
                    side * (head + from), y + bend(from),
                    side * (head + middle), y + bend(middle) - 2.6,
                    side * (head + to - 1), y + bend(to) - 1.8,
                    side * (head + to), y + bend(to),
                    side * (head + to - 2), y + bend(to) + 1.8,
                    side * (head + middle), y + bend(middle) + 2.4,
                    side * (head + from + 1), y + bend(from) + 2.0);
            bones.add(new Bone(plane.warped(rib), 0.65));
        }
    }

    /** Ribs run back first: y behind the head. */
    private static double bend(double along) {
        return 0.45 * along - 0.008 * along * along;
    }

    private static void add(
            List<Bone> bones,
            BonePlane plane,
            double share,
            double x0,
            double y0,
            double x1,
            double y1,
            double half0,
            double half1) {
        if (share > 0.45) {
            bones.add(new Bone(plane.warped(Outline.stroke(x0, y0, x1, y1, half0 * share, half1 * share)), 0.65));
        }
    }
}
