package org.cordscope.cohort;

/**
 * What became of a split.
 *
 * @param change what was done
 * @param addedPatients that had no part before; all of them where the split was drawn anew
 */
public record SplitOutcome(Split split, Change change, long addedPatients) {

    /** What was done to the split that was there. */
    public enum Change {
        /** There was none, or it was drawn anew. */
        DRAWN,
        /** New patients, or new slices, were added; all others keep their part. */
        EXTENDED,
        /** It is as it was. */
        NONE
    }

    /** The outcome in one sentence. */
    public String sentence() {
        return switch (change) {
            case DRAWN -> "drawn anew";
            case EXTENDED ->
                addedPatients + " new patients added by the same shares; all others keep their part"
                        + " (--redraw draws anew)";
            case NONE -> "as before: no new patient (--redraw draws anew)";
        };
    }
}
