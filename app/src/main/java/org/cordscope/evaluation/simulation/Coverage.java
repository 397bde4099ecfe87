package org.cordscope.evaluation.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.cordscope.evaluation.ClusteredAuc;
import org.cordscope.evaluation.Confusion;
import org.cordscope.evaluation.DeLong;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.PatientBootstrap;
import org.cordscope.evaluation.Proportions;
import org.cordscope.evaluation.Scores;
import org.cordscope.study.Progress;

/**
 * How often 95 % intervals hold the truth, in cohorts that are drawn again and again.
 *
 * @param cohorts number of cohorts
 * @param patients of each cohort
 * @param slices of each patient
 * @param resamples of each bootstrap
 */
public record Coverage(int cohorts, int patients, int slices, int resamples) {
    private static final double THRESHOLD = 0.5;

    public Coverage {
        if (cohorts < 1 || patients < 2 || slices < 1 || resamples < 2) {
            throw new IllegalArgumentException("a simulation needs cohorts, two patients, slices and two resamples: "
                    + cohorts + ", " + patients + ", " + slices + ", " + resamples);
        }
    }

    /**
     * One kind of interval.
     *
     * @param quantity whose interval it is
     * @param method how it is made
     * @param clustered whether it lets slices of a patient belong together
     * @param truth of the population
     * @param cohorts in which there was an interval
     * @param covering of them hold the truth
     * @param width their mean width
     */
    public record Row(
            String quantity, String method, boolean clustered, double truth, int cohorts, int covering, double width) {
        /** Share of the intervals that hold the truth, with the interval of the simulation itself. */
        public Estimate share() {
            return Proportions.wilson(covering, cohorts);
        }
    }

    /** Draws the cohorts; rows by quantity, the clustered interval first. */
    public List<Row> of(ClusteredPopulation population, long seed, Progress progress) {
        double sensitivity = population.sensitivity(THRESHOLD);
        double specificity = population.specificity(THRESHOLD);
        Count jackknife = new Count("AUC", "jackknife by patient, logit scale", true, population.auc(patients));
        Count obuchowski = new Count("AUC", "Obuchowski 1997, normal", true, population.auc(patients));
        Count deLong = new Count("AUC", "DeLong 1988", false, population.auc(patients));
        Count raoScott = new Count("sensitivity", "Wilson, effective sample size", true, sensitivity);
        Count wilson = new Count("sensitivity", "Wilson 1927", false, sensitivity);
        Count byPatient =
                new Count("balanced accuracy", "BCa bootstrap of patients", true, (sensitivity + specificity) / 2);
        Count bySlice =
                new Count("balanced accuracy", "normal, slices as independent", false, (sensitivity + specificity) / 2);
        Random random = new Random(seed);
        progress.begin("drawing cohorts", cohorts);
        for (int c = 0; c < cohorts; c++) {
            Scores scores = population.draw(random, patients, slices);
            Confusion[] each = Confusion.perPatient(scores, THRESHOLD);
            Confusion all = Confusion.total(each);
            jackknife.add(ClusteredAuc.auc(scores));
            obuchowski.add(Estimate.wald(
                    ClusteredAuc.auc(scores).value(), Math.sqrt(ClusteredAuc.variance(scores)), 0, 1, "Obuchowski"));
            deLong.add(DeLong.auc(scores));
            raoScott.add(Confusion.share(each, Confusion::truePositives, Confusion::compressed));
            wilson.add(Proportions.wilson(all.truePositives(), all.compressed()));
            byPatient.add(new PatientBootstrap(patients, resamples, seed + c)
                    .bca(times -> Confusion.total(each, times).balancedAccuracy()));
            bySlice.add(ofSlices(all));
            progress.advance(1);
        }
        return List.of(
                jackknife.row(),
                obuchowski.row(),
                deLong.row(),
                raoScott.row(),
                wilson.row(),
                byPatient.row(),
                bySlice.row());
    }

    /** Interval of the balanced accuracy as if each slice were a patient of its own. */
    private static Estimate ofSlices(Confusion all) {
        double sensitivity = all.sensitivity();
        double specificity = all.specificity();
        double variance = sensitivity * (1 - sensitivity) / all.compressed()
                + specificity * (1 - specificity) / all.notCompressed();
        return Estimate.wald(
                (sensitivity + specificity) / 2, Math.sqrt(variance) / 2, 0, 1, "normal, slices as independent");
    }

    /** Intervals counted by whether they hold the truth. */
    private static final class Count {
        private final String quantity;
        private final String method;
        private final boolean clustered;
        private final double truth;
        private final List<Estimate> intervals = new ArrayList<>();

        Count(String quantity, String method, boolean clustered, double truth) {
            this.quantity = quantity;
            this.method = method;
            this.clustered = clustered;
            this.truth = truth;
        }

        void add(Estimate estimate) {
            if (estimate.hasInterval()) {
                intervals.add(estimate);
            }
        }

        Row row() {
            ToDoubleFunction<Estimate> width = e -> e.high() - e.low();
            int covering = (int) intervals.stream()
                    .filter(e -> e.low() <= truth && truth <= e.high())
                    .count();
            return new Row(
                    quantity,
                    method,
                    clustered,
                    truth,
                    intervals.size(),
                    covering,
                    intervals.stream().mapToDouble(width).average().orElse(Double.NaN));
        }
    }
}
