package org.cordscope.cli.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cordscope.cli.shared.ConsoleProgress;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cli.shared.Json;
import org.cordscope.cli.shared.ThresholdOption;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.evaluation.operating.OperatingRule;
import org.cordscope.inference.CodingFiles;
import org.cordscope.inference.CodingResult;
import org.cordscope.inference.ScanCoder;
import org.cordscope.inference.cord.CordJudges;
import org.cordscope.inference.cord.CordValidation;
import org.cordscope.inference.cord.SliceTruth;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.torch.TorchClassifier;
import org.cordscope.learning.torch.TorchCordReader;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.report.predictions.Predictions;
import org.cordscope.report.predictions.PredictionsFile;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Codes a phantom cohort and holds it against its truth. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description =
                "Codes a phantom cohort, holds it against its truth, and chooses threshold and calibration on it.")
final class CordValidateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "COHORT", description = "A folder that `phantom` made")
    private Path cohort = Path.of("");

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "A model of `cord train`; without it, the one that ships")
    private @Nullable Path model;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "Where the tables go; predictions.csv is for `evaluate --predictions`")
    private Path out = Path.of("");

    @Option(
            names = "--decide",
            paramLabel = "RULE",
            description = "Choose threshold (as train --operating-point) and calibration on this cohort")
    private @Nullable String rule;

    @Option(
            names = "--measures-share",
            paramLabel = "SHARE",
            description =
                    "With --decide: the part that measures of the cord have in the logit of compression beside the networks, above 0 and below 1; without it, the model's own")
    private @Nullable Double measuresShare;

    @Option(
            names = "--decide-scans",
            paramLabel = "RULE",
            description = "With --scans: choose from where on a scan's highest probability calls it compressed")
    private @Nullable String scanRule;

    @Option(
            names = "--scans",
            paramLabel = "FILE",
            description = "Scans on which --decide-scans chooses: predictions.csv of this and other cohorts, joined")
    private @Nullable Path scans;

    @Option(names = "--card", paramLabel = "FILE", description = "With --write: the model card (Markdown)")
    private @Nullable Path card;

    @Option(names = "--write", paramLabel = "FILE", description = "The model with what was chosen")
    private @Nullable Path written;

    @Option(names = "--json", description = "Print the summary as JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Inputs.mustExist(cohort, "Make one with `phantom`.");
        Inputs.mustBecomeFolder(out);
        OperatingRule chosen = rule == null ? null : OperatingRule.parse(rule);
        DecisionThreshold ofScans = chosenOfScans();
        Map<org.cordscope.study.SliceKey, SliceTruth> truths = SliceTruth.read(cohort.resolve("truth.csv"));
        CordModel read = shared(model == null ? CordModel.shipped() : CordModel.read(model));
        CordValidation validation;
        try (TorchCordReader reader = TorchCordReader.of(read, TorchClassifier.fastestPrecision());
                ConsoleProgress progress = ConsoleProgress.onStderr()) {
            CordJudges judges = new CordJudges(reader, null, true);
            CodingResult result = new ScanCoder(() -> judges, SeriesRules.defaults())
                    .code(List.of(cohort.resolve("dicom")), progress);
            validation = new CordValidation(result, truths);
            CodingFiles.write(result, Json.text(Map.of("model", read.sha256())) + "\n", out);
        }
        PredictionsFile.write(
                new Predictions(validation.placed().stream()
                        .map(slice -> new Predictions.Row(slice.scored(), slice.seriesUid(), slice.index(), Map.of()))
                        .toList()),
                out.resolve("predictions.csv"));
        Map<String, Object> summary = summary(validation);
        CordModel.Decision decision = read.decision();
        if (chosen != null) {
            decision = validation.decide(chosen, decision.measures());
            summary.put("threshold", ThresholdOption.words(decision.threshold()));
            summary.put("temperature", decision.calibration().temperature());
        }
        if (ofScans != null) {
            decision = decision.withScanThreshold(ofScans);
        }
        DecisionThreshold present = decision.scanThreshold();
        if (present != null) {
            summary.put("scan_threshold", ThresholdOption.words(present));
            validation
                    .patients(present.value())
                    .forEach((outcome, patients) -> summary.put("patients_present_" + outcome, patients));
        }
        if (written != null) {
            CordModel decided = read.withDecision(decision);
            (card == null ? decided : decided.withCard(Files.readString(card))).write(written);
            summary.put("model", written.toString());
        }
        summary.put("out", out.toString());
        Json.print(summary, json);
        return 0;
    }

    private CordModel shared(CordModel given) {
        if (measuresShare == null) {
            return given;
        }
        if (rule == null || !(measuresShare > 0) || measuresShare >= 1) {
            throw new IllegalArgumentException(
                    "--measures-share is above 0 and below 1, and goes with --decide: another share needs another threshold");
        }
        return given.withDecision(given.decision()
                .withMeasures(given.decision().measures().withShare(measuresShare))
                .withScanThreshold(null));
    }

    private @Nullable DecisionThreshold chosenOfScans() {
        if (scanRule == null && scans == null) {
            return null;
        }
        if (scanRule == null || scans == null) {
            throw new IllegalArgumentException("--decide-scans and --scans go together");
        }
        List<ScoredSlice> whole = PredictionsFile.read(scans, Map.of()).wholeScans();
        if (whole.isEmpty()) {
            throw new UserFacingException(
                    scans + " does not say of each slice in which scan it lies",
                    "Give predictions with a column scan_id, as `cord validate` writes them.");
        }
        return CordValidation.scanThreshold(OperatingRule.parse(scanRule), whole);
    }

    private static Map<String, Object> summary(CordValidation validation) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("slices", validation.slices());
        summary.put("not_judged", validation.notJudged());
        summary.put("kang_kappa_quadratic", validation.gradeKappa());
        validation.patients(0).forEach((outcome, patients) -> summary.put("patients_" + outcome, patients));
        validation
                .errors()
                .forEach((measure, error) -> summary.put(
                        measure + "_error", String.format(Locale.ROOT, "%.2f, SD %.2f", error[0], error[1])));
        return summary;
    }
}
