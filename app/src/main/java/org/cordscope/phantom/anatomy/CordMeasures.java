package org.cordscope.phantom.anatomy;

/**
 * Size and shape of a cross-section, from its outline by Green's theorem. Diameters are those of the ellipse with the same
 * second moments (4 standard deviations along the axis), as spinalcordtoolbox measures; solidity is area over the area of
 * the convex hull.
 */
public record CordMeasures(double apMm, double rlMm, double areaMm2, double solidity) {

    public CordMeasures {
        if (!(apMm > 0) || !(rlMm > 0) || !(areaMm2 > 0) || !(solidity > 0) || solidity > 1 + 1e-9) {
            throw new IllegalArgumentException(
                    "not a cross-section: " + apMm + ", " + rlMm + ", " + areaMm2 + ", " + solidity);
        }
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

    public static CordMeasures of(Outline outline) {
        double[] m = moments(outline);
        double area = m[0];
        double meanX = m[1] / area;
        double meanY = m[2] / area;
        double rl = 4 * Math.sqrt(m[3] / area - meanX * meanX);
        double ap = 4 * Math.sqrt(m[4] / area - meanY * meanY);
        return new CordMeasures(
                ap, rl, Math.abs(area), Math.min(1, Math.abs(area) / Hull.area(outline.x(), outline.y())));
    }

    static double area(Outline outline) {
        return Math.abs(moments(outline)[0]);
    }

    static double[] centroid(Outline outline) {
        double[] m = moments(outline);
        return new double[] {m[1] / m[0], m[2] / m[0]};
    }

    /** Integrals of 1, x, y, x^2 and y^2 over the polygon, signed by its direction. */
    private static double[] moments(Outline outline) {
        double[] x = outline.x();
        double[] y = outline.y();
        double[] sum = new double[5];
        for (int i = 0, j = x.length - 1; i < x.length; j = i++) {
            double cross = x[j] * y[i] - x[i] * y[j];
            sum[0] += cross / 2;
            sum[1] += cross * (x[i] + x[j]) / 6;
            sum[2] += cross * (y[i] + y[j]) / 6;
            sum[3] += cross * (x[i] * x[i] + x[i] * x[j] + x[j] * x[j]) / 12;
            sum[4] += cross * (y[i] * y[i] + y[i] * y[j] + y[j] * y[j]) / 12;
        }
        return sum;
    }
}
