package org.cordscope.phantom;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.cordscope.phantom.anatomy.Truth;
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
    private static final String GREY = "#b8b8b8";
    private static final String AMBER = "#ffb454";

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
            PhantomPatient patient = PhantomPatient.of(request, i);
            List<Truth> truths = IntStream.range(0, patient.sliceCount())
                    .mapToObj(patient::truth)
                    .toList();
            for (Compression kind : Compression.values()) {
                int[] slices = IntStream.range(0, truths.size())
                        .filter(s -> truths.get(s).compression() == kind)
                        .toArray();
                if (slices.length > 0) {
                    examples.add(patient.slice(slices[slices.length / 2]));
                }
            }
        }
        return examples;
    }

    /** Writes the sheet as SVG that holds its pictures, whole or not at all. */
    public void write(List<PhantomSlice> slices, Path svg) throws IOException {
        WholeFile.write(svg, render(slices));
    }

    String render(List<PhantomSlice> slices) throws IOException {
        int rows = Math.max(1, (slices.size() + columns - 1) / columns);
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<title>Slices of a phantom cohort</title>%n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#000\"/>%n",
                columns * tilePixels,
                rows * (tilePixels + CAPTION)));
        for (int i = 0; i < slices.size(); i++) {
            PhantomSlice slice = slices.get(i);
            int left = (i % columns) * tilePixels;
            int top = (i / columns) * (tilePixels + CAPTION);
            text.append(String.format(
                    Locale.ROOT,
                    "<image x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" href=\"data:image/png;base64,%s\"/>%n"
                            + "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n",
                    left,
                    top,
                    tilePixels,
                    tilePixels,
                    Base64.getEncoder().encodeToString(png(slice.image())),
                    left + 6,
                    top + tilePixels + 13,
                    slice.compression() == Compression.COMPRESSED ? AMBER : GREY,
                    caption(slice)));
        }
        return text.append("</svg>\n").toString().replace("\r\n", "\n");
    }

    /** One picture of the sheet, without its caption. */
    public byte[] png(SliceImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(tile(image), "png", bytes)) {
            throw new IOException("this Java cannot write PNG");
        }
        return bytes.toByteArray();
    }

    private static String caption(PhantomSlice slice) {
        Truth truth = slice.truth();
        String what = slice.compression() == Compression.COMPRESSED
                ? "compressed, " + truth.pattern().name().toLowerCase(Locale.ROOT)
                : "not compressed";
        return slice.levelName() + " " + what + ", Kang " + truth.kangGrade();
    }

    private BufferedImage tile(SliceImage image) {
        BufferedImage tile = new BufferedImage(tilePixels, tilePixels, BufferedImage.TYPE_BYTE_GRAY);
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
                tile.getRaster().setSample(column, row, 0, grey);
            }
        }
        return tile;
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
