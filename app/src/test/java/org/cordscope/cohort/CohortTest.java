package org.cordscope.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.cordscope.study.Compression;
import org.cordscope.study.SliceKey;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CohortTest {
    private static final int PATIENTS = 16;
    private static final int SLICES = 5;

    /** The same tests run on PostgreSQL by a class that changes this. */
    StudySettings settings() {
        return StudySettings.named("trial");
    }

    @TempDir
    Path folder;

    private StudyFolder study;

    @BeforeEach
    void fill() throws IOException {
        study = StoredStudy.of(folder.resolve("study"), settings(), PATIENTS, SLICES);
    }

    @Test
    void no_subject_scan_or_slice_is_in_two_parts() throws IOException {
        Splitting.make(study, false);
        labelAll();
        Cohort cohort = Cohort.load(study);
        assertEquals(PATIENTS * SLICES, cohort.slices().size());
        for (Part a : Part.values()) {
            for (Part b : Part.values()) {
                Set<String> shared = subjects(cohort, a);
                shared.retainAll(subjects(cohort, b));
                assertTrue(a == b || shared.isEmpty());
            }
        }
        String proof = Files.readString(study.root().resolve("split.json"));
        assertTrue(proof.contains("\"in_several_parts_subject\" : 0"), proof);
        assertTrue(proof.contains("\"in_several_parts_sop_uid\" : 0"), proof);
        assertEquals(
                PATIENTS + 1,
                Files.readAllLines(study.root().resolve("split.csv")).size());
    }

    @Test
    void permuted_labels_are_the_same_ones_dealt_out_anew_outside_the_holdout() throws IOException {
        Splitting.make(study, false);
        labelAll();
        Cohort cohort = Cohort.load(study);
        Cohort permuted = cohort.withPermutedLabels(4);
        assertEquals(cohort.in(Part.HOLDOUT), permuted.in(Part.HOLDOUT));
        for (Part part : List.of(Part.TRAINING, Part.VALIDATION)) {
            assertEquals(compressed(cohort, part), compressed(permuted, part));
            assertEquals(keys(cohort, part), keys(permuted, part));
        }
        assertNotEquals(cohort.in(Part.TRAINING), permuted.in(Part.TRAINING));
        assertNotEquals(cohort.hash(), permuted.hash());
        assertEquals(permuted, cohort.withPermutedLabels(4));
        assertNotEquals(permuted, cohort.withPermutedLabels(5));
    }

    private static long compressed(Cohort cohort, Part part) {
        return cohort.in(part).stream()
                .filter(slice -> slice.label() == Compression.COMPRESSED)
                .count();
    }

    private static List<SliceKey> keys(Cohort cohort, Part part) {
        return cohort.in(part).stream().map(CohortSlice::key).toList();
    }

    @Test
    void the_screening_table_gives_counts_by_reason_and_keeps_nobody() throws IOException {
        Path table = folder.resolve("screening.csv");
        Files.writeString(
                table, "patient_id,included,reason\nP1,1,\nP2,yes,\n,0,trauma\nMRN77,no,infection\n,0,trauma\n");
        Screening.Result read = Screening.load(study, table);
        assertEquals(List.of(), read.problems());
        Screening screening = Flow.of(study).screening();
        assertEquals(read.screening(), screening);
        assertEquals(5, screening.people());
        assertEquals(
                List.of("trauma", "infection"), List.copyOf(screening.leftOut().keySet()));
        assertEquals(3, screening.excluded());
        Files.writeString(table, "included;reason\n1;\n");
        Screening.load(study, table);
        assertEquals(new Screening(1, Map.of()), Flow.of(study).screening());
    }

    @Test
    void a_screening_table_with_a_wrong_row_is_not_stored() throws IOException {
        Path table = folder.resolve("screening.csv");
        Files.writeString(table, "included,reason\nmaybe,\n0,\n1,trauma\n0," + "x".repeat(81) + "\n0,trauma\n");
        Screening.Result read = Screening.load(study, table);
        assertEquals(
                List.of(
                        "row 2: included must be 1 or 0",
                        "row 3: who is left out needs a reason",
                        "row 4: who is included has no reason",
                        "row 5: a reason has at most 80 characters"),
                read.problems());
        assertEquals(0, Flow.of(study).screening().people());
        StringBuilder free = new StringBuilder("included,reason\n");
        for (int i = 0; i < 60; i++) {
            free.append("0,reason of person ").append(i).append("\n");
        }
        Files.writeString(table, free.toString());
        assertEquals(1, Screening.load(study, table).problems().size());
        assertEquals(0, Flow.of(study).screening().people());
        Files.writeString(table, "patient_id,reason\nP1,trauma\n");
        assertThrows(UserFacingException.class, () -> Screening.load(study, table));
    }

    @Test
    void slices_come_in_order_of_their_place() throws IOException {
        Splitting.make(study, false);
        labelAll();
        Map<String, List<CohortSlice>> scans =
                Cohort.load(study).slices().stream().collect(Collectors.groupingBy(CohortSlice::scan));
        String first = study.deidentifier().pseudonyms().uid("P1.1");
        List<CohortSlice> scan =
                scans.getOrDefault(study.deidentifier().pseudonyms().scan("P1"), List.of());
        assertEquals(first, scan.get(0).key().sopInstanceUid());
    }

    @Test
    void hash_changes_with_labels_clinical_values_and_split() throws IOException {
        Splitting.make(study, false);
        labelAll();
        String hash = Cohort.load(study).hash();
        assertEquals(hash, Cohort.load(study).hash());
        study.catalogue().jdbi().useHandle(h -> h.execute("UPDATE consensus_labels SET label = 1 - label"));
        String relabelled = Cohort.load(study).hash();
        assertNotEquals(hash, relabelled);
        ClinicalTable.load(study, csv("patient_id,mjoa\nP1,18\n"));
        assertNotEquals(relabelled, Cohort.load(study).hash());
    }

    @Test
    void cohort_without_split_or_labels_says_what_to_do() throws IOException {
        assertThrows(UserFacingException.class, () -> Cohort.load(study));
        Splitting.make(study, false);
        assertThrows(UserFacingException.class, () -> Cohort.load(study));
    }

    @Test
    void flow_adds_up_at_every_stage() throws IOException {
        Flow before = Flow.of(study);
        assertEquals(PATIENTS * SLICES, before.unlabelled());
        Splitting.make(study, false);
        labelAll();
        study.catalogue()
                .jdbi()
                .useHandle(h -> h.execute("DELETE FROM split_parts WHERE subject ="
                        + " (SELECT MIN(subject) FROM split_parts WHERE part = 'TRAINING')"));
        Flow flow = Flow.of(study);
        assertEquals(PATIENTS * SLICES, flow.labelled());
        assertEquals(SLICES, flow.notSplit());
        assertEquals(4, Objects.requireNonNull(flow.parts().get(Part.HOLDOUT)).subjects());
        assertEquals(PATIENTS, flow.subjects());
    }

    @Test
    void bands_are_the_papers() {
        assertEquals("40-65", Subgroups.ageBand(40));
        assertEquals("40-65", Subgroups.ageBand(65));
        assertEquals(">65", Subgroups.ageBand(66));
        assertEquals("15-17", Subgroups.mjoaBand(17));
        assertEquals("18", Subgroups.mjoaBand(18));
        assertEquals("GE", Subgroups.maker("GE MEDICAL SYSTEMS"));
        assertEquals("Philips", Subgroups.maker("Philips Medical Systems"));
        assertEquals("other", Subgroups.maker("Canon"));
    }

    private void labelAll() {
        study.catalogue()
                .jdbi()
                .useHandle(h -> h.execute("INSERT INTO consensus_labels (sop_uid, frame, label, reason)"
                        + " SELECT sop_uid, frame, slice_index % 2, 'test' FROM slices"));
    }

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("clinical.csv"), text);
    }

    private static Set<String> subjects(Cohort cohort, Part part) {
        return cohort.in(part).stream().map(CohortSlice::subject).collect(Collectors.toCollection(HashSet::new));
    }
}
