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
            layers.add(new Shape(tissue, outline.moved(dx, dy), Math.min(1, opacity)));
        }
    }

    /** Asks for the tissue point by point within an outline; the painter is asked in the current frame. */
    void add(Outline within, PaintedPlane.PointPainter painter) {
        double x = dx;
        double y = dy;
        Outline placed = within.moved(x, y);
        layers.add(plane -> plane.fillPointwise(placed, (xMm, yMm, point) -> painter.paint(xMm - x, yMm - y, point)));
    }

    List<Layer> layers() {
        return layers;
    }
}
