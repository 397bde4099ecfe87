package org.cordscope.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.cordscope.inference.CordFindings;
import org.cordscope.inference.Opinion;
import org.cordscope.inference.PlacedMap;
import org.cordscope.inference.cord.CordJudges;
import org.cordscope.learning.cord.CordRecipe;
import org.cordscope.phantom.anatomy.CordMeasures;
import org.cordscope.study.WholeFile;

/** A sheet of slices: contours of cord and canal that were found, beside it where the reader looked, what was measured, the verdict. */
public final class CordSheet {
    private static final int COLUMNS = 4;
    private static final int SIDE = 192;
    private static final int GAP = 12;
    private static final int TILE = 2 * SIDE + 2 + GAP;
    private static final int CAPTION = 92;
    private static final int LONGEST = 70;
    private static final float WHITE = 1.2f;
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

    /**
     * Adds a slice; {@code title} goes below it.
     *
     * @param map about the middle of the crop
     */
    public void add(String title, CordJudges.Look look, Opinion opinion, PlacedMap map) throws IOException {
        int left = tiles.size() % COLUMNS * TILE;
        int top = tiles.size() / COLUMNS * (SIDE + CAPTION);
        CordFindings findings = Objects.requireNonNull(opinion.findings(), "judged by a reader that finds the cord");
        tiles.add(String.format(
                Locale.ROOT,
                """
                <g transform="translate(%d %d)"><image width="%d" height="%d" href="data:image/png;base64,%s"/>
                <image x="%d" width="%d" height="%d" href="data:image/png;base64,%s"/>
                <g transform="scale(%s) translate(.5 .5)" fill="none" stroke-width=".6"><path d="%s" stroke="#56b4e9"/>
                <path d="%s" stroke="#f0e442"/></g>
                <text x="2" y="%d" fill="#c8c8c8">%s</text><text x="2" y="%d" fill="%s">%s</text>%s</g>
                """,
                left,
                top,
                SIDE,
                SIDE,
                base64(grey(look.crop())),
                SIDE + 2,
                SIDE,
                SIDE,
                base64(MapPicture.image(
                        light(look.crop()), PIXELS, map.map(), map.sideMm() / (PIXELS * CordRecipe.CROP.pixelMm()))),
                Double.toString((double) SIDE / PIXELS),
                findings.contours().canal(),
                findings.contours().cord(),
                SIDE + 14,
                cut(title),
                SIDE + 29,
                !opinion.reason().isEmpty() ? "#b8b8b8" : opinion.probability() >= threshold ? "#ffb454" : "#7fd1ae",
                cut(verdict(opinion, findings)),
                measures(findings)));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }

    private static String measures(CordFindings findings) {
        List<String> lines = new ArrayList<>();
        CordMeasures cord = findings.cord();
        CordMeasures canal = findings.canal();
        if (cord == null || canal == null) {
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

    private String verdict(Opinion opinion, CordFindings findings) {
        String p = String.format(Locale.ROOT, "%.2f", opinion.probability());
        return !opinion.reason().isEmpty()
                ? "not judged (" + p + "): " + opinion.reason()
                : (opinion.probability() >= threshold ? "compressed " : "not compressed ") + p + ", Kang "
                        + findings.grade();
    }

    private static String base64(BufferedImage image) throws IOException {
        return Base64.getEncoder().encodeToString(Png.of(image));
    }

    private static float[] light(float[] crop) {
        float[] light = new float[crop.length];
        for (int i = 0; i < crop.length; i++) {
            light[i] = crop[i] / WHITE;
        }
        return light;
    }

    private static BufferedImage grey(float[] crop) {
        BufferedImage image = new BufferedImage(PIXELS, PIXELS, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < crop.length; i++) {
            int row = i / PIXELS;
            int grey = Math.round(255 * Math.min(1, crop[i] / WHITE));
            image.getRaster().setSample(i % PIXELS, row, 0, grey);
        }
        return image;
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
                                COLUMNS * TILE - GAP,
                                Math.max(1, rows) * (SIDE + CAPTION))
                        + String.join("", tiles)
                        + "</svg>\n");
    }
}
