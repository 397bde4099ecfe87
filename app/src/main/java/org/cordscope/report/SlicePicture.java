package org.cordscope.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.study.SliceImage;

/** A slice as a PNG: what the network saw, at a size for people. */
final class SlicePicture {
    private static final int SIDE = 224;

    private SlicePicture() {}

    /** Grey PNG of the field of view that {@code seen} gives the network. */
    static byte[] png(SliceImage slice, Preprocessing seen) throws IOException {
        Preprocessing larger =
                new Preprocessing(SIDE, seen.fieldOfViewMm(), seen.lowPercentile(), seen.highPercentile());
        float[] grey = larger.apply(slice);
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < grey.length; i++) {
            image.getRaster().setSample(i % SIDE, i / SIDE, 0, Math.round(grey[i] * 255));
        }
        return Png.of(image);
    }
}
