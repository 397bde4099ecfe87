package org.cordscope.phantom.anatomy;

/** What lies beside the canal between the bones in one plane: fat, veins, the vertebral artery, the roots that leave. */
final class Foramina {
    private static final double TOP_MM = 20;
    private static final double ENTRY_MM = -78;
    private static final double ROOT_FALL_MM = 8.5;

    private final double arteryLeftMm;
    private final double arteryRightMm;
    private final double aside;
    private final double before;

    Foramina(SeededDraw draw) {
        double dominance = draw.normal(0, 0.35, -0.8, 0.8);
        arteryLeftMm = 1.95 + dominance;
        arteryRightMm = 1.95 - dominance;
        aside = draw.normal(-0.3, 0.5, -1.1, 0.9);
        before = draw.normal(-0.3, 0.5, -1.2, 0.8);
    }

    void addTo(LayerStack stack, BonePlane plane, Marrow marrow) {
        if (plane.z() > TOP_MM) {
            return;
        }
        Marrow.Plane texture = marrow.at(plane.z() + 40);
        for (int side = -1; side <= 1; side += 2) {
            stack.add(plane.warped(gutter(plane, side)), (x, y, point) -> {
                double n = texture.coarse(x, y) + 0.6 * texture.fine(0.5 * x, 0.5 * y);
                point.cover(Tissue.CONNECTIVE, 0.9);
                point.cover(Tissue.MUSCLE, 0.45);
                point.cover(Tissue.FAT, Math.min(0.9, Math.max(0.02, 0.12 + 0.75 * n)));
            });
            addRoot(stack, plane, side);
        }
    }

    /** From the canal's side to the tips of the transverse process. */
    private static Outline gutter(BonePlane plane, int side) {
        double w = plane.halfWidth();
        double back = plane.bodyBack();
        double body = BodyShape.halfWidth(plane);
        double pillar = Pillars.middleX(plane, side);
        double y = Pillars.middleY(plane);
        return Curves.through(
                side * 0.72 * w, back + 1.2,
                side * (body - 1.2), back - 2.5,
                side * body, back - 8,
                side * (body + 4), back - 9.5,
                side * (w + 9.5), back - 7.5,
                side * (w + 11), back - 3,
                side * (pillar + 1), y - 3,
                side * (pillar - 4.5), y - 1,
                side * (w + 0.8), plane.waist() + 3,
                side * (w - 0.6), plane.waist());
    }

    /** The root leaves obliquely: lower planes meet it further out, past its ganglion. */
    private static void addRoot(LayerStack stack, BonePlane plane, int side) {
        double fallen = plane.disc().zMm() + 2.5 - plane.z(side);
        double from = Math.max(0, (fallen - 2.6) / ROOT_FALL_MM);
        double to = Math.min(0.85, (fallen + 2.6) / ROOT_FALL_MM);
        if (to - from < 0.08) {
            return;
        }
        double w = plane.halfWidth();
        double narrow = 1 - 0.5 * plane.disc().lateral().at(side);
        if (from < 0.2) {
            Outline sleeve = Outline.stroke(
                    side * (w - 1.2), plane.waist(), side * rootX(w, 0.22), rootY(plane, 0.22), 1.3, 0.7);
            stack.add(Tissue.CSF, plane.warped(sleeve), 0.55);
        }
        Outline root = Outline.stroke(
                side * rootX(w, from),
                rootY(plane, from),
                side * rootX(w, to),
                rootY(plane, to),
                narrow * thickness(from),
                narrow * thickness(to));
        stack.add(Tissue.NERVE_ROOT, plane.warped(root), 0.9);
        stack.add(Tissue.LIGAMENT, plane.warped(root), 0.35);
        double ganglion = 0.55;
        if (from < ganglion && to > ganglion) {
            double degrees = side > 0 ? -40 : 220;
            Outline swelling = Outline.blob(
                    side * rootX(w, ganglion), rootY(plane, ganglion), 4 * narrow, 2.5 * narrow, degrees, 0);
            stack.add(Tissue.NERVE_ROOT, plane.warped(swelling), 0.95);
            stack.add(Tissue.LIGAMENT, plane.warped(swelling), 0.2);
        }
    }

    private static double rootX(double w, double along) {
        return w - 0.5 + 12.5 * along;
    }

    private static double rootY(BonePlane plane, double along) {
        return plane.waist() - 0.5 - 10.5 * along;
    }

    private static double thickness(double along) {
        return 1.1 + 1.1 * Curves.smooth(along / 0.5);
    }

    /** How far off the midline the vertebral artery runs, and its foramen lies. */
    static double arteryX(BonePlane plane, int side) {
        double before = Curves.smooth((ENTRY_MM - plane.z()) / 9);
        double outwards = Curves.smooth((plane.z(side) + 3) / 15);
        return plane.halfWidth() + 6.4 + 2 * before + 8 * outwards;
    }

    /** The middle of the foramina of the transverse processes: y. */
    static double holeY(BonePlane plane) {
        return plane.bodyBack() - 5.2;
    }

    /** The vertebral arteries: through the foramina from C6 up, in front of C7, outwards below the atlas. */
    void addArteries(LayerStack stack, BonePlane plane) {
        double free = Curves.smooth((ENTRY_MM - plane.z()) / 9);
        double outwards = Curves.smooth((plane.z() + 3) / 15);
        for (int side = -1; side <= 1; side += 2) {
            double x = side * (arteryX(plane, side) + aside);
            double y = holeY(plane) + before - 6.5 * free + 2.5 * outwards;
            double r = side > 0 ? arteryLeftMm : arteryRightMm;
            stack.add(
                    Tissue.CONNECTIVE, plane.warped(Outline.ellipse(x + side * 1.1, y + 0.8, r + 1.2, r + 0.8)), 0.35);
            stack.add(Tissue.VESSEL_WALL, plane.warped(Outline.ellipse(x, y, r + 0.35, r + 0.35)), 0.35);
            stack.add(Tissue.ARTERY, plane.warped(Outline.ellipse(x, y, r, r)));
        }
    }
}
