package org.cordscope.pacs.result;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomReader;
import org.cordscope.dicom.Tag;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.study.SourceFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScanResultsTest {
    static final Algorithm ALGORITHM = new Algorithm("1.0", "ab".repeat(32), 0.5, "float32");
    static final LocalDateTime MADE = LocalDateTime.of(2026, 1, 2, 3, 4, 5);

    @TempDir
    Path folder;

    static List<Path> write(ScanSource source, Algorithm algorithm, Path out) throws IOException {
        ScanResults results = new ScanResults(algorithm, SlicePictures.plain(new Preprocessing(32, 0, 0, 100)));
        return results.write(source, MADE, out, "0001");
    }

    @Test
    void the_same_scan_gives_the_same_bytes_and_another_model_other_uids() throws IOException {
        ScanSource source = SampleScan.write(folder.resolve("in"), 0.2, 0.8);
        List<Path> first = write(source, ALGORITHM, folder.resolve("a"));
        List<Path> again = write(source, ALGORITHM, folder.resolve("b"));
        Algorithm retrained = new Algorithm("1.0", "cd".repeat(32), 0.5, "float32");
        List<Path> other = write(source, retrained, folder.resolve("c"));
        assertEquals(3, first.size());
        for (int i = 0; i < 3; i++) {
            assertArrayEquals(Files.readAllBytes(first.get(i)), Files.readAllBytes(again.get(i)));
            for (int tag : List.of(Tag.SOP_INSTANCE_UID, Tag.SERIES_INSTANCE_UID)) {
                assertNotEquals(
                        read(first.get(i)).string(tag), read(other.get(i)).string(tag));
            }
        }
    }

    @Test
    void a_report_of_a_model_that_sees_the_cord_has_its_measures_but_none_of_slices_not_judged() throws IOException {
        ScanSource source = SampleScan.writeSeen(folder.resolve("in"), Set.of(3), 0.2, 0.2, 0.8, 0.1);
        DataSet report = read(write(source, ALGORITHM, folder.resolve("out")).get(0));
        List<String> numbers = new ArrayList<>();
        List<String> grades = new ArrayList<>();
        report.walk((owner, tag, vr) -> {
            if (tag == Tag.NUMERIC_VALUE) {
                numbers.add(owner.string(tag).orElseThrow());
            } else if (tag == Tag.CODE_VALUE) {
                owner.string(tag).filter(code -> code.startsWith("KANG_")).ifPresent(grades::add);
            }
        });
        assertEquals(List.of("KANG_0", "KANG_1", "KANG_2"), grades);
        assertEquals(3, numbers.stream().filter("11.00"::equals).count(), "canals: " + numbers);
        assertEquals(1, numbers.stream().filter("5.00"::equals).count(), "pressed cords: " + numbers);
        // 8 and 4 mm away: only the first lies far enough, and one is too few
        assertTrue(numbers.stream().noneMatch("28.57"::equals), numbers::toString);
    }

    @Test
    void compression_is_measured_against_slices_that_are_not_compressed() throws IOException {
        ScanSource source = SampleScan.writeSeen(folder.resolve("in"), Set.of(), 0.2, 0.2, 0.2, 0.8, 0.1);
        DataSet report = read(write(source, ALGORITHM, folder.resolve("out")).get(0));
        List<String> numbers = new ArrayList<>();
        report.walk((owner, tag, vr) -> {
            if (tag == Tag.NUMERIC_VALUE) {
                numbers.add(owner.string(tag).orElseThrow());
            }
        });
        assertTrue(numbers.contains("28.57"), "5 mm instead of 7, percent: " + numbers);
    }

    @Test
    void a_report_has_the_probability_of_each_slice_and_where_it_was_measured() throws IOException {
        ScanSource source = SampleScan.write(folder.resolve("in"), 0.25, 0.75, 0.5);
        DataSet report = read(write(source, ALGORITHM, folder.resolve("out")).get(0));
        List<String> found = new ArrayList<>();
        report.walk((owner, tag, vr) -> {
            if (tag == Tag.NUMERIC_VALUE) {
                found.add(owner.string(tag).orElseThrow());
            } else if (tag == Tag.REFERENCED_SOP_INSTANCE_UID && !found.isEmpty()) {
                found.add(owner.string(tag).orElseThrow());
            }
        });
        List<String> slices = found.subList(found.size() - 6, found.size());
        assertEquals(6, slices.size());
        for (int i = 0; i < 3; i++) {
            assertTrue(slices.contains("2.25.10" + i), found::toString);
        }
        assertTrue(slices.containsAll(List.of("0.250000", "0.750000", "0.500000")), found::toString);
        assertEquals("Müller^Anna", report.string(Tag.PATIENT_NAME).orElseThrow());
        assertEquals("2.25.1", report.string(Tag.STUDY_INSTANCE_UID).orElseThrow());
    }

    @Test
    void a_slice_that_is_not_judged_has_a_reason_and_no_number() throws IOException {
        ScanSource source = SampleScan.write(folder.resolve("in"), Set.of(0, 2), 0.99, 0.25, 0.98);
        DataSet report = read(write(source, ALGORITHM, folder.resolve("out")).get(0));
        List<String> numbers = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        report.walk((owner, tag, vr) -> {
            if (tag == Tag.NUMERIC_VALUE) {
                numbers.add(owner.string(tag).orElseThrow());
            } else if (tag == Tag.TEXT_VALUE) {
                texts.add(owner.string(tag).orElseThrow());
            } else if (tag == Tag.CONCEPT_CODE_SEQUENCE) {
                findings.add(owner.items(tag).get(0).string(Tag.CODE_MEANING).orElseThrow());
            }
        });
        assertEquals(List.of("3", "0", "0", "1", "2", "0.250000", "0.250000"), numbers);
        assertEquals(2, texts.stream().filter(SampleScan.REASON::equals).count());
        assertTrue(texts.contains("2 x " + SampleScan.REASON), texts::toString);
        findings.retainAll(List.of("Present", "Absent", "Indeterminate", "C4/C5 intervertebral disc"));
        assertEquals(
                List.of("Indeterminate", "Indeterminate", "C4/C5 intervertebral disc", "Absent", "Indeterminate"),
                findings,
                "of the scan, and of each slice");
    }

    @Test
    void a_scan_with_no_slice_sure_enough_is_possible_and_the_report_says_from_where_on_it_were_not()
            throws IOException {
        ScanSource source = SampleScan.withScanThreshold(SampleScan.write(folder.resolve("in"), 0.25, 0.75), 0.8);
        Algorithm algorithm = new Algorithm("1.0", "ab".repeat(32), 0.5, "float32", 0.8);
        DataSet report = read(write(source, algorithm, folder.resolve("out")).get(0));
        List<String> found = new ArrayList<>();
        report.walk((owner, tag, vr) -> {
            if (tag == Tag.TEXT_VALUE) {
                found.add(owner.string(tag).orElseThrow());
            } else if (tag == Tag.CONCEPT_CODE_SEQUENCE) {
                found.add(owner.items(tag).get(0).string(Tag.CODE_MEANING).orElseThrow());
            }
        });
        assertTrue(found.contains("scan_threshold=0.8"), found::toString);
        found.retainAll(List.of("Present", "Absent", "Possible"));
        assertEquals(List.of("Possible", "Absent", "Present"), found, "of the scan, and of each slice");
    }

    @Test
    void key_objects_are_the_positive_slices_and_a_scan_without_has_none() throws IOException {
        Path out = folder.resolve("out");
        ScanSource positive = SampleScan.write(folder.resolve("in"), 0.2, 0.8, 0.9);
        DataSet selection = read(write(positive, ALGORITHM, out).get(2));
        List<String> images = new ArrayList<>();
        for (DataSet item : selection.items(Tag.CONTENT_SEQUENCE)) {
            item.items(Tag.REFERENCED_SOP_SEQUENCE)
                    .forEach(r ->
                            images.add(r.string(Tag.REFERENCED_SOP_INSTANCE_UID).orElseThrow()));
        }
        assertEquals(List.of("2.25.101", "2.25.102"), images);
        ScanSource negative = SampleScan.write(folder.resolve("in"), 0.2, 0.3, 0.4);
        assertEquals(2, write(negative, ALGORITHM, out).size());
        try (var files = Files.list(out)) {
            assertEquals(2, files.count(), "those of an earlier run are gone");
        }
    }

    @Test
    void a_montage_has_pages_from_the_head_down_and_says_what_it_is() throws IOException {
        double[] probabilities = new double[14];
        probabilities[13] = 1;
        ScanSource source = SampleScan.write(folder.resolve("in"), probabilities);
        DataSet montage = read(write(source, ALGORITHM, folder.resolve("out")).get(1));
        int pages = montage.integer(Tag.NUMBER_OF_FRAMES).orElseThrow();
        int rows = montage.integer(Tag.ROWS).orElseThrow();
        int columns = montage.integer(Tag.COLUMNS).orElseThrow();
        assertEquals(2, pages);
        assertEquals(3 * pages * rows * columns, montage.buffer(Tag.PIXEL_DATA).remaining());
        assertEquals("YES", montage.string(Tag.BURNED_IN_ANNOTATION).orElseThrow());
        assertTrue(montage.string(Tag.IMAGE_COMMENTS).orElseThrow().contains("not for diagnosis"));
        int bar = (40 + 256 + 20 + 3) * columns; // through the bars of the first row of tiles
        assertEquals(0xf0904d, rgb(montage, bar + 240), "the head's slice, compressed, is full to its right end");
        assertEquals(0x2b353f, rgb(montage, bar + 256 + 240), "the one below is empty");
    }

    private static int rgb(DataSet data, int pixel) {
        var pixels = data.buffer(Tag.PIXEL_DATA);
        return (pixels.get(3 * pixel) & 0xff) << 16
                | (pixels.get(3 * pixel + 1) & 0xff) << 8
                | (pixels.get(3 * pixel + 2) & 0xff);
    }

    private static DataSet read(Path file) throws IOException {
        return DicomReader.read(SourceFile.of(file)).data();
    }
}
