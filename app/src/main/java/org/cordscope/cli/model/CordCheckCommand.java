package org.cordscope.cli.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cordscope.cli.shared.ConsoleProgress;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cli.shared.Json;
import org.cordscope.inference.cord.CordCheck;
import org.cordscope.inference.cord.CordCheck.Found;
import org.cordscope.inference.cord.CordJudges;
import org.cordscope.inference.cord.CordOcclusion;
import org.cordscope.inference.pressing.PressTable;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.torch.TorchClassifier;
import org.cordscope.learning.torch.TorchCordReader;
import org.cordscope.report.CordSheet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds the cords that are found against ones that were drawn by hand. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Looks for the cord in healthy scans and holds it against masks drawn by hand.")
final class CordCheckCommand implements Callable<Integer> {
    private static final double NEAR_MM = 3;

    @Parameters(
            paramLabel = "TABLE",
            description =
                    "CSV: image (NIfTI, DICOM file or folder), cord (NIfTI mask), patient, by choice cord_value, as of press")
    private Path table = Path.of("");

    @Option(
            names = "--model",
            paramLabel = "FILE",
            description = "A model of `cord train`; without it, the one that ships")
    private @Nullable Path model;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the sheet goes")
    private Path out = Path.of("");

    @Option(
            names = "--show-every",
            defaultValue = "6",
            description = "The sheet shows every so many-th slice (${DEFAULT-VALUE})")
    private int showEvery;

    @Option(names = "--json", description = "Print the summary as JSON")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Inputs.mustExist(table, "Give a CSV table with the columns image, cord and patient.");
        CordModel read = model == null ? CordModel.shipped() : CordModel.read(model);
        Map<String, List<Found>> byScan = new LinkedHashMap<>();
        try (TorchCordReader reader = TorchCordReader.of(read, TorchClassifier.fastestPrecision());
                ConsoleProgress progress = ConsoleProgress.onStderr()) {
            CordJudges judges = new CordJudges(reader, null, true);
            CordSheet sheet = new CordSheet(judges.threshold().value());
            List<Found> all = new ArrayList<>();
            CordCheck.run(
                    PressTable.read(table),
                    judges,
                    (found, slice) -> {
                        if (all.size() % showEvery == 0) {
                            sheet.add(title(found), found.look(), found.opinion(), CordOcclusion.of(reader, slice));
                        }
                        all.add(found);
                        byScan.computeIfAbsent(
                                        String.valueOf(found.scan().image().getFileName()), name -> new ArrayList<>())
                                .add(found);
                    },
                    progress);
            sheet.write(out.resolve("cords.svg"));
            Map<String, Object> summary = new LinkedHashMap<>();
            byScan.forEach((scan, found) ->
                    summary.put(scan, words(found, judges.threshold().value())));
            summary.put("all", words(all, judges.threshold().value()));
            summary.put("out", out.toString());
            Json.print(summary, json);
        }
        return 0;
    }

    private static String title(Found found) {
        return String.format(
                Locale.ROOT,
                "%s #%d: off by %.1f mm, Dice %.2f",
                found.scan().patient(),
                found.slice(),
                found.errorMm(),
                found.dice());
    }

    private static String words(List<Found> found, double threshold) {
        double[] dice = found.stream().mapToDouble(Found::dice).sorted().toArray();
        long near = found.stream().filter(f -> f.errorMm() <= NEAR_MM).count();
        long refused =
                found.stream().filter(f -> !f.opinion().reason().isEmpty()).count();
        long flagged = found.stream()
                .filter(f -> f.opinion().reason().isEmpty() && f.opinion().probability() >= threshold)
                .count();
        return String.format(
                Locale.ROOT,
                "%d of %d within 3 mm (%d by the finder alone), median Dice %.3f (lowest %.3f), %d not judged, %d flagged",
                near,
                found.size(),
                found.stream().filter(f -> f.finderMm() <= NEAR_MM).count(),
                dice[dice.length / 2],
                dice[0],
                refused,
                flagged);
    }
}
