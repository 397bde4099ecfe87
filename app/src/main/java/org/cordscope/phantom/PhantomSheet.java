package org.cordscope.phantom;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.cordscope.phantom.rendering.PixelText;
import org.cordscope.study.Compression;
import org.cordscope.study.SliceImage;
import org.cordscope.study.WholeFile;

/**
 * A contact sheet for people: slices side by side on black, each with its level and truth written under it.
 *
 * @param columns pictures per row
 * @param tilePixels side of one picture
 * @param fieldOfViewMm side of the square about the middle that is shown, 0 for the whole slice
 */
public record PhantomSheet(int columns, int tilePixels, double fieldOfViewMm) {
    private static final int EXAMPLES = 10;
    private static final int CAPTION = 18;
    private static final int GREY = 0xb8b8b8;
    private static final int AMBER = 0xffb454;

    public PhantomSheet {
        if (columns < 1 || tilePixels < 32 || tilePixels > 2048 || !(fieldOfViewMm >= 0)) {
            throw new IllegalArgumentException(
                    "not a sheet: " + columns + " columns of " + tilePixels + " pixels, " + fieldOfViewMm + " mm");
        }
    }

    public static PhantomSheet defaults() {
        return new PhantomSheet(5, 300, 0);
    }

    /** Of each of the first ten patients a slice without compression and, where there is one, a slice with it. */
    static List<PhantomSlice> examples(PhantomRequest request) {
        List<PhantomSlice> examples = new ArrayList<>();
        for (int i = 0; i < Math.min(EXAMPLES, request.patients()); i++) {
            PhantomPatient patient = PhantomPatient.of(request.seed(), i, request.matrix());
            for (Compression kind : Compression.values()) {
                int[] slices = IntStream.range(0, patient.sliceCount())
                        .filter(s -> patient.truth(s).compression() == kind)
                        .toArray();
                if (slices.length > 0) {
                    examples.add(patient.slice(slices[slices.length / 2]));
                }
            }
        }
        return examples;
    }

    /** Writes the sheet as PNG, whole or not at all. */
    public void write(List<PhantomSlice> slices, Path png) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(render(slices), "png", bytes)) {
            throw new IOException("this Java cannot write PNG");
        }
        WholeFile.write(png, bytes.toByteArray());
    }

    BufferedImage render(List<PhantomSlice> slices) {
        int rows = (slices.size() + columns - 1) / columns;
        BufferedImage sheet = new BufferedImage(
                columns * tilePixels, Math.max(1, rows) * (tilePixels + CAPTION), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < slices.size(); i++) {
            PhantomSlice slice = slices.get(i);
            int left = (i % columns) * tilePixels;
            int top = (i / columns) * (tilePixels + CAPTION);
            drawTile(sheet, left, top, slice.image());
            int colour = slice.compression() == Compression.COMPRESSED ? AMBER : GREY;
            PixelText.draw(sheet, left + 6, top + tilePixels + 3, caption(slice), colour);
        }
        return sheet;
    }

    private static String caption(PhantomSlice slice) {
        String truth = slice.compression() == Compression.COMPRESSED
                ? slice.truth().pattern() + " KANG " + slice.truth().kangGrade()
                : slice.truth().kangGrade() == 1 ? "NOT COMPRESSED KANG 1" : "NOT COMPRESSED";
        return slice.levelName() + " " + truth;
    }

    private void drawTile(BufferedImage sheet, int left, int top, SliceImage image) {
        float[] pixels = image.pixels();
        float[] sorted = pixels.clone();
        Arrays.sort(sorted);
        float white = Math.max(1, sorted[(int) (0.992 * (sorted.length - 1))]);
        double shown = fieldOfViewMm == 0
                ? image.columns()
                : fieldOfViewMm / image.spacing().columnMm();
        for (int row = 0; row < tilePixels; row++) {
            double v = image.rows() / 2.0 + ((row + 0.5) / tilePixels - 0.5) * shown - 0.5;
            for (int column = 0; column < tilePixels; column++) {
                double u = image.columns() / 2.0 + ((column + 0.5) / tilePixels - 0.5) * shown - 0.5;
                int grey = (int) Math.min(255, 255 * sample(image, u, v) / white);
                sheet.setRGB(left + column, top + row, grey * 0x010101);
            }
        }
    }

    private static double sample(SliceImage image, double column, double row) {
        int i = (int) Math.min(image.columns() - 2, Math.max(0, Math.floor(column)));
        int j = (int) Math.min(image.rows() - 2, Math.max(0, Math.floor(row)));
        double s = Math.min(1, Math.max(0, column - i));
        double t = Math.min(1, Math.max(0, row - j));
        float[] p = image.pixels();
        int at = j * image.columns() + i;
        double upper = p[at] * (1 - s) + p[at + 1] * s;
        double lower = p[at + image.columns()] * (1 - s) + p[at + image.columns() + 1] * s;
        return upper * (1 - t) + lower * t;
    }
}
