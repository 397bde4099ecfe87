package org.cordscope.phantom;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Truth;
import org.cordscope.study.Compression;

/**
 * Raters who see how far the cord is pressed in, each with a bias and an error of their own, and so disagree where it is
 * borderline; and the adjudication of their disagreements, which looks more closely. The first two are set so that their
 * Cohen's kappa on a cohort of patients is that of the paper, 0.82.
 */
final class SimulatedRaters {
    private static final double ADJUDICATION_ERROR = 0.012;

    private final List<Rater> raters;

    /**
     * One rater.
     *
     * @param name as tables say it
     * @param bias added to what is seen: above 0 for one who calls more slices compressed
     * @param error standard deviation of what is seen, as a share of the cord's AP diameter
     * @param slips how often the other key is hit
     */
    record Rater(String name, double bias, double error, double slips) {

        Compression label(Truth truth, SeededDraw draw) {
            Compression label = SimulatedRaters.label(evidence(truth) + bias + error * draw.normal());
            if (draw.chance(slips)) {
                return label == Compression.COMPRESSED ? Compression.NOT_COMPRESSED : Compression.COMPRESSED;
            }
            return label;
        }
    }

    /**
     * What is said of one slice.
     *
     * @param labels in the order of the raters
     * @param consensus the shared label, or the adjudicated one where raters disagree
     */
    record Reading(List<Compression> labels, Compression consensus) {
        Reading {
            labels = List.copyOf(labels);
        }
    }

    private SimulatedRaters(List<Rater> raters) {
        this.raters = List.copyOf(raters);
    }

    /** The first two are always the same; more are drawn, each from a stream of its own. */
    static SimulatedRaters of(int count, SeededDraw draw) {
        List<Rater> raters = new ArrayList<>();
        raters.add(new Rater("rater1", 0.009, 0.023, 0.005));
        raters.add(new Rater("rater2", -0.007, 0.023, 0.005));
        for (int i = raters.size(); i < count; i++) {
            SeededDraw own = draw.named("rater", i);
            raters.add(new Rater(
                    "rater" + (i + 1),
                    own.normal(0, 0.009, -0.02, 0.02),
                    own.between(0.015, 0.04),
                    own.between(0.002, 0.012)));
        }
        return new SimulatedRaters(raters.subList(0, count));
    }

    List<Rater> raters() {
        return raters;
    }

    /** @param draw of the slice; each rater has a stream of it, so that one more changes nothing for the others */
    Reading read(Truth truth, SeededDraw draw) {
        List<Compression> labels = new ArrayList<>();
        for (Rater rater : raters) {
            labels.add(rater.label(truth, draw.named(rater.name(), 0)));
        }
        boolean agreed = labels.stream().distinct().count() == 1;
        double closer = evidence(truth)
                + ADJUDICATION_ERROR * draw.named("adjudication", 0).normal();
        return new Reading(labels, agreed ? labels.get(0) : label(closer));
    }

    /** Above 0 for compressed; an intact cord is less clearly so the more of its fluid is gone. */
    private static double evidence(Truth truth) {
        double indentation = truth.indentation();
        double intact = indentation == 0 ? 0.06 * (1 - Math.min(1, truth.fluidLost())) : 0;
        return indentation - Truth.THRESHOLD - intact;
    }

    private static Compression label(double evidence) {
        return evidence >= 0 ? Compression.COMPRESSED : Compression.NOT_COMPRESSED;
    }
}
