package org.cordscope.cohort;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordscope.cohort.SplitOutcome.Change;
import org.cordscope.study.SliceKey;
import org.cordscope.study.UserFacingException;
import org.jdbi.v3.core.Handle;

/** Makes, keeps and shows the split of a study. Once a model was trained on it, it is drawn anew only by force. */
public final class Splitting {
    private Splitting() {}

    /** The split of the study's own plan; see {@link #make(StudyFolder, SplitPlan, boolean, boolean)}. */
    public static Split make(StudyFolder study, boolean force) throws IOException {
        return make(study, plan(study), false, force).split();
    }

    /**
     * Splits all subjects that have a scan, and writes {@code split.csv} and {@code split.json} into the study folder. Where the
     * study is split by the same plan already, its subjects keep their part and new ones are added: drawn anew, a holdout
     * would leak into training.
     *
     * @param redraw draws anew even by the same plan
     * @param force draws anew what a model was trained on
     * @throws UserFacingException where there is no scan, a part would be empty, one person seems to be two subjects, or the
     *     split is in use
     */
    public static SplitOutcome make(StudyFolder study, SplitPlan plan, boolean redraw, boolean force)
            throws IOException {
        SamePerson.refuse(study);
        SplitOutcome outcome = study.catalogue().jdbi().inTransaction(handle -> {
            SortedMap<String, String> sites = sites(handle);
            if (sites.isEmpty()) {
                throw new UserFacingException("The study has no scan to split.", "Run: cordscope import PATH");
            }
            Optional<Split> before = SplitStore.current(handle);
            boolean extend =
                    !redraw && before.isPresent() && before.get().plan().equals(plan);
            Split drawn = new SplitDraw(plan, sites, extend ? before.orElseThrow() : null)
                    .split(plan.byImage() ? slices(handle) : Map.of());
            SplitParts.refuseEmpty(drawn);
            long moved = sites.entrySet().stream()
                    .filter(e -> !e.getValue().equals(drawn.sites().get(e.getKey())))
                    .count();
            return store(handle, study, drawn, before, extend, force, moved);
        });
        SplitManifest.write(study, outcome.split());
        return outcome;
    }

    /**
     * The plan that holds where the user names none: that of the split in effect, with what {@code study.yaml} says where that
     * has changed since.
     */
    public static SplitPlan plan(StudyFolder study) {
        StudySettings settings = study.settings();
        return study.catalogue()
                .jdbi()
                .withHandle(handle -> SplitStore.current(handle)
                        .map(split -> SplitStore.drawnFrom(handle, settings)
                                ? split.plan()
                                : split.plan().withShares(settings.split()).withSeed(settings.seed()))
                        .orElseGet(() -> SplitPlan.of(settings.split(), settings.seed())));
    }

    /** The split in effect; empty before the first one. */
    public static Optional<Split> current(StudyFolder study) {
        return study.catalogue().jdbi().withHandle(SplitStore::current);
    }

    /** Notes that a run trained on the split, so that it stays. */
    public static void markTrained(StudyFolder study, String run) {
        study.catalogue().jdbi().useTransaction(handle -> SplitStore.markTrained(handle, run));
    }

    private static SplitOutcome store(
            Handle handle,
            StudyFolder study,
            Split drawn,
            Optional<Split> before,
            boolean extend,
            boolean force,
            long moved) {
        long known = before.filter(split -> extend)
                .map(split -> (long) split.parts().size())
                .orElse(0L);
        long added = drawn.parts().size() - known;
        if (before.map(Split::hash).equals(Optional.of(drawn.hash()))) {
            SplitStore.rememberSettings(handle, study.settings());
            return new SplitOutcome(drawn, Change.NONE, 0, moved);
        }
        Optional<String> trainedBy = SplitStore.trainedBy(handle);
        if (!extend && trainedBy.isPresent() && !force) {
            throw new UserFacingException(
                    "The split would change, and " + trainedBy.get() + " was trained on it: its holdout would leak.",
                    "Keep the split, or repeat with --force and train again.");
        }
        SplitStore.replace(handle, drawn, extend);
        SplitStore.rememberSettings(handle, study.settings());
        return new SplitOutcome(drawn, extend ? Change.EXTENDED : Change.DRAWN, added, moved);
    }

    private static SortedMap<String, String> sites(Handle handle) {
        SortedMap<String, String> sites = new TreeMap<>();
        handle.createQuery("""
                        SELECT DISTINCT scans.subject AS subject, COALESCE(content, '') AS site FROM scans
                        LEFT JOIN clinical_values ON clinical_values.subject = scans.subject AND field = 'site'""").mapToMap(String.class).forEach(row -> sites.put(row.get("subject"), row.get("site")));
        return sites;
    }

    private static Map<String, List<SliceKey>> slices(Handle handle) {
        Map<String, List<SliceKey>> slices = new HashMap<>();
        handle.createQuery("SELECT subject, sop_uid, frame FROM slices JOIN scans ON scans.scan = slices.scan")
                .map((row, context) -> Map.entry(
                        row.getString("subject"), new SliceKey(row.getString("sop_uid"), row.getInt("frame"))))
                .forEach(e -> slices.computeIfAbsent(e.getKey(), s -> new ArrayList<>())
                        .add(e.getValue()));
        return slices;
    }
}
