package org.cordscope.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.cordscope.cohort.series.ScanDecision;
import org.cordscope.cohort.series.SeriesChoice;
import org.cordscope.cohort.series.SeriesRules;
import org.cordscope.dicom.DicomScan;
import org.cordscope.phantom.PhantomCohort;
import org.cordscope.phantom.PhantomRequest;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.cordscope.study.SliceKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodingJournalTest {
    @TempDir
    Path folder;

    private ScanDecision scan;
    private CodedScans.Done done;

    @BeforeEach
    void makeScan() throws IOException {
        PhantomRequest request = PhantomRequest.defaults()
                .withPatients(1)
                .withMatrix(64)
                .withMasks(false)
                .withDecoys(false);
        PhantomCohort.write(request, folder.resolve("cohort"), 1, Progress.NONE);
        List<InstanceHeader> headers = new ArrayList<>();
        DicomScan.scan(
                List.of(folder.resolve("cohort/dicom")),
                Progress.NONE,
                DicomScan.Sink.into(headers, new ArrayList<>()));
        scan = SeriesChoice.choose(headers, SeriesRules.defaults()).stream()
                .filter(ScanDecision::chosen)
                .findFirst()
                .orElseThrow();
        Judgement judgement = new Judgement(0.1 + 0.2, null, 1 / 3.0, "looks like noise");
        CodedSlice slice = new CodedSlice(new SliceKey("1.2.3", 2), 0, 1.1, 1 / 7.0, false, judgement);
        done = new CodedScans.Done(
                new CodedScan("1.2", "1.3", List.of(slice), 1), List.of(new Rejected("a", "not readable")));
    }

    private CodingJournal journal(String coder) {
        return new CodingJournal(folder.resolve("out"), () -> coder);
    }

    @Test
    void a_run_that_was_killed_finds_its_scans_to_the_last_bit_whatever_it_left_unfinished() throws IOException {
        try (CodingJournal killed = journal("model")) {
            assertTrue(killed.find(scan).isEmpty());
            killed.keep(scan, done);
        }
        Path file = folder.resolve("out/.coding.jsonl");
        Files.writeString(file, "\n{\"key\":\"ab\",\"done\":{\"sc", StandardOpenOption.APPEND);
        try (CodingJournal next = journal("model")) {
            assertEquals(done, next.find(scan).orElseThrow());
            next.keep(scan, done);
        }
        try (CodingJournal last = journal("model")) {
            assertEquals(done, last.find(scan).orElseThrow());
            last.delete();
        }
        assertTrue(Files.notExists(file));
    }

    @Test
    void another_coder_or_a_file_that_has_changed_begins_anew() throws IOException {
        try (CodingJournal first = journal("model")) {
            first.keep(scan, done);
        }
        try (CodingJournal other = journal("other")) {
            assertTrue(other.find(scan).isEmpty());
        }
        Path image = scan.slices().get(3).header().source().file();
        Files.setLastModifiedTime(image, FileTime.fromMillis(1));
        try (CodingJournal same = journal("model")) {
            assertTrue(same.find(scan).isEmpty());
        }
    }
}
