package org.cordscope.phantom.randomised;

import org.cordscope.phantom.anatomy.CanalSection;
import org.cordscope.phantom.anatomy.Outline;
import org.cordscope.phantom.randomised.Appearance.Placing;
import org.cordscope.phantom.rendering.Canvas;

/** Cord and fluid of a crop: pixels that an outline covers by at least half. */
final class Labels {
    private final byte[] labels;
    private final Canvas canvas;
    private final Grid pixels;
    private final double cosine;
    private final double sine;

    private Labels(Placing placing, SampleGrid grid) {
        pixels = new Grid(grid.cropPixels(), grid.cropMm(), placing.cropXMm(), placing.cropYMm());
        labels = new byte[pixels.pixels()];
        canvas = new Canvas(pixels.side(), pixels.side(), 0);
        cosine = StrictMath.cos(placing.turn());
        sine = StrictMath.sin(placing.turn());
    }

    static byte[] of(CanalSection section, Placing placing, SampleGrid grid) {
        Labels labels = new Labels(placing, grid);
        labels.fill(section.sac(), Sample.FLUID);
        labels.fill(section.cord(), Sample.CORD);
        return labels.labels;
    }

    static boolean any(byte[] labels) {
        for (byte label : labels) {
            if (label != Sample.OUTSIDE) {
                return true;
            }
        }
        return false;
    }

    private void fill(Outline outline, byte label) {
        double[] x = new double[outline.size()];
        double[] y = new double[outline.size()];
        for (int i = 0; i < x.length; i++) {
            double a = outline.x()[i];
            double b = outline.y()[i];
            x[i] = pixels.column(cosine * a - sine * b) + 0.5;
            y[i] = pixels.row(sine * a + cosine * b) + 0.5;
        }
        canvas.fillPointwise(x, y, (pixel, coverage) -> {
            if (coverage >= 0.5f) {
                labels[pixel] = label;
            }
        });
    }
}
