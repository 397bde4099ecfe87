package org.cordscope.evaluation.published;

/**
 * What became of one check.
 *
 * @param subject what was checked
 * @param kind whether it can be true
 * @param sentence why, in numbers
 */
public record Verdict(String subject, Kind kind, String sentence) {

    /** Whether printed numbers can be true together. */
    public enum Kind {
        /** They are, or can be, true together. */
        HOLDS,
        /** They can be, by a chance that is worth a question. */
        DOUBTFUL,
        /** They cannot, whatever the rounding. */
        IMPOSSIBLE
    }
}
