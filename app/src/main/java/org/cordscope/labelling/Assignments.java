package org.cordscope.labelling;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.labelling.Assignment.ReadingMode;
import org.cordscope.study.UserFacingException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Who labels a study, each rater blinded to all others: assigned, in progress, locked. */
public final class Assignments {
    private static final String ALL = """
        SELECT rater, mode, shuffle_seed, locked_utc,
            (SELECT COUNT(*) FROM slices) + (SELECT COUNT(*) FROM slices WHERE TWICE) AS slices,
            (SELECT COUNT(*) FROM slices WHERE ANSWERED_IN_1)
                + (SELECT COUNT(*) FROM slices WHERE TWICE AND ANSWERED_IN_2) AS answered
        FROM assignments\
        """.replace(
                    "TWICE", "scan IN (SELECT scan FROM repeated_scans WHERE repeated_scans.rater = assignments.rater)")
            .replaceAll("ANSWERED_IN_(.)", """
                (SELECT kind FROM label_events WHERE label_events.rater = assignments.rater
                    AND label_events.sop_uid = slices.sop_uid AND label_events.frame = slices.frame
                    AND label_events.reading = $1 ORDER BY event DESC LIMIT 1) <> 'withdrawn'\
                """);
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_REASON = 500;

    private Assignments() {}

    /** All raters, in the order of their names. */
    public static List<Assignment> of(StudyFolder study) {
        return study.catalogue().jdbi().withHandle(Assignments::read);
    }

    /** The rater's own, empty where the rater has none. */
    public static Optional<Assignment> of(StudyFolder study, String rater) {
        return study.catalogue().jdbi().withHandle(handle -> find(handle, rater));
    }

    /** True where at least one rater is assigned, and all have locked. */
    public static boolean allLocked(StudyFolder study) {
        return study.catalogue().jdbi().withHandle(Assignments::allLocked);
    }

    static boolean allLocked(Handle handle) {
        return handle.createQuery("SELECT COUNT(*) - COUNT(locked_utc), COUNT(*) FROM assignments")
                .map((row, context) -> row.getLong(1) == 0 && row.getLong(2) > 0)
                .one();
    }

    static List<Assignment> read(Handle handle) {
        return handle.createQuery(ALL + " ORDER BY rater")
                .map((row, context) -> assignment(row))
                .list();
    }

    static Optional<Assignment> find(Handle handle, String rater) {
        return handle.createQuery(ALL + " WHERE rater = :rater")
                .bind("rater", rater)
                .map((row, context) -> assignment(row))
                .findOne();
    }

    private static Assignment assignment(ResultSet row) throws SQLException {
        long seed = row.getLong("shuffle_seed");
        Long shuffle = row.wasNull() ? null : seed;
        String locked = row.getString("locked_utc");
        return new Assignment(
                row.getString("rater"),
                ReadingMode.valueOf(row.getString("mode")),
                shuffle,
                row.getLong("answered"),
                row.getLong("slices"),
                locked == null ? null : Instant.parse(locked));
    }

    /** @throws UserFacingException where the rater has nothing to label */
    static boolean isLocked(Handle handle, String rater) {
        return handle.createQuery("SELECT CASE WHEN locked_utc IS NULL THEN 0 ELSE 1 END FROM assignments"
                                + " WHERE rater = :rater")
                        .bind("rater", rater)
                        .mapTo(Integer.class)
                        .findOne()
                        .orElseThrow(Assignments::notAssigned)
                > 0;
    }

