package org.cordscope.service;

import java.util.Locale;

/** Where a job is. */
public enum JobStatus {
    /** On the disk, waiting for its turn. */
    QUEUED,
    /** Being coded. */
    RUNNING,
    /** Coded: the results are there. */
    CODED,
    /** Nothing of it is for the model; the reason says why. */
    INELIGIBLE,
    /** It could not be coded; the reason says why. The same upload starts it again. */
    FAILED,
    /** Stopped because somebody asked for it. The same upload starts it again. */
    CANCELLED;

    /** Whether there is still something to do. */
    public boolean active() {
        return this == QUEUED || this == RUNNING;
    }

    /** Whether the same upload begins anew instead of finding this job. */
    boolean startsAgain() {
        return this == FAILED || this == CANCELLED;
    }

    /** As interfaces write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static JobStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
