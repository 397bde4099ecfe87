package org.cordscope.phantom.anatomy;

/**
 * One structure of one tissue.
 *
 * @param opacity 1 where the structure fills the slice's thickness, less where it only enters it
 */
public record Shape(Tissue tissue, Outline outline, double opacity) implements Layer {

    public Shape {
        if (!(opacity > 0) || opacity > 1) {
            throw new IllegalArgumentException("opacity must be above 0 and at most 1: " + opacity);
        }
    }

    @Override
    public void paintOn(PaintedPlane plane) {
        plane.fill(tissue, outline, opacity);
    }
}
