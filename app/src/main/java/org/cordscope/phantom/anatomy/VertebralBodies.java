package org.cordscope.phantom.anatomy;

import java.util.List;
import java.util.Optional;

/** The column of vertebral bodies and discs in one plane. */
final class VertebralBodies {
    private static final double CORTEX_MM = 0.7;

    /** Bone less than this beside a disc is none, mm2. */
    private static final double LEAST_BONE_MM2 = 4;

    private final BonePlane plane;
    private final DiscSpace space;

    VertebralBodies(BonePlane plane, List<Vertebra> vertebrae) {
        this.plane = plane;
        this.space = new DiscSpace(plane, vertebrae);
    }

    Optional<Outline> disc() {
        return space.disc();
    }

    /** The body's bone in this plane: what the disc leaves. */
    Optional<Outline> bone() {
        if (plane.z() > BodyShape.DENS_TIP_MM) {
            return Optional.empty();
        }
        Optional<Outline> disc = disc();
        if (disc.isEmpty()) {
            return Optional.of(space.column());
        }
        double left = Math.abs(Curves.signedArea(space.column())) - Math.abs(Curves.signedArea(disc.get()));
        return left < LEAST_BONE_MM2 ? Optional.empty() : Optional.of(Outline.ring(space.column(), disc.get()));
    }

    /** @param discBrightness how much water the nucleus of a healthy disc holds, 0 to 1 */
    void addTo(LayerStack stack, Marrow.Plane marrow, double discBrightness) {
        if (plane.z() > BodyShape.DENS_TIP_MM) {
            return;
        }
        Outline column = space.column();
        stack.add(Tissue.LIGAMENT, Curves.inset(column, -0.2));
        stack.add(Tissue.CORTICAL_BONE, column);
        stack.add(
                Curves.inset(column, (x, y) -> CORTEX_MM * plane.uneven(x, y)),
                (x, y, point) -> paintBone(x, y, point, marrow));
        if (disc().isPresent()) {
            double fresh = discBrightness * (1 - 1.2 * Math.min(0.8, space.degeneration()));
            stack.add(column, (x, y, point) -> paintDisc(x, y, point, marrow, fresh));
        }
        addVeins(stack);
    }

    private void paintBone(double x, double y, PaintedPlane.Point point, Marrow.Plane marrow) {
        double depth = space.depth(x, y);
        if (depth > 0.6) {
            return;
        }
        marrow.paint(x, y, point);
        double worn = Curves.smooth((space.degeneration() - 0.4) / 0.5)
                * space.below().endPlate();
        double near = Curves.smooth(1 + (depth + 1) / 5 + 0.4 * marrow.coarse(x + 60, y));
        if (worn != 0 && near > 0.02) {
            point.cover(worn > 0 ? Tissue.FAT : Tissue.LIGAMENT, Math.min(0.6, 0.4 * Math.abs(worn)) * near);
        }
        double plate = Curves.smooth((depth + 1.5) / 0.8);
        if (plate > 0.02) {
            point.cover(Tissue.CORTICAL_BONE, 0.6 * plate);
        }
    }

    private void paintDisc(double x, double y, PaintedPlane.Point point, Marrow.Plane marrow, double fresh) {
        double share = Curves.smooth((space.depth(x, y) + 0.45) / 0.9);
        if (share < 0.02) {
            return;
        }
        double u = space.across(x);
        double v = space.along(y - 0.6);
        double r = Math.sqrt(u * u + v * v) + 0.08 * marrow.coarse(x, y);
        double core = Curves.smooth((0.86 - r) / 0.35);
        double rings = 0.5 + marrow.fine(17 * r + 3, 0.05 * x + 40);
        point.cover(Tissue.ANNULUS, share);
        point.cover(Tissue.DEGENERATED_DISC, share * Math.min(1, Math.max(0, 0.2 + 0.3 * rings + 0.6 * core)));
        point.cover(Tissue.NUCLEUS, 0.85 * share * Math.max(0, fresh) * Curves.smooth((0.72 - r) / 0.3));
    }

    /** The basivertebral vein, which leaves the middle of the body backwards, and those that run to it. */
    private void addVeins(LayerStack stack) {
        double middle = Curves.smooth(1 - Math.abs(space.toMiddle() - 9) / 3);
        if (plane.z() > 3 || middle < 0.05) {
            return;
        }
        double x = space.x(0);
        double back = space.y(1);
        stack.add(Tissue.EPIDURAL_FAT, Outline.ellipse(x, back - 0.6, 3.4, 0.9), 0.7 * middle);
        stack.add(Tissue.EPIDURAL_FAT, Outline.stroke(x, back - 4.5, x, back - 0.8, 0.3, 1.1), 0.5 * middle);
        double y = space.y(0.25);
        for (int side = -1; side <= 1; side += 2) {
            Outline vein = Outline.stroke(x, y, space.x(0.62 * side), space.y(-0.45), 0.4, 0.25);
            stack.add(Tissue.VEIN, plane.warped(vein), 0.45 * middle);
        }
        stack.add(Tissue.VEIN, plane.warped(Outline.stroke(x, y, x + 0.6, space.y(-0.8), 0.3, 0.2)), 0.4 * middle);
    }
}
