package org.cordscope.phantom.anatomy;

import java.util.ArrayList;
import java.util.List;

/** Layers of one section in the order in which they are laid down, moved into place as they come. */
final class LayerStack {
    private final List<Layer> layers = new ArrayList<>();
    private double dx;
    private double dy;

    /** From now on outlines come in a frame whose origin lies here. */
    void origin(double x, double y) {
        dx = x;
        dy = y;
    }

    void add(Tissue tissue, Outline outline) {
        add(tissue, outline, 1);
    }

    /** Adds a structure; one too faint to see is left out. */
    void add(Tissue tissue, Outline outline, double opacity) {
        if (opacity > 0.02) {
            layers.add(new Layer(tissue, outline.moved(dx, dy), Math.min(1, opacity)));
        }
    }

    List<Layer> layers() {
        return layers;
    }
}
