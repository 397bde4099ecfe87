package org.cordscope.phantom.rendering;

import java.util.Arrays;
import org.cordscope.phantom.anatomy.Neck;
import org.cordscope.phantom.anatomy.Outline;
import org.cordscope.phantom.anatomy.PaintedPlane;
import org.cordscope.phantom.anatomy.Section;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Tissue;

/**
 * Renders sagittal and coronal stacks from axial sections: the neck is cut at the height of every second row, and each row of
 * a picture shows where its line crosses the structures. Meant for series beside the axial one.
 */
public final class LongRenderer {
    private static final int ROWS_PER_CUT = 2;

    private final LongSlab slab;
    private final Palette palette;
    private final Rendition rendition;

    public LongRenderer(LongSlab slab, Contrast contrast, Rendition rendition) {
        this.slab = slab;
        this.palette = new Palette(contrast, rendition);
        this.rendition = rendition;
    }

    /** Stored values of every slice; {@code draw} gives the noise. */
    public float[][] render(Neck neck, SeededDraw draw) {
        int matrix = slab.matrix();
        float[][] pictures = new float[slab.count()][matrix * matrix];
        float[][] fats = new float[slab.count()][matrix * matrix];
        for (int row = 0; row < matrix; row += ROWS_PER_CUT) {
            Section section = neck.at((slab.zMm(row) + slab.zMm(Math.min(matrix - 1, row + 1))) / 2);
            for (int slice = 0; slice < slab.count(); slice++) {
                Line line = new Line(slab.offsetMm(slice));
                section.layers().forEach(layer -> layer.paintOn(line));
                for (int copy = row; copy < Math.min(matrix, row + ROWS_PER_CUT); copy++) {
                    System.arraycopy(line.water, 0, pictures[slice], copy * matrix, matrix);
                    System.arraycopy(line.fat, 0, fats[slice], copy * matrix, matrix);
                }
            }
        }
        Receiver receiver = new Receiver(matrix, slab.spacingMm(), rendition);
        for (int slice = 0; slice < slab.count(); slice++) {
            SeededDraw noise = draw.named("slice", slice);
            pictures[slice] = receiver.receive(pictures[slice], fats[slice], noise);
        }
        return pictures;
    }

    /** One line of a slice, of water and of fat, that layers are laid on. */
    private final class Line implements PaintedPlane {
        private final double offset;
        private final float[] water = new float[slab.matrix()];
        private final float[] fat = new float[slab.matrix()];

        Line(double offset) {
            this.offset = offset;
        }

        @Override
        public void fill(Tissue tissue, Outline outline, double opacity) {
            double[] crossings = crossings(outline);
            for (int i = 0; i + 1 < crossings.length; i += 2) {
                int first = (int) Math.max(0, Math.floor(crossings[i]));
                int last = (int) Math.min(water.length, Math.ceil(crossings[i + 1]));
                for (int p = first; p < last; p++) {
                    cover(p, tissue, opacity * (Math.min(crossings[i + 1], p + 1) - Math.max(crossings[i], p)));
                }
            }
        }

        @Override
        public void fillPointwise(Outline within, PointPainter painter) {
            double[] crossings = crossings(within);
            for (int i = 0; i + 1 < crossings.length; i += 2) {
                int first = (int) Math.max(0, Math.floor(crossings[i]));
                int last = (int) Math.min(water.length, Math.ceil(crossings[i + 1]));
                for (int p = first; p < last; p++) {
                    int pixel = p;
                    double along = slab.startMm() + (p + 0.5) * slab.spacingMm();
                    painter.paint(
                            slab.sagittal() ? offset : along,
                            slab.sagittal() ? along : offset,
                            (tissue, share) -> cover(pixel, tissue, share));
                }
            }
        }

        private void cover(int p, Tissue tissue, double share) {
            Palette.Shade shade = palette.of(tissue);
            water[p] += (float) share * (shade.water() - water[p]);
            fat[p] += (float) share * (shade.fat() - fat[p]);
        }

        private double[] crossings(Outline outline) {
            double[] across = slab.sagittal() ? outline.x() : outline.y();
            double[] along = slab.sagittal() ? outline.y() : outline.x();
            return LongRenderer.this.crossings(across, along, offset);
        }
    }

    /** Where a closed outline crosses the line {@code across = offset}, ascending, in pixels along the line. */
    private double[] crossings(double[] across, double[] along, double offset) {
        double[] found = new double[across.length];
        int count = 0;
        for (int i = 0, j = across.length - 1; i < across.length; j = i++) {
            if (across[i] > offset != across[j] > offset) {
                double at = along[j] + (along[i] - along[j]) * (offset - across[j]) / (across[i] - across[j]);
                found[count++] = (at - slab.startMm()) / slab.spacingMm();
            }
        }
        double[] sorted = Arrays.copyOf(found, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
