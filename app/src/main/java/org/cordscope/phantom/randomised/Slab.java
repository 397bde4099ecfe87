package org.cordscope.phantom.randomised;

import org.cordscope.phantom.randomised.Appearance.Tones;
import org.cordscope.phantom.randomised.TissueRaster.Frame;

/**
 * The mean of a specimen through the thickness of a slice, over the pixels of a frame: every pixel weighs the cross-sections
 * about its height, between which the specimen is linear.
 */
final class Slab {
    /** Steps in which weights are tabulated for every section's distance. */
    private static final int STEPS = 64;

    private final Frame frame;
    private final float[] brightness;

    private Slab(Frame frame) {
        this.frame = frame;
        this.brightness = new float[frame.pixels()];
    }

    /**
     * @param alongMm how far towards the head of the plane the slice lies
     * @param number of the slice, by which its texture differs from its neighbours'
     */
    static Slab of(Specimen specimen, Frame frame, Plane plane, double alongMm, double thicknessMm, Tones tones, int number) {
        Slab slab = new Slab(frame);
        double step = specimen.stepMm();
        double reach = thicknessMm * plane.steepness() / 2 / step;
        float[] table = table(reach);
        float[] weight = new float[frame.columns()];
        float[] grain = new float[frame.columns()];
        GrainRow texture = new GrainRow(tones, frame, number);
        double x0 = frame.leftMm() + 0.5 * frame.pixelMm();
        double slope = (plane.height(x0 + frame.pixelMm(), 0, alongMm) - plane.height(x0, 0, alongMm)) / step;
        for (int row = 0; row < frame.rows(); row++) {
            double y = frame.frontMm() + (row + 0.5) * frame.pixelMm();
            double left = plane.height(x0, y, alongMm) / step;
            double right = left + slope * (frame.columns() - 1);
            texture.fill(row, grain);
            int lowest = (int) Math.floor(Math.min(left, right) - reach - 1) + 1;
            int highest = (int) Math.ceil(Math.max(left, right) + reach + 1) - 1;
            for (int k = lowest; k <= highest; k++) {
                if (weigh(weight, table, left - k, slope)) {
                    specimen.section(k).in(frame).addBrightness(
                            row, 0, frame.columns(), weight, tones.brightness(), tones.grain(), grain, slab.brightness);
                }
            }
        }
        return slab;
    }

    /** Weight of a section by distance from the middle of the slice: a box as thick as that over linear interpolation. */
    private static float[] table(double reach) {
        float[] table = new float[(int) Math.ceil((reach + 1) * STEPS) + 2];
        double half = Math.max(0.02, reach);
        for (int i = 0; i < table.length; i++) {
            double d = (double) i / STEPS;
            table[i] = (float) ((belowTent(d + half) - belowTent(d - half)) / (2 * half));
        }
        return table;
    }

    /** Integral of the tent 1 - |x| from minus infinity. */
    private static double belowTent(double x) {
        double u = Math.max(-1, Math.min(1, x));
        return u < 0 ? (1 + u) * (1 + u) / 2 : 1 - (1 - u) * (1 - u) / 2;
    }

    private static boolean weigh(float[] weight, float[] table, double first, double slope) {
        boolean any = false;
        for (int column = 0; column < weight.length; column++) {
            int at = (int) (Math.abs(first + slope * column) * STEPS + 0.5);
            weight[column] = at < table.length ? table[at] : 0;
            any |= weight[column] != 0;
        }
        return any;
    }

    /** Whether a place lies within the frame, so that {@link #at} is not the edge's. */
    boolean holds(double xMm, double yMm) {
        double x = (xMm - frame.leftMm()) / frame.pixelMm();
        double y = (yMm - frame.frontMm()) / frame.pixelMm();
        return x >= 0.5 && y >= 0.5 && x < frame.columns() - 0.5 && y < frame.rows() - 0.5;
    }

    /** Brightness at a place, between pixels. */
    float at(double xMm, double yMm) {
        double x = Math.max(0, Math.min(frame.columns() - 1.001, (xMm - frame.leftMm()) / frame.pixelMm() - 0.5));
        double y = Math.max(0, Math.min(frame.rows() - 1.001, (yMm - frame.frontMm()) / frame.pixelMm() - 0.5));
        return Grid.between(brightness, frame.columns(), x, y);
    }

    /** One row of texture after another. */
    private static final class GrainRow {
        private final float[] fine;
        private final float[] coarse;
        private final int[] fineColumn;
        private final int[] coarseColumn;
        private final Tones tones;
        private final Frame frame;
        private final int shift;

        GrainRow(Tones tones, Frame frame, int number) {
            this.tones = tones;
            this.frame = frame;
            this.fine = Grain.texture(tones.fine());
            this.coarse = Grain.texture(tones.coarse());
            this.shift = tones.offset() + 47 * number;
            this.fineColumn = columns(tones.fineStep(), shift);
            this.coarseColumn = columns(tones.coarseStep(), 3 * shift);
        }

        private int[] columns(double step, int from) {
            int[] columns = new int[frame.columns()];
            for (int i = 0; i < columns.length; i++) {
                columns[i] = Grain.wrapped((int) ((i + 0.5) * frame.pixelMm() * step) + from);
            }
            return columns;
        }

        void fill(int row, float[] into) {
            double y = (row + 0.5) * frame.pixelMm();
            int fineRow = Grain.wrapped((int) (y * tones.fineStep()) + shift / Grain.SIDE) * Grain.SIDE;
            int coarseRow = Grain.wrapped((int) (y * tones.coarseStep()) + shift / 7) * Grain.SIDE;
            float share = (float) tones.coarseShare();
            for (int i = 0; i < into.length; i++) {
                into[i] = (1 - share) * fine[fineRow + fineColumn[i]] + share * coarse[coarseRow + coarseColumn[i]];
            }
        }
    }
}
