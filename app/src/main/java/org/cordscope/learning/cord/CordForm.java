package org.cordscope.learning.cord;

import java.util.Optional;
import org.cordscope.phantom.anatomy.CordMeasures;

/**
 * What measures are judged by: size and shape of a cord as it was drawn.
 *
 * @param misfit share of the cord that lies outside the ellipse with its own second moments, 0..1. A cord that is pressed in from
 *     anywhere, even from the side, where it stays convex and no diameter tells much, is no longer an ellipse; how large its owner
 *     is does not matter
 */
public record CordForm(CordMeasures measures, double misfit) {
    public CordForm {
        if (!(misfit >= 0) || misfit > 1) {
            throw new IllegalArgumentException("a share of the cord: " + misfit);
        }
    }

    /** Of a mask, row by row; nothing where it holds too few pixels to have a shape. */
    static Optional<CordForm> of(boolean[] inside, int columns, double pixelMm) {
        return CordMeasures.ofMask(inside, columns, pixelMm)
                .map(measures -> new CordForm(measures, misfit(inside, columns)));
    }

    /** Of what networks believe of each pixel, on the grid of {@link CordRecipe#CROP}. */
    public static Optional<CordForm> of(float[] belief) {
        boolean[] inside = new boolean[belief.length];
        for (int i = 0; i < inside.length; i++) {
            inside[i] = belief[i] >= 0.5f;
        }
        return of(inside, CordRecipe.CROP.pixels(), CordRecipe.CROP.pixelMm());
    }

    private static double misfit(boolean[] inside, int columns) {
        double count = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < inside.length; i++) {
            if (inside[i]) {
                int row = i / columns;
                count++;
                x += i % columns;
                y += row;
            }
        }
        x /= count;
        y /= count;
        double ownWidth = 1.0 / 12;
        double xx = ownWidth;
        double yy = ownWidth;
        double xy = 0;
        for (int i = 0; i < inside.length; i++) {
            if (inside[i]) {
                int row = i / columns;
                double dx = i % columns - x;
                double dy = row - y;
                xx += dx * dx / count;
                yy += dy * dy / count;
                xy += dx * dy / count;
            }
        }
        double determinant = xx * yy - xy * xy;
        double outside = 0;
        for (int i = 0; i < inside.length; i++) {
            if (inside[i]) {
                int row = i / columns;
                double dx = i % columns - x;
                double dy = row - y;
                // a filled ellipse reaches twice its standard deviation in every direction
                outside += (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / determinant > 4 ? 1 : 0;
            }
        }
        return outside / count;
    }
}
