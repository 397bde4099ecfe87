package org.cordscope.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cordscope.cohort.series.ScanDecision;
import org.cordscope.cohort.series.SeriesChoice;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.deid.DeidentificationCheck;
import org.cordscope.dicom.DicomScan;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files of {@code ../shared/data}. */
@Tag("interop")
final class RealFoldersInteropTest {
    private static final Path DATA = sharedData();

    @TempDir
    Path folder;

    @Test
    void t2w_scans_are_chosen_and_t2star_is_not() throws IOException {
        Path real = DATA.resolve("dicom/real");
        assertEquals(19, onlyDecision(real.resolve("t2w-cervical")).slices().size());
        assertEquals(
                55, onlyDecision(real.resolve("t2w-cervical-cropped")).slices().size());
        ScanDecision t2star = onlyDecision(real.resolve("t2star-cervical"));
        assertEquals("T2*-weighted", t2star.reason());
        ScanDecision allowed = SeriesChoice.choose(
                        headers(real.resolve("t2star-cervical")),
                        SeriesRules.defaults().withAllowT2star(true))
                .get(0);
        assertEquals(17, allowed.slices().size());
    }

    @Test
    void real_folders_import_without_a_trace_of_their_identifiers() throws IOException {
        StudyFolder study = StudyFolder.init(folder.resolve("s"), StudySettings.named("trial"), StoredStudy.CLOCK);
        ImportSummary summary = Importing.run(
                study, ImportRequest.of(DATA.resolve("dicom/real")), SeriesRules.defaults(), Progress.NONE);
        assertEquals(74, summary.slices());
        assertEquals(Map.of("T2*-weighted", 17), summary.excludedFiles());
        assertEquals(Map.of(), summary.unusableFiles());
        assertEquals(
                List.of(),
                DeidentificationCheck.find(
                        study.images(),
                        List.of("Volunteer", "sct-ms", "sct-t2", "20200101", "2.25.195590282260924353")));
        List<InstanceHeader> stored = headers(study.images());
        assertEquals(74, stored.size());
        List<ScanDecision> again = SeriesChoice.choose(stored, SeriesRules.defaults());
        assertEquals(2, again.stream().filter(ScanDecision::chosen).count(), "de-identified scans are chosen again");
    }

    @Test
    void no_file_of_the_codec_folder_is_lost_or_stops_the_import() throws IOException {
        StudyFolder study = StudyFolder.init(folder.resolve("s"), StudySettings.named("trial"), StoredStudy.CLOCK);
        ImportSummary summary = Importing.run(
                study, ImportRequest.of(DATA.resolve("dicom/codecs")), SeriesRules.defaults(), Progress.NONE);
        assertTrue(summary.files() >= 250, "files " + summary.files());
        assertEquals(summary.files(), Flow.of(study).files());
        try (Stream<Path> images = Files.walk(study.images())) {
            assertEquals(
                    summary.usedFiles(), images.filter(Files::isRegularFile).count());
        }
    }

    private static ScanDecision onlyDecision(Path path) throws IOException {
        List<ScanDecision> decisions = SeriesChoice.choose(headers(path), SeriesRules.defaults());
        assertEquals(1, decisions.size());
        return decisions.get(0);
    }

    private static List<InstanceHeader> headers(Path path) throws IOException {
        List<InstanceHeader> headers = new ArrayList<>();
        DicomScan.scan(List.of(path), Progress.NONE, new DicomScan.Sink() {
            @Override
            public void readable(InstanceHeader header) {
                headers.add(header);
            }

            @Override
            public void rejected(Rejected rejected) {
                throw new AssertionError(rejected.toString());
            }
        });
        return headers;
    }

    private static Path sharedData() {
        Path here = Path.of("").toAbsolutePath();
        for (Path up = here; up != null; up = up.getParent()) {
            Path data = up.resolve("../shared/data").normalize();
            if (Files.isDirectory(data)) {
                return data;
            }
        }
        throw new IllegalStateException("../shared/data is not there");
    }
}
