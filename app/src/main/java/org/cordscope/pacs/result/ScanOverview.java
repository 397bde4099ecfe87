package org.cordscope.pacs.result;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.cordscope.dicom.Code;
import org.cordscope.inference.CodedScan;
import org.cordscope.inference.CodedSlice;
import org.cordscope.inference.CordFindings;
import org.cordscope.inference.ScanFinding;
import org.cordscope.phantom.anatomy.CordMeasures;
import org.cordscope.report.Png;
import org.cordscope.report.figure.Markup;
import org.cordscope.study.WholeFile;
import org.jspecify.annotations.Nullable;

/**
 * A page that shows what was coded: for each scan its slices as bars from the head down, and the slice most likely to be compressed
 * as a picture, with what was measured in it. Self-contained: opens offline.
 */
public final class ScanOverview {
    private static final int BAR = 9;
    private static final int STRIP_HEIGHT = 54;

    /** Of 9,996 slices of phantoms, one in 150 has a smaller cord; a whole outline of any of them is more solid. */
    private static final double SMALL_MM2 = 25;

    private static final double IN_PIECES = 0.75;

    private final Algorithm algorithm;
    private final SlicePictures pictures;

    public ScanOverview(Algorithm algorithm, SlicePictures pictures) {
        this.algorithm = algorithm;
        this.pictures = pictures;
    }

    /** Writes the page of scans, the most suspicious first. */
    public void write(List<ScanSource> sources, Path file) throws IOException {
        List<ScanSource> order = new ArrayList<>(sources);
        order.sort(Comparator.comparing((ScanSource s) -> s.scan().compressedSlices() == 0)
                .thenComparing(s -> s.scan().finding())
                .thenComparingInt(s -> -s.scan().compressedSlices())
                .thenComparingDouble(s -> -shown(s.scan()).probability()));
        StringBuilder page = new StringBuilder(head(sources));
        for (ScanSource source : order) {
            page.append(card(source, sources.indexOf(source) + 1));
            pictures.forget();
        }
        WholeFile.write(file, page.append("</main>\n</body>\n</html>\n").toString());
    }

    private String head(List<ScanSource> sources) throws IOException {
        int slices = sources.stream().mapToInt(s -> s.scan().slices().size()).sum();
        int compressed =
                sources.stream().mapToInt(s -> s.scan().compressedSlices()).sum();
        int left = sources.stream().mapToInt(s -> s.scan().notJudgedSlices()).sum();
        return String.format(
                Locale.ROOT,
                """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width">
                <title>Cordscope: what was coded</title>
                <style>
                %s</style>
                </head>
                <body>
                <header>
                <h1>%s, %s: %d compressed, %d not judged</h1>
                <p class="warn">%s</p>
                <p>Version %s, model %s, threshold %.2f. Bars: probability of compression from the head down, the line is the \
                threshold; orange counts as compressed, hollow is not judged.%s Picture: the slice with the highest probability%s. \
                The tables beside this page hold every slice.</p>
                </header>
                <main>
                """,
                style(),
                counted(sources.size(), "scan"),
                counted(slices, "slice"),
                compressed,
                left,
                Markup.escape(ResultHeader.NOT_FOR_DIAGNOSIS),
                Markup.escape(algorithm.version()),
                algorithm.weightsSha256().substring(0, 8),
                algorithm.threshold(),
                ofScans(),
                pictures.overlay().isEmpty() ? "" : " (" + Markup.escape(pictures.overlay()) + ")");
    }

