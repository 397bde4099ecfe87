package org.cordscope.labelling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cordscope.cohort.Flow;
import org.cordscope.cohort.StoredStudy;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.cohort.StudySettings;
import org.cordscope.evaluation.agreement.RaterAgreement;
import org.cordscope.labelling.Assignment.ReadingMode;
import org.cordscope.labelling.Assignment.State;
import org.cordscope.study.Compression;
import org.cordscope.study.SliceKey;
import org.cordscope.study.UserFacingException;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlindedReadingTest {
    private static final Answer YES = Answer.of(Compression.COMPRESSED);
    private static final Answer NO = Answer.of(Compression.NOT_COMPRESSED);

    /** The same tests run on PostgreSQL by a class that changes this. */
    StudySettings settings() {
        return StudySettings.named("trial");
    }

    @TempDir
    Path folder;

    private StudyFolder study;
    private List<SliceKey> slices;
    private int sent;

    @BeforeEach
    void fill() throws IOException {
        study = StoredStudy.of(folder.resolve("study"), settings(), 3, 4);
        for (String rater : List.of("anna", "bert")) {
            Assignments.assign(study, rater, ReadingMode.GRADED, null);
        }
        slices = BlindedReading.of(study, "anna").scans().stream()
                .flatMap(s -> s.slices().stream())
                .toList();
    }

    @Test
    void rater_goes_from_assigned_to_locked() {
        assertEquals(State.ASSIGNED, Assignments.of(study, "anna").orElseThrow().state());
        answer("anna", 0, YES);
        assertEquals(
                State.IN_PROGRESS, Assignments.of(study, "anna").orElseThrow().state());
        assertThrows(UserFacingException.class, () -> Assignments.lock(study, "anna"));
        answerAll("anna", NO);
        Assignments.lock(study, "anna");
        assertEquals(State.LOCKED, Assignments.of(study, "anna").orElseThrow().state());
        assertThrows(UserFacingException.class, () -> answer("anna", 0, NO));
        assertFalse(Assignments.allLocked(study));
    }

    @Test
    void answer_can_be_changed_and_taken_back_and_every_event_stays() {
        answer("anna", 0, NO);
        answer("anna", 0, Answer.graded(3, Answer.Extent.CIRCUMFERENTIAL).withConfidence(Answer.Confidence.UNSURE));
        assertEquals(
                List.of("compressed, Kang 3, circumferential, unsure"),
                BlindedReading.of(study, "anna").answers(1).values().stream()
                        .map(Answer::words)
                        .toList());
        answer("anna", 0, Answer.withdrawn());
        assertEquals(Map.of(), BlindedReading.of(study, "anna").answers(1));
        assertEquals(3, LabelChain.verify(study).events());
        assertEquals(Map.of(), BlindedReading.of(study, "bert").answers(1));
    }

    /** Events are numbered and hashed one after the other: whoever comes at the same time must wait, not fail. */
    @Test
    void answers_of_several_raters_at_once_are_all_stored() throws Exception {
        List<String> raters = List.of("cleo", "dora", "emil", "fred", "gina", "hugo");
        ExecutorService people = Executors.newFixedThreadPool(raters.size() + 1);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (String rater : raters) {
                Assignments.assign(study, rater, ReadingMode.BINARY, null);
                all.add(people.submit(() -> {
                    for (int i = 0; i < slices.size(); i++) {
                        answer("by-" + rater + "-" + i, rater, slices.get(i), 1, NO);
                    }
                }));
            }
            all.add(people.submit(() -> {
                for (int i = 0; i < 20; i++) {
                    Flow.of(study); // which refuses counts that do not add up
                }
            }));
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            people.shutdown();
        }
        assertEquals(
                (long) raters.size() * slices.size(), LabelChain.verify(study).events());
    }

    @Test
    void answer_makes_sense_or_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> Answer.graded(4, null));
        assertThrows(IllegalArgumentException.class, () -> Answer.graded(1, Answer.Extent.PARTIAL));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Answer(Answer.Kind.COMPRESSED, 1, null, Answer.Confidence.SURE));
    }

    @Test
    void blinded_labels_count_after_the_lock_only() {
        answerAll("anna", YES);
        Consensus.resolve(study);
        assertEquals(0, Flow.of(study).labelled());
        Assignments.lock(study, "anna");
        answerAll("bert", YES);
        Assignments.lock(study, "bert");
        assertEquals(12, Flow.of(study).labelled());
        assertTrue(Assignments.allLocked(study));
    }

    @Test
    void shuffled_order_keeps_scans_whole_and_is_the_same_each_time() {
        Assignments.assign(study, "cleo", ReadingMode.BINARY, 7L);
        List<BlindedReading.Scan> shuffled = BlindedReading.of(study, "cleo").scans();
        List<BlindedReading.Scan> plain = BlindedReading.of(study, "anna").scans();
        assertEquals(shuffled, BlindedReading.of(study, "cleo").scans());
        assertNotEquals(plain, shuffled);
        assertEquals(Map.of(), difference(plain, shuffled));
    }

    private static Map<String, Integer> difference(List<BlindedReading.Scan> one, List<BlindedReading.Scan> other) {
        List<BlindedReading.Scan> left = new ArrayList<>(one);
        left.removeAll(other);
        return left.isEmpty() ? Map.of() : Map.of("missing", left.size());
    }

    @Test
    void repeated_scans_come_again_in_the_second_half_and_make_no_label() {
        Assignments.assign(study, "dora", ReadingMode.BINARY, 3L, 0.3);
        List<BlindedReading.Scan> list = BlindedReading.of(study, "dora").scans();
        assertEquals(
                List.of(1, 1, 1, 2),
                list.stream().map(BlindedReading.Scan::reading).toList());
        assertEquals(list.get(0).scan(), list.get(3).scan());
        answerAll("dora", YES);
        assertThrows(UserFacingException.class, () -> Assignments.lock(study, "dora"), "the second reading is open");
        List<SliceKey> again = list.get(3).slices();
        for (SliceKey slice : again) {
            answer("dora", slice, 2, slice.equals(again.get(0)) ? NO : YES);
        }
        Assignments.lock(study, "dora");
        RaterAgreement agreement = RepeatedScans.agreement(study).get(0).agreement();
        assertEquals(List.of(4L, 1L), List.of(agreement.slices(), agreement.disagreements()));
        assertEquals(YES, BlindedReading.of(study, "dora").answers(1).get(again.get(0)));
        SliceKey once = list.get(1).slices().get(0);
        assertThrows(UserFacingException.class, () -> answer("anna", once, 2, NO), "nothing is repeated for anna");
        assertTrue(LabelChain.verify(study).problem().isEmpty());
    }

    @Test
    void coordinator_unlocks_with_a_reason_that_stays_on_record() throws IOException {
        answerAll("anna", YES);
        assertThrows(UserFacingException.class, () -> Assignments.unlock(study, "anna", "chief", "not locked"));
        Assignments.lock(study, "anna");
        assertThrows(UserFacingException.class, () -> Assignments.unlock(study, "anna", "chief", " "));
        Assignments.unlock(study, "anna", "chief", "read the wrong series");
        answer("anna", 0, NO);
        Assignments.lock(study, "anna");
        assertEquals(
                List.of("anna ", "chief read the wrong series", "anna "),
                LockEvents.of(study).stream()
                        .map(e -> e.by() + " " + e.reason())
                        .toList());
        assertTrue(LabelChain.verify(study).problem().isEmpty());
        answerAll("bert", YES);
        answer("bert", 0, NO);
        Assignments.lock(study, "bert");
        LabelRelease.freeze(study, "chief");
        assertThrows(UserFacingException.class, () -> Assignments.unlock(study, "anna", "chief", "too late"));
        study.catalogue().jdbi().useHandle(h -> {
            dropLockGuards(h);
            h.execute("UPDATE lock_events SET reason = 'nothing' WHERE event = 2");
        });
        assertTrue(LabelChain.verify(study).problem().orElseThrow().contains("unlocking"));
    }

    @Test
    void grades_that_differ_are_decided_by_a_grade() {
        answerAll("anna", Answer.graded(2, null));
        answerAll("bert", Answer.graded(2, null));
        answer("bert", 3, Answer.graded(3, null).withLevel(DiscLevel.C5_6));
        Assignments.lock(study, "anna");
        Assignments.lock(study, "bert");
        Disagreement open = Adjudication.of(study).get(0);
        assertTrue(open.graded());
        assertEquals(slices.get(3), open.slice());
        assertThrows(
                UserFacingException.class, () -> Adjudication.decide(study, "chair", slices.get(3), YES, "signal"));
        Adjudication.decide(study, "chair", slices.get(3), Answer.graded(3, null), "signal");
        assertEquals(Answer.graded(3, null), Adjudication.of(study).get(0).decision());
    }

    @Test
    void import_cannot_change_what_is_labelled_blinded_or_released() throws IOException {
        answer("anna", 0, YES);
        Path csv = Files.writeString(
                folder.resolve("l.csv"),
                "rater,sop_instance_uid,label\nanna," + slices.get(0).sopInstanceUid() + ",0\n");
        assertEquals(1, LabelImport.run(study, csv).problems().size());
        Files.writeString(
                csv, "rater,sop_instance_uid,label\nanna," + slices.get(0).sopInstanceUid() + ",1\n");
        assertEquals(1, LabelImport.run(study, csv).unchanged());
    }

    @Test
    void a_study_knows_whether_every_label_was_given_blinded() throws IOException {
        assertFalse(BlindedReading.madeEveryLabel(study));
        answer("anna", 0, YES);
        answer("bert", 0, NO);
        assertTrue(BlindedReading.madeEveryLabel(study));
        String uid = slices.get(1).sopInstanceUid();
        Path csv = Files.writeString(folder.resolve("l.csv"), "sop_instance_uid,label\n" + uid + ",1\n");
        assertEquals(1, LabelImport.run(study, csv).added());
        assertTrue(BlindedReading.madeEveryLabel(study), "a consensus is no rater's answer");
        Files.writeString(csv, "rater,sop_instance_uid,label\ncarl," + uid + ",1\n");
        assertEquals(1, LabelImport.run(study, csv).added());
        assertFalse(BlindedReading.madeEveryLabel(study));
    }

    @Test
    void disagreements_open_after_all_locks_and_close_with_a_reason() throws IOException {
        answerAll("anna", YES);
        Assignments.lock(study, "anna");
        answerAll("bert", YES);
        answer("bert", 1, NO);
        answer("bert", 2, Answer.unreadable());
        assertThrows(UserFacingException.class, () -> Adjudication.of(study));
        assertThrows(UserFacingException.class, () -> Adjudication.decide(study, "chair", slices.get(1), NO, "early"));
        Assignments.lock(study, "bert");
        List<Disagreement> open = Adjudication.of(study);
        assertEquals(
                List.of(slices.get(1), slices.get(2)),
                open.stream().map(Disagreement::slice).toList());
        assertThrows(UserFacingException.class, () -> Adjudication.decide(study, "chair", slices.get(1), NO, " "));
        assertThrows(UserFacingException.class, () -> Adjudication.decide(study, "chair", slices.get(0), NO, "no"));
        assertThrows(UserFacingException.class, () -> LabelRelease.freeze(study, "chair"));
        Adjudication.decide(study, "chair", slices.get(1), NO, "cord keeps its shape");
        Adjudication.decide(study, "chair", slices.get(2), Answer.unreadable(), "motion");
        LabelRelease release = LabelRelease.freeze(study, "chair");
        assertEquals(11, release.labels());
        assertTrue(LabelRelease.allFinal(study));
        assertEquals(Map.of("unreadable", 1L), Flow.of(study).unresolved());
        assertThrows(UserFacingException.class, () -> LabelRelease.freeze(study, "chair"));
        assertEquals("cord keeps its shape", Adjudication.of(study).get(0).reason());
    }

    @Test
    void unreadable_slices_leave_and_come_back_with_the_long_table() throws IOException {
        answer("anna", 0, Answer.unreadable());
        StringBuilder out = new StringBuilder();
        LabelExport.longTable(study, out);
        assertTrue(out.toString().lines().skip(1).allMatch(l -> l.matches("anna,.*,1,x,.*")), out.toString());
        StringBuilder redcap = new StringBuilder();
        LabelExport.redcap(study, redcap);
        assertTrue(redcap.toString().lines().skip(1).anyMatch(l -> l.matches("sub-.*,cord_slice,1,.*,x")));
        StringBuilder json = new StringBuilder();
        LabelExport.json(study, json);
        assertTrue(json.toString().contains("\"kind\" : \"UNREADABLE\""), json.toString());
    }

    @Test
    void chain_shows_an_event_that_was_changed_behind_its_back() {
        answerAll("anna", YES);
        assertTrue(LabelChain.verify(study).problem().isEmpty());
        study.catalogue().jdbi().useHandle(h -> {
            dropGuards(h);
            h.execute("UPDATE label_events SET rater = 'bert' WHERE event = 5");
        });
        assertTrue(LabelChain.verify(study).problem().orElseThrow().contains("event 5"));
    }

    @Test
    void chain_shows_an_event_that_was_taken_out() {
        answerAll("anna", YES);
        Assignments.lock(study, "anna");
        study.catalogue().jdbi().useHandle(h -> {
            dropGuards(h);
            h.execute("DELETE FROM label_events WHERE event = 12");
        });
        assertTrue(LabelChain.verify(study).problem().orElseThrow().contains("no longer there"), "the last one");
        study.catalogue().jdbi().useHandle(h -> h.execute("DELETE FROM label_events WHERE event = 3"));
        assertTrue(LabelChain.verify(study).problem().orElseThrow().contains("event 4"));
    }

    /** Takes the database's own guards away, as somebody with the file could. */
    void dropGuards(Handle handle) {
        handle.execute("DROP TRIGGER label_events_stay");
        handle.execute("DROP TRIGGER label_events_remain");
    }

    private void answerAll(String rater, Answer answer) {
        for (int i = 0; i < slices.size(); i++) {
            answer(rater, i, answer);
        }
    }

    /** The same for the guard of the lock events. */
    void dropLockGuards(Handle handle) {
        handle.execute("DROP TRIGGER lock_events_stay");
    }

    private void answer(String rater, int slice, Answer answer) {
        answer(rater, slices.get(slice), 1, answer);
    }

    private void answer(String rater, SliceKey slice, int reading, Answer answer) {
        answer("answer-" + ++sent, rater, slice, reading, answer);
    }

    private void answer(String id, String rater, SliceKey slice, int reading, Answer answer) {
        BlindedReading.of(study, rater).answer(List.of(new Submission(id, slice, reading, answer, 800, "test")));
    }
}
