package org.cordscope.phantom.anatomy;

/** Something of the neck cut by a plane; a section's layers are laid down in order, later ones over earlier ones. */
@FunctionalInterface
public interface Layer {
    void paintOn(PaintedPlane plane);
}
