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
    private final Part part;
    private final float[] brightness;

    /** The columns and rows of a frame that are wanted, {@code from} inclusive and {@code to} exclusive. */
    record Part(int fromColumn, int toColumn, int fromRow, int toRow) {
        static Part all(Frame frame) {
            return new Part(0, frame.columns(), 0, frame.rows());
        }

        /** What holds a circle about a place. */
        static Part about(Frame frame, double xMm, double yMm, double radiusMm) {
            int left = (int) Math.floor((xMm - radiusMm - frame.leftMm()) / frame.pixelMm()) - 1;
            int right = (int) Math.ceil((xMm + radiusMm - frame.leftMm()) / frame.pixelMm()) + 1;
            int top = (int) Math.floor((yMm - radiusMm - frame.frontMm()) / frame.pixelMm()) - 1;
            int bottom = (int) Math.ceil((yMm + radiusMm - frame.frontMm()) / frame.pixelMm()) + 1;
            return new Part(
                    Math.max(0, left),
                    Math.min(frame.columns(), right),
                    Math.max(0, top),
                    Math.min(frame.rows(), bottom));
        }
    }

    private Slab(Frame frame, Part part) {
        this.frame = frame;
        this.part = part;
        this.brightness = new float[frame.pixels()];
    }

    /**
     * @param alongMm how far towards the head of the plane the slice lies
     * @param number of the slice, by which its texture differs from its neighbours'
     */
    static Slab of(
            Specimen specimen,
            Frame frame,
            Part part,
            Plane plane,
            double alongMm,
            double thicknessMm,
            Tones tones,
            int number) {
        Slab slab = new Slab(frame, part);
        double step = specimen.stepMm();
        double reach = thicknessMm * plane.steepness() / 2 / step;
        float[] table = table(reach);
        float[] weight = new float[frame.columns()];
        float[] grain = new float[frame.columns()];
        GrainRow texture = new GrainRow(tones, frame, number);
        double x0 = frame.leftMm() + 0.5 * frame.pixelMm();
        double slope = (plane.height(x0 + frame.pixelMm(), 0, alongMm) - plane.height(x0, 0, alongMm)) / step;
        for (int row = part.fromRow(); row < part.toRow(); row++) {
            double y = frame.frontMm() + (row + 0.5) * frame.pixelMm();
            double origin = plane.height(x0, y, alongMm) / step;
            double left = origin + slope * part.fromColumn();
            double right = origin + slope * (part.toColumn() - 1);
            texture.fill(row, grain);
            int lowest = (int) Math.floor(Math.min(left, right) - reach - 1) + 1;
            int highest = (int) Math.ceil(Math.max(left, right) + reach + 1) - 1;
            for (int k = lowest; k <= highest; k++) {
                if (weigh(weight, part, table, origin - k, slope)) {
                    specimen.section(k)
                            .in(frame)
                            .addBrightness(
                                    row,
                                    part.fromColumn(),
                                    part.toColumn(),
                                    weight,
                                    tones.brightness(),
                                    tones.grain(),
                                    grain,
                                    slab.brightness);
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

    private static boolean weigh(float[] weight, Part part, float[] table, double first, double slope) {
        float from = (float) (first * STEPS);
        float step = (float) (slope * STEPS);
        float any = 0;
        for (int column = part.fromColumn(); column < part.toColumn(); column++) {
            int at = (int) (Math.abs(from + step * column) + 0.5f);
            weight[column] = at < table.length ? table[at] : 0;
            any += weight[column];
        }
        return any > 0;
    }

    /** Brightness at a place, between pixels; another slab's where this one does not reach, and the edge's of that. */
    float at(double xMm, double yMm, Slab beyond) {
        double x = (xMm - frame.leftMm()) / frame.pixelMm() - 0.5;
        double y = (yMm - frame.frontMm()) / frame.pixelMm() - 0.5;
        boolean held = x >= part.fromColumn() && y >= part.fromRow() && x < part.toColumn() - 1 && y < part.toRow() - 1;
        return held ? Grid.between(brightness, frame.columns(), x, y) : beyond.nearest(xMm, yMm);
    }

    private float nearest(double xMm, double yMm) {
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
