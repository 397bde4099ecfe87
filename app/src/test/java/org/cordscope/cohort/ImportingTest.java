package org.cordscope.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.cordscope.deid.DeidentificationCheck;
import org.cordscope.deid.MadeFile;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.Vr;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.Progress;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;

class ImportingTest extends ImportCase {
    @Test
    void every_file_found_is_used_excluded_or_rejected() throws IOException {
        StudyFolder study = study("a");
        ImportSummary summary = run(study);
        assertEquals(3 * SLICES, summary.usedFiles());
        assertEquals(Map.of("not shown to be T2-weighted", 12, "copy of another file", 1), summary.excludedFiles());
        assertEquals(Map.of("not shown to be T2-weighted", 3), summary.excludedSeries());
        assertEquals(Map.of("not DICOM: text", 1), summary.unusableFiles());
        assertEquals(3 * (SLICES + 4) + 2, summary.files());
        assertEquals(3 * SLICES, summary.slices());
        Flow flow = Flow.of(study);
        assertEquals(summary.files(), flow.files());
        assertEquals(3, flow.scans());
        assertEquals(3, flow.subjects());
        assertEquals(3 * SLICES, flow.unlabelled());
    }

    @Test
    void nothing_outside_the_private_folder_tells_a_patient() throws IOException {
        StudyFolder study = study("a");
        run(study);
        List<String> identifiers = List.of("PATIENT1", "PATIENT2", "Doe^", "Jane", "19600102", "20190615", "1.2.1.1");
        assertEquals(List.of(), DeidentificationCheck.find(study.images(), identifiers));
        Path rows = folder.resolve("rows.txt");
        Files.writeString(rows, content(study).toString());
        assertEquals(List.of(), DeidentificationCheck.find(rows, identifiers));
        assertFalse(DeidentificationCheck.find(study.root().resolve("private"), identifiers)
                .isEmpty());
    }

    @Test
    void importing_again_changes_nothing() throws IOException {
        for (int i = 0; i < SLICES - 1; i++) {
            put("PATIENT1/fewer/" + i, MadeFile.slice("PATIENT1", "1.2.1", "1.2.1.8", i));
        }
        StudyFolder study = study("a");
        ImportSummary first = run(study);
        Map<String, String> before = content(study);
        ImportSummary second = run(study);
        assertEquals(before, content(study));
        assertEquals(0, second.newScans());
        assertEquals(first.files(), second.files());
        assertEquals(first.usedFiles(), second.usedFiles());
        assertEquals(first.excludedFiles(), second.excludedFiles());
    }

    @Test
    void same_files_from_another_place_are_copies() throws IOException {
        StudyFolder study = study("a");
        run(study);
        Path moved = Files.move(input, folder.resolve("elsewhere"));
        ImportSummary again = Importing.run(study, ImportRequest.of(moved), RULES, Progress.NONE);
        assertEquals(3 * SLICES + 1, again.excludedFiles().get("copy of another file"));
        assertEquals(3 * SLICES, Flow.of(study).slices());
    }

    @Test
    void file_that_changed_since_its_image_was_stored_is_not_called_used() throws IOException {
        StudyFolder study = study("a");
        ImportSummary first = run(study);
        put("PATIENT2/t2/1", MadeFile.slice("PATIENT2", "1.2.2", "1.2.2.1", 1).set(0x00180087, Vr.DS, "3"));
        for (int again = 0; again < 2; again++) {
            ImportSummary second = run(study);
            assertEquals(first.usedFiles() - 1, second.usedFiles());
            assertEquals(1, second.excludedFiles().get(FileStatements.CHANGED));
            assertEquals(first.files(), second.files());
        }
        assertEquals(3 * SLICES, Flow.of(study).slices());
    }

    @Test
    void killed_import_taken_up_again_equals_an_uninterrupted_one() throws IOException {
        StudyFolder whole = study("whole");
        Files.createDirectories(folder.resolve("torn"));
        run(whole);
        for (int stop = 0; stop < 3 * SLICES; stop += 4) {
            Path root = folder.resolve("torn" + stop);
            StudyFolder torn = StudyFolder.init(root, settings(), StoredStudy.CLOCK);
            copyKey(whole, torn);
            StudyFolder opened = StudyFolder.open(root, StoredStudy.CLOCK);
            int at = stop;
            assertThrows(
                    IllegalStateException.class,
                    () -> Importing.run(opened, ImportRequest.of(input), RULES, new StopsAfter(at)));
            assertTrue(Flow.of(opened).slices() % SLICES == 0, "a scan is stored whole or not at all");
            run(opened);
            assertEquals(content(whole), content(opened), "stopped after " + stop);
        }
    }

