package org.cordscope.pacs.watch;

import java.util.Locale;

/** Where a study stands. */
public enum Status {
    /** The archive has it, and it is to be looked at. */
    RECEIVED,
    /** No series of it can be coded; the reason says why. */
    INELIGIBLE,
    /** Coded; the results lie in the state folder and are to be sent. */
    CODED,
    /** The archive has the results. */
    RETURNED,
    /** A step failed for the reason given; it is tried again at the time given. */
    FAILED,
    /** A step failed as often as is tried; nothing more happens until the study changes or a person asks. */
    GIVEN_UP;

    /** As in the ledger and in reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Status of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
