package org.cordscope.labelling;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.study.SliceKey;
import org.cordscope.study.UserFacingException;
import org.jdbi.v3.core.Handle;

/** Settles what raters disagree on, after all of them have locked. */
public final class Adjudication {
    private static final int LONGEST_REASON = 500;

    private Adjudication() {}

    /**
     * Disagreements of all raters, in order of slices, with what was decided.
     *
     * @throws UserFacingException while a rater is still labelling
     */
    public static List<Disagreement> of(StudyFolder study) {
        return study.catalogue().jdbi().withHandle(handle -> {
            refuseEarly(handle);
            return read(handle);
        });
    }

    private static void refuseEarly(Handle handle) {
        boolean labelling = Assignments.read(handle).stream().anyMatch(a -> !a.locked());
        if (labelling) {
            throw new UserFacingException(
                    "A rater has not locked yet.", "Disagreements are shown when all raters have locked.");
        }
    }

    static List<Disagreement> read(Handle handle) {
        Map<SliceKey, Map<String, Answer>> answers = LabelStore.answers(handle);
        Set<String> raters = new TreeSet<>();
        answers.values().forEach(byRater -> raters.addAll(byRater.keySet()));
        raters.remove(LabelStore.CONSENSUS);
        List<Disagreement> found = new ArrayList<>();
        for (LabelStore.SliceRow slice : LabelStore.slices(handle)) {
            Map<String, Answer> byRater = answers.getOrDefault(slice.key(), Map.of());
            List<Answer> raw = byRater.entrySet().stream()
                    .filter(e -> raters.contains(e.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
            if (differ(raw)) {
                Answer decision = byRater.get(LabelStore.CONSENSUS);
                found.add(new Disagreement(
                        slice.key(),
                        slice.scan(),
                        slice.index(),
                        drawn(raw, slice.key()),
                        decision,
                        decision == null ? "" : reason(handle, slice.key())));
            }
        }
        return found;
    }

    /** True where raters differ in the label or, where all gave grades, in the grade. */
    private static boolean differ(List<Answer> answers) {
        boolean graded = Disagreement.isGraded(answers);
        return answers.stream()
                        .map(a -> a.kind() + " " + (graded ? a.kangGrade() : ""))
                        .distinct()
                        .count()
                > 1;
    }

    /** Who is A and who is B is drawn from the slice's name, so that nobody can follow one rater from slice to slice. */
    private static List<Answer> drawn(List<Answer> answers, SliceKey slice) {
        List<Answer> shuffled = new ArrayList<>(answers);
        Collections.shuffle(shuffled, new Random(slice.hashCode() * 0x9E3779B97F4A7C15L));
        return shuffled;
    }

    private static String reason(Handle handle, SliceKey slice) {
        Optional<String> reason = handle.createQuery("SELECT reason FROM label_events WHERE rater = :rater"
                        + " AND sop_uid = :sop AND frame = :frame ORDER BY event DESC LIMIT 1")
                .bind("rater", LabelStore.CONSENSUS)
                .bind("sop", slice.sopInstanceUid())
                .bind("frame", slice.frame())
                .mapTo(String.class)
                .findOne();
        return reason.orElse("");
    }

    /**
     * Settles one slice, and works out the consensus anew.
     *
     * @param by who decides
     * @throws UserFacingException where a rater is still labelling, the raters agree, the label is final, or a reason or a grade is missing
     */
    public static void decide(StudyFolder study, String by, SliceKey slice, Answer answer, String reason) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON || answer.kind() == Answer.Kind.WITHDRAWN) {
            throw new UserFacingException(
                    "A decision needs a label and a reason of at most " + LONGEST_REASON + " characters.",
                    "Say in a few words what decided it.");
        }
        study.catalogue().jdbi().useTransaction(handle -> {
            refuseEarly(handle);
            if (LabelStore.isReleased(handle, slice)) {
                throw new UserFacingException(
                        "The label of this slice is final.", "Released labels cannot be changed.");
            }
            Disagreement open = read(handle).stream()
                    .filter(d -> d.slice().equals(slice))
                    .findFirst()
                    .orElseThrow(() ->
                            new UserFacingException("The raters agree on this slice.", "There is nothing to decide."));
            if (open.graded() && answer.label() != null && answer.kangGrade() == null) {
                throw new UserFacingException("The raters gave grades.", "Decide by a Kang grade, 0 to 3.");
            }
            LabelStore.append(
                    handle,
                    new LabelEntry(
                            LabelStore.CONSENSUS,
                            slice,
                            LabelStore.FIRST,
                            answer,
                            study.clock().instant(),
                            "adjudication by " + by,
                            reason.strip(),
                            null,
                            "",
                            null));
            Consensus.resolve(handle, study.settings().raters());
        });
    }
}
