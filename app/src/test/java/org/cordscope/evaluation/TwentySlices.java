package org.cordscope.evaluation;

import java.util.ArrayList;
import java.util.List;

/** Twenty slices of six patients, made up by hand with ties within and across classes; the first eight are compressed. */
final class TwentySlices {
    static final boolean[] COMPRESSED = new boolean[20];
    static final double[] A = {.9, .8, .8, .7, .6, .55, .4, .3, .7, .6, .5, .4, .4, .3, .3, .2, .2, .1, .1, .05};
    static final double[] B = {.85, .6, .9, .5, .65, .3, .45, .2, .5, .65, .35, .3, .55, .25, .4, .1, .3, .15, .2, .05};
    static final int[] PATIENT = {0, 0, 1, 1, 2, 2, 3, 4, 0, 0, 1, 1, 2, 3, 3, 4, 4, 5, 5, 5};

    static {
        for (int i = 0; i < 8; i++) {
            COMPRESSED[i] = true;
        }
    }

    private TwentySlices() {}

    static Scores independent(double[] score) {
        return Scores.independent(COMPRESSED, score);
    }

    static Scores clustered(double[] score) {
        return Scores.clustered(COMPRESSED, score, PATIENT);
    }

    static List<ScoredSlice> slices() {
        List<ScoredSlice> slices = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            slices.add(new ScoredSlice("P" + PATIENT[i], "S" + i, COMPRESSED[i], A[i]));
        }
        return slices;
    }
}
