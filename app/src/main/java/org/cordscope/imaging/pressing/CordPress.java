package org.cordscope.imaging.pressing;

import org.cordscope.study.SliceImage;

/**
 * Presses the cord in a real slice. Each pixel becomes the mean of nine places within it, each taken from where it was before:
 * all pressings, also {@link Pressing#NONE}, blur the picture alike.
 */
public final class CordPress {
    private static final int SUB = 3;
    /** Beyond this distance from the cord nothing moves, mm. */
    private static final double REACH_MM = 40;

    private CordPress() {}

    /**
     * The slice after a pressing.
     *
     * @throws IllegalArgumentException where the mask does not fit the slice or holds no cord
     */
    public static PressedSlice press(SliceImage slice, CordMask mask, Pressing pressing) {
        CordFrame frame = mask.frame(slice);
        FluidMargins fluid = FluidMargins.of(slice, frame);
        Warp warp = pressing.side() == Side.ALL_ROUND
                ? new RoundWarp(pressing, frame, fluid)
                : new StraightWarp(pressing, frame, fluid);
        Samples samples = new Samples(slice);
        float[] pixels = slice.pixels().clone();
        boolean[] cord = mask.cord().clone();
        double dx = slice.spacing().columnMm();
        double dy = slice.spacing().rowMm();
        for (int row = 0; row < slice.rows(); row++) {
            for (int column = 0; column < slice.columns(); column++) {
                if (Math.hypot(column * dx - frame.centreX(), row * dy - frame.centreY()) < REACH_MM) {
                    double sum = 0;
                    int inside = 0;
                    for (int sub = 0; sub < SUB * SUB; sub++) {
                        double x = (column + (sub % SUB - 1) / (double) SUB) * dx;
                        double y = (row + (sub / SUB - 1) / (double) SUB) * dy;
                        Warp.Place was = warp.before(frame.back(x, y), frame.left(x, y));
                        double fromX = frame.x(was.back(), was.left());
                        double fromY = frame.y(was.back(), was.left());
                        sum += samples.at(fromX, fromY);
                        inside += isCord(mask, slice, fromX / dx, fromY / dy) ? 1 : 0;
                    }
                    int at = row * slice.columns() + column;
                    pixels[at] = (float) (sum / (SUB * SUB));
                    cord[at] = 2 * inside > SUB * SUB;
                }
            }
        }
        return measured(slice, mask, pixels, cord);
    }

    private static boolean isCord(CordMask mask, SliceImage slice, double column, double row) {
        int c = (int) Math.rint(column);
        int r = (int) Math.rint(row);
        return c >= 0 && r >= 0 && c < slice.columns() && r < slice.rows() && mask.cord()[r * slice.columns() + c];
    }

    private static PressedSlice measured(SliceImage slice, CordMask mask, float[] pixels, boolean[] cord) {
        SliceImage after = new SliceImage(slice.key(), slice.rows(), slice.columns(), slice.spacing(), pixels);
        CordFrame frame = CordFrame.of(new CordMask(cord, mask.backX(), mask.backY(), mask.leftIsRight()), after);
        return new PressedSlice(after, cord, (double) count(cord) / count(mask.cord()), frame.halfAp(), frame.halfRl());
    }

    private static int count(boolean[] mask) {
        int count = 0;
        for (boolean inside : mask) {
            count += inside ? 1 : 0;
        }
        return count;
    }
}
