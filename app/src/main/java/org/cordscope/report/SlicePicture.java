package org.cordscope.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
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
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(image);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