    @Test
    void interrupted_import_stops_between_files_and_is_taken_up_again() throws IOException {
        StudyFolder whole = study("whole");
        run(whole);
        StudyFolder torn = StudyFolder.init(folder.resolve("torn"), settings(), StoredStudy.CLOCK);
        copyKey(whole, torn);
        for (String task : List.of("Reading headers", "importing")) {
            assertThrows(
                    CancellationException.class,
                    () -> Importing.run(torn, ImportRequest.of(input), RULES, interruptingAt(task, SLICES + 2)));
            assertTrue(Thread.interrupted());
            Flow flow = Flow.of(torn);
            assertTrue(
                    flow.slices() % SLICES == 0 && flow.slices() < 3 * SLICES, "a scan is stored whole or not at all");
            assertEquals(task.equals("importing") ? Map.of("not DICOM: text", 1L) : Map.of(), flow.unusableFiles());
        }
        run(torn);
        assertEquals(content(whole), content(torn));
    }

    private static Progress interruptingAt(String task, int step) {
        return new Progress() {
            private String current = "";
            private long done;

            @Override
            public void begin(String next, long total) {
                current = next;
                done = 0;
            }

            @Override
            public void advance(long steps) {
                done += steps;
                if (current.equals(task) && done >= step) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    @Test
    void missing_files_of_a_scan_are_added_by_a_later_import() throws IOException {
        Path late = folder.resolve("late");
        Files.move(input.resolve("PATIENT2/t2/0"), late);
        StudyFolder study = study("a");
        run(study);
        assertEquals(3 * SLICES - 1, Flow.of(study).slices());
        Files.move(late, input.resolve("PATIENT2/t2/0"));
        run(study);
        assertEquals(3 * SLICES, Flow.of(study).slices());
        List<String> indices = study.catalogue()
                .jdbi()
                .withHandle(h -> h.createQuery(
                                "SELECT slice_index || ':' || COUNT(*) FROM slices GROUP BY slice_index ORDER BY 1")
                        .mapTo(String.class)
                        .list());
        assertEquals(List.of("0:3", "1:3", "2:3", "3:3", "4:3", "5:3"), indices);
    }

    @Test
    void better_series_that_comes_later_does_not_displace_a_scan() throws IOException {
        StudyFolder study = study("a");
        run(study);
        Path more = folder.resolve("more");
        for (int i = 0; i < 12; i++) {
            MadeFile.write(more.resolve("s" + i), MadeFile.slice("PATIENT1", "1.2.1", "1.2.1.7", i));
        }
        ImportSummary summary = Importing.run(study, ImportRequest.of(input, more), RULES, Progress.NONE);
        assertEquals(1, summary.excludedSeries().get("not the best candidate: the study has a scan already"));
        assertEquals(3 * SLICES, Flow.of(study).slices());
    }

    @Test
    void every_file_has_a_line_with_its_path_in_the_private_folder() throws IOException {
        StudyFolder study = study("a");
        ImportSummary summary = run(study);
        List<String> lines = Files.readAllLines(study.privateFolder().resolve("files.csv"));
        assertEquals(summary.files() + 1, lines.size());
        assertTrue(lines.contains(input.resolve("notes.txt") + ",unusable,not DICOM: text,,"
                + Sha256.ofFile(input.resolve("notes.txt"))));
    }

    @Test
    void damaged_files_are_counted_together_and_told_apart_in_the_ledger() throws IOException {
        byte[] whole = Files.readAllBytes(input.resolve("PATIENT1/t2/0"));
        for (int cut = 1; cut <= 3; cut++) {
            Files.write(input.resolve("cut" + cut), Arrays.copyOf(whole, whole.length - 10 * cut));
        }
        StudyFolder study = study("a");
        assertEquals(Map.of("not DICOM: text", 1, "cut short", 3), run(study).unusableFiles());
        String ledger = Files.readString(study.privateFolder().resolve("files.csv"));
        assertEquals(
                3,
                ledger.lines()
                        .filter(line -> line.contains("cut short: "))
                        .distinct()
                        .count());
    }

    @Test
    void series_uid_of_two_studies_does_not_mix_their_patients() throws IOException {
        for (int i = 0; i < SLICES; i++) {
            DataSet slice = MadeFile.slice("PATIENT7", "1.2.7", "1.2.1.1", i);
            put("PATIENT7/" + i, slice.set(0x00080018, Vr.UI, "1.2.7." + i));
        }
        StudyFolder study = study("a");
        ImportSummary summary = run(study);
        assertEquals(SLICES, summary.excludedFiles().get("its Series Instance UID belongs to another study"));
        assertEquals(3 * SLICES, summary.slices());
        assertEquals(summary.files(), Flow.of(study).files());
        Map<String, String> before = content(study);
        run(study);
        assertEquals(before, content(study));
    }

    @Test
    void patient_id_that_two_people_share_does_not_make_them_one_subject() throws IOException {
        for (int i = 0; i < SLICES; i++) {
            put("a/" + i, MadeFile.slice("UNKNOWN", "1.2.70", "1.2.70.1", i).set(0x00100040, Vr.CS, "F"));
            put("b/" + i, MadeFile.slice("UNKNOWN", "1.2.71", "1.2.71.1", i).set(0x00100040, Vr.CS, "M"));
        }
        String reason = "its Patient ID is that of a patient of other sex or age, so that the two cannot be told apart";
        try (StudyFolder study = study("study")) {
            ImportSummary summary = run(study);
            assertEquals(SLICES, summary.excludedFiles().get(reason));
            assertEquals(4, summary.scans());
            assertEquals(SLICES, run(study).excludedFiles().get(reason));
            assertEquals(4, run(study).scans());
        }
    }

    @Test
    void study_of_two_patients_is_refused() throws IOException {
        put("PATIENT3/t2/0", MadeFile.slice("PATIENT9", "1.2.3", "1.2.3.1", 0));
        ImportSummary summary = run(study("a"));
        assertEquals(SLICES, summary.excludedFiles().get("files of one study name different patients"));
        assertEquals(2, summary.scans());
    }

    @Test
    void quarantined_file_is_rejected_and_the_rest_of_its_scan_stays() throws IOException {
        put("PATIENT1/t2/5", MadeFile.slice("PATIENT1", "1.2.1", "1.2.1.1", 5).set(0x60020100, Vr.US, 16));
        ImportSummary summary = run(study("a"));
        assertEquals(
                Map.of("not DICOM: text", 1, "overlay kept in unused bits of the pixels", 1), summary.unusableFiles());
        assertEquals(3 * SLICES - 1, summary.slices());
    }

    @Test
    void path_that_does_not_exist_is_said() throws IOException {
        StudyFolder study = study("a");
        assertThrows(
                UserFacingException.class,
                () -> Importing.run(study, ImportRequest.of(folder.resolve("nowhere")), RULES, Progress.NONE));
    }

    @Test
    void what_is_large_and_refused_is_hashed_at_its_beginning_and_that_is_said() throws IOException {
        byte[] zeros = new byte[17 << 20];
        Files.write(input.resolve("small.bin"), Arrays.copyOf(zeros, 16 << 20));
        Files.write(input.resolve("large.bin"), zeros);
        StudyFolder study = study("a");
        run(study);
        String whole = Sha256.of(Arrays.copyOf(zeros, 16 << 20));
        String said = whole + " of the first 16777216 of 17825792 bytes";
        assertEquals(whole, ledgerHash(study, "small.bin"));
        assertEquals(said, ledgerHash(study, "large.bin"));
        assertTrue(String.valueOf(content(study).get("sources")).contains("file_sha256=" + said));
        run(study);
        assertEquals(said, ledgerHash(study, "large.bin"));
    }

    private static String ledgerHash(StudyFolder study, String name) throws IOException {
        String line = Files.readAllLines(study.privateFolder().resolve("files.csv")).stream()
                .filter(row -> row.contains(name))
                .findFirst()
                .orElseThrow();
        return line.substring(line.lastIndexOf(',') + 1);
    }

    /** Stands for a kill: throws once that many files have been imported. */
    private static final class StopsAfter implements Progress {
        private final int files;
        private boolean importing;
        private long done;

        StopsAfter(int files) {
            this.files = files;
        }

        @Override
        public void begin(String task, long total) {
            importing = task.equals("importing");
        }

        @Override
        public void advance(long steps) {
            done += importing ? steps : 0;
            if (done > files) {
                throw new IllegalStateException("killed");
            }
        }
    }
}
