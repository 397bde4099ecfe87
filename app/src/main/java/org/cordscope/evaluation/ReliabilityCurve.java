package org.cordscope.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Frequency against probability without bins that someone must choose: the rising steps that fit best (isotonic regression by
 * pooling adjacent violators). Dimitriadis, Gneiting and Jordan, PNAS 118 (2021), whose decomposition is exact: Brier score =
 * miscalibration - discrimination + uncertainty.
 *
 * @param steps by rising probability
 * @param miscalibration what the Brier score would gain from recalibration; 0 is ideal
 * @param discrimination what recalibrated probabilities gain over the prevalence; large is good
 * @param uncertainty Brier score of the prevalence
 */
public record ReliabilityCurve(List<Step> steps, double miscalibration, double discrimination, double uncertainty) {

    /** Slices with probabilities {@code low..high}, of which this share is compressed after pooling. */
    public record Step(double low, double high, long slices, double frequency) {}

    public ReliabilityCurve {
        steps = List.copyOf(steps);
    }

    static ReliabilityCurve of(Scores scores) {
        Scores.Columns sorted = scores.descending();
        List<Step> steps = new ArrayList<>();
        int above = sorted.score().length;
        while (above > 0) {
            int from = above;
            double score = sorted.score()[above - 1];
            long compressed = 0;
            while (from > 0 && sorted.score()[from - 1] == score) {
                from--;
                compressed += sorted.compressed()[from] ? 1 : 0;
            }
            push(steps, new Step(score, score, above - from, (double) compressed / (above - from)));
            above = from;
        }
        return of(scores, steps);
    }

    /** Adds a step; as long as it is not above the one before, both become one. */
    private static void push(List<Step> steps, Step next) {
        Step step = next;
        while (!steps.isEmpty() && steps.get(steps.size() - 1).frequency >= step.frequency) {
            Step before = steps.remove(steps.size() - 1);
            long slices = before.slices + step.slices;
            double frequency = (before.slices * before.frequency + step.slices * step.frequency) / slices;
            step = new Step(before.low, step.high, slices, frequency);
        }
        steps.add(step);
    }

    private static ReliabilityCurve of(Scores scores, List<Step> steps) {
        double n = scores.size();
        double brier = 0;
        for (int i = 0; i < scores.size(); i++) {
            double distance = scores.score(i) - (scores.compressed(i) ? 1 : 0);
            brier += distance * distance / n;
        }
        double recalibrated = 0;
        for (Step step : steps) {
            recalibrated += step.slices / n * step.frequency * (1 - step.frequency);
        }
        double prevalence = scores.positives() / n;
        double uncertainty = prevalence * (1 - prevalence);
        return new ReliabilityCurve(steps, brier - recalibrated, uncertainty - recalibrated, uncertainty);
    }
}
