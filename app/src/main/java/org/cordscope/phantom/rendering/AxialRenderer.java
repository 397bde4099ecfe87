package org.cordscope.phantom.rendering;

import java.util.List;
import org.cordscope.phantom.anatomy.Layer;
import org.cordscope.phantom.anatomy.Outline;
import org.cordscope.phantom.anatomy.PaintedPlane;
import org.cordscope.phantom.anatomy.Section;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Tissue;

/** Renders axial slices of one stack in one contrast. Keeps its canvas between slices, so one thread uses one renderer. */
public final class AxialRenderer {
    private final Slab slab;
    private final Palette palette;
    private final Canvas canvas;
    private final Receiver receiver;
    private final PaintedPlane plane;

    public AxialRenderer(Slab slab, Contrast contrast, Rendition rendition) {
        this.slab = slab;
        this.palette = new Palette(contrast, rendition);
        this.canvas = new Canvas(slab.matrix(), slab.matrix());
        this.plane = new Plane();
        this.receiver = new Receiver(slab.matrix(), slab.spacingMm(), rendition);
    }

    /**
     * Stored values 0 to 4095, row by row, of one slice.
     *
     * @param sections planes within the slice's thickness, whose mean it shows
     * @param draw gives texture and noise
     */
    public float[] render(List<Section> sections, SeededDraw draw) {
        float[] water = new float[slab.matrix() * slab.matrix()];
        float[] fat = new float[water.length];
        int shiftColumn = draw.index(Texture.SIDE);
        int shiftRow = draw.index(Texture.SIDE);
        for (Section section : sections) {
            canvas.clear();
            for (Layer layer : section.layers()) {
                layer.paintOn(plane);
            }
            addTextured(water, fat, 1f / sections.size(), shiftColumn, shiftRow);
        }
        return receiver.receive(water, fat, draw);
    }

    /** The canvas in the coordinates of the neck. */
    private final class Plane implements PaintedPlane {
        private final double c = StrictMath.cos(slab.turn());
        private final double s = StrictMath.sin(slab.turn());
        private final double middle = slab.matrix() / 2.0;
        private double[] columns = {};
        private double[] rows = {};

        @Override
        public void fill(Tissue tissue, Outline outline, double opacity) {
            place(outline);
            Palette.Shade shade = palette.of(tissue);
            canvas.fill(columns, rows, shade.water(), shade.fat(), shade.grain(), (float) opacity);
        }

        @Override
        public void fillPointwise(Outline within, PointPainter painter) {
            place(within);
            canvas.fillPointwise(columns, rows, (pixel, coverage) -> {
                int row = pixel / slab.matrix();
                double u = (pixel - row * slab.matrix() + 0.5 - middle) * slab.spacingMm();
                double v = (row + 0.5 - middle) * slab.spacingMm();
                painter.paint(u * c - v * s + slab.centreX(), u * s + v * c + slab.centreY(), (tissue, share) -> {
                    Palette.Shade shade = palette.of(tissue);
                    canvas.blend(pixel, shade.water(), shade.fat(), shade.grain(), coverage * (float) share);
                });
            });
        }

        private void place(Outline outline) {
            double[] x = outline.x();
            double[] y = outline.y();
            columns = new double[x.length];
            rows = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                double u = (x[i] - slab.centreX()) / slab.spacingMm();
                double v = (y[i] - slab.centreY()) / slab.spacingMm();
                columns[i] = u * c + v * s + middle;
                rows[i] = -u * s + v * c + middle;
            }
        }
    }

    private void addTextured(float[] water, float[] fat, float weight, int shiftColumn, int shiftRow) {
        Texture texture = Texture.one();
        double step = slab.spacingMm() / Texture.STEP_MM;
        int matrix = slab.matrix();
        for (int row = 0, p = 0; row < matrix; row++) {
            int v = (int) (row * step) + shiftRow;
            for (int column = 0; column < matrix; column++, p++) {
                int u = (int) (column * step) + shiftColumn;
                float share = weight * (1 + canvas.grain()[p] * texture.grain(u, v));
                water[p] += share * canvas.water()[p];
                fat[p] += share * canvas.fat()[p];
            }
        }
    }
}
