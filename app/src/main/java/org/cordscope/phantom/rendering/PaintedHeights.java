package org.cordscope.phantom.rendering;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.phantom.anatomy.Layer;
import org.cordscope.phantom.anatomy.Neck;
import org.cordscope.phantom.anatomy.Outline;
import org.cordscope.phantom.anatomy.PaintedPlane;
import org.cordscope.phantom.anatomy.Pose;
import org.cordscope.phantom.anatomy.Tissue;

/**
 * The straightened neck as a pile of cross-sections at even heights, painted in several contrasts at once when first asked
 * for; the last few are kept.
 */
final class PaintedHeights {
    /** Neighbouring sections have grain of their own, which thick slices average; so it starts stronger. */
    private static final float GRAIN_GAIN = 1.3f;

    private static final double FINER = 0.68;

    private final Neck neck;
    private final List<Contrast> contrasts;
    private final Palette palette;
    private final Region region;
    private final double stepMm;
    private final Canvas canvas;
    private final PaintedPlane plane = new Plane();
    private final Map<Integer, Painted> kept;

    /**
     * The part of every cross-section that is painted: {@code columns} by {@code rows} pixels, the first one's outer corner
     * at {@code left} and {@code front}, mm.
     */
    record Region(double left, double front, double pixelMm, int columns, int rows) {}

    /** Brightness of water and of fat of one cross-section, row by row, an array for each contrast. */
    @SuppressWarnings("ArrayRecordComponent") // made once and only read
    record Painted(float[][] water, float[][] fat) {}

    /**
     * @param stepMm distance of the heights
     * @param most how many sections are kept
     */
    PaintedHeights(Neck neck, List<Contrast> contrasts, Rendition rendition, Region region, double stepMm, int most) {
        this.neck = neck;
        this.contrasts = contrasts;
        this.palette = new Palette(contrasts, rendition);
        this.region = region;
        this.stepMm = stepMm;
        this.canvas = new Canvas(region.columns(), region.rows(), palette.channels());
        this.kept = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, Painted> eldest) {
                return size() > most;
            }
        };
    }

    /** Sections that hold all that a stack shows, painted more finely than its k-space is sampled. */
    static PaintedHeights of(Neck neck, Pose pose, Stack stack, List<Contrast> contrasts, Rendition rendition) {
        double pixel = FINER * Math.max(rendition.acquiredMm(), stack.spacingMm());
        double step = Math.max(0.8, stack.thicknessMm() / 2);
        double[] low = {1e9, 1e9};
        double[] high = {-1e9, -1e9};
        int most = 0;
        for (int i = 0; i < stack.count(); i++) {
            SliceGrid grid = new SliceGrid(pose, stack, i, StackRenderer.margin(stack, rendition));
            for (int k = 0; k < 2; k++) {
                low[k] = Math.min(low[k], grid.least(k));
                high[k] = Math.max(high[k], grid.most(k));
            }
            most = Math.max(most, (int) ((grid.most(2) - grid.least(2)) / step) + 5);
        }
        int columns = (int) Math.ceil((high[0] - low[0]) / pixel) + 2;
        int rows = (int) Math.ceil((high[1] - low[1]) / pixel) + 2;
        Region region = new Region(low[0] - pixel, low[1] - pixel, pixel, columns, rows);
        return new PaintedHeights(neck, contrasts, rendition, region, step, most);
    }

    Region region() {
        return region;
    }

    double stepMm() {
        return stepMm;
    }

    /** The section at {@code index} times the step. */
    Painted at(int index) {
        return kept.computeIfAbsent(index, this::paint);
    }

    private Painted paint(int index) {
        canvas.clear();
        for (Layer layer : neck.at(index * stepMm)) {
            layer.paintOn(plane);
        }
        int pixels = region.columns() * region.rows();
        float[] grain = grain(index);
        float[][] water = new float[contrasts.size()][pixels];
        float[][] fat = new float[contrasts.size()][pixels];
        int channels = palette.channels();
        for (int i = 0; i < contrasts.size(); i++) {
            float strength = contrasts.get(i).grainStrength();
            for (int p = 0, at = 0; p < pixels; p++, at += channels) {
                float share = Math.max(0, 1 + strength * canvas.values()[at] * grain[p]);
                water[i][p] = share * canvas.values()[at + 1 + 2 * i];
                fat[i][p] = share * canvas.values()[at + 2 + 2 * i];
            }
        }
        return new Painted(water, fat);
    }

    private float[] grain(int index) {
        float[] grain = new float[region.columns() * region.rows()];
        Texture texture = Texture.one();
        double step = region.pixelMm() / Texture.STEP_MM;
        int shiftColumn = index * 97 & (Texture.SIDE - 1);
        int shiftRow = index * 59 & (Texture.SIDE - 1);
        for (int row = 0, p = 0; row < region.rows(); row++) {
            int v = (int) (row * step) + shiftRow;
            for (int column = 0; column < region.columns(); column++, p++) {
                grain[p] = GRAIN_GAIN * texture.grain((int) (column * step) + shiftColumn, v);
            }
        }
        return grain;
    }

    /** The canvas in the coordinates of the neck. */
    private final class Plane implements PaintedPlane {
        private double[] columns = {};
        private double[] rows = {};

        @Override
        public void fill(Tissue tissue, Outline outline, double opacity) {
            place(outline);
            canvas.fill(columns, rows, palette.of(tissue), (float) opacity);
        }

        @Override
        public void fillPointwise(Outline within, PointPainter painter) {
            place(within);
            canvas.fillPointwise(columns, rows, (pixel, coverage) -> {
                int row = pixel / region.columns();
                double x = region.left() + (pixel - row * region.columns() + 0.5) * region.pixelMm();
                double y = region.front() + (row + 0.5) * region.pixelMm();
                painter.paint(
                        x, y, (tissue, share) -> canvas.blend(pixel, palette.of(tissue), coverage * (float) share));
            });
        }

        private void place(Outline outline) {
            int size = outline.size();
            columns = new double[size];
            rows = new double[size];
            for (int i = 0; i < size; i++) {
                columns[i] = (outline.x()[i] - region.left()) / region.pixelMm();
                rows[i] = (outline.y()[i] - region.front()) / region.pixelMm();
            }
        }
    }
}
