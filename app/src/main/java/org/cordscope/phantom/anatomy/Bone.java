package org.cordscope.phantom.anatomy;

/**
 * A part of one bone in one plane. Parts of a vertebra overlap: their marrow is one.
 *
 * @param outline with its cortex
 * @param cortexMm how thick that is
 */
record Bone(Outline outline, double cortexMm) {
    /** What lies within the cortex, which is thicker in some places than in others. */
    Outline marrow(BonePlane plane) {
        return Curves.inset(outline, (x, y) -> cortexMm * plane.uneven(x, y));
    }
}
