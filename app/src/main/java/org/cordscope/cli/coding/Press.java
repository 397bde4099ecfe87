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
import org.cordscope.evaluation.Evaluation;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.inference.pressing.PressChallenge;
import org.cordscope.inference.pressing.PressTable;
import org.cordscope.inference.pressing.PressedScore;
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
            defaultValue = "0.5",
            description = "Probability from which a slice counts as compressed (${DEFAULT-VALUE})")
    private double threshold;

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
        PressedFiles files = new PressedFiles(showEvery, threshold);
        List<ScoredSlice> scored = new ArrayList<>();
        List<PressedScore> untouched = new ArrayList<>();
        int[] refused = new int[1];
        String sha256;
        try (OpenModel opened = OpenModel.of(OpenModel.files(model), null, threshold, false);
                ConsoleProgress progress = ConsoleProgress.onStderr()) {
            sha256 = opened.sha256().get(0);
            PressChallenge.Sink sink = score -> {
                files.add(score);
                scored.add(score.scored());
                refused[0] += score.judged() ? 0 : 1;
                if (score.pressing().effacement() == 0) {
                    untouched.add(score);
                }
            };
            challenge.run(scans, opened.judges(), sink, progress);
        }
        Predictions predictions = new Predictions(scored.stream()
                .map(slice -> new Predictions.Row(slice, null, Double.NaN, Map.of()))
                .toList());
        FullEvaluation evaluation = FullEvaluation.of(predictions, null, threshold, 1, MARGIN);
        RunRecord record = RunRecord.start(
                        "press",
                        started,
                        null,
                        Map.of(
                                "threshold",
                                threshold,
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
        print(evaluation.slices(), refused[0], untouched);
        return 0;
    }

    private void print(Evaluation evaluation, int refused, List<PressedScore> untouched) {
        long flagged = untouched.stream()
                .filter(score -> score.judged() && score.probability() >= threshold)
                .count();
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("patients", evaluation.patients());
        summary.put("pressed_slices", evaluation.slices());
        summary.put("of_them_not_judged", refused);
        summary.put("auc", Numbers.estimate(evaluation.pooled().auc()));
        summary.put("sensitivity", Numbers.estimate(evaluation.pooled().sensitivity()));
        summary.put("specificity", Numbers.estimate(evaluation.pooled().specificity()));
        summary.put("untouched_slices", untouched.size());
        summary.put("untouched_called_compressed", flagged);
        evaluation
                .subgroups()
                .forEach(group ->
                        summary.put("auc_" + group.column() + "_" + group.group(), Numbers.estimate(group.auc())));
        summary.put("out", out.toString());
        Json.print(summary, json);
    }
}
