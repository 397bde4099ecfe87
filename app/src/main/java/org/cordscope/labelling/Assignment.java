package org.cordscope.labelling;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rater who is to label every slice of a study, blinded, and how far the rater is.
 *
 * @param shuffleSeed seed of the order of scans; null for the order of the study
 * @param answered slices with an answer
 * @param slices of the study
 * @param lockedAt null until the rater has locked
 */
public record Assignment(
        String rater,
        ReadingMode mode,
        @Nullable Long shuffleSeed,
        long answered,
        long slices,
        @Nullable Instant lockedAt) {

    /** How a rater answers. */
    public enum ReadingMode {
        /** The paper's: 0 not compressed, 1 compressed. */
        BINARY,
        /** Kang 0 to 3, extent and confidence. */
        GRADED
    }

    /** Where a rater stands. */
    public enum State {
        ASSIGNED,
        IN_PROGRESS,
        LOCKED
    }

    public State state() {
        if (lockedAt != null) {
            return State.LOCKED;
        }
        return answered == 0 ? State.ASSIGNED : State.IN_PROGRESS;
    }

    public boolean locked() {
        return lockedAt != null;
    }
}
