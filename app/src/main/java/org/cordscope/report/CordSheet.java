package org.cordscope.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.cordscope.inference.CordFindings;
import org.cordscope.inference.Opinion;
import org.cordscope.inference.cord.CordJudges;
import org.cordscope.learning.cord.CordRecipe;
import org.cordscope.learning.cord.CropReading;
import org.cordscope.phantom.anatomy.CordMeasures;
import org.cordscope.study.WholeFile;
import org.jspecify.annotations.Nullable;

/** A sheet of slices with the contours of cord and canal that were found, what was measured, and the verdict. */
public final class CordSheet {
    private static final int COLUMNS = 5;
    private static final int SIDE = 256;
    private static final int CAPTION = 88;
    private static final int LONGEST = 46;
    private static final int PIXELS = CordRecipe.CROP.pixels();

    private final List<String> tiles = new ArrayList<>();
    private final double threshold;

    /** @param threshold probability from which a slice counts as compressed */
    public CordSheet(double threshold) {
        this.threshold = threshold;
    }

    public int size() {
        return tiles.size();
    }

    /** Adds a slice; {@code title} goes below it. */
    public void add(String title, CordJudges.Look look, Opinion opinion) throws IOException {
        int left = tiles.size() % COLUMNS * (SIDE + 8);
        int top = tiles.size() / COLUMNS * (SIDE + CAPTION);
        CropReading mean = look.mean();
        float[] canal = new float[mean.cord().length];
        for (int i = 0; i < canal.length; i++) {
            canal[i] = mean.cord()[i] + mean.fluid()[i];
        }
        tiles.add(String.format(
                Locale.ROOT,
                """
                <g transform="translate(%d %d)"><image width="%d" height="%d" href="data:image/png;base64,%s"/>
                <path d="%s" fill="none" stroke="#56b4e9" stroke-width="1.2"/><path d="%s" fill="none" stroke="#f0e442" stroke-width="1.2"/>
                <text x="2" y="%d" fill="#c8c8c8">%s</text><text x="2" y="%d" fill="%s">%s</text>%s</g>
                """,
                left,
                top,
                SIDE,
                SIDE,
                Base64.getEncoder().encodeToString(png(look.crop())),
                contour(canal),
                contour(mean.cord()),
                SIDE + 14,
                cut(title),
                SIDE + 29,
                !opinion.reason().isEmpty() ? "#b8b8b8" : opinion.probability() >= threshold ? "#ffb454" : "#7fd1ae",
                cut(verdict(opinion)),
                measures(opinion.findings())));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    private static String measures(@Nullable CordFindings findings) {
        List<String> lines = new ArrayList<>();
        CordMeasures cord = findings == null ? null : findings.cord();
        CordMeasures canal = findings == null ? null : findings.canal();
        if (findings == null || cord == null || canal == null) {
            lines.add("no cord measured");
        } else {
            lines.add(String.format(
                    Locale.ROOT, "cord %.0f mm², AP %.1f, RL %.1f mm", cord.areaMm2(), cord.apMm(), cord.rlMm()));
            lines.add(String.format(
                    Locale.ROOT,
                    "AP/RL %.2f, solidity %.3f; canal AP %.1f mm",
                    cord.apOverRl(),
                    cord.solidity(),
                    canal.apMm()));
            lines.add(String.format(Locale.ROOT, "effaced %.2f, signal %.2f", findings.effaced(), findings.signal()));
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(String.format(
                    Locale.ROOT,
                    "<text x=\"2\" y=\"%d\" fill=\"#a0a0a0\">%s</text>",
                    SIDE + 43 + 14 * i,
                    lines.get(i)));
        }
        return text.toString();
    }

    private String verdict(Opinion opinion) {
        CordFindings findings = opinion.findings();
        String grade = findings == null ? "" : ", Kang " + findings.grade();
        String p = String.format(Locale.ROOT, "%.2f", opinion.probability());
        return !opinion.reason().isEmpty()
                ? "not judged (" + p + "): " + opinion.reason()
                : (opinion.probability() >= threshold ? "compressed " : "not compressed ") + p + grade;
    }

    /** Lines where belief crosses one half (marching squares), in pixels of the tile. */
    static String contour(float[] belief) {
        StringBuilder path = new StringBuilder();
        for (int row = 0; row + 1 < PIXELS; row++) {
            for (int column = 0; column + 1 < PIXELS; column++) {
                float a = belief[row * PIXELS + column];
                float b = belief[row * PIXELS + column + 1];
                float c = belief[(row + 1) * PIXELS + column + 1];
                float d = belief[(row + 1) * PIXELS + column];
                List<double[]> crossings = new ArrayList<>();
                cross(crossings, a, b, column, row, 1, 0);
                cross(crossings, b, c, column + 1, row, 0, 1);
                cross(crossings, d, c, column, row + 1, 1, 0);
                cross(crossings, a, d, column, row, 0, 1);
                for (int i = 0; i + 1 < crossings.size(); i += 2) {
                    double[] from = crossings.get(i);
                    double[] to = crossings.get(i + 1);
                    path.append(String.format(
                            Locale.ROOT,
                            "M%.1f %.1fL%.1f %.1f",
                            scaled(from[0]),
                            scaled(from[1]),
                            scaled(to[0]),
                            scaled(to[1])));
                }
            }
        }
        return path.toString();
    }

    private static double scaled(double pixel) {
        return (pixel + 0.5) * SIDE / PIXELS;
    }

    private static void cross(List<double[]> into, float from, float to, int x, int y, int dx, int dy) {
        if (from >= 0.5f != to >= 0.5f) {
            double at = (0.5 - from) / (to - from);
            into.add(new double[] {x + at * dx, y + at * dy});
        }
    }

    private static byte[] png(float[] crop) throws IOException {
        BufferedImage image = new BufferedImage(PIXELS, PIXELS, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < crop.length; i++) {
            int row = i / PIXELS;
            int grey = Math.round(255 * Math.min(1, crop[i] / 1.2f));
            image.getRaster().setSample(i % PIXELS, row, 0, grey);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "png", out);
        return out.toByteArray();
    }

    /** Writes the sheet, an SVG. */
    public void write(Path file) throws IOException {
        int rows = (tiles.size() + COLUMNS - 1) / COLUMNS;
        WholeFile.write(
                file,
                String.format(
                                Locale.ROOT,
                                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                                        + " font-size=\"10.5\">\n<title>Cords as they were found and judged</title>\n"
                                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#000\"/>\n",
                                COLUMNS * (SIDE + 8),
                                Math.max(1, rows) * (SIDE + CAPTION))
                        + String.join("", tiles)
                        + "</svg>\n");
    }
}
