package org.cordscope.cli.coding;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cordscope.cli.shared.ConsoleProgress;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cli.shared.Json;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.inference.pressing.PressChallenge;
import org.cordscope.inference.pressing.PressTable;
import org.cordscope.inference.pressing.PressedScore;
import org.cordscope.inference.pressing.PressingTable;
import org.cordscope.provenance.RunRecord;
import org.cordscope.report.EvaluationFiles;
import org.cordscope.report.FullEvaluation;
import org.cordscope.report.PressedFiles;
import org.cordscope.report.figure.Numbers;
import org.cordscope.report.predictions.Predictions;
import org.cordscope.report.predictions.PredictionsFile;
import org.cordscope.study.WholeFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tests a model on real healthy slices with simulated compression. */
@Command(
        name = "press",
        mixinStandardHelpOptions = true,
        description =
                "Presses the cord of real healthy slices by known amounts and holds what a model says against it.")
public final class Press implements Callable<Integer> {
    /** Of a comparison with raters, who have not read pressed slices. */
    private static final double MARGIN = 0.05;

    @Parameters(
            paramLabel = "TABLE",
            description =
                    "CSV: image (NIfTI, DICOM file or folder), cord (NIfTI mask), patient; cord_value where the mask labels more; further columns are groups")
    private Path table = Path.of("");

    @Option(names = "--model", paramLabel = "FILE", description = "A trained model; without it, the one that ships")
    private @Nullable Path model;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the results go")
    private Path out = Path.of("");

    @Option(
            names = "--indentation-mm",
            split = ",",
            defaultValue = "1,2,3",
            description = "How far the cord's surface is moved in; half of it all round (${DEFAULT-VALUE})")
    private List<Double> indentationsMm = List.of();

    @Option(
            names = "--extent-mm",
            defaultValue = "0",
            description =
                    "Along the cord, the distance at which the pressure has fallen to 61 %%: neighbouring slices are shown, pressed by so much less; 0: each slice alone (${DEFAULT-VALUE})")
    private double extentMm;

    @Option(
            names = "--threshold",
            description = "Probability from which a slice counts as compressed; without it, the model's own")
    private @Nullable Double threshold;

    @Option(
            names = "--show-every",
            defaultValue = "8",
            description = "The sheet shows every so many-th slice (${DEFAULT-VALUE})")
    private int showEvery;

    @Option(names = "--json", description = "Print the summary as JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Inputs.mustExist(table, "Give a CSV table with the columns image, cord and patient.");
        Inputs.mustBecomeFolder(out);
        Instant started = Instant.now();
        PressTable scans = PressTable.read(table);
        PressChallenge challenge = new PressChallenge(PressChallenge.usual(indentationsMm), extentMm);
        List<ScoredSlice> scored = new ArrayList<>();
        PressedFiles files;
        double from;
        String sha256;
        List<Path> models = OpenModel.files(model);
        try (OpenModel opened = OpenModel.of(models, null, threshold, OpenModel.areOfTheCord(models));
                ConsoleProgress progress = ConsoleProgress.onStderr()) {
            sha256 = opened.sha256().get(0);
            from = opened.judges().threshold().value();
            files = new PressedFiles(showEvery, from);
            PressChallenge.Sink sink = score -> {
                files.add(score);
                scored.add(score.scored());
            };
            challenge.run(scans, opened.judges(), sink, progress);
        }
        Predictions predictions = new Predictions(scored.stream()
                .map(slice -> new Predictions.Row(slice, null, Double.NaN, Map.of()))
                .toList());
        FullEvaluation evaluation = FullEvaluation.of(predictions, null, from, 1, MARGIN);
        RunRecord record = RunRecord.start(
                        "press",
                        started,
                        null,
                        Map.of(
                                "threshold",
                                from,
                                "indentation_mm",
                                indentationsMm,
                                "extent_mm",
                                extentMm,
                                "compressed_from_mm",
                                PressedScore.COMPRESSED_FROM_MM))
                .withInput("model", sha256)
                .withInput("table", table);
        EvaluationFiles.write(evaluation, out);
        PredictionsFile.write(predictions, out.resolve("predictions.csv"));
        files.write(out);
        WholeFile.write(out.resolve("run.json"), Json.text(record.toMap()) + "\n");
        print(evaluation.slices().patients(), files.pressings());
        return 0;
    }

    private void print(int patients, List<PressingTable.Row> pressings) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("patients", patients);
        PressingTable.Row untouched = pressings.get(0);
        summary.put("untouched_slices", untouched.slices());
        summary.put("untouched_called_compressed", untouched.called());
        summary.put("untouched_not_judged", untouched.notJudged());
        if (json) {
            summary.put("pressings", pressings.stream().map(Press::shown).toList());
        }
        summary.put("out", out.toString());
        Json.print(summary, json);
        if (!json) {
            pressings.stream().filter(PressingTable.Row::isSum).forEach(Press::print);
        }
    }

    private static Map<String, Object> shown(PressingTable.Row row) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("column", row.column());
        shown.put("group", row.group());
        shown.put("pressing", row.pressing());
        shown.put("slices", row.slices());
        shown.put("auc", row.auc().isDefined() ? row.auc().value() : null);
        shown.put("called", row.called());
        shown.put("not_judged", row.notJudged());
        return shown;
    }

    private static void print(PressingTable.Row row) {
        String group = row.column().equals(PressingTable.ALL) ? "all" : row.column() + " " + row.group();
        System.out.printf(
                "%-20s %s: AUC %s, %d of %d called%n",
                group, row.pressing(), Numbers.estimate(row.auc()), row.called(), row.slices());
    }
}
