package org.cordscope.phantom;

import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Truth;
import org.cordscope.study.Compression;

/**
 * Two raters who see how far the cord is pressed in, with error, and so disagree where it is borderline; and the adjudication
 * of their disagreements, which looks more closely. Set so that Cohen's kappa is about 0.8, as in the paper.
 */
final class SimulatedRaters {
    private static final double EYE_ERROR = 0.034;
    private static final double ADJUDICATION_ERROR = 0.012;
    private static final double SLIP = 0.006;
    /** How differently strict the two are: the first calls more slices compressed. */
    private static final double[] LENIENCE = {0.010, -0.008};

    /**
     * What is said of one slice.
     *
     * @param consensus the shared label, or the adjudicated one where the raters disagree
     */
    record Reading(Compression first, Compression second, Compression consensus) {}

    private SimulatedRaters() {}

    static Reading read(Truth truth, SeededDraw draw) {
        double seen = evidence(truth);
        Compression first = look(seen + LENIENCE[0], EYE_ERROR, draw);
        Compression second = look(seen + LENIENCE[1], EYE_ERROR, draw);
        Compression closer = label(seen + ADJUDICATION_ERROR * draw.normal());
        return new Reading(first, second, first == second ? first : closer);
    }

    /** Above 0 for compressed; an intact cord is less clearly so the more of its fluid is gone. */
    private static double evidence(Truth truth) {
        double indentation = truth.indentation();
        double intact = indentation == 0 ? 0.06 * (1 - Math.min(1, truth.fluidLost())) : 0;
        return indentation - Truth.THRESHOLD - intact;
    }

    private static Compression look(double seen, double error, SeededDraw draw) {
        Compression label = label(seen + error * draw.normal());
        if (draw.chance(SLIP)) {
            return label == Compression.COMPRESSED ? Compression.NOT_COMPRESSED : Compression.COMPRESSED;
        }
        return label;
    }

    private static Compression label(double evidence) {
        return evidence >= 0 ? Compression.COMPRESSED : Compression.NOT_COMPRESSED;
    }
}
