package org.cordscope.inference;

import org.jspecify.annotations.Nullable;

/**
 * How far an answer can be trusted; what the model cannot say is null.
 *
 * @param calibratedProbability probability after temperature scaling
 * @param spread standard deviation of the probability over models, or over a slice and its mirror image
 * @param oodScore distance from the slices that the model was validated on, as a multiple of what it allows
 * @param reason why the slice is not judged; empty where it is
 */
public record Judgement(
        @Nullable Double calibratedProbability,
        @Nullable Double spread,
        @Nullable Double oodScore,
        String reason) {
    private static final String UNLIKE = "unlike the slices that the model was validated on";

    /** An answer of which nothing more is known. */
    static Judgement unknown() {
        return new Judgement(null, null, null, "");
    }

    /** Not judged where the picture has a flaw, or lies too far from what the model knows. */
    static Judgement of(Opinion opinion, String flaw) {
        Double distance = opinion.oodScore();
        String reason = !flaw.isEmpty()
                ? flaw
                : !opinion.reason().isEmpty() ? opinion.reason() : distance != null && distance > 1 ? UNLIKE : "";
        return new Judgement(opinion.calibratedProbability(), opinion.spread(), distance, reason);
    }

    public boolean judged() {
        return reason.isEmpty();
    }
}
