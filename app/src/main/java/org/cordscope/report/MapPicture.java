package org.cordscope.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.learning.saliency.ActivationMap;
import org.cordscope.study.SliceImage;
import org.jspecify.annotations.Nullable;

/** A slice as a picture, grey or under the colours of a map: blue for none to red for most, as the paper's Figure 5. */
public final class MapPicture {
    /** Width and height, pixels. */
    public static final int SIDE = 256;

    private static final double OPACITY = 0.42;
    private static final double BLUR = 0.015;

    private MapPicture() {}

    /** As {@link #image}, as a PNG. */
    static byte[] png(SliceImage slice, Preprocessing seen, @Nullable ActivationMap map, boolean smooth)
            throws IOException {
        return Png.of(image(slice, seen, map, smooth));
    }

    /**
     * The network's field of view.
     *
     * @param map null for the slice alone
     * @param smooth whether the colours are blurred, for maps that are too fine to look at
     */
    public static BufferedImage image(
            SliceImage slice, Preprocessing seen, @Nullable ActivationMap map, boolean smooth) {
        float[] grey =
                new Preprocessing(SIDE, seen.fieldOfViewMm(), seen.lowPercentile(), seen.highPercentile()).apply(slice);
        float[] strength = map == null ? null : strength(map, smooth);
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < grey.length; i++) {
            double light = Math.min(1, Math.max(0, grey[i]));
            image.setRGB(i % SIDE, i / SIDE, strength == null ? rgb(light, light, light) : blended(light, strength[i]));
        }
        return image;
    }

    /**
     * A square picture under a map that covers the middle of it.
     *
     * @param grey brightness, 0..1, row by row
     * @param part of the picture's side that the map covers, 0..1; what lies outside stays grey
     */
    static BufferedImage image(float[] grey, int side, ActivationMap map, double part) {
        float[] strength = new ActivationMap(map.rows(), map.columns(), map.strength())
                .resampled(side, side, 1 / part, 1 / part)
                .values();
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < grey.length; i++) {
            double light = Math.min(1, Math.max(0, grey[i]));
            int row = i / side;
            double off = Math.max(Math.abs(i % side + 0.5 - side / 2.0), Math.abs(row + 0.5 - side / 2.0));
            int rgb = off > part * side / 2 ? rgb(light, light, light) : blended(light, strength[i]);
            image.setRGB(i % side, row, rgb);
        }
        return image;
    }

    private static float[] strength(ActivationMap map, boolean smooth) {
        ActivationMap magnitudes = new ActivationMap(map.rows(), map.columns(), map.strength());
        ActivationMap large = magnitudes.resampled(SIDE, SIDE, 1, 1);
        return smooth
                ? ActivationMap.scaled(SIDE, SIDE, blurred(large.values())).values()
                : large.values();
    }

    /** Gaussian, cut off at three deviations, the edge repeated. */
    private static float[] blurred(float[] image) {
        double sigma = BLUR * SIDE;
        int reach = (int) Math.ceil(3 * sigma);
        float[] across = new float[image.length];
        float[] result = new float[image.length];
        double[] window = new double[2 * reach + 1];
        double sum = 0;
        for (int k = 0; k < window.length; k++) {
            window[k] = Math.exp(-0.5 * Math.pow((k - reach) / sigma, 2));
            sum += window[k];
        }
        for (int i = 0; i < image.length; i++) {
            int row = i / SIDE;
            for (int k = -reach; k <= reach; k++) {
                int column = Math.min(SIDE - 1, Math.max(0, i % SIDE + k));
                across[i] += (float) (window[k + reach] / sum * image[row * SIDE + column]);
            }
        }
        for (int i = 0; i < image.length; i++) {
            for (int k = -reach; k <= reach; k++) {
                int row = Math.min(SIDE - 1, Math.max(0, i / SIDE + k));
                result[i] += (float) (window[k + reach] / sum * across[row * SIDE + i % SIDE]);
            }
        }
        return result;
    }

    private static int blended(double grey, double strength) {
        return rgb(
                mixed(grey, ramp(Math.min(0, strength - 0.75))),
                mixed(grey, ramp(strength - 0.5)),
                mixed(grey, ramp(Math.max(0, strength - 0.25))));
    }

    private static double mixed(double grey, double colour) {
        return (1 - OPACITY) * grey + OPACITY * colour;
    }

    /** One channel of the scale blue, cyan, yellow, red: full within an eighth of its place, none from three eighths on. */
    private static double ramp(double distance) {
        return Math.min(1, Math.max(0, 1.5 - 4 * Math.abs(distance)));
    }

    private static int rgb(double red, double green, double blue) {
        return (int) Math.round(255 * red) << 16 | (int) Math.round(255 * green) << 8 | (int) Math.round(255 * blue);
    }
}
