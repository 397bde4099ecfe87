package org.cordscope.phantom.randomised;

import java.util.List;

/**
 * All that was drawn for the pictures of one sample, to be applied exactly. Places are in mm from the canal's middle, x to the
 * right and y downwards in the picture.
 */
public record Appearance(
        Tones tones,
        Acquisition acquisition,
        Placing placing,
        List<Blot> blots,
        List<Echo> echoes,
        Shading shading,
        Window window,
        long noise) {

    public Appearance {
        blots = List.copyOf(blots);
        echoes = List.copyOf(echoes);
    }

    /**
     * Brightness of tissue.
     *
     * @param brightness in the order of {@link org.cordscope.phantom.anatomy.Tissue}, fluid being 1; likewise {@code grain}, the
     *     strength of texture as a share of it
     * @param fine which texture, {@code fineStep} its pixels per mm; likewise {@code coarse}, of which {@code coarseShare} is
     *     mixed in
     * @param offset where in the textures
     */
    @SuppressWarnings("ArrayRecordComponent") // made once and only read
    public record Tones(
            float[] brightness,
            float[] grain,
            int fine,
            double fineStep,
            int coarse,
            double coarseStep,
            double coarseShare,
            int offset) {}

    /**
     * How sharp and how noisy.
     *
     * @param acrossMm pixel as measured from left to right; {@code downMm} from top to bottom
     * @param storedMm pixel of the stored picture, from which the crop is interpolated
     * @param filter what k-space is weighted by at its edge, less 1: below 0 smooths, above 0 sharpens
     * @param thicknessMm of the slices; {@code stepMm} from one to the next
     * @param noise standard deviation of each channel's noise against fluid
     */
    public record Acquisition(
            double acrossMm,
            double downMm,
            double storedMm,
            double filter,
            double thicknessMm,
            double stepMm,
            double noise) {}

    /**
     * How the patient lies in the pictures.
     *
     * @param turn of the patient in the picture, radians
     * @param canalXMm where the canal's middle lies from the whole picture's middle; likewise {@code canalYMm}
     * @param cropXMm where the crop's middle lies from the canal's; likewise {@code cropYMm}
     * @param fieldWidthMm of the field of view, about the whole picture's middle; likewise {@code fieldHeightMm}
     * @param movedXMm how far the slice above has moved, the one below as far the other way; likewise {@code movedYMm}
     */
    public record Placing(
            double turn,
            double canalXMm,
            double canalYMm,
            double cropXMm,
            double cropYMm,
            double fieldWidthMm,
            double fieldHeightMm,
            double movedXMm,
            double movedYMm) {
        boolean inField(double xMm, double yMm) {
            return Math.abs(xMm + canalXMm) <= fieldWidthMm / 2 && Math.abs(yMm + canalYMm) <= fieldHeightMm / 2;
        }
    }

    /**
     * An ellipse laid over the picture, of clutter or about metal: brightness becomes {@code keep} times what it was, plus
     * {@code add} and {@code slope} times the place along its first axis, -1 to 1.
     *
     * @param softness share of the radius over which its edge fades
     */
    public record Blot(
            double xMm,
            double yMm,
            double halfAcrossMm,
            double halfDownMm,
            double turn,
            double softness,
            double keep,
            double add,
            double slope) {}

    /** The picture once more, displaced, as motion and fold-over give it. */
    public record Echo(double xMm, double yMm, double strength) {}

    /** Logarithm of the coil's sensitivity: linear and quadratic over 100 mm. */
    public record Shading(double x, double y, double xx, double yy, double xy) {
        /** At a place in mm; at most fivefold either way. */
        double at(double xMm, double yMm) {
            double u = xMm / 100;
            double v = yMm / 100;
            double log = x * u + y * v + xx * u * u + yy * v * v + xy * u * v;
            return StrictMath.exp(Math.max(-1.6, Math.min(1.6, log)));
        }
    }

    /**
     * What becomes of brightness in the end.
     *
     * @param low quantile that becomes 0; {@code high} the one that becomes 1
     * @param gamma exponent after that
     * @param most what is brighter is cut off
     */
    public record Window(double low, double high, double gamma, double most) {}
}
