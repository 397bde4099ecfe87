package org.cordscope.phantom.anatomy;

/**
 * One structure cut by a plane; later layers lie over earlier ones.
 *
 * @param opacity 1 where the structure fills the slice's thickness, less where it only enters it
 */
public record Layer(Tissue tissue, Outline outline, double opacity) {

    public Layer {
        if (!(opacity > 0) || opacity > 1) {
            throw new IllegalArgumentException("opacity must be above 0 and at most 1: " + opacity);
        }
    }
}
