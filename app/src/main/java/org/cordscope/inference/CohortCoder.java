package org.cordscope.inference;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.cordscope.cohort.CohortSlice;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.learning.CohortImages;
import org.cordscope.learning.SliceClassifier;
import org.cordscope.study.Compression;
import org.cordscope.study.Progress;

/** Scores labelled slices of a cohort, for evaluation. */
public final class CohortCoder {
    private static final int BATCH = 16;

    private CohortCoder() {}

    /**
     * One scored slice for each given one, in the same order; the slice's id is its SOP Instance UID, with the frame behind a
     * hash sign where it is not 1.
     *
     * @throws CancellationException where the thread is interrupted
     */
    public static List<ScoredSlice> score(List<CohortSlice> slices, SliceClassifier classifier, Progress progress)
            throws IOException {
        CohortImages images = new CohortImages(slices, classifier.recipe());
        progress.begin("scoring slices", slices.size());
        List<ScoredSlice> scored = new ArrayList<>(slices.size());
        for (int start = 0; start < slices.size(); start += BATCH) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("scoring was interrupted");
            }
            int end = Math.min(slices.size(), start + BATCH);
            List<float[]> batch = new ArrayList<>();
            for (int i = start; i < end; i++) {
                batch.add(images.grey(i));
            }
            double[] probabilities = classifier.probabilities(batch);
            for (int i = start; i < end; i++) {
                scored.add(scored(slices.get(i), probabilities[i - start]));
            }
            progress.advance(end - start);
        }
        return scored;
    }

    /** A slice with its probability. */
    public static ScoredSlice scored(CohortSlice slice, double probability) {
        return new ScoredSlice(
                slice.subject(),
                slice.key().id(),
                slice.label() == Compression.COMPRESSED,
                probability,
                slice.subgroups());
    }
}
