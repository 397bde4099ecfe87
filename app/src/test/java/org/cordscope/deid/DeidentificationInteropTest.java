package org.cordscope.deid;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.phantom.PhantomCohort;
import org.cordscope.phantom.PhantomRequest;
import org.cordscope.study.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every real file and a phantom cohort through deid, before the eyes of dciodvfy and pydicom. */
@Tag("interop")
final class DeidentificationInteropTest {
    private static final Path DATA = Path.of("../../shared/data/dicom");

    @TempDir
    Path folder;

    @Test
    void real_files_come_out_clean_readable_and_no_worse_than_they_were() throws Exception {
        assertTrue(Files.isDirectory(DATA), "shared data missing: " + DATA.toAbsolutePath());
        DeidentificationSummary summary = deidentified(DATA, DeidentificationOptions.defaults());
        assertTrue(summary.outputs() > 200, summary.toString());
        check();
    }

    @Test
    void phantoms_come_out_clean_with_every_option() throws Exception {
        Path phantom = folder.resolve("phantom");
        PhantomCohort.write(PhantomRequest.defaults().withPatients(2).withMatrix(64), phantom, 2, Progress.NONE);
        DeidentificationOptions options = DeidentificationOptions.defaults();
        for (ProfileOption option : ProfileOption.values()) {
            options = option == ProfileOption.RETAIN_FULL_DATES ? options : options.with(option);
        }
        assertTrue(deidentified(phantom.resolve("dicom"), options).outputs() > 30);
        check();
    }

    private DeidentificationSummary deidentified(Path from, DeidentificationOptions options) throws IOException {
        return FolderDeidentification.run(
                List.of(from), folder.resolve("out"), null, options, Clock.systemUTC(), Progress.NONE);
    }

    private void check() throws Exception {
        assertEquals(
                List.of(),
                Verification.run(folder.resolve("out"), null, Progress.NONE).findings());
        assertEquals(
                "",
                run(
                                "/usr/bin/python3",
                                "-W",
                                "ignore",
                                "-c",
                                PYDICOM,
                                folder.resolve("out").toString())
                        .strip());
        List<String> worse = new ArrayList<>();
        try (CSVParser rows = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(Files.newBufferedReader(folder.resolve("out-private/files.csv")))) {
            for (CSVRecord row : rows) {
                boolean zipped =
                        row.get("path").contains("!") || row.get("path").endsWith(".gz");
                if (!row.get("output").isEmpty() && !zipped) {
                    Set<String> added =
                            new TreeSet<>(errors(folder.resolve("out").resolve(row.get("output"))));
                    added.removeAll(errors(Path.of(row.get("path"))));
                    added.forEach(error -> worse.add(row.get("path") + ": " + error));
                }
            }
        }
        assertEquals(List.of(), worse);
    }

    private static final String PYDICOM = """
            import os, sys, pydicom
            for folder, _, names in os.walk(sys.argv[1]):
                for name in names:
                    if name.endswith('.dcm'):
                        d = pydicom.dcmread(os.path.join(folder, name))
                        if d.PatientIdentityRemoved != 'YES' or 'PixelData' not in d or str(d.PatientName) != d.PatientID:
                            print(name)
                        list(d.iterall())
            """;

    /** Errors without the values that are shown with them. */
    private static Set<String> errors(Path file) throws Exception {
        Set<String> errors = new TreeSet<>();
        for (String line : run("dciodvfy", file.toString()).split("\n", -1)) {
            if (line.startsWith("Error")) {
                errors.add(line.replaceAll(" <[^>]*>", " "));
            }
        }
        return errors;
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        process.waitFor();
        return output;
    }
}
