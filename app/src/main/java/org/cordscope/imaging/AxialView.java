package org.cordscope.imaging;

import org.cordscope.study.SliceImage;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.Vector3;
import org.jspecify.annotations.Nullable;

/**
 * An axial slice as radiologists look at it, the patient's left on the right and the back below, however it is stored. Places
 * are in mm from the slice's middle, x to the right and y downwards as it is looked at.
 */
public final class AxialView {
    private static final double DARK = 0.01;
    private static final double BRIGHT = 0.985;
    private static final float MOST = 1.5f;

    private final SliceImage slice;
    private final @Nullable SlicePlane plane;
    private final boolean turned;
    private final boolean mirrored;
    private final boolean upsideDown;

    /** @param plane where the slice lies; null where nobody says: then it is taken as it is */
    public AxialView(SliceImage slice, @Nullable SlicePlane plane) {
        this.slice = slice;
        this.plane = plane;
        this.turned = plane != null
                && Math.abs(plane.row().x()) < Math.abs(plane.row().y());
        double right =
                plane == null ? 1 : turned ? plane.column().x() : plane.row().x();
        double down =
                plane == null ? 1 : turned ? plane.row().y() : plane.column().y();
        this.mirrored = right < 0;
        this.upsideDown = down < 0;
    }

    /** Where a place of the stored slice is seen: both in mm from the slice's middle. */
    public double[] seen(double xMm, double yMm) {
        double x = turned ? yMm : xMm;
        double y = turned ? xMm : yMm;
        return new double[] {mirrored ? -x : x, upsideDown ? -y : y};
    }

    /**
     * Where a place that is seen lies in the patient.
     *
     * @throws IllegalStateException where nobody has said where the slice lies
     */
    public Vector3 place(double xMm, double yMm) {
        if (plane == null) {
            throw new IllegalStateException("the slice has no plane");
        }
        double x = mirrored ? -xMm : xMm;
        double y = upsideDown ? -yMm : yMm;
        double alongRow =
                (turned ? y : x) + (slice.columns() - 1) / 2.0 * slice.spacing().columnMm();
        double alongColumn =
                (turned ? x : y) + (slice.rows() - 1) / 2.0 * slice.spacing().rowMm();
        return plane.position()
                .plus(plane.row().times(alongRow))
                .plus(plane.column().times(alongColumn));
    }

    /** A square about a place, windowed by its own values. */
    public float[] square(int pixels, double pixelMm, double xMm, double yMm) {
        float[] values = values(pixels, pixelMm, xMm, yMm);
        return Window.of(values).apply(values);
    }

    /** A square about a place in the slice's own values; NaN outside the slice. */
    public float[] values(int pixels, double pixelMm, double xMm, double yMm) {
        double x = mirrored ? -xMm : xMm;
        double y = upsideDown ? -yMm : yMm;
        float[] stored = turned
                ? Resampling.square(slice, pixels, pixels * pixelMm, y, x)
                : Resampling.square(slice, pixels, pixels * pixelMm, x, y);
        if (!turned && !mirrored && !upsideDown) {
            return stored;
        }
        float[] seen = new float[stored.length];
        for (int row = 0, i = 0; row < pixels; row++) {
            int r = upsideDown ? pixels - 1 - row : row;
            for (int column = 0; column < pixels; column++, i++) {
                int c = mirrored ? pixels - 1 - column : column;
                seen[i] = turned ? stored[c * pixels + r] : stored[r * pixels + c];
            }
        }
        return seen;
    }

    /**
     * What makes values to brightness, 0 to 1.5: two quantiles of one picture become 0 and 1; what is no pixel becomes 0.
     *
     * @param black value that becomes 0
     */
    public record Window(float black, float perUnit) {

        public static Window of(float[] values) {
            float[] own = values.clone();
            int none = 0;
            for (int i = 0; i < own.length; i++) {
                if (Float.isNaN(own[i]) || own[i] == Float.NEGATIVE_INFINITY) {
                    own[i] = Float.NEGATIVE_INFINITY;
                    none++;
                }
            }
            if (none == own.length) {
                return new Window(0, 0);
            }
            // what lies outside the slice counts as black, as the phantom's training samples have it
            float black = Ranks.select(own, Math.max(none, (int) (DARK * (own.length - 1))));
            float white = Ranks.select(own, Math.max(none, (int) (BRIGHT * (own.length - 1))));
            return new Window(black, white > black ? 1 / (white - black) : 0);
        }

        /** Windows in place. */
        public float[] apply(float[] values) {
            for (int i = 0; i < values.length; i++) {
                float value = (values[i] - black) * perUnit;
                values[i] = value > 0 ? value < MOST ? value : MOST : 0;
            }
            return values;
        }
    }
}
