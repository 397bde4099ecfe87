package org.cordscope.phantom.anatomy;

import java.util.List;
import java.util.Optional;

/**
 * The column of vertebral bodies and discs in one plane. End plates are curved: the lower one of the body above is hollow, the
 * upper one of the body below rises at its sides to the uncinate processes, which flank the disc.
 */
final class VertebralBodies {
    private static final double DISC_HALF_HEIGHT_MM = 2.5;
    private static final double DENS_TIP_MM = 27;
    private static final double CORTEX_MM = 0.55;

    /** How high the uncinate processes of a disc's lower vertebra rise, C2/3 to T4/5. */
    private static final double[] UNCUS_MM = {4.2, 4.8, 5.0, 5.0, 4.4, 1.6, 0, 0, 0, 0};

    private final BonePlane plane;
    private final double discZ;
    private final double halfHeight;
    private final double uncus;
    private final double degeneration;
    private final Outline outline;
    private final double pitch;
    private final double middleX;
    private final double middleY;
    private final double halfX;
    private final double halfY;

    VertebralBodies(BonePlane plane, List<Vertebra> vertebrae) {
        this.plane = plane;
        int below = discBelow(plane.z(), vertebrae);
        pitch = vertebrae.get(below + 1).pitch();
        discZ = (vertebrae.get(below).zMm() + vertebrae.get(below + 1).zMm()) / 2;
        degeneration = Math.abs(plane.disc().zMm() - discZ) < 1 ? plane.disc().degeneration() : 0.2;
        halfHeight = halfHeight(degeneration);
        uncus = UNCUS_MM[below];
        outline = plane.warped(outline(plane));
        double left = Double.NEGATIVE_INFINITY;
        double right = Double.POSITIVE_INFINITY;
        double front = Double.POSITIVE_INFINITY;
        double back = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < outline.size(); i++) {
            left = Math.max(left, outline.x()[i]);
            right = Math.min(right, outline.x()[i]);
            front = Math.min(front, outline.y()[i]);
            back = Math.max(back, outline.y()[i]);
        }
        middleX = (left + right) / 2;
        middleY = (front + back) / 2;
        halfX = (left - right) / 2;
        halfY = (back - front) / 2;
    }

    private static int discBelow(double z, List<Vertebra> vertebrae) {
        int best = 0;
        for (int i = 0; i + 1 < vertebrae.size(); i++) {
            if (z < vertebrae.get(i).zMm() + 0.5) {
                best = i;
            }
        }
        double here = (vertebrae.get(best).zMm() + vertebrae.get(best + 1).zMm()) / 2;
        boolean nearerAbove = best > 0
                && z - here
                        > vertebrae.get(best).aboveMm() + vertebrae.get(best).belowMm() - z + here;
        return nearerAbove ? best - 1 : best;
    }

    /** Half the height of a disc, mm: a worn one is lower. */
    static double halfHeight(double degeneration) {
        return DISC_HALF_HEIGHT_MM * (1 - 0.35 * Math.min(1, degeneration));
    }

    /** Half the width of the bodies at a height; they taper to the dens. */
    static double halfWidth(double z) {
        double dens = Curves.smooth((z - 2) / 8);
        return (1 - dens) * Level.interpolate(Level::bodyRlMm, z) / 2 + dens * 5.4;
    }

    private static Outline outline(BonePlane plane) {
        double z = plane.z();
        double dens = Curves.smooth((z - 2) / 8);
        double toDisc = Math.min(1, Math.abs(z - plane.disc().zMm()) / 8.5);
        double flare = 1 - toDisc * toDisc;
        double h = halfWidth(z) + (1 - dens) * (1.3 * flare - 0.2);
        double depth = (1 - dens) * (Level.interpolate(Level::bodyApMm, z) + 1.3 * flare - 0.2) + dens * 11;
        double back = plane.bodyBack();
        double tip = Math.max(0.3, z < 15 ? 1 : Curves.rounded((z - 15) / (DENS_TIP_MM + 0.1 - 15)));
        h *= tip;
        depth *= tip;
        double hollow = 0.5 * (1 - dens);
        return Curves.through(
                0,
                back - hollow,
                0.5 * h,
                back - 0.3 * hollow,
                0.80 * h,
                back - 0.07 * depth,
                0.97 * h,
                back - 0.24 * depth,
                h,
                back - 0.45 * depth,
                0.86 * h,
                back - 0.72 * depth,
                0.52 * h,
                back - 0.93 * depth,
                0,
                back - depth,
                -0.52 * h,
                back - 0.93 * depth,
                -0.86 * h,
                back - 0.72 * depth,
                -h,
                back - 0.45 * depth,
                -0.97 * h,
                back - 0.24 * depth,
                -0.80 * h,
                back - 0.07 * depth,
                -0.5 * h,
                back - 0.3 * hollow);
    }

    Outline outline() {
        return outline;
    }

    /** How far a point lies within the disc, measured along the spine; negative in bone. */
    double inDisc(double x, double y) {
        double u = (x - middleX) / halfX;
        double v = (y - middleY) / halfY;
        double dome = Math.max(0, 1 - u * u - v * v);
        double lip = 1.2 * Curves.smooth((-v - 0.55) / 0.4);
        double top = halfHeight - 0.5 + 1.5 * dome - lip;
        double side = Curves.smooth((Math.abs(u) - 0.60) / 0.28) * Curves.smooth((v + 0.5) / 0.5);
        double bottom = -halfHeight + 0.2 - 0.5 * dome + uncus * side;
        double h = plane.z(x) - discZ + pitch * (y - middleY);
        return Math.min(top - h, h - bottom);
    }

    /** The disc in this plane, if it meets one. */
    Optional<Outline> disc() {
        if (inDisc(middleX, middleY) <= 0) {
            return Optional.empty();
        }
        int n = outline.size();
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            double dx = outline.x()[i] - middleX;
            double dy = outline.y()[i] - middleY;
            double in = 0;
            double out = 1;
            for (int step = 0; step < 7; step++) {
                double t = step == 0 ? 1 : (in + out) / 2;
                if (inDisc(middleX + t * dx, middleY + t * dy) > 0) {
                    in = t;
                } else {
                    out = t;
                }
            }
            x[i] = middleX + in * dx;
            y[i] = middleY + in * dy;
        }
        return Optional.of(new Outline(x, y));
    }

    /** The body's bone in this plane: what the disc leaves. */
    Optional<Outline> bone() {
        if (plane.z() > DENS_TIP_MM) {
            return Optional.empty();
        }
        Optional<Outline> disc = disc();
        if (disc.isEmpty()) {
            return Optional.of(outline);
        }
        double left = Math.abs(Curves.signedArea(outline)) - Math.abs(Curves.signedArea(disc.get()));
        return left < 4 ? Optional.empty() : Optional.of(Outline.ring(outline, disc.get()));
    }

    void addTo(LayerStack stack, Marrow marrow, double discBrightness) {
        if (plane.z() > DENS_TIP_MM) {
            return;
        }
        stack.add(Tissue.LIGAMENT, Curves.inset(outline, -0.2));
        stack.add(Tissue.CORTICAL_BONE, outline);
        double fresh = discBrightness * (1 - 1.2 * Math.min(0.8, degeneration));
        Marrow.Plane texture = marrow.at(plane.z());
        stack.add(
                Curves.inset(outline, (x, y) -> CORTEX_MM * plane.uneven(x, y)),
                (x, y, point) -> paintBone(x, y, point, texture));
        if (disc().isPresent()) {
            stack.add(outline, (x, y, point) -> paintDisc(x, y, point, texture, fresh));
        }
        addVeins(stack);
    }

    private void paintBone(double x, double y, PaintedPlane.Point point, Marrow.Plane marrow) {
        double depth = inDisc(x, y);
        if (depth > 0.6) {
            return;
        }
        marrow.paint(x, y, point);
        double plate = Curves.smooth((depth + 1.5) / 0.8);
        if (plate > 0.02) {
            point.cover(Tissue.CORTICAL_BONE, 0.6 * plate);
        }
    }

    private void paintDisc(double x, double y, PaintedPlane.Point point, Marrow.Plane marrow, double fresh) {
        double share = Curves.smooth((inDisc(x, y) + 0.45) / 0.9);
        if (share < 0.02) {
            return;
        }
        double u = (x - middleX) / halfX;
        double v = (y - middleY - 0.6) / halfY;
        double r = Math.sqrt(u * u + v * v) + 0.05 * marrow.coarse(x, y);
        double core = Curves.smooth((0.86 - r) / 0.35);
        double rings = 0.5 + marrow.fine(17 * r + 3, 0.05 * x + 40);
        point.cover(Tissue.ANNULUS, share);
        point.cover(Tissue.DEGENERATED_DISC, share * Math.min(1, Math.max(0, 0.2 + 0.3 * rings + 0.6 * core)));
        point.cover(Tissue.NUCLEUS, 0.85 * share * Math.max(0, fresh) * Curves.smooth((0.72 - r) / 0.3));
    }

    /** The basivertebral vein, which leaves the middle of the body backwards, and those that run to it. */
    private void addVeins(LayerStack stack) {
        double middle = Curves.smooth(1 - Math.abs(Math.abs(plane.z() - discZ) - 9) / 3);
        if (plane.z() > 3 || middle < 0.05) {
            return;
        }
        double back = middleY + halfY;
        stack.add(Tissue.EPIDURAL_FAT, Outline.ellipse(middleX, back - 0.6, 3.4, 0.9), 0.7 * middle);
        stack.add(
                Tissue.EPIDURAL_FAT, Outline.stroke(middleX, back - 4.5, middleX, back - 0.8, 0.3, 1.1), 0.5 * middle);
        double y = middleY + 0.25 * halfY;
        for (int side = -1; side <= 1; side += 2) {
            double x = middleX + side * 0.62 * halfX;
            stack.add(
                    Tissue.VEIN,
                    plane.warped(Outline.stroke(middleX, y, x, middleY - 0.45 * halfY, 0.4, 0.25)),
                    0.45 * middle);
        }
        stack.add(
                Tissue.VEIN,
                plane.warped(Outline.stroke(middleX, y, middleX + 0.6, middleY - 0.8 * halfY, 0.3, 0.2)),
                0.4 * middle);
    }
}
