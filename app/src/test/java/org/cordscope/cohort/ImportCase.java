package org.cordscope.cohort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.deid.MadeFile;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Vr;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Three patients with two series each, a copy and a text, on the disk: what tests of the import start from. */
abstract class ImportCase {
    static final SeriesRules RULES = SeriesRules.defaults();
    static final int SLICES = 6;

    /** The same tests run on PostgreSQL by a class that changes this. */
    StudySettings settings() {
        return StudySettings.named("trial");
    }

    @TempDir
    Path folder;

    Path input = Path.of("");

    @BeforeEach
    void write() throws IOException {
        input = folder.resolve("in");
        for (int patient = 1; patient <= 3; patient++) {
            String study = "1.2." + patient;
            for (int i = 0; i < SLICES; i++) {
                put("PATIENT" + patient + "/t2/" + i, MadeFile.slice("PATIENT" + patient, study, study + ".1", i));
            }
            for (int i = 0; i < 4; i++) {
                DataSet t1 = MadeFile.slice("PATIENT" + patient, study, study + ".2", i);
                put("PATIENT" + patient + "/t1/" + i, t1.set(0x00180081, Vr.DS, "10"));
            }
        }
        put("PATIENT1/copy", MadeFile.slice("PATIENT1", "1.2.1", "1.2.1.1", 2));
        Files.writeString(input.resolve("notes.txt"), "nothing");
    }

    final ImportSummary run(StudyFolder study) throws IOException {
        return Importing.run(study, ImportRequest.of(input), RULES, Progress.NONE);
    }

    final StudyFolder study(String name) throws IOException {
        return StudyFolder.init(folder.resolve(name), settings(), StoredStudy.CLOCK);
    }

    static void copyKey(StudyFolder from, StudyFolder to) throws IOException {
        Files.createDirectories(to.root().resolve("private"));
        Files.copy(from.root().resolve("private/key"), to.root().resolve("private/key"));
    }

    final void put(String name, DataSet data) throws IOException {
        MadeFile.write(input.resolve(name), data);
    }

    /** All rows of the catalogue and all images, comparable between studies of one key. */
    static Map<String, String> content(StudyFolder study) throws IOException {
        Map<String, String> content = new TreeMap<>();
        for (String table : List.of("subjects", "scans", "slices", "excluded_series", "sources")) {
            content.put(
                    table,
                    study.catalogue()
                            .jdbi()
                            .withHandle(h -> h.createQuery("SELECT * FROM " + table).mapToMap().stream()
                                    .map(row -> new TreeMap<>(row).toString())
                                    .sorted()
                                    .collect(Collectors.joining("\n"))));
        }
        try (Stream<Path> files = Files.walk(study.images())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                content.put(study.images().relativize(file).toString(), Sha256.ofFile(file));
            }
        }
        return content;
    }
}