    static boolean isAssigned(Handle handle, String rater) {
        return handle.createQuery("SELECT COUNT(*) FROM assignments WHERE rater = :rater")
                        .bind("rater", rater)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** Assigns all slices of the study to a rater, each once. */
    public static Assignment assign(StudyFolder study, String rater, ReadingMode mode, @Nullable Long shuffleSeed) {
        return assign(study, rater, mode, shuffleSeed, 0);
    }

    /**
     * Assigns all slices of the study to a rater. A rater who is assigned already keeps what was agreed.
     *
     * @param shuffleSeed seed of the order of scans; null for the order of the study
     * @param repeatedShare share of the scans that stand a second time in the list, 0 to 0.5, for the rater's agreement with itself
     * @throws UserFacingException where the name cannot be a rater's, is not one of study.yaml, or has imported labels
     */
    public static Assignment assign(
            StudyFolder study, String rater, ReadingMode mode, @Nullable Long shuffleSeed, double repeatedShare) {
        if (!(repeatedShare >= 0 && repeatedShare <= RepeatedScans.LARGEST_SHARE)) {
            throw new IllegalArgumentException("the share of repeated scans is 0 to 0.5: " + repeatedShare);
        }
        checkName(study, rater);
        return study.catalogue().jdbi().inTransaction(handle -> {
            if (!isAssigned(handle, rater)) {
                refuseKnown(handle, rater);
                handle.createUpdate("INSERT INTO assignments (rater, mode, shuffle_seed, assigned_utc)"
                                + " VALUES (:rater, :mode, :seed, :at)")
                        .bind("rater", rater)
                        .bind("mode", mode.name())
                        .bind("seed", shuffleSeed)
                        .bind("at", study.clock().instant().toString())
                        .execute();
                RepeatedScans.draw(handle, rater, shuffleSeed, repeatedShare);
            }
            return find(handle, rater).orElseThrow();
        });
    }

    private static void checkName(StudyFolder study, String rater) {
        if (rater.isBlank() || rater.length() > LONGEST_NAME || !rater.equals(rater.strip())) {
            throw new UserFacingException(
                    "A rater has a name of at most " + LONGEST_NAME + " characters.", "Give another name.");
        }
        if (rater.equals(LabelStore.CONSENSUS)) {
            throw new UserFacingException("No rater can be called consensus.", "Give another name.");
        }
        List<String> known = study.settings().raters();
        if (!known.isEmpty() && !known.contains(rater)) {
            throw new UserFacingException(
                    "study.yaml does not name this rater.", "Use one of its names: " + String.join(", ", known));
        }
    }

    private static void refuseKnown(Handle handle, String rater) {
        long events = handle.createQuery("SELECT COUNT(*) FROM label_events WHERE rater = :rater")
                .bind("rater", rater)
                .mapTo(Long.class)
                .one();
        if (events > 0) {
            throw new UserFacingException(
                    "Labels of this rater have been imported.",
                    "Read under another name, so that both readings stay apart.");
        }
    }

    /**
     * Locks a rater's labels, and works out the consensus anew.
     *
     * @throws UserFacingException where slices are without an answer
     */
    public static void lock(StudyFolder study, String rater) {
        study.catalogue().jdbi().useTransaction(handle -> {
            Assignment assignment = find(handle, rater).orElseThrow(() -> notAssigned());
            if (assignment.locked()) {
                return;
            }
            long left = assignment.slices() - assignment.answered();
            if (left > 0) {
                throw new UserFacingException(
                        left + (left == 1 ? " slice has" : " slices have") + " no answer yet.",
                        "Press g to go to the next of them; x marks a slice that cannot be read.");
            }
            Instant now = study.clock().instant();
            handle.createUpdate("UPDATE assignments SET locked_utc = :at, locked_hash = :hash WHERE rater = :rater")
                    .bind("at", now.toString())
                    .bind("hash", LockEvents.append(handle, new LockEvents.LockEvent(rater, true, rater, "", now)))
                    .bind("rater", rater)
                    .execute();
            Consensus.resolve(handle, study.settings().raters());
        });
    }

    /**
     * Opens a rater's labels again, and says so for good.
     *
     * @param by who does
     * @throws UserFacingException where a reason is missing, the rater has not locked, or labels have been frozen
     */
    public static void unlock(StudyFolder study, String rater, String by, String reason) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new UserFacingException(
                    "Unlocking needs a reason of at most " + LONGEST_REASON + " characters.",
                    "Say in a few words why the labels must be changed.");
        }
        study.catalogue().jdbi().useTransaction(handle -> {
            Assignment assignment = find(handle, rater).orElseThrow(() -> notAssigned());
            if (!assignment.locked()) {
                throw new UserFacingException("This rater has not locked.", "There is nothing to unlock.");
            }
            if (LabelRelease.any(handle)) {
                throw new UserFacingException("Labels have been frozen.", "Frozen labels cannot be changed.");
            }
            LockEvents.append(
                    handle,
                    new LockEvents.LockEvent(
                            rater, false, by, reason.strip(), study.clock().instant()));
            handle.execute("UPDATE assignments SET locked_utc = NULL, locked_hash = NULL WHERE rater = ?", rater);
            Consensus.resolve(handle, study.settings().raters());
        });
    }

    static UserFacingException notAssigned() {
        return new UserFacingException("This rater has nothing to label.", "The coordinator assigns raters.");
    }
}
