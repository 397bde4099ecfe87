package org.cordscope.pacs.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.inference.CodedScan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanOverviewTest {

    @TempDir
    Path folder;

    private String page(List<ScanSource> sources) throws Exception {
        Path file = folder.resolve("overview.html");
        new ScanOverview(
                        new Algorithm("1.0", "ab".repeat(32), 0.5, "float32"),
                        SlicePictures.plain(new Preprocessing(64, 0, 0, 100)))
                .write(sources, file);
        return Files.readString(file);
    }

    private static int count(String text, String part) {
        return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
    }

    @Test
    void a_scan_whose_study_and_series_have_one_uid_is_shown_as_any_other() throws Exception {
        ScanSource source = SampleScan.write(folder, 0.2, 0.9);
        CodedScan scan = source.scan();
        CodedScan same = new CodedScan(scan.studyUid(), scan.studyUid(), scan.slices(), 0);
        ScanSource odd = new ScanSource(same, source.image(), source.images(), source.levels());
        assertEquals(count(page(List.of(source)), "0.90"), count(page(List.of(odd)), "0.90"));
    }

    @Test
    void shows_each_scan_with_all_its_slices_and_its_most_suspicious_one() throws Exception {
        ScanSource calm = SampleScan.write(Files.createDirectory(folder.resolve("calm")), 0.1, 0.2);
        ScanSource hit = SampleScan.write(Files.createDirectory(folder.resolve("hit")), Set.of(0), 0.99, 0.6, 0.9, 0.3);

        String page = page(List.of(calm, hit));

        assertTrue(page.contains("2 scans, 6 slices: 2 compressed, 1 not judged"), page);
        assertEquals(2, count(page, "<img "));
        assertEquals(6, count(page, "<rect class="));
        assertEquals(1, count(page, "<rect class=\"none\""));
        assertTrue(page.indexOf("Scan 2, 4 slices") < page.indexOf("Scan 1, 2 slices"), "the most suspicious first");
        assertTrue(page.contains("2 slices compressed, longest run 2"));
        assertTrue(page.contains("<b>Slice 3</b> from below: probability 0.90"), "not the one that is not judged");
        assertTrue(page.contains("1 x " + SampleScan.REASON));
    }

    @Test
    void a_scan_with_no_slice_sure_enough_is_possible_and_below_the_sure_ones() throws Exception {
        ScanSource sure = SampleScan.write(Files.createDirectory(folder.resolve("sure")), 0.2, 0.9);
        ScanSource unsure = SampleScan.write(Files.createDirectory(folder.resolve("unsure")), 0.6, 0.7, 0.6);

        String page = page(List.of(SampleScan.withScanThreshold(unsure, 0.8), SampleScan.withScanThreshold(sure, 0.8)));

        assertTrue(page.contains("<h2>1 slice compressed, longest run 1</h2>"), page);
        assertTrue(page.contains("<h2>Possible: 3 slices compressed, longest run 3</h2>"), page);
        assertTrue(page.indexOf("Scan 2, 2 slices") < page.indexOf("Scan 1, 3 slices"), page);
    }

    @Test
    void a_scan_without_a_judged_slice_says_so() throws Exception {
        String page = page(List.of(SampleScan.write(folder, Set.of(0, 1), 0.9, 0.9)));

        assertTrue(page.contains("<h2>Not judged</h2>"));
        assertTrue(page.contains("not judged, " + SampleScan.REASON));
    }

    @Test
    void names_no_patient() throws Exception {
        String page = page(List.of(SampleScan.write(folder, 0.9)));

        assertFalse(page.contains("ller"), "a name");
        assertFalse(page.contains("P1<"), "an identifier");
    }
}