    private String ofScans() {
        return algorithm.scanThreshold() == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        " A scan none of whose slices reaches %.2f, the dashed line, is called possible only.",
                        algorithm.scanThreshold());
    }

    private static String style() throws IOException {
        try (InputStream css = ScanOverview.class.getResourceAsStream("overview.css")) {
            return new String(Objects.requireNonNull(css).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private String card(ScanSource source, int number) throws IOException {
        CodedScan scan = source.scan();
        CodedSlice slice = shown(scan);
        String verdict = scan.compressedSlices() == 0
                ? scan.notJudgedSlices() == scan.slices().size() ? "Not judged" : "No slice compressed"
                : (scan.finding() == ScanFinding.POSSIBLE ? "Possible: " : "")
                        + counted(scan.compressedSlices(), "slice") + " compressed, longest run " + scan.longestRun();
        return String.format(
                Locale.ROOT,
                """
                <article class="%s">
                <img src="data:image/png;base64,%s" width="%d" height="%d" alt="Slice %d of %d">
                <div>
                <h2>%s</h2>
                <p class="who">Scan %d, %s%s</p>
                %s
                <p><b>Slice %d</b> from below%s: %s</p>
                %s%s</div>
                </article>
                """,
                scan.finding() == ScanFinding.PRESENT ? "hit" : "calm",
                png(source, slice),
                SlicePictures.SIDE,
                SlicePictures.SIDE,
                slice.index() + 1,
                scan.slices().size(),
                verdict,
                number,
                counted(scan.slices().size(), "slice"),
                scan.missing() == 0 ? "" : ", " + scan.missing() + " more unreadable",
                strip(scan),
                slice.index() + 1,
                level(source, slice),
                said(slice),
                measures(scan, slice),
                note(scan));
    }

    /** The slice most likely to be compressed; of scans without a judged slice the middle one. */
    private static CodedSlice shown(CodedScan scan) {
        return scan.slices().stream()
                .filter(CodedSlice::judged)
                .max(Comparator.comparingDouble(CodedSlice::probability))
                .orElseGet(() -> scan.slices().get(scan.slices().size() / 2));
    }

    private String png(ScanSource source, CodedSlice slice) throws IOException {
        int place = source.scan().slices().indexOf(slice);
        return Base64.getEncoder()
                .encodeToString(Png.of(pictures.draw(source.images().get(place), slice)));
    }

    private static String level(ScanSource source, CodedSlice slice) {
        Code level = source.levels().get(source.scan().slices().indexOf(slice));
        return level == null ? "" : ", " + Markup.escape(level.meaning());
    }

    private static String said(CodedSlice slice) {
        if (!slice.judged()) {
            return "not judged, " + Markup.escape(slice.judgement().reason());
        }
        CordFindings found = slice.findings();
        Double calibrated = slice.judgement().calibratedProbability();
        return String.format(
                Locale.ROOT,
                "probability %.2f%s%s",
                slice.probability(),
                calibrated == null ? "" : String.format(Locale.ROOT, " (calibrated %.2f)", calibrated),
                found == null ? "" : ", Kang grade " + found.grade());
    }

    /** From the head down, as montages have it. */
    private String strip(CodedScan scan) {
        int width = BAR * scan.slices().size();
        StringBuilder bars = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg class=\"strip\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\""
                        + " aria-label=\"Probability of each slice, from the head down\">",
                width,
                STRIP_HEIGHT,
                width,
                STRIP_HEIGHT));
        for (CodedSlice slice : scan.slices()) {
            double height = Math.max(1.5, slice.probability() * (STRIP_HEIGHT - 2));
            bars.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%.1f\"><title>%d: %s</title></rect>",
                    !slice.judged() ? "none" : slice.compressed() ? "yes" : "no",
                    (scan.slices().size() - 1 - slice.index()) * (double) BAR + 1,
                    STRIP_HEIGHT - height - 0.5,
                    BAR - 2,
                    height,
                    slice.index() + 1,
                    said(slice)));
        }
        bars.append(line("threshold", algorithm.threshold(), width));
        if (algorithm.scanThreshold() != null) {
            bars.append(line("of-scans", algorithm.scanThreshold(), width));
        }
        return bars.append("</svg>").toString();
    }

    private static String line(String name, double probability, int width) {
        double height = STRIP_HEIGHT - 0.5 - probability * (STRIP_HEIGHT - 2);
        return String.format(Locale.ROOT, "<path d=\"M0 %.1fH%d\" class=\"%s\"/>", height, width, name);
    }

    private static String measures(CodedScan scan, CodedSlice slice) {
        CordFindings found = slice.findings();
        CordMeasures cord = found == null ? null : found.cord();
        if (found == null || cord == null || !slice.judged()) {
            return "";
        }
        CordMeasures canal = found.canal();
        StringBuilder table = new StringBuilder("<dl>");
        entry(table, "cord AP", "%.1f mm", cord.apMm());
        entry(table, "RL", "%.1f mm", cord.rlMm());
        entry(table, "area", "%.0f mm²", cord.areaMm2());
        entry(table, "AP/RL", "%.2f", cord.apOverRl());
        entry(table, "canal AP", "%.1f mm", canal == null ? null : canal.apMm());
        entry(table, "space left", "%.1f mm", canal == null ? null : canal.apMm() - cord.apMm());
        entry(table, "MSCC", "%.0f %%", scan.msccPercent(slice));
        entry(table, "fluid effaced", "%.2f", found.effaced());
        entry(table, "bright cord", "%.2f", found.signal());
        entry(table, "both sides", "%.2f", found.circumferential());
        table.append("</dl>\n");
        if (cord.areaMm2() < SMALL_MM2 || cord.solidity() < IN_PIECES) {
            table.append(
                    "<p class=\"doubt\">Hardly any cord was outlined here, or in pieces: look for yourself.</p>\n");
        }
        return table.toString();
    }

    private static void entry(StringBuilder table, String name, String format, @Nullable Double value) {
        if (value != null) {
            table.append("<div><dt>")
                    .append(name)
                    .append("</dt><dd>")
                    .append(String.format(Locale.ROOT, format, value))
                    .append("</dd></div>");
        }
    }

    private static String note(CodedScan scan) {
        return String.format(
                "%s<p class=\"uid\">study %s<br>series %s</p>\n",
                scan.reason().isEmpty()
                        ? ""
                        : "<p class=\"note\">Not judged: " + Markup.escape(scan.reason()) + "</p>\n",
                Markup.escape(scan.studyUid()),
                Markup.escape(scan.seriesUid()));
    }
}
