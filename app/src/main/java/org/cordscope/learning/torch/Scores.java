package org.cordscope.learning.torch;

import java.util.Arrays;
import java.util.Comparator;
import org.cordscope.learning.LabelledSlices;

/**
 * Logits of slices with their labels, and what the training log says of them.
 *
 * @param targets 1 for compressed, 0 for not
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Scores(float[] logits, float[] targets) {

    /** The same logit for every validation slice: the one that has the lowest loss on the training slices. */
    static Scores ofOneAnswer(LabelledSlices training, LabelledSlices validation, double positiveWeight) {
        double positives = training.countCompressed();
        float[] logits = new float[validation.size()];
        float[] targets = new float[validation.size()];
        Arrays.fill(logits, (float) Math.log(positiveWeight * positives / (training.size() - positives)));
        for (int i = 0; i < targets.length; i++) {
            targets[i] = validation.compressed(i) ? 1 : 0;
        }
        return new Scores(logits, targets);
    }

    /** Mean weighted cross-entropy per slice; softplus in the form that does not overflow. */
    double loss(double positiveWeight) {
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            double z = logits[i];
            double softplus = Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
            sum += targets[i] == 1 ? positiveWeight * (softplus - z) : softplus;
        }
        return sum / logits.length;
    }

    /** Share of slices on the right side of 0.5. */
    double accuracy() {
        return (double) correct() / logits.length;
    }

    int correct() {
        int correct = 0;
        for (int i = 0; i < logits.length; i++) {
            correct += logits[i] >= 0 == (targets[i] == 1) ? 1 : 0;
        }
        return correct;
    }

    /** Area under the ROC curve by midranks (Mann-Whitney); NaN where one class is absent. */
    double auc() {
        Integer[] order = new Integer[logits.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> logits[i]));
        double rankSum = 0;
        double positives = 0;
        for (int start = 0; start < order.length; ) {
            int end = start;
            double tiedPositives = 0;
            while (end < order.length && logits[order[end]] == logits[order[start]]) {
                tiedPositives += targets[order[end++]];
            }
            rankSum += tiedPositives * (start + 1 + end) / 2.0;
            positives += tiedPositives;
            start = end;
        }
        double negatives = logits.length - positives;
        return (rankSum - positives * (positives + 1) / 2) / (positives * negatives);
    }
}
