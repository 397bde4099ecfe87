package org.cordscope.labelling;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.study.SliceKey;
import org.cordscope.study.UserFacingException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** One rater's reading of a study: what is to be read in which order, the rater's own answers, and nobody else's. */
public final class BlindedReading {
    /** What the store says an answer came from. */
    static final String ORIGIN = "web";

    private final StudyFolder study;
    private final String rater;

    private BlindedReading(StudyFolder study, String rater) {
        this.study = study;
        this.rater = rater;
    }

    public static BlindedReading of(StudyFolder study, String rater) {
        return new BlindedReading(study, rater);
    }

    /**
     * A scan with its slices from foot to head.
     *
     * @param reading 1, or 2 where the scan stands in the list a second time
     */
    public record Scan(String scan, int reading, List<SliceKey> slices) {
        public Scan {
            slices = List.copyOf(slices);
        }
    }

    /** Scans in the rater's order: shuffled whole, so that slices of a patient stay together; repeated ones twice. */
    public List<Scan> scans() {
        return study.catalogue().jdbi().withHandle(handle -> {
            Assignment assignment = Assignments.find(handle, rater).orElseThrow(Assignments::notAssigned);
            return RepeatedScans.inserted(handle, rater, ordered(handle, assignment.shuffleSeed()));
        });
    }

    static List<Scan> ordered(Handle handle, @Nullable Long shuffleSeed) {
        List<Scan> scans = new ArrayList<>(scans(handle));
        if (shuffleSeed != null) {
            Collections.shuffle(scans, new Random(shuffleSeed));
        }
        return scans;
    }

    static List<Scan> scans(Handle handle) {
        Map<String, List<SliceKey>> byScan = new LinkedHashMap<>();
        LabelStore.slices(handle)
                .forEach(s ->
                        byScan.computeIfAbsent(s.scan(), k -> new ArrayList<>()).add(s.key()));
        return byScan.entrySet().stream()
                .map(e -> new Scan(e.getKey(), LabelStore.FIRST, e.getValue()))
                .toList();
    }

    /** The rater's own answers in force in a reading. */
    public Map<SliceKey, Answer> answers(int reading) {
        return study.catalogue().jdbi().withHandle(handle -> LabelStore.answersOf(handle, rater, reading));
    }

    /** A slice in a reading. */
    public record Place(SliceKey slice, int reading) {}

    /** Where the rater answered last, empty before the first answer. */
    public Optional<Place> last() {
        return study.catalogue()
                .jdbi()
                .withHandle(handle -> handle.createQuery(
                                "SELECT sop_uid, frame, reading FROM label_events WHERE rater = :rater ORDER BY event"
                                        + " DESC LIMIT 1")
                        .bind("rater", rater)
                        .map((row, context) -> new Place(LabelStore.key(row), row.getInt("reading")))
                        .findOne());
    }

    /**
     * Stores answers, in order, all or none; returns when they are durable. An answer that was stored before is not stored again.
     *
     * @throws UserFacingException where the rater has locked, or a slice is not of the study or is final
     */
    public void answer(List<Submission> submissions) {
        study.catalogue().jdbi().useTransaction(handle -> {
            boolean locked = Assignments.isLocked(handle, rater);
            for (Submission submission : submissions) {
                if (!isKnown(handle, submission)) {
                    store(handle, locked, submission);
                }
            }
        });
    }

    private void store(Handle handle, boolean locked, Submission submission) {
        if (locked) {
            throw new UserFacingException("Your labels are locked.", "Locked labels cannot be changed.");
        }
        boolean isListed = submission.reading() == LabelStore.FIRST
                ? LabelStore.hasSlice(handle, submission.slice())
                : RepeatedScans.isRepeated(handle, rater, submission.slice());
        if (!isListed) {
            throw new UserFacingException("The study has no such slice.", "Load the page again.");
        }
        if (LabelStore.isReleased(handle, submission.slice())) {
            throw new UserFacingException("The label of this slice is final.", "Released labels cannot be changed.");
        }
        LabelStore.append(
                handle,
                new LabelEntry(
                        rater,
                        submission.slice(),
                        submission.reading(),
                        submission.answer(),
                        study.clock().instant(),
                        ORIGIN,
                        "",
                        submission.msOnImage(),
                        submission.clientVersion(),
                        submission.id()));
    }

    /** True for a repetition; the same name for something else is refused. */
    private boolean isKnown(Handle handle, Submission submission) {
        Optional<Boolean> same = handle.createQuery(
                        "SELECT rater, sop_uid, frame, reading FROM label_events WHERE client_event = :id")
                .bind("id", submission.id())
                .map((row, context) -> row.getString(1).equals(rater)
                        && LabelStore.key(row).equals(submission.slice())
                        && row.getInt("reading") == submission.reading())
                .findOne();
        if (same.isPresent() && !same.get()) {
            throw new IllegalArgumentException("an answer of this name is stored for something else");
        }
        return same.isPresent();
    }
}
