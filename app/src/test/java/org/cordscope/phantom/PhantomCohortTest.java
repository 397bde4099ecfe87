package org.cordscope.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.cordscope.dicom.DataSet;
import org.cordscope.dicom.DicomReader;
import org.cordscope.dicom.Tag;
import org.cordscope.study.Progress;
import org.cordscope.study.SourceFile;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PhantomCohortTest {
    private static final PhantomRequest SMALL = PhantomRequest.defaults()
            .withPatients(2)
            .withSeed(5)
            .withDecoys(false)
            .withMatrix(64);

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(path).toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }

    private static List<DataSet> read(Path dicom) throws IOException {
        List<DataSet> found = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(dicom)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                found.add(DicomReader.read(SourceFile.of(path)).data());
            }
        }
        return found;
    }

    @Test
    void a_seed_gives_the_same_bytes_and_more_patients_do_not_change_the_first(@TempDir Path folder) throws Exception {
        PhantomCohort.write(SMALL, folder.resolve("a"), 2, Progress.NONE);
        PhantomCohort.write(SMALL, folder.resolve("b"), 1, Progress.NONE);
        PhantomCohort.write(SMALL.withPatients(3), folder.resolve("c"), 2, Progress.NONE);
        Map<String, byte[]> a = files(folder.resolve("a"));
        Map<String, byte[]> b = files(folder.resolve("b"));
        Map<String, byte[]> c = files(folder.resolve("c"));
        assertEquals(a.keySet(), b.keySet());
        assertTrue(a.size() > 40);
        for (String name : a.keySet()) {
            assertArrayEquals(a.get(name), b.get(name), name);
            if (name.startsWith("dicom")) {
                assertArrayEquals(a.get(name), c.get(name), name);
            }
        }
    }

    @Test
    void tables_have_a_line_for_every_slice_rater_and_patient(@TempDir Path folder) throws Exception {
        PhantomCohort.write(SMALL, folder, 2, Progress.NONE);
        List<String> truth = Files.readAllLines(folder.resolve("truth.csv"));
        List<String> labels = Files.readAllLines(folder.resolve("ratings.csv"));
        int slices =
                PhantomPatient.of(5, 0).sliceCount() + PhantomPatient.of(5, 1).sliceCount();
        assertEquals(slices + 1, truth.size());
        assertEquals(2 * slices + 1, labels.size());
        assertEquals("rater,sop_instance_uid,frame,label,kang_grade", labels.get(0));
        assertTrue(labels.stream().skip(1).allMatch(line -> line.matches(".*,(0,[01]|1,[23])")));
        assertEquals(
                "patient_id,series_uid,sop_instance_uid,frame,position_mm,level,compressed,kang_grade,pattern,"
                        + "extent,ap_mm,rl_mm,area_mm2,ap_rl,eccentricity,solidity,torsion_deg,canal_ap_mm,"
                        + "canal_rl_mm,canal_area_mm2,space_left_mm,fluid_lost,mscc_percent,indentation_front,"
                        + "indentation_back,cord_signal",
                truth.get(0));
        assertEquals(
                slices + 1, Files.readAllLines(folder.resolve("consensus.csv")).size());
        List<String> clinical = Files.readAllLines(folder.resolve("clinical.csv"));
        assertEquals("patient_id,age,sex,weight,height,mjoa,site,region", clinical.get(0));
        assertEquals(3, clinical.size());
    }

    @Test
    void a_study_has_the_axial_series_and_decoys_that_headers_tell_apart(@TempDir Path folder) throws Exception {
        PhantomCohort.write(SMALL.withPatients(3).withSeed(9).withDecoys(true), folder, 2, Progress.NONE);
        List<DataSet> images = read(folder.resolve("dicom"));
        TreeSet<String> numbers = new TreeSet<>();
        for (DataSet image : images) {
            numbers.add(image.string(Tag.SERIES_NUMBER).orElseThrow());
            assertTrue(image.string(Tag.PATIENT_NAME).orElseThrow().contains("^"));
            assertTrue(image.string(Tag.SOP_INSTANCE_UID).orElseThrow().startsWith("2.25."));
        }
        assertTrue(numbers.containsAll(List.of("1", "2", "4", "5", "6")), numbers::toString);
        List<DataSet> axial = images.stream()
                .filter(d -> d.string(Tag.SERIES_NUMBER).orElseThrow().equals("4"))
                .filter(d -> d.string(Tag.NUMBER_OF_FRAMES).isEmpty())
                .toList();
        assertTrue(axial.size() > 30 && images.stream().anyMatch(d -> d.contains(Tag.NUMBER_OF_FRAMES)));
        for (DataSet image : axial) {
            assertEquals(List.of("SE"), image.strings(Tag.SCANNING_SEQUENCE));
            assertFalse(image.strings(Tag.SCAN_OPTIONS).contains("FS"));
            assertTrue(image.decimal(Tag.ECHO_TIME).orElseThrow() >= 70);
            assertTrue(image.decimal(Tag.REPETITION_TIME).orElseThrow() >= 2000);
            assertEquals(6, image.decimals(Tag.IMAGE_ORIENTATION_PATIENT).length);
            assertEquals(12, image.integer(Tag.BITS_STORED).orElseThrow());
        }
        assertTrue(images.stream()
                .filter(d -> d.string(Tag.SERIES_NUMBER).orElseThrow().equals("5"))
                .filter(d -> d.string(Tag.NUMBER_OF_FRAMES).isEmpty())
                .allMatch(d -> d.strings(Tag.SCANNING_SEQUENCE).contains("GR")));
    }

    @Test
    void without_decoys_there_is_only_the_axial_series(@TempDir Path folder) throws Exception {
        PhantomCohort.write(SMALL, folder, 2, Progress.NONE);
        assertTrue(read(folder.resolve("dicom")).stream()
                .allMatch(d -> d.string(Tag.SERIES_NUMBER).orElseThrow().equals("4")));
    }

    @Test
    void a_folder_that_holds_a_cohort_is_left_alone(@TempDir Path folder) throws Exception {
        Files.createDirectories(folder.resolve("dicom"));
        assertThrows(UserFacingException.class, () -> PhantomCohort.write(SMALL, folder, 2, Progress.NONE));
    }

    @Test
    void a_cohort_that_was_broken_off_while_it_was_moved_into_place_is_written_again(@TempDir Path folder)
            throws Exception {
        Path whole = folder.resolve("whole");
        Path torn = folder.resolve("torn");
        PhantomCohort.write(SMALL, whole, 2, Progress.NONE);
        PhantomCohort.write(SMALL.withPatients(1), torn, 2, Progress.NONE);
        Files.createDirectories(torn.resolve("cohort.part"));
        Files.move(torn.resolve("truth.csv"), torn.resolve("cohort.part/truth.csv"));
        Files.move(torn.resolve("clinical.csv"), torn.resolve("cohort.part/clinical.csv"));
        PhantomCohort.write(SMALL, torn, 2, Progress.NONE);
        assertEquals(files(whole).keySet(), files(torn).keySet());
        assertFalse(Files.exists(torn.resolve("cohort.part")));
        assertThrows(UserFacingException.class, () -> PhantomCohort.write(SMALL, torn, 2, Progress.NONE));
    }

    @Test
    void a_failure_in_the_middle_leaves_nothing_behind(@TempDir Path folder) throws Exception {
        assertThrows(
                UncheckedIOException.class,
                () -> PhantomCohort.write(SMALL.withPatients(8), folder, 2, atFirstPatient(() -> {
                    throw new UncheckedIOException(new IOException("no space left on device"));
                })));
        assertEquals(Map.of(), files(folder));
        PhantomCohort.write(SMALL.withPatients(1), folder, 2, Progress.NONE);
        assertTrue(Files.exists(folder.resolve("clinical.csv")));
    }

    @Test
    void an_interrupt_stops_the_cohort_and_leaves_nothing_behind(@TempDir Path folder) throws Exception {
        Progress interrupting = atFirstPatient(Thread.currentThread()::interrupt);
        assertThrows(
                CancellationException.class,
                () -> PhantomCohort.write(SMALL.withPatients(500), folder, 2, interrupting));
        assertTrue(Thread.interrupted());
        assertEquals(Map.of(), files(folder));
    }

    private static Progress atFirstPatient(Runnable event) {
        return new Progress() {
            @Override
            public void begin(String task, long total) {}

            @Override
            public void advance(long steps) {
                event.run();
            }
        };
    }

    @Test
    void nonsense_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> SMALL.withPatients(0));
        assertThrows(IllegalArgumentException.class, () -> SMALL.withMatrix(20));
    }
}
