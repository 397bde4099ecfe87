package org.cordscope.phantom.rendering;

import java.util.Arrays;
import org.cordscope.phantom.anatomy.Layer;
import org.cordscope.phantom.anatomy.Neck;
import org.cordscope.phantom.anatomy.Outline;
import org.cordscope.phantom.anatomy.Section;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Shape;

/**
 * Renders sagittal and coronal stacks from axial sections: the neck is cut at the height of every second row, and each row of
 * a picture shows where its line crosses the structures. Meant for series beside the axial one.
 */
public final class LongRenderer {
    private static final int ROWS_PER_CUT = 2;

    private final LongSlab slab;
    private final Contrast contrast;
    private final Rendition rendition;

    public LongRenderer(LongSlab slab, Contrast contrast, Rendition rendition) {
        this.slab = slab;
        this.contrast = contrast;
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
                float[] line = line(section, slab.offsetMm(slice), false);
                float[] fat = line(section, slab.offsetMm(slice), true);
                for (int copy = row; copy < Math.min(matrix, row + ROWS_PER_CUT); copy++) {
                    System.arraycopy(line, 0, pictures[slice], copy * matrix, matrix);
                    System.arraycopy(fat, 0, fats[slice], copy * matrix, matrix);
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

    private float[] line(Section section, double offset, boolean fat) {
        float[] line = new float[slab.matrix()];
        for (Layer cut : section.layers()) {
            if (!(cut instanceof Shape layer)) {
                continue;
            }
            Outline outline = layer.outline();
            double[] across = slab.sagittal() ? outline.x() : outline.y();
            double[] along = slab.sagittal() ? outline.y() : outline.x();
            double[] crossings = crossings(across, along, offset);
            float brightness =
                    fat ? rendition.fat(contrast, layer.tissue()) : rendition.water(contrast, layer.tissue());
            for (int i = 0; i + 1 < crossings.length; i += 2) {
                fill(line, crossings[i], crossings[i + 1], brightness, (float) layer.opacity());
            }
        }
        return line;
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

    private static void fill(float[] line, double from, double to, float brightness, float opacity) {
        int first = (int) Math.max(0, Math.floor(from));
        int last = (int) Math.min(line.length, Math.ceil(to));
        for (int i = first; i < last; i++) {
            float share = opacity * (float) (Math.min(to, i + 1) - Math.max(from, i));
            line[i] += share * (brightness - line[i]);
        }
    }
}
