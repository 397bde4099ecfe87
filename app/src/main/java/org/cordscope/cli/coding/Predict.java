package org.cordscope.cli.coding;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.cordscope.cli.shared.ConsoleProgress;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cli.shared.Json;
import org.cordscope.cli.shared.ThresholdOption;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.inference.CodedScan;
import org.cordscope.inference.CodingFiles;
import org.cordscope.inference.CodingJournal;
import org.cordscope.inference.CodingResult;
import org.cordscope.inference.ScanCoder;
import org.cordscope.inference.ScanFinding;
import org.cordscope.inference.WantedStudies;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.pacs.result.ScanOverview;
import org.cordscope.pacs.result.ScanSource;
import org.cordscope.pacs.result.ScanSources;
import org.cordscope.provenance.CordscopeVersion;
import org.cordscope.provenance.RunRecord;
import org.cordscope.study.Rejected;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Codes scans with a trained model. */
@Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description = "Codes every slice of the axial T2-weighted series in files, folders and ZIP archives.")
public final class Predict implements Callable<Integer> {
    private static final int SCANS_SHOWN = 10;

    /** Why a NIfTI volume is rejected where DICOM is read. */
    private static final String NIFTI = "not DICOM: NIfTI";

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "DICOM files, folders or ZIP archives")
    private List<Path> paths = List.of();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the results go")
    private Path out = Path.of("");

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "A trained model (model.safetensors) instead of the one that ships; given several times, the"
                    + " models code together")
    private List<Path> models = List.of();

    @Mixin
    private CodingOptions coding = new CodingOptions();

    @Option(
            names = "--no-mirror",
            description = "Do not ask a single model about mirror images: half the time, but no spread")
    private boolean withoutMirror;

    @Mixin
    private DicomOption dicom = new DicomOption();

    @Mixin
    private ResultOptions results = new ResultOptions();

    @Mixin
    private AgainstOption against = new AgainstOption();

    @Option(
            names = "--studies",
            paramLabel = "FILE",
            description = "Code only the studies that this list names, by Study Instance UID or Patient ID, one a line")
    private @Nullable Path studies;

    @Option(names = "--json", description = "Print the summary as JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        for (Path path : paths) {
            Inputs.mustExist(path, "Check the path.");
        }
        OpenModel.mustExist(models);
        Inputs.mustBecomeFolder(out);
        against.check(out);
        dicom.check(models.size());
        results.check(models.size());
        WantedStudies wanted = WantedStudies.all();
        if (studies != null) {
            Inputs.mustExist(studies, "Check the path.");
            wanted = WantedStudies.read(studies);
        }
        Instant started = Instant.now();
        SeriesRules rules = coding.rules();
        CompletableFuture<OpenModel> loading = CompletableFuture.supplyAsync(() -> coding.open(models, !withoutMirror));
        try (ConsoleProgress progress = ConsoleProgress.onStderr();
                CodingJournal journal = new CodingJournal(out, () -> coder(join(loading)))) {
            CodingResult result =
                    new ScanCoder(() -> join(loading).judges(), rules).code(paths, wanted, journal, progress);
            progress.finish();
            if (result.scans().isEmpty() && result.rejected().isEmpty()) {
                throw new UserFacingException("There is no file in " + shown(paths), "Check the path.");
            }
            OpenModel model = join(loading);
            DecisionThreshold used = model.threshold();
            RunRecord record = RunRecord.start("predict", started, null, settings(model));
            for (int i = 0; i < model.sha256().size(); i++) {
                record = record.withInput(
                        i == 0 ? "model" : "model_" + (i + 1), model.sha256().get(i));
            }
            CodingFiles.write(result, Json.text(record.toMap()) + "\n", out);
            ScanSources scans = new ScanSources(result, paths);
            dicom.write(result, scans, model, out);
            results.write(result, scans, model.sha256(), model.algorithm(), out);
            overview(scans, model);
            journal.delete();
            print(result, used);
            return result.scans().isEmpty() ? nothingCoded(result) : 0;
        } finally {
            loading.handle((model, failure) -> close(model)).join();
        }
    }

    /** A page to look at; where it cannot be made, the tables stand. */
    private void overview(ScanSources scans, OpenModel model) throws IOException {
        try {
            List<ScanSource> all = scans.all();
            if (!all.isEmpty()) {
                new ScanOverview(model.algorithm(), model.pictures(false)).write(all, out.resolve("overview.html"));
            }
        } catch (UserFacingException e) {
            System.err.println("cordscope: overview.html is not written: " + e.getMessage());
        }
    }

    /** All that the figures of a scan depend on besides its files. */
    private String coder(OpenModel model) {
        return String.join(
                " ",
                CordscopeVersion.current(),
                model.sha256().toString(),
                String.valueOf(coding.threshold()),
                String.valueOf(!withoutMirror),
                model.precision().name());
    }

    private static boolean close(@Nullable OpenModel model) {
        if (model != null) {
            model.close();
        }
        return model != null;
    }

    private static OpenModel join(CompletableFuture<OpenModel> loading) {
        try {
            return loading.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }

    private Map<String, Object> settings(OpenModel model) {
        Map<String, Object> settings = coding.settings(model);
        settings.put("mirror", models.size() < 2 && !withoutMirror);
        settings.put("model", models.isEmpty() ? "shipped" : "given");
        return settings;
    }

    private void print(CodingResult result, DecisionThreshold used) throws IOException {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("scans", result.scans().size());
        for (ScanFinding finding : ScanFinding.values()) {
            summary.put("scans_" + finding.word(), count(result, finding));
        }
        summary.put("slices", result.slices());
        summary.put(
                "compressed_slices",
                result.scans().stream().mapToInt(CodedScan::compressedSlices).sum());
        summary.put("not_judged_slices", result.notJudgedSlices());
        summary.put("rejected_files", result.rejected().size());
        summary.put(
                "unreadable_slices",
                result.scans().stream().mapToInt(CodedScan::missing).sum());
        summary.put("threshold", json ? used.value() : ThresholdOption.words(used));
        if (json) {
            summary.put("threshold_chosen", used.chosen());
        }
        against.compare(out, summary);
        summary.put("out", out.toString());
        if (json) {
            Json.print(summary, true);
            return;
        }
        for (CodedScan scan :
                result.scans().subList(0, Math.min(SCANS_SHOWN, result.scans().size()))) {
            System.out.println(words(scan));
        }
        if (result.scans().size() > SCANS_SHOWN) {
            System.out.printf(
                    "... and %d more scans in scans.csv%n", result.scans().size() - SCANS_SHOWN);
        }
        Json.print(summary, false);
    }

    private static long count(CodingResult result, ScanFinding finding) {
        return result.scans().stream().filter(scan -> scan.finding() == finding).count();
    }

    private static String words(CodedScan scan) {
        String series = "   (series " + scan.seriesUid() + ")";
        int slices = scan.slices().size();
        if (scan.notJudgedSlices() == slices) {
            return "none of " + slices + " slices was judged: " + scan.reason() + series;
        }
        return String.format(
                Locale.ROOT,
                "%s%d of %d slices compressed, longest run %d, highest probability %.3f%s%s",
                scan.finding() == ScanFinding.POSSIBLE ? "possible: " : "",
                scan.compressedSlices(),
                slices,
                scan.longestRun(),
                scan.maxProbability(),
                scan.notJudgedSlices() == 0 ? "" : "; not judged: " + scan.reason(),
                series);
    }

    private int nothingCoded(CodingResult result) {
        Map<String, Long> reasons =
                result.rejected().stream().collect(Collectors.groupingBy(Rejected::reason, Collectors.counting()));
        Map.Entry<String, Long> most =
                reasons.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        String why = result.rejected().size() == 1
                ? result.rejected().get(0).path() + ": " + most.getKey()
                : "none of " + result.rejected().size() + " files in " + shown(paths) + " could be used, most often: "
                        + most.getKey();
        String remedy = most.getKey().equals(NIFTI)
                ? "`cordscope import` makes DICOM of NIfTI volumes: give the images/ folder of that study."
                : out.resolve("rejected.csv")
                        + " has each file's reason; --rules and --allow-t2star change what is accepted.";
        throw new UserFacingException("No slice was coded: " + why, remedy);
    }

    private static String shown(List<Path> paths) {
        String first = paths.get(0).toString();
        return paths.size() == 1 ? first : first + " and " + (paths.size() - 1) + " more";
    }
}
