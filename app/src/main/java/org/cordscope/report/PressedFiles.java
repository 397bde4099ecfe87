package org.cordscope.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.commons.csv.CSVPrinter;
import org.cordscope.imaging.pressing.PressedSlice;
import org.cordscope.inference.CordFindings;
import org.cordscope.inference.pressing.PressedScore;
import org.cordscope.inference.pressing.PressingTable;
import org.cordscope.phantom.anatomy.CordMeasures;
import org.cordscope.study.SliceImage;
import org.cordscope.study.WholeFile;

/**
 * The files of a challenge with pressed slices: {@code pressed.csv}, a row for each slice and pressing, {@code
 * pressings.csv}, a row for each pressing and group of scans, and {@code pressed.svg}, a sheet on which each row is a slice and
 * each column a pressing.
 */
public final class PressedFiles {
    private static final int SHEET_ROWS = 12;
    private static final int SIDE = 150;
    private static final int CAPTION = 34;
    private static final double SHOWN_MM = 44;
    private static final double WHITE = 0.995;

    private final StringWriter text = new StringWriter();
    private final CSVPrinter csv;
    private final int everySlice;
    private final double threshold;
    private final PressingTable pressings;
    private final Map<String, List<String>> sheet = new LinkedHashMap<>();
    private final Map<String, Integer> seen = new LinkedHashMap<>();

    /**
     * Files without rows yet.
     *
     * @param everySlice of the slices of all scans, one in so many is shown on the sheet
     * @param threshold probability from which the model calls a slice compressed
     */
    public PressedFiles(int everySlice, double threshold) throws IOException {
        this.csv = EvaluationFiles.printer(text);
        this.everySlice = Math.max(1, everySlice);
        this.threshold = threshold;
        this.pressings = new PressingTable(threshold);
        csv.printRecord(
                "patient",
                "image",
                "slice",
                "side",
                "effacement",
                "indentation_mm",
                "area_ratio",
                "ap_to_rl",
                "label",
                "probability",
                "network_probability",
                "measured_probability",
                "judged",
                "reason",
                "cord_area_mm2",
                "cord_ap_mm",
                "cord_rl_mm",
                "cord_solidity");
    }

    public void add(PressedScore score) throws IOException {
        pressings.add(score);
        PressedSlice pressed = score.pressed();
        csv.printRecord(
                score.scan().patient(),
                score.scan().image().getFileName(),
                score.slice(),
                score.pressing().side().name().toLowerCase(Locale.ROOT),
                score.pressing().effacement(),
                score.pressing().indentationMm(),
                String.format(Locale.ROOT, "%.3f", pressed.areaRatio()),
                String.format(Locale.ROOT, "%.3f", pressed.halfAp() / pressed.halfRl()),
                score.compressed() ? 1 : 0,
                score.probability(),
                alone(score, CordFindings::network),
                alone(score, CordFindings::measured),
                score.judged() ? 1 : 0,
                score.opinion().reason(),
                measure(score, CordMeasures::areaMm2),
                measure(score, CordMeasures::apMm),
                measure(score, CordMeasures::rlMm),
                measure(score, CordMeasures::solidity));
        String slice = score.scan().image().getFileName() + ", slice " + score.slice();
        int number = seen.computeIfAbsent(slice, name -> seen.size());
        if (number % everySlice == 0 && number / everySlice < SHEET_ROWS) {
            List<String> tiles = sheet.computeIfAbsent(slice, name -> new ArrayList<>());
            tiles.add(tile(score, tiles.size() * SIDE, (sheet.size() - 1) * (SIDE + CAPTION)));
        }
    }

    /** What networks or measures alone say; empty of models that ask but one of them. */
    private static String alone(PressedScore score, ToDoubleFunction<CordFindings> of) {
        CordFindings findings = score.opinion().findings();
        return EvaluationFiles.number(findings == null ? Double.NaN : of.applyAsDouble(findings));
    }

    /** A measure of the cord that was found; empty of models that do not look for it. */
    private static String measure(PressedScore score, ToDoubleFunction<CordMeasures> of) {
        CordFindings findings = score.opinion().findings();
        return findings == null || findings.cord() == null
                ? ""
                : String.format(Locale.ROOT, "%.3f", of.applyAsDouble(findings.cord()));
    }

