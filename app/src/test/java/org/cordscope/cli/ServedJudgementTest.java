package org.cordscope.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.cordscope.cli.coding.OpenModel;
import org.cordscope.cli.service.ServedModels;
import org.cordscope.cli.service.ServiceOptions;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.csv.CsvTable;
import org.cordscope.inference.Judges;
import org.cordscope.inference.ScanCoder;
import org.cordscope.study.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A slice has one probability, whichever command asks the model that ships. */
final class ServedJudgementTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void watch_api_and_web_app_judge_as_predict_does() throws IOException {
        Path dicom = folder.resolve("phantom/dicom");
        done(
                "phantom",
                "--patients",
                1,
                "--matrix",
                64,
                "--no-decoys",
                "--no-masks",
                "--out",
                folder.resolve("phantom"));
        done("predict", dicom, "--out", folder.resolve("coded"));
        List<String> predicted = CsvTable.read(folder.resolve("coded/slices.csv")).rows().stream()
                .map(row -> row.get("probability"))
                .toList();

        try (OpenModel service = new ServiceOptions().open();
                ServedModels web = new ServedModels(null)) {
            assertEquals(predicted, probabilities(service.judges(), dicom));
            assertEquals(predicted, probabilities(web.judges(), dicom));
        }
    }

    private static List<String> probabilities(Judges judges, Path dicom) throws IOException {
        return new ScanCoder(() -> judges, SeriesRules.defaults())
                .code(List.of(dicom), Progress.NONE).scans().stream()
                        .flatMap(scan -> scan.slices().stream())
                        .map(slice -> String.format(Locale.ROOT, "%.6f", slice.probability()))
                        .toList();
    }

    private static void done(Object... arguments) {
        Console console = Console.run(arguments);
        assertEquals(0, console.exit(), console.err());
    }
}
