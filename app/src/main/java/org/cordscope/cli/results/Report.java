package org.cordscope.cli.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cordscope.cli.run.RunDescription;
import org.cordscope.cli.run.RunName;
import org.cordscope.cli.shared.ConsoleProgress;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cli.shared.StudyOption;
import org.cordscope.cli.shared.ThresholdOption;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.learning.Channels;
import org.cordscope.learning.saliency.ActivationMapper;
import org.cordscope.learning.torch.TorchMapper;
import org.cordscope.learning.torch.TorchRuntime;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.provenance.Sha256;
import org.cordscope.report.RecipeWords;
import org.cordscope.report.ReportContent;
import org.cordscope.report.ReportFolder;
import org.cordscope.report.ReportedRun;
import org.cordscope.report.StudyReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One page about a study and its model. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Writes report.html and report.pdf, and each table (CSV, LaTeX, Markdown) and figure (SVG, PDF, PNG)"
                        + " by itself.")
public final class Report implements Callable<Integer> {
    @Mixin
    private StudyOption study = new StudyOption();

    @Option(names = "--run", description = "Run to report; the newest by default")
    private @Nullable String run;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where report.html goes; the study's reports folder by default")
    private @Nullable Path out;

    @Mixin
    private ThresholdOption threshold = new ThresholdOption();

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the bootstrap (${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--margin",
            defaultValue = "0.05",
            description = "Margin of non-inferiority against the raters (${DEFAULT-VALUE})")
    private double margin;

    @Override
    public Integer call() throws IOException {
        if (out != null) {
            Inputs.mustBecomeFolder(out);
        }
        threshold.given();
        StudyFolder folder = study.open();
        Path runFolder = RunName.find(folder, run);
        Inputs.mustExist(
                runFolder.resolve("predictions.csv"),
                "Run first: cordscope evaluate --run " + runFolder.getFileName()
                        + ". Runs of folds without a holdout have no report: evaluate them together with --part validation"
                        + " --out DIR, which writes tables and figures.");
        Path reportFolder = out != null ? out : folder.reports().resolve(runFolder.getFileName());
        RunDescription of = RunDescription.read(runFolder);
        DecisionThreshold used = threshold.orOf(of.threshold());
        System.err.println("threshold " + ThresholdOption.words(used));
        ReportedRun reported = new ReportedRun(
                runFolder,
                of.model(),
                Sha256.ofFile(RunName.bestModel(runFolder)),
                of.card(),
                String.valueOf(TorchRuntime.describe().get("tensor_library")),
                folder.reports().resolve(runFolder.getFileName()).resolve("explain"),
                OtherHeads.of(runFolder));
        ReportContent content;
        try (ActivationMapper mapper = mapper(reported)) {
            content = StudyReport.of(folder, reported, used, seed, margin, mapper);
        }
        try (ConsoleProgress progress = ConsoleProgress.onStderr()) {
            ReportFolder.write(content, reportFolder, progress);
        }
        System.out.println(reportFolder.resolve("report.html"));
        return 0;
    }

    /** Null where the model sees neighbouring slices too, of which there are no maps. */
    private @Nullable ActivationMapper mapper(ReportedRun run) throws IOException {
        boolean alone = run.model() instanceof RecipeWords words
                && words.recipe().network().channels() == Channels.GREY_REPEATED;
        return alone ? TorchMapper.open(RunName.bestModel(run.folder()), seed) : null;
    }
}
