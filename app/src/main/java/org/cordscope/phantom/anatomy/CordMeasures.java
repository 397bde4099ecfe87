package org.cordscope.phantom.anatomy;

import java.util.Optional;

/**
 * Size and shape of a cross-section, from its outline by Green's theorem or from a mask. Diameters are those of the ellipse
 * with the same second moments (4 standard deviations along the axis), as spinalcordtoolbox measures; eccentricity is that
 * ellipse's; solidity is area over the area of the convex hull.
 *
 * @param turnDegrees turn of the long axis out of the left-right axis, positive when the left side lies further back
 */
public record CordMeasures(
        double apMm, double rlMm, double areaMm2, double solidity, double eccentricity, double turnDegrees) {

    /** A mask with fewer has no shape. */
    public static final int FEWEST_PIXELS = 9;

    public CordMeasures {
        if (!(apMm > 0) || !(rlMm > 0) || !(areaMm2 > 0) || !(solidity > 0) || solidity > 1 + 1e-9) {
            throw new IllegalArgumentException(
                    "not a cross-section: " + apMm + ", " + rlMm + ", " + areaMm2 + ", " + solidity);
        }
        if (!(eccentricity >= 0) || eccentricity > 1) {
            throw new IllegalArgumentException("no ellipse has the eccentricity " + eccentricity);
        }
    }

    /** From the central second moments per area. */
    static CordMeasures ofMoments(double area, double xx, double yy, double xy, double solidity) {
        double middle = (xx + yy) / 2;
        double spread = Math.sqrt((xx - yy) * (xx - yy) / 4 + xy * xy);
        double roundness = Math.max(0, middle - spread) / (middle + spread);
        return new CordMeasures(
                4 * Math.sqrt(yy),
                4 * Math.sqrt(xx),
                area,
                solidity,
                Math.sqrt(1 - roundness),
                StrictMath.toDegrees(StrictMath.atan2(2 * xy, xx - yy) / 2));
    }

    /** Compression ratio AP/RL. */
    public double apOverRl() {
        return apMm / rlMm;
    }

    /**
     * As measured on a mask: the pixels of a grid whose centres the outline contains. This is how measures of real
     * images come about; the steps of the mask cost some solidity (a perfect disc of 10 mm has .97 at 0.5 mm).
     */
    static CordMeasures onGrid(Outline outline, double pixelMm) {
        return Mask.of(outline, pixelMm).measures();
    }

    /**
     * As measured on a mask, row by row.
     *
     * @return nothing where fewer than {@link #FEWEST_PIXELS} pixels are inside
     */
    public static Optional<CordMeasures> ofMask(boolean[] inside, int columns, double pixelMm) {
        Mask mask = new Mask(pixelMm);
        int count = 0;
        for (int i = 0; i < inside.length; i++) {
            if (inside[i]) {
                int row = i / columns;
                mask.add(i % columns, row);
                count++;
            }
        }
        return count < FEWEST_PIXELS ? Optional.empty() : Optional.of(mask.measures());
    }

    public static CordMeasures of(Outline outline) {
        double[] m = moments(outline);
        double area = m[0];
        double meanX = m[1] / area;
        double meanY = m[2] / area;
        double solidity = Math.min(1, Math.abs(area) / Hull.area(outline.x(), outline.y()));
        return ofMoments(
                Math.abs(area),
                m[3] / area - meanX * meanX,
                m[4] / area - meanY * meanY,
                m[5] / area - meanX * meanY,
                solidity);
    }

    /** Its area, mm², of any outline: one that is folded over itself has no measures, but an area. */
    public static double area(Outline outline) {
        return Math.abs(moments(outline)[0]);
    }

    /** Its middle by area: x and y. */
    public static double[] centroid(Outline outline) {
        double[] m = moments(outline);
        return new double[] {m[1] / m[0], m[2] / m[0]};
    }

    /** Integrals of 1, x, y, x^2, y^2 and xy over the polygon, signed by its direction. */
    private static double[] moments(Outline outline) {
        double[] x = outline.x();
        double[] y = outline.y();
        double[] sum = new double[6];
        for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
            double cross = x[j] * y[i] - x[i] * y[j];
            sum[0] += cross / 2;
            sum[1] += cross * (x[i] + x[j]) / 6;
            sum[2] += cross * (y[i] + y[j]) / 6;
            sum[3] += cross * (x[i] * x[i] + x[i] * x[j] + x[j] * x[j]) / 12;
            sum[4] += cross * (y[i] * y[i] + y[i] * y[j] + y[j] * y[j]) / 12;
            sum[5] += cross * (x[j] * y[i] + 2 * x[j] * y[j] + 2 * x[i] * y[i] + x[i] * y[j]) / 24;
        }
        return sum;
    }
}
