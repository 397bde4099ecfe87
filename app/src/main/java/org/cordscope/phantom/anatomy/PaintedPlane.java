package org.cordscope.phantom.anatomy;

/** An axial plane of the neck that layers are laid on; coordinates as in {@link Outline}, mm. */
public interface PaintedPlane {
    /** Covers an outline with a tissue; {@code opacity} is 1 where it fills the thickness, less where it only enters it. */
    void fill(Tissue tissue, Outline outline, double opacity);

    /** Asks {@code painter} for the tissue of every raster point whose pixel an outline covers. */
    void fillPointwise(Outline within, PointPainter painter);

    /** Says what lies at a point of the plane. */
    @FunctionalInterface
    interface PointPainter {
        void paint(double xMm, double yMm, Point point);
    }

    /** One raster point, to be covered. */
    @FunctionalInterface
    interface Point {
        /** Lays a tissue over what is there; {@code share} 0 to 1 of it. */
        void cover(Tissue tissue, double share);
    }
}
