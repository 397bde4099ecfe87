package org.cordscope.cohort;

/**
 * What became of a split.
 *
 * @param change what was done
 * @param addedPatients that had no part before; all of them where the split was drawn anew
 * @param patientsOfOtherSite whose site is another now than when they were given their part
 */
public record SplitOutcome(Split split, Change change, long addedPatients, long patientsOfOtherSite) {

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
        String done = switch (change) {
            case DRAWN -> "drawn anew";
            case EXTENDED ->
                addedPatients + " new patients added by the same shares; all others keep their part"
                        + " (--redraw draws anew)";
            case NONE -> "as before: no new patient (--redraw draws anew)";
        };
        return patientsOfOtherSite == 0
                ? done
                : done + "; patients whose site has changed since: " + patientsOfOtherSite
                        + " (--redraw stratifies by the sites of today)";
    }
}
