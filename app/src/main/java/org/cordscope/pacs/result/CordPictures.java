package org.cordscope.pacs.result;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.ref.SoftReference;
import org.cordscope.dicom.DicomFrames;
import org.cordscope.dicom.DicomPixels;
import org.cordscope.dicom.DicomReader;
import org.cordscope.imaging.AxialView;
import org.cordscope.inference.CodedSlice;
import org.cordscope.inference.CordFindings;
import org.cordscope.learning.cord.CordRecipe;
import org.cordscope.learning.cord.CordRecipe.Picture;
import org.cordscope.study.FrameHeader;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SourceFile;
import org.jspecify.annotations.Nullable;

/**
 * What a reader that finds the cord judged of each slice: the crop about the canal, under the contours of canal and cord. A
 * slice that was not judged is shown whole.
 */
public final class CordPictures implements SlicePictures {
    private static final Color CANAL = new Color(0x56b4e9);
    private static final Color CORD = new Color(0xf0e442);
    private static final float WIDTH = 1.2f;
    private static final float WHITE = 1.2f;

    /** The file that was drawn from last, so that its next frame needs no reading; given up where memory is needed. */
    private volatile @Nullable SoftReference<OpenFile> last;

    private record OpenFile(SourceFile source, DicomFrames frames) {}

    @Override
    public String name() {
        return "contours";
    }

    @Override
    public String overlay() {
        return "cord yellow, canal blue";
    }

    @Override
    public BufferedImage draw(InstanceHeader header, CodedSlice slice) throws IOException {
        int number = slice.key().frame();
        AxialView view = new AxialView(
                DicomPixels.read(header, frames(header.source()), number),
                header.frames().stream()
                        .filter(frame -> frame.frame() == number)
                        .findFirst()
                        .map(FrameHeader::plane)
                        .orElse(null));
        CordFindings found = slice.findings();
        if (found == null || !slice.judged()) {
            return grey(view, CordRecipe.WHOLE, 0, 0);
        }
        BufferedImage picture = grey(view, CordRecipe.CROP, found.xMm(), found.yMm());
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setStroke(new BasicStroke(WIDTH));
        draw(graphics, found.contours().canal(), CANAL);
        draw(graphics, found.contours().cord(), CORD);
        graphics.dispose();
        return picture;
    }

    private DicomFrames frames(SourceFile source) throws IOException {
        SoftReference<OpenFile> held = last;
        OpenFile open = held == null ? null : held.get();
        if (open == null || !open.source().equals(source)) {
            last = null; // two files at once would double the memory
            open = new OpenFile(source, DicomFrames.of(source, DicomReader.read(source)));
            last = new SoftReference<>(open);
        }
        return open.frames();
    }

    private static BufferedImage grey(AxialView view, Picture field, double xMm, double yMm) {
        float[] values = view.values(SIDE, field.pixelMm() * field.pixels() / SIDE, xMm, yMm);
        AxialView.Window.of(thinned(values)).apply(values);
        int[] rgb = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            float share = values[i] / WHITE;
            int grey = (int) (255 * (share < 1 ? share : 1) + 0.5f);
            rgb[i] = grey * 0x010101;
        }
        BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        picture.getRaster().setDataElements(0, 0, SIDE, SIDE, rgb);
        return picture;
    }

    /** Every other value of every other row: as many as the network was given, and enough for two quantiles. */
    private static float[] thinned(float[] values) {
        float[] some = new float[values.length / 4];
        for (int i = 0; i < some.length; i++) {
            int row = i / (SIDE / 2);
            some[i] = values[2 * row * SIDE + 2 * (i % (SIDE / 2))];
        }
        return some;
    }

    /** @param contour of {@link org.cordscope.inference.CordContours} */
    private static void draw(Graphics2D graphics, String contour, Color colour) {
        Path2D path = new Path2D.Double();
        for (String line : contour.split("M", -1)) {
            if (!line.isEmpty()) {
                String[] ends = line.split("[ L]", -1);
                path.moveTo(Double.parseDouble(ends[0]), Double.parseDouble(ends[1]));
                path.lineTo(Double.parseDouble(ends[2]), Double.parseDouble(ends[3]));
            }
        }
        double scale = (double) SIDE / CordRecipe.CROP.pixels();
        AffineTransform enlarged = AffineTransform.getScaleInstance(scale, scale);
        enlarged.translate(0.5, 0.5); // a pixel's middle is half a pixel from its edge
        graphics.setColor(colour);
        graphics.draw(enlarged.createTransformedShape(path));
    }
}
