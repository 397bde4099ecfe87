package org.cordscope.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.deid.MadeFile;
import org.cordscope.study.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports in a process of their own that dies by SIGKILL; scripts/kill_import.py does the same at hundreds of random moments. */
final class KilledImportTest {
    private static final int PATIENTS = 12;
    private static final int SLICES = 10;

    @TempDir
    Path folder;

    @Test
    void killed_process_leaves_a_study_that_a_second_import_completes() throws Exception {
        Path input = folder.resolve("in");
        for (int patient = 1; patient <= PATIENTS; patient++) {
            for (int i = 0; i < SLICES; i++) {
                String study = "1.2." + patient;
                MadeFile.write(
                        input.resolve("p" + patient).resolve("s" + i),
                        MadeFile.slice("PATIENT" + patient, study, study + ".1", i));
            }
        }
        StudyFolder whole = study("whole");
        Importing.run(whole, ImportRequest.of(input), SeriesRules.defaults(), Progress.NONE);
        for (int stop : new int[] {0, 1, SLICES, 5 * SLICES + 3}) {
            StudyFolder torn = study("torn" + stop);
            Files.createDirectories(torn.privateFolder());
            Files.copy(
                    whole.privateFolder().resolve("key"), torn.privateFolder().resolve("key"));
            killAfter(stop, torn, input);
            assertTrue(Flow.of(torn).slices() % SLICES == 0, "a scan is stored whole or not at all");
            Importing.run(torn, ImportRequest.of(input), SeriesRules.defaults(), Progress.NONE);
            assertEquals(ImportCase.content(whole), ImportCase.content(torn), "killed after " + stop + " images");
        }
    }

    /** Runs an import until so many images are stored, then kills it. */
    private void killAfter(int images, StudyFolder study, Path input) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.cordscope.cli.Main",
                        "import",
                        input.toString(),
                        "--study",
                        study.root().toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        while (process.isAlive() && stored(study) < images) {
            Thread.onSpinWait();
        }
        process.destroyForcibly();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    }

    /** Images that have their final name; files that come and go meanwhile do no harm to this way of looking. */
    private static long stored(StudyFolder study) {
        return names(study.images().toFile())
                .flatMap(subject -> names(subject).flatMap(KilledImportTest::names))
                .filter(file -> file.getName().endsWith(".dcm"))
                .count();
    }

    private static Stream<File> names(File folder) {
        File[] files = folder.listFiles();
        return files == null ? Stream.of() : Stream.of(files);
    }

    private StudyFolder study(String name) throws IOException {
        return StudyFolder.init(folder.resolve(name), StudySettings.named("trial"), StoredStudy.CLOCK);
    }
}
