package org.cordscope.cohort;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.cordscope.cohort.SplitOutcome.Change;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SplittingTest {
    private static final int PATIENTS = 16;
    private static final int SLICES = 5;
    private static final SplitPlan PLAN = SplitPlan.of(SplitShares.PAPER, 7);

    @TempDir
    Path folder;

    private StudyFolder study;

    @BeforeEach
    void fill() throws IOException {
        study = StoredStudy.of(folder.resolve("study"), StudySettings.named("trial"), PATIENTS, SLICES);
    }

    @Test
    void the_proof_counts_what_lies_in_several_parts_none() throws IOException {
        for (SplitPlan plan : List.of(PLAN, PLAN.withScheme(SplitScheme.PAPER), PLAN.withFolds(4))) {
            make(plan);
            JsonNode proof = proof();
            for (String unit : List.of("subject", "study_uid", "scan", "sop_uid", "file_sha256")) {
                assertEquals(0, proof.path("in_several_parts_" + unit).asInt(-1), unit);
            }
            assertTrue(proof.path("disjoint").asBoolean());
            assertEquals(plan.scheme().title(), proof.path("scheme").asText());
            assertEquals(
                    Splitting.current(study).orElseThrow().hash(),
                    proof.path("hash").asText());
        }
    }

    @Test
    void sites_that_are_told_after_the_split_are_said_to_ask_for_another() throws IOException {
        make(PLAN);
        study.catalogue()
                .jdbi()
                .useHandle(handle -> handle.execute("INSERT INTO clinical_values (subject, field, content)"
                        + " SELECT subject, 'site', 'Elsewhere' FROM subjects"
                        + " WHERE true ON CONFLICT (subject, field) DO UPDATE SET content = excluded.content"));
        SplitOutcome same = Splitting.make(study, PLAN, false, false);
        assertEquals(Change.NONE, same.change());
        assertEquals(PATIENTS, same.patientsOfOtherSite());
        assertTrue(same.sentence().contains("whose site has changed since: 16"), same.sentence());
        assertEquals(0, Splitting.make(study, PLAN, true, false).patientsOfOtherSite());
    }

    @Test
    void the_papers_image_split_is_proved_to_leak_but_not_into_the_holdout() throws IOException {
        make(PLAN.withScheme(SplitScheme.PAPER_IMAGE_SPLIT));
        JsonNode proof = proof();
        assertTrue(proof.path("in_several_parts_subject").asInt() > 6, proof.toString());
        assertEquals(0, proof.path("in_several_parts_sop_uid").asInt());
        assertEquals(0, proof.path("in_holdout_and_elsewhere").asInt(-1));
        assertFalse(proof.path("disjoint").asBoolean());
        assertTrue(proof.path("statement").asText().contains("leak"));
        assertEquals(15, proof.at("/validation/slices").asInt());
        assertEquals(
                12 * SLICES + 1,
                Files.readAllLines(study.root().resolve("split-images.csv")).size());
        labelAll();
        Cohort cohort = Cohort.forTraining(study, null);
        assertEquals(45, cohort.in(Part.TRAINING).size());
        assertEquals(15, cohort.in(Part.VALIDATION).size());
        assertEquals(20, cohort.in(Part.HOLDOUT).size());
        make(PLAN);
        assertFalse(Files.exists(study.root().resolve("split-images.csv")));
    }

    @Test
    void each_fold_validates_once_and_shares_nobody_with_training() throws IOException {
        make(PLAN.withFolds(4).withShares(new SplitShares(0, 0.25)));
        labelAll();
        Set<String> validated = new HashSet<>();
        for (int fold = 1; fold <= 4; fold++) {
            Cohort cohort = Cohort.load(study, fold);
            Set<String> validation = subjects(cohort, Part.VALIDATION);
            assertEquals(4, validation.size());
            assertTrue(validated.addAll(validation));
            validation.retainAll(subjects(cohort, Part.TRAINING));
            assertEquals(Set.of(), validation);
        }
        assertEquals(PATIENTS, validated.size());
        assertEquals(4, Flow.of(study).folds().size());
        assertEquals(Set.of(), subjects(Cohort.load(study), Part.VALIDATION));
    }

    @Test
    void a_fold_is_asked_for_where_there_are_folds_and_only_there() throws IOException {
        make(PLAN.withFolds(4));
        labelAll();
        assertProblem("4 folds", () -> Cohort.forTraining(study, null));
        assertProblem("no fold 5", () -> Cohort.load(study, 5));
        make(PLAN);
        assertProblem("no folds", () -> Cohort.load(study, 1));
    }

    @Test
    void new_patients_join_and_the_others_keep_their_part() throws IOException {
        for (SplitPlan plan : List.of(PLAN.withScheme(SplitScheme.PAPER_IMAGE_SPLIT), PLAN.withFolds(3), PLAN)) {
            Split before = make(plan).split();
            Splitting.markTrained(study, "run1");
            StoredStudy.add(study, "new" + plan.folds() + plan.scheme().title(), SLICES);
            SplitOutcome grown = make(plan);
            assertEquals(Change.EXTENDED, grown.change());
            assertEquals(1, grown.addedPatients());
            before.parts()
                    .forEach((subject, part) ->
                            assertEquals(part, grown.split().parts().get(subject)));
            before.folds()
                    .forEach((subject, fold) ->
                            assertEquals(fold, grown.split().folds().get(subject)));
            before.images()
                    .forEach((key, part) ->
                            assertEquals(part, grown.split().images().get(key)));
            assertEquals(grown.split(), Splitting.current(study).orElseThrow());
            assertEquals(Change.NONE, make(plan).change());
            Splitting.make(study, PLAN.withSeed(99), true, true);
        }
    }

    @Test
    void a_split_that_a_model_was_trained_on_is_drawn_anew_only_by_force() throws IOException {
        String hash = make(PLAN).split().hash();
        assertEquals(Change.NONE, make(PLAN).change());
        Splitting.markTrained(study, "run1");
        ClinicalTable.load(study, csv("patient_id,site\nP1,Kyoto\nP2,Kyoto\n"));
        assertEquals(hash, make(PLAN).split().hash());
        assertThrows(UserFacingException.class, () -> Splitting.make(study, PLAN, true, false));
        assertThrows(UserFacingException.class, () -> Splitting.make(study, PLAN.withSeed(8), false, false));
        assertEquals(hash, Splitting.current(study).orElseThrow().hash());
        SplitOutcome forced = Splitting.make(study, PLAN, true, true);
        assertEquals(Change.DRAWN, forced.change());
        assertNotEquals(hash, forced.split().hash());
    }

    @Test
    void without_options_the_plan_is_that_of_the_split_in_effect() throws IOException {
        assertEquals(SplitPlan.of(SplitShares.PAPER, study.settings().seed()), Splitting.plan(study));
        make(PLAN.withFolds(3));
        assertEquals(PLAN.withFolds(3), Splitting.plan(study));
    }

    @Test
    void one_person_under_two_ids_is_refused() throws IOException {
        SortedMap<String, Part> parts = make(PLAN).split().parts();
        study.catalogue()
                .jdbi()
                .useHandle(h -> h.execute("UPDATE slices SET file_sha256 = 'same' WHERE slice_index = 0 AND scan IN"
                        + " (SELECT scan FROM scans WHERE subject IN ('" + parts.firstKey() + "', '" + parts.lastKey()
                        + "'))"));
        UserFacingException refused = assertThrows(UserFacingException.class, () -> make(PLAN));
        assertTrue(
                String.valueOf(refused.getMessage()).contains(parts.firstKey() + " and " + parts.lastKey()),
                String.valueOf(refused.getMessage()));
    }

    private SplitOutcome make(SplitPlan plan) throws IOException {
        return Splitting.make(study, plan, false, false);
    }

    private JsonNode proof() throws IOException {
        return new ObjectMapper().readTree(study.root().resolve("split.json").toFile());
    }

    private static void assertProblem(String part, Runnable work) {
        UserFacingException refused = assertThrows(UserFacingException.class, work::run);
        assertTrue(String.valueOf(refused.getMessage()).contains(part), String.valueOf(refused.getMessage()));
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
        return new HashSet<>(cohort.in(part).stream().map(CohortSlice::subject).toList());
    }
}
