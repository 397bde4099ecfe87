package org.cordscope.report.export;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import org.apache.batik.transcoder.TranscoderException;
import org.apache.batik.transcoder.TranscoderInput;
import org.apache.batik.transcoder.TranscoderOutput;
import org.apache.batik.transcoder.image.PNGTranscoder;
import org.cordscope.report.figure.Figure;

/** A figure as PNG on white, 300 dots per inch at its size on a page (96 CSS pixels per inch). */
public final class FigurePng {
    private static final float DOTS_PER_INCH = 300;
    private static final float PIXELS_PER_INCH = 96;
    private static final float MM_PER_INCH = 25.4f;

    private FigurePng() {}

    public static byte[] of(Figure figure) throws IOException {
        PrintFont.register();
        PNGTranscoder transcoder = new PNGTranscoder();
        transcoder.addTranscodingHint(PNGTranscoder.KEY_WIDTH, figure.width() * DOTS_PER_INCH / PIXELS_PER_INCH);
        transcoder.addTranscodingHint(PNGTranscoder.KEY_HEIGHT, figure.height() * DOTS_PER_INCH / PIXELS_PER_INCH);
        transcoder.addTranscodingHint(PNGTranscoder.KEY_PIXEL_UNIT_TO_MILLIMETER, MM_PER_INCH / DOTS_PER_INCH);
        transcoder.addTranscodingHint(PNGTranscoder.KEY_BACKGROUND_COLOR, Color.WHITE);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            transcoder.transcode(
                    new TranscoderInput(new StringReader(figure.plain(PrintFont.NAME))), new TranscoderOutput(png));
        } catch (TranscoderException e) {
            throw new IOException("the figure " + figure.name() + " cannot be drawn", e);
        }
        return png.toByteArray();
    }
}
