package org.cordscope.cohort;

/**
 * That somebody chooses a series by hand for its study.
 *
 * @param series its name, as {@code status --series} shows it, or its Series Instance UID
 * @param by who chooses
 * @param reason in words; may be empty
 */
public record SeriesOverride(String series, String by, String reason) {
    /** Longest reason that is kept. */
    public static final int LONGEST_REASON = 500;

    public SeriesOverride {
        if (by.isBlank() || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException(
                    "a choice names who chose, and a reason of at most " + LONGEST_REASON + " characters");
        }
    }
}
