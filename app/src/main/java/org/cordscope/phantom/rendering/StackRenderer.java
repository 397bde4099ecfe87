package org.cordscope.phantom.rendering;

import org.cordscope.phantom.anatomy.Pose;
import org.cordscope.phantom.anatomy.SeededDraw;

/**
 * Renders the slices of one stack in one contrast, whichever way they lie: each pixel is the mean of the neck through the
 * slice's thickness, interpolated between painted cross-sections. Renderers that share these belong to one thread, and go
 * through their stacks together, slice by slice.
 */
public final class StackRenderer {
    private final Pose pose;
    private final Stack stack;
    private final PaintedHeights heights;
    private final int contrast;
    private final Receiver receiver;
    private final int margin;

    /** @param contrast which of the painted contrasts the slices show */
    StackRenderer(Pose pose, Stack stack, PaintedHeights heights, int contrast, Rendition rendition) {
        this.pose = pose;
        this.stack = stack;
        this.heights = heights;
        this.contrast = contrast;
        this.margin = margin(stack, rendition);
        this.receiver =
                new Receiver(stack.matrix(), stack.spacingMm(), heights.region().pixelMm(), rendition);
    }

    /** Columns beside the picture whose signal folds into it. */
    static int margin(Stack stack, Rendition rendition) {
        return rendition.phaseAlongRows() ? 0 : (int) Math.round(rendition.wrap() * stack.matrix());
    }

    /** Stored values 0 to 4095 of a slice, row by row; {@code draw} gives noise. */
    public float[] render(int slice, SeededDraw draw) {
        SliceGrid grid = new SliceGrid(pose, stack, slice, margin);
        int matrix = stack.matrix();
        float[] water = new float[matrix * matrix];
        float[] fat = new float[water.length];
        int first = index(grid.least(2));
        PaintedHeights.Painted[] near = new PaintedHeights.Painted[index(grid.most(2)) + 3 - first];
        for (int i = near.length - 1; i >= 0; i--) {
            near[i] = heights.at(first + i);
        }
        for (int row = 0; row < matrix; row++) {
            grid.row(row);
            for (int column = -margin; column < matrix + margin; column++) {
                int pixel = row * matrix + Math.floorMod(column, matrix);
                sample(near, first, grid, column, pixel, water, fat);
            }
        }
        return receiver.receive(water, fat, draw);
    }

    /** The lowest of the three cross-sections that a point's slice thickness takes part of. */
    private int index(double z) {
        return (int) Math.floor(z / heights.stepMm() - 0.5);
    }

    private void sample(
            PaintedHeights.Painted[] near,
            int first,
            SliceGrid grid,
            int column,
            int pixel,
            float[] water,
            float[] fat) {
        PaintedHeights.Region region = heights.region();
        double x = (grid.at(0, column) - region.left()) / region.pixelMm() - 0.5;
        double y = (grid.at(1, column) - region.front()) / region.pixelMm() - 0.5;
        int i = (int) Math.max(0, Math.min(region.columns() - 2, x));
        int j = (int) Math.max(0, Math.min(region.rows() - 2, y));
        float s = (float) Math.max(0, Math.min(1, x - i));
        float t = (float) Math.max(0, Math.min(1, y - j));
        double u = grid.at(2, column) / heights.stepMm() - 0.5;
        int k = (int) Math.floor(u);
        float f = (float) (u - k);
        int at = j * region.columns() + i;
        for (int n = 0; n < 3; n++) {
            float weight = n == 0 ? (1 - f) / 2 : n == 1 ? 0.5f : f / 2;
            int layer = Math.max(0, Math.min(near.length - 1, k - first + n));
            water[pixel] += weight * bilinear(near[layer].water()[contrast], at, region.columns(), s, t);
            fat[pixel] += weight * bilinear(near[layer].fat()[contrast], at, region.columns(), s, t);
        }
    }

    private static float bilinear(float[] picture, int at, int stride, float s, float t) {
        float upper = picture[at] + s * (picture[at + 1] - picture[at]);
        float lower = picture[at + stride] + s * (picture[at + stride + 1] - picture[at + stride]);
        return upper + t * (lower - upper);
    }
}