    /** How well each pressing is told from untouched slices. */
    public List<PressingTable.Row> pressings() {
        return pressings.rows();
    }

    private String pressingsCsv() throws IOException {
        StringWriter table = new StringWriter();
        CSVPrinter rows = EvaluationFiles.printer(table);
        rows.printRecord(
                "column",
                "group",
                "pressing",
                "slices",
                "untouched",
                "auc",
                "auc_low",
                "auc_high",
                "called",
                "not_judged");
        for (PressingTable.Row row : pressings.rows()) {
            rows.printRecord(
                    row.column(),
                    row.group(),
                    row.pressing(),
                    row.slices(),
                    row.untouched(),
                    EvaluationFiles.number(row.auc().value()),
                    EvaluationFiles.number(row.auc().low()),
                    EvaluationFiles.number(row.auc().high()),
                    row.called(),
                    row.notJudged());
        }
        return table.toString();
    }

    /** Writes the files, each whole or not at all. */
    public void write(Path folder) throws IOException {
        WholeFile.write(folder.resolve("pressed.csv"), text.toString());
        WholeFile.write(folder.resolve("pressings.csv"), pressingsCsv());
        int columns = sheet.values().stream().mapToInt(List::size).max().orElse(1);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">\n<title>Pressed slices and what the model says of them</title>\n"
                        + "<rect width=\"100%%\" height=\"100%%\" fill=\"#000\"/>\n",
                columns * SIDE,
                sheet.size() * (SIDE + CAPTION)));
        sheet.values().forEach(tiles -> tiles.forEach(svg::append));
        WholeFile.write(folder.resolve("pressed.svg"), svg.append("</svg>\n").toString());
    }

    /** A picture, what was done, and the probability: amber where the model is wrong. */
    private String tile(PressedScore score, int left, int top) throws IOException {
        boolean right = score.probability() >= threshold == score.compressed();
        return String.format(
                Locale.ROOT,
                """
                <image x="%d" y="%d" width="%d" height="%d" href="data:image/png;base64,%s"/>
                <text x="%d" y="%d" fill="#b8b8b8">%s</text>
                <text x="%d" y="%d" fill="%s">%.2f %s</text>
                """,
                left + 1,
                top + 1,
                SIDE - 2,
                SIDE - 2,
                Base64.getEncoder().encodeToString(png(score.pressed())),
                left + 5,
                top + SIDE + 12,
                score.what(),
                left + 5,
                top + SIDE + 26,
                right ? "#7fd1ae" : "#ffb454",
                score.probability(),
                right ? "" : "wrong");
    }

    private static byte[] png(PressedSlice pressed) throws IOException {
        SliceImage slice = pressed.slice();
        int half = (int) Math.round(SHOWN_MM / 2 / slice.spacing().columnMm());
        int[] centre = centre(pressed.cord(), slice.columns());
        float[] crop = new float[4 * half * half];
        for (int i = 0; i < crop.length; i++) {
            int row = centre[0] - half + i / (2 * half);
            int column = centre[1] - half + i % (2 * half);
            boolean inside = row >= 0 && column >= 0 && row < slice.rows() && column < slice.columns();
            crop[i] = inside ? slice.pixels()[row * slice.columns() + column] : 0;
        }
        float[] sorted = crop.clone();
        Arrays.sort(sorted);
        float white = Math.max(1e-6f, sorted[(int) (WHITE * (sorted.length - 1))]);
        BufferedImage image = new BufferedImage(2 * half, 2 * half, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < crop.length; i++) {
            int grey = Math.round(255 * Math.min(1, Math.max(0, crop[i] / white)));
            image.getRaster().setSample(i % (2 * half), i / (2 * half), 0, grey);
        }
        return Png.of(image);
    }

    private static int[] centre(boolean[] mask, int columns) {
        long row = 0;
        long column = 0;
        int count = 0;
        for (int i = 0; i < mask.length; i++) {
            if (mask[i]) {
                row += i / columns;
                column += i % columns;
                count++;
            }
        }
        return new int[] {(int) (row / count), (int) (column / count)};
    }
}
