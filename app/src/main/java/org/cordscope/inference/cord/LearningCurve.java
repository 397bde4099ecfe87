package org.cordscope.inference.cord;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.cordscope.cohort.CohortSlice;
import org.cordscope.evaluation.ClusteredAuc;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.Scores;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.cord.CordTuning;
import org.cordscope.learning.cord.DecisionLayer;
import org.cordscope.study.Progress;

/**
 * How a fine-tuned model does on the same holdout after few or many labelled patients. In each repetition patients are put into
 * a random order, and each size takes the first of them: a larger set holds the smaller ones. Every fourth is a validation
 * patient, so that a size says how many are labelled all told.
 */
public final class LearningCurve {
    private static final int VALIDATES = 4;

    private final SeenSlices seen;
    private final CordFineTuning tuning;
    private final List<CohortSlice> training;
    private final List<CohortSlice> validation;
    private final List<CohortSlice> holdout;

    /** @param holdout slices that nothing is learned from */
    public LearningCurve(
            SeenSlices seen,
            CordFineTuning tuning,
            List<CohortSlice> training,
            List<CohortSlice> validation,
            List<CohortSlice> holdout) {
        this.seen = seen;
        this.tuning = tuning;
        this.training = List.copyOf(training);
        this.validation = List.copyOf(validation);
        this.holdout = List.copyOf(holdout);
    }

    /**
     * One model.
     *
     * @param patients labelled, validation patients among them; 0 for the model as it was
     * @param repetition from 1; 0 for the model as it was
     * @param changed whether its deciding layer is another than before
     * @param auc on the holdout
     * @param loss per holdout slice, mean over patients
     */
    public record Point(int patients, int repetition, boolean changed, Estimate auc, double loss) {}

    /** 2, 4, 8 and so on, and all. */
    public List<Integer> sizes() {
        int all = patients(training).size() + patients(validation).size();
        List<Integer> sizes = new ArrayList<>();
        for (int size = 2; size < all; size *= 2) {
            sizes.add(size);
        }
        sizes.add(all);
        return sizes;
    }

    private static Set<String> patients(List<CohortSlice> slices) {
        return slices.stream().map(CohortSlice::subject).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The model as it was, and one for each size and repetition; sets that have slices of one class only are left out. With all
     * patients there is one, with the parts as they are.
     */
    public List<Point> points(int repetitions, long seed, Progress progress) {
        List<Integer> sizes = sizes();
        progress.begin("learning curve", (long) repetitions * (sizes.size() - 1) + 1);
        List<Point> points = new ArrayList<>();
        points.add(point(0, 0, false, seen.model()));
        for (int repetition = 1; repetition <= repetitions; repetition++) {
            List<String> order = order(new Random(seed + repetition));
            for (int size : sizes.subList(0, sizes.size() - 1)) {
                Set<String> chosen = new LinkedHashSet<>(order.subList(0, size));
                add(points, size, repetition, of(training, chosen), of(validation, chosen));
                progress.advance(1);
            }
        }
        add(points, sizes.get(sizes.size() - 1), 1, training, validation);
        progress.advance(1);
        return points;
    }

    private static List<CohortSlice> of(List<CohortSlice> slices, Set<String> patients) {
        return slices.stream().filter(s -> patients.contains(s.subject())).toList();
    }

    private List<String> order(Random random) {
        List<String> teach = new ArrayList<>(patients(training));
        List<String> validate = new ArrayList<>(patients(validation));
        Collections.shuffle(teach, random);
        Collections.shuffle(validate, random);
        List<String> order = new ArrayList<>();
        while (!teach.isEmpty() || !validate.isEmpty()) {
            boolean validates = teach.isEmpty() || (!validate.isEmpty() && order.size() % VALIDATES == VALIDATES - 1);
            order.add((validates ? validate : teach).remove(0));
        }
        return order;
    }

    private void add(
            List<Point> points, int size, int repetition, List<CohortSlice> teach, List<CohortSlice> validate) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the learning curve was interrupted");
        }
        if (CordTuning.enough(seen.cases(seen.withCord(teach)))) {
            CordFineTuning.Result result = tuning.of(teach, validate);
            points.add(point(size, repetition, result.record().changed(), result.model()));
        }
    }

    private Point point(int patients, int repetition, boolean changed, CordModel model) {
        return new Point(
                patients,
                repetition,
                changed,
                ClusteredAuc.auc(Scores.of(seen.score(model, holdout))),
                CordTuning.loss(new DecisionLayer(model).linear(), seen.cases(seen.withCord(holdout))));
    }
}
