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
    void split_that_a_model_was_trained_on_changes_only_by_force() throws IOException {
        String hash = Splitting.make(study, false).hash();
        assertEquals(hash, Splitting.current(study).orElseThrow().hash());
        Splitting.markTrained(study, "run1");
        assertEquals(hash, Splitting.make(study, false).hash());
        ClinicalTable.load(study, csv("patient_id,site\nP1,Kyoto\nP2,Kyoto\n"));
        assertThrows(UserFacingException.class, () -> Splitting.make(study, false));
        assertEquals(hash, Splitting.current(study).orElseThrow().hash());
        assertNotEquals(hash, Splitting.make(study, true).hash());
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
    void clinical_table_joins_by_pseudonym_and_gives_the_papers_subgroups() throws IOException {
        ClinicalTable.Result result = ClinicalTable.load(
                study,
                csv(
                        "\ufeffPatient_ID;Age;Sex;Weight;mJOA;Site;region;phone\nP1;39;male;70,5;12;Kyoto;Asia Pacific;555\n"));
        assertEquals(List.of("row 2: weight must be kilograms from 20 to 300"), result.problems());
        assertEquals(0, result.patients());
        result = ClinicalTable.load(
                study,
                csv(
                        "patient_id,age,sex,weight,mjoa,site,region,phone\nP1,39,male,70.5,12,Kyoto,Asia Pacific,555\nX9,50,F,,,,,\n"));
        assertEquals(1, result.patients());
        assertEquals(1, result.notImported());
        assertEquals(List.of("phone"), result.ignoredColumns());
        Splitting.make(study, false);
        labelAll();
        String subject = study.deidentifier().pseudonyms().subject("P1");
        Map<String, String> groups = Cohort.load(study).slices().stream()
                .filter(s -> s.subject().equals(subject))
                .findFirst()
                .orElseThrow()
                .subgroups();
        assertEquals(
                Map.of(
                        "age",
                        "<40",
                        "mjoa",
                        "12-14",
                        "manufacturer",
                        "Siemens",
                        "sex",
                        "M",
                        "site",
                        "Kyoto",
                        "region",
                        "Asia Pacific"),
                groups);
    }

    @Test
    void clinical_problems_are_listed_by_row_and_store_nothing() throws IOException {
        ClinicalTable.Result result = ClinicalTable.load(
                study, csv("patient_id,age,sex,mjoa\nP1,55,F,14\nP2,300,X,19\nP1,55,F,14\n,1,F,1\nP3,5x,,13.5\n"));
        assertEquals(
                List.of(
                        "row 3: age must be years from 0 to 120",
                        "row 3: sex must be M, F or O",
                        "row 3: mjoa must be a whole number from 0 to 18",
                        "row 4: this patient has a row already",
                        "row 5: patient_id is empty",
                        "row 6: age must be years from 0 to 120",
                        "row 6: mjoa must be a whole number from 0 to 18"),
                result.problems());
        long stored = study.catalogue()
                .jdbi()
                .withHandle(h -> h.createQuery("SELECT COUNT(*) FROM clinical_values")
                        .mapTo(Long.class)
                        .one());
        assertEquals(0, stored);
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
