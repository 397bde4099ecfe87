package org.cordscope.labelling;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.study.Compression;
import org.cordscope.study.SliceKey;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The one label of a slice. An explicit consensus label wins; else, where all raters of the study have labelled the slice and
 * agree, theirs; else none, and the slice is kept out of training with its reason. A study with one rater takes that rater's.
 * Whoever is still labelling, blinded, does not count before the lock.
 */
public final class Consensus {
    private Consensus() {}

    /** @param resolved slices with a label; the others carry a reason in the catalogue */
    public record Summary(int resolved, int disagreements, int incomplete) {}

    /** Works out every slice's consensus anew from the labels in force. */
    public static Summary resolve(StudyFolder study) {
        return study.catalogue()
                .jdbi()
                .inTransaction(handle -> resolve(handle, study.settings().raters()));
    }

    static Summary resolve(Handle handle, List<String> configuredRaters) {
        Map<SliceKey, Map<String, Answer>> labels = LabelStore.answers(handle);
        Set<String> raters = new TreeSet<>(configuredRaters);
        Set<String> blinded = unlocked(handle);
        labels.values().forEach(byRater -> byRater.keySet().removeAll(blinded));
        labels.values().removeIf(Map::isEmpty);
        labels.values().forEach(byRater -> raters.addAll(byRater.keySet()));
        raters.remove(LabelStore.CONSENSUS);
        handle.execute("DELETE FROM consensus_labels");
        int resolved = 0;
        int disagreements = 0;
        int incomplete = 0;
        for (Map.Entry<SliceKey, Map<String, Answer>> slice : labels.entrySet()) {
            Decision decision = decide(slice.getValue(), raters);
            store(handle, slice.getKey(), decision);
            resolved += decision.label() != null ? 1 : 0;
            disagreements += decision.equals(Decision.DISAGREE) ? 1 : 0;
            incomplete += decision.equals(Decision.INCOMPLETE) ? 1 : 0;
        }
        return new Summary(resolved, disagreements, incomplete);
    }

    /** A label with the reason for it, or for its absence. */
    record Decision(@Nullable Compression label, String reason) {
        static final Decision DISAGREE = new Decision(null, "raters disagree and no consensus is given");
        static final Decision INCOMPLETE = new Decision(null, "not labelled by all raters");
        static final Decision UNREADABLE = new Decision(null, "unreadable");
    }

    static Decision decide(Map<String, Answer> byRater, Set<String> raters) {
        Answer explicit = byRater.get(LabelStore.CONSENSUS);
        if (explicit != null) {
            Compression label = explicit.label();
            return label == null ? Decision.UNREADABLE : new Decision(label, "consensus given");
        }
        if (!byRater.keySet().containsAll(raters)) {
            return Decision.INCOMPLETE;
        }
        Set<Answer.Kind> kinds = byRater.values().stream().map(Answer::kind).collect(Collectors.toSet());
        if (kinds.size() > 1) {
            return Decision.DISAGREE;
        }
        Compression label = byRater.values().iterator().next().label();
        return label == null
                ? Decision.UNREADABLE
                : new Decision(label, raters.size() == 1 ? "single rater" : "raters agree");
    }

    private static Set<String> unlocked(Handle handle) {
        return handle.createQuery("SELECT rater FROM assignments WHERE locked_utc IS NULL")
                .mapTo(String.class)
                .collect(Collectors.toSet());
    }

    private static void store(Handle handle, SliceKey key, Decision decision) {
        Compression label = decision.label();
        handle.createUpdate("INSERT INTO consensus_labels (sop_uid, frame, label, reason)"
                        + " VALUES (:sop, :frame, :label, :reason)")
                .bind("sop", key.sopInstanceUid())
                .bind("frame", key.frame())
                .bind("label", label == null ? null : Labels.number(label))
                .bind("reason", decision.reason())
                .execute();
    }
}
