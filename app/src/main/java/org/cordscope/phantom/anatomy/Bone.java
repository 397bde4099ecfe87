package org.cordscope.phantom.anatomy;

/**
 * A part of one bone in one plane. Parts of a vertebra overlap: their marrow is one.
 *
 * @param outline with its cortex
 * @param cortexMm how thick that is
 */
record Bone(Outline outline, double cortexMm) {
    Outline marrow() {
        return Curves.inset(outline, cortexMm);
    }
}
