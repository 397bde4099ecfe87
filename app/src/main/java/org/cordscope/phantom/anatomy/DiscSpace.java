package org.cordscope.phantom.anatomy;

import java.util.List;
import java.util.Optional;

/**
 * Where the nearest disc lies in a plane of the column of vertebral bodies. End plates are curved: the lower one of the body
 * above is hollow, the upper one of the body below rises at its sides to the uncinate processes, which flank the disc.
 */
final class DiscSpace {
    private static final double HALF_HEIGHT_MM = 2.5;

    /** How worn a disc is that the patient's lesions do not reach: those of the chest. */
    private static final double THORACIC = 0.2;

    /** How high the uncinate processes of a disc's lower vertebra rise, C2/3 to T4/5. */
    private static final double[] UNCUS_MM = {4.2, 4.8, 5.0, 5.0, 4.4, 1.6, 0, 0, 0, 0};

    private final BonePlane plane;
    private final Vertebra below;
    private final double z;
    private final double degeneration;
    private final Outline column;
    private final double middleX;
    private final double middleY;
    private final double halfX;
    private final double halfY;

    DiscSpace(BonePlane plane, List<Vertebra> vertebrae) {
        this.plane = plane;
        below = nearest(plane.z(), vertebrae);
        z = below.zMm() + below.aboveMm();
        degeneration = Math.abs(plane.disc().zMm() - z) < 1 ? plane.disc().degeneration() : THORACIC;
        column = plane.warped(BodyShape.of(plane, toMiddle(), degeneration));
        double left = Double.NEGATIVE_INFINITY;
        double right = Double.POSITIVE_INFINITY;
        double front = Double.POSITIVE_INFINITY;
        double back = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < column.size(); i++) {
            left = Math.max(left, column.x()[i]);
            right = Math.min(right, column.x()[i]);
            front = Math.min(front, column.y()[i]);
            back = Math.max(back, column.y()[i]);
        }
        middleX = (left + right) / 2;
        middleY = (front + back) / 2;
        halfX = (left - right) / 2;
        halfY = (back - front) / 2;
    }

    /** The vertebra below the disc that is nearest to a height. */
    private static Vertebra nearest(double z, List<Vertebra> vertebrae) {
        Vertebra best = vertebrae.get(1);
        for (Vertebra v : vertebrae.subList(1, vertebrae.size())) {
            if (Math.abs(v.zMm() + v.aboveMm() - z) < Math.abs(best.zMm() + best.aboveMm() - z)) {
                best = v;
            }
        }
        return best;
    }

    /** Half the height of a disc, mm: a worn one is lower. */
    static double halfHeight(double degeneration) {
        return HALF_HEIGHT_MM * (1 - 0.35 * Math.min(1, degeneration));
    }

    /** Distance of the plane from the disc's middle, mm. */
    double toMiddle() {
        return Math.abs(plane.z() - z);
    }

    Vertebra below() {
        return below;
    }

    double degeneration() {
        return degeneration;
    }

    /** Outline of body and disc. */
    Outline column() {
        return column;
    }

    /** Place across the column: 0 in its middle, 1 and -1 at its sides. */
    double across(double x) {
        return (x - middleX) / halfX;
    }

    /** Place along the column's depth: -1 at its front, 1 at its back. */
    double along(double y) {
        return (y - middleY) / halfY;
    }

    double x(double across) {
        return middleX + across * halfX;
    }

    double y(double along) {
        return middleY + along * halfY;
    }

    /** How far a point lies within the disc, measured along the spine, mm; negative in bone. */
    double depth(double x, double y) {
        double u = across(x);
        double v = along(y);
        double dome = Math.max(0, 1 - u * u - v * v);
        double lip = 1.2 * Curves.smooth((-v - 0.55) / 0.4);
        double half = halfHeight(degeneration);
        double top = half - 0.5 + 1.5 * dome - lip;
        double side = Curves.smooth((Math.abs(u) - 0.60) / 0.28) * Curves.smooth((v + 0.5) / 0.5);
        double bottom = -half + 0.2 - 0.5 * dome + UNCUS_MM[below.index() - 1] * side;
        double height = plane.z(x) - z + below.pitch() * (y - middleY);
        return Math.min(top - height, height - bottom);
    }

    /** The disc in this plane, if it meets one. */
    Optional<Outline> disc() {
        if (depth(middleX, middleY) <= 0) {
            return Optional.empty();
        }
        int n = column.size();
        double[] x = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            double dx = column.x()[i] - middleX;
            double dy = column.y()[i] - middleY;
            double reach = reach(dx, dy);
            x[i] = middleX + reach * dx;
            y[i] = middleY + reach * dy;
        }
        return Optional.of(new Outline(x, y));
    }

    /** Share of the way from the middle to the rim that lies in the disc, found by halving. */
    private double reach(double dx, double dy) {
        double in = 0;
        double out = 1;
        for (int step = 0; step < 7; step++) {
            double t = step == 0 ? 1 : (in + out) / 2;
            if (depth(middleX + t * dx, middleY + t * dy) > 0) {
                in = t;
            } else {
                out = t;
            }
        }
        return in;
    }
}
