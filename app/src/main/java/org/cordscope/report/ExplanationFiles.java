package org.cordscope.report;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.cordscope.evaluation.Estimate;
import org.cordscope.inference.explanation.Alikeness;
import org.cordscope.inference.explanation.Check;
import org.cordscope.inference.explanation.ExplainedSlice;
import org.cordscope.inference.explanation.Explanation;
import org.cordscope.inference.explanation.Found;
import org.cordscope.learning.saliency.MapMethod;
import org.cordscope.report.ReportContent.Fact;
import org.cordscope.report.figure.Figure;
import org.cordscope.report.figure.RandomisationFigure;
import org.cordscope.report.figure.RandomisationFigure.Curve;
import org.cordscope.study.Compression;
import org.cordscope.study.Rejected;
import org.cordscope.study.WholeFile;
import org.jspecify.annotations.Nullable;

/**
 * Writes what explaining a model has found: {@code maps.csv}, {@code sanity.csv}, {@code sanity.json}, {@code rejected.csv},
 * {@code randomisation.svg}, {@code explain.html} and {@code run.json}, all or none of them. The overlays are there already.
 */
public final class ExplanationFiles {
    private static final CSVFormat CSV =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

    private ExplanationFiles() {}

    /**
     * Writes the files.
     *
     * @param title of the page
     * @param provenance for the foot of the page
     * @param seed decides which slices the page shows
     */
    public static void write(
            Explanation explanation, String title, List<Fact> provenance, long seed, String runJson, Path folder)
            throws IOException {
        Optional<Figure> figure = figure(explanation);
        Map<String, String> files = new LinkedHashMap<>();
        files.put("maps.csv", maps(explanation));
        files.put("sanity.csv", sanity(explanation));
        files.put("rejected.csv", rejected(explanation));
        figure.ifPresent(f -> files.put(f.name() + ".svg", f.standalone()));
        files.put(
                "explain.html",
                new ExplanationPage(explanation, folder, seed).text(title, figure.orElse(null), provenance));
        files.put("sanity.json", ExplanationJson.text(explanation));
        files.put("run.json", runJson);
        WholeFile.writeAll(folder, files);
    }

    private static Optional<Figure> figure(Explanation explanation) {
        List<Curve> curves = new ArrayList<>();
        for (MapMethod method : explanation.methods()) {
            curves.add(new Curve(
                    method.title(),
                    means(explanation, method, Check.CASCADING),
                    means(explanation, method, Check.INDEPENDENT),
                    explanation
                            .randomPairs()
                            .getOrDefault(method, Estimate.undefined("no pair"))
                            .value()));
        }
        return RandomisationFigure.of(explanation.layers(), curves);
    }

    private static List<Double> means(Explanation explanation, MapMethod method, Check check) {
        return explanation.alikeness().stream()
                .filter(a -> a.method() == method && a.check() == check)
                .map(a -> a.ssim().value())
                .toList();
    }

    private static String maps(Explanation explanation) throws IOException {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(text, CSV)) {
            csv.printRecord(
                    "image",
                    "sop_instance_uid",
                    "frame",
                    "label",
                    "probability",
                    "method",
                    "empty",
                    "peak_row",
                    "peak_column",
                    "slice_row",
                    "slice_column",
                    "auprc",
                    "peak_in_mask",
                    "overlay");
            for (ExplainedSlice slice : explanation.slices()) {
                for (ExplainedSlice.Peak peak : slice.peaks()) {
                    csv.printRecord(
                            slice.number(),
                            slice.key().sopInstanceUid(),
                            slice.key().frame(),
                            label(slice.label()),
                            decimal(slice.probability(), 6),
                            peak.method().id(),
                            peak.empty() ? 1 : 0,
                            peak.empty() ? "" : peak.row(),
                            peak.empty() ? "" : peak.column(),
                            peak.empty() ? "" : decimal(peak.sliceRow(), 1),
                            peak.empty() ? "" : decimal(peak.sliceColumn(), 1),
                            peak.auprc() == null ? "" : decimal(peak.auprc(), 6),
                            peak.inMask() == null || peak.empty() ? "" : peak.inMask() ? 1 : 0,
                            OverlayFolder.name(slice.number(), peak.method()));
                }
            }
        }
        return text.toString();
    }

    private static String label(@Nullable Compression label) {
        return label == null ? "" : label == Compression.COMPRESSED ? "1" : "0";
    }

    private static String sanity(Explanation explanation) throws IOException {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(text, CSV)) {
            csv.printRecord("check", "step", "method", "slices", "measure", "value", "low", "high", "estimate");
            explanation
                    .randomPairs()
                    .forEach((method, pairs) -> row(csv, "random_pairs", "", method, "", "ssim", pairs));
            for (Alikeness a : explanation.alikeness()) {
                String check = a.check().id();
                row(csv, check, a.step(), a.method(), a.slices(), "ssim", a.ssim());
                row(csv, check, a.step(), a.method(), a.slices(), "spearman", a.spearman());
                row(csv, check, a.step(), a.method(), a.slices(), "spearman_absolute", a.spearmanAbsolute());
                row(csv, check, a.step(), a.method(), a.slices(), "hog", a.hog());
            }
            for (Found f : explanation.found()) {
                String check = Check.LOCALISATION.id();
                row(csv, check, "map", f.method(), f.slices(), "auprc", f.auprc());
                row(csv, check, "map", f.method(), f.slices(), "pointing_game", f.hits());
                row(csv, check, "chance", f.method(), f.slices(), "auprc", f.chance());
                row(csv, check, "average mask", f.method(), f.slices(), "auprc", f.averageMask());
            }
        }
        return text.toString();
    }

    private static void row(
            CSVPrinter csv,
            String check,
            String step,
            MapMethod method,
            Object slices,
            String measure,
            Estimate estimate) {
        try {
            csv.printRecord(
                    check,
                    step,
                    method.id(),
                    slices,
                    measure,
                    decimal(estimate.value(), 6),
                    decimal(estimate.low(), 6),
                    decimal(estimate.high(), 6),
                    estimate.method());
        } catch (IOException e) {
            throw new IllegalStateException("text in memory can always be written", e);
        }
    }

    private static String rejected(Explanation explanation) throws IOException {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(text, CSV)) {
            csv.printRecord("path", "reason");
            for (Rejected file : explanation.rejected()) {
                csv.printRecord(file.path(), file.reason());
            }
        }
        return text.toString();
    }

    private static String decimal(double value, int digits) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
