package org.cordscope.inference.explanation;

import org.cordscope.learning.saliency.MapMethod;

/**
 * Whether a method passes a check.
 *
 * @param value what was measured; NaN where nothing could be
 * @param threshold what it was measured by; NaN likewise
 * @param reason in words
 */
public record Verdict(MapMethod method, Check check, Outcome outcome, double value, double threshold, String reason) {

    /** The answer. */
    public enum Outcome {
        PASS,
        FAIL,
        UNDECIDED
    }
}
