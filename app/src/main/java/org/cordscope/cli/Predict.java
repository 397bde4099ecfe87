package org.cordscope.cli;

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
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.inference.CodedScan;
import org.cordscope.inference.CodingFiles;
import org.cordscope.inference.CodingResult;
import org.cordscope.inference.ScanCoder;
import org.cordscope.learning.Precision;
import org.cordscope.learning.SliceClassifier;
import org.cordscope.learning.torch.TorchClassifier;
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
final class Predict implements Callable<Integer> {
    private static final int SCANS_SHOWN = 10;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "DICOM files, folders or ZIP archives")
    private List<Path> paths = List.of();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the results go")
    private Path out = Path.of("");

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE",
            description = "A trained model (model.safetensors)")
    private Path model = Path.of("");

    @Option(
            names = "--threshold",
            defaultValue = "0.5",
            description = "Probability from which a slice counts as compressed (${DEFAULT-VALUE})")
    private double threshold;

    @Option(names = "--precision", description = "float32 or bfloat16; the faster one of this machine by default")
    private @Nullable Precision precision;

    @Option(
            names = "--rules",
            paramLabel = "FILE",
            description = "Rules for choosing the series (YAML), instead of the shipped ones")
    private @Nullable Path rulesFile;

    @Option(names = "--allow-t2star", description = "Also code axial T2*-weighted series")
    private boolean allowT2star;

    @Mixin
    private DicomOption dicom = new DicomOption();

    @Mixin
    private AgainstOption against = new AgainstOption();

    @Option(names = "--json", description = "Print the summary as JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        for (Path path : paths) {
            Inputs.mustExist(path, "Check the path.");
        }
        Inputs.mustExist(
                model, "Give a trained model with --model, for example cordscope-demo/model.safetensors of the demo.");
        Inputs.mustBecomeFolder(out);
        against.check(out);
        Instant started = Instant.now();
        SeriesRules rules = rulesFile == null ? SeriesRules.defaults() : SeriesRules.load(rulesFile);
        CompletableFuture<SliceClassifier> loading =
                CompletableFuture.supplyAsync(() -> TorchClassifier.open(model, precision()));
        try (ConsoleProgress progress = ConsoleProgress.onStderr()) {
            ScanCoder coder =
                    new ScanCoder(() -> join(loading), allowT2star ? rules.withAllowT2star(true) : rules, threshold);
            CodingResult result = coder.code(paths, progress);
            progress.finish();
            if (result.scans().isEmpty() && result.rejected().isEmpty()) {
                throw new UserFacingException("There is no file in " + shown(paths), "Check the path.");
            }
            RunRecord record = RunRecord.start("predict", started, null, settings())
                    .withInput("model", join(loading).sha256());
            CodingFiles.write(result, Json.text(record.toMap()) + "\n", out);
            dicom.write(result, paths, model, join(loading), new DicomOption.Coding(threshold, precision()), out);
            print(result);
            return result.scans().isEmpty() ? nothingCoded(result) : 0;
        } finally {
            loading.handle((classifier, failure) -> close(classifier)).join();
        }
    }

    private static boolean close(@Nullable SliceClassifier classifier) {
        if (classifier != null) {
            classifier.close();
        }
        return classifier != null;
    }

    private Precision precision() {
        return precision == null ? TorchClassifier.fastestPrecision() : precision;
    }

    private static SliceClassifier join(CompletableFuture<SliceClassifier> loading) {
        try {
            return loading.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("threshold", threshold);
        settings.put("precision", precision().name().toLowerCase(Locale.ROOT));
        settings.put("rules", rulesFile == null ? "shipped" : rulesFile.getFileName());
        settings.put("allow_t2star", allowT2star);
        return settings;
    }

    private void print(CodingResult result) throws IOException {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("scans", result.scans().size());
        summary.put("slices", result.slices());
        summary.put(
                "compressed_slices",
                result.scans().stream().mapToInt(CodedScan::compressedSlices).sum());
        summary.put("rejected_files", result.rejected().size());
        summary.put(
                "unreadable_slices",
                result.scans().stream().mapToInt(CodedScan::missing).sum());
        against.compare(out, summary);
        summary.put("out", out.toString());
        if (json) {
            Json.print(summary, true);
            return;
        }
        for (CodedScan scan :
                result.scans().subList(0, Math.min(SCANS_SHOWN, result.scans().size()))) {
            System.out.printf(
                    Locale.ROOT,
                    "%d of %d slices compressed, longest run %d, highest probability %.3f   (series %s)%n",
                    scan.compressedSlices(),
                    scan.slices().size(),
                    scan.longestRun(),
                    scan.maxProbability(),
                    scan.seriesUid());
        }
        if (result.scans().size() > SCANS_SHOWN) {
            System.out.printf(
                    "... and %d more scans in scans.csv%n", result.scans().size() - SCANS_SHOWN);
        }
        Json.print(summary, false);
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
        throw new UserFacingException(
                "No slice was coded: " + why,
                out.resolve("rejected.csv")
                        + " has each file's reason; --rules and --allow-t2star change what is accepted.");
    }

    private static String shown(List<Path> paths) {
        String first = paths.get(0).toString();
        return paths.size() == 1 ? first : first + " and " + (paths.size() - 1) + " more";
    }
}
