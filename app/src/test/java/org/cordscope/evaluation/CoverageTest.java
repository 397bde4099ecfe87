package org.cordscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cordscope.evaluation.agreement.FleissKappa;
import org.cordscope.evaluation.agreement.GwetAgreement;
import org.cordscope.evaluation.agreement.RatedUnit;
import org.cordscope.evaluation.agreement.Ratings;
import org.cordscope.evaluation.agreement.Weighting;
import org.cordscope.evaluation.simulation.ClusteredPopulation;
import org.junit.jupiter.api.Test;

/**
 * How often 95 % intervals hold the truth, in cohorts drawn again and again from a population in which slices of a patient
 * are alike. The population is known exactly, so the truth is.
 */
final class CoverageTest {
    private static final int COHORTS = 1500;
    private static final int PATIENTS = 60;
    private static final int SLICES = 20;
    private static final ClusteredPopulation POPULATION = ClusteredPopulation.defaults();

    private static Scores cohort(Random random, int patients) {
        return POPULATION.draw(random, patients, SLICES);
    }

    @Test
    void clustered_intervals_of_the_area_cover_where_DeLongs_do_not() {
        double truth = POPULATION.auc(PATIENTS);
        Random random = new Random(20210521);
        Count clustered = new Count();
        Count independent = new Count();
        for (int c = 0; c < COHORTS; c++) {
            Scores scores = cohort(random, PATIENTS);
            clustered.add(ClusteredAuc.auc(scores), truth);
            independent.add(DeLong.auc(scores), truth);
        }
        clustered.assertHonest();
        independent.assertTooNarrow();
    }

    @Test
    void clustered_intervals_of_sensitivity_cover_where_Wilsons_do_not() {
        double truth = POPULATION.sensitivity(0.5);
        Random random = new Random(7);
        Count clustered = new Count();
        Count independent = new Count();
        for (int c = 0; c < COHORTS; c++) {
            Confusion[] patients = Confusion.perPatient(cohort(random, PATIENTS), 0.5);
            clustered.add(Confusion.share(patients, Confusion::truePositives, Confusion::compressed), truth);
            Confusion all = Confusion.total(patients);
            independent.add(Proportions.wilson(all.truePositives(), all.compressed()), truth);
        }
        clustered.assertHonest();
        independent.assertTooNarrow();
    }

    @Test
    void the_bootstrap_by_patient_covers_where_one_by_slice_does_not() {
        double sensitivity = POPULATION.sensitivity(0.5);
        double specificity = POPULATION.specificity(0.5);
        Random random = new Random(11);
        Count byPatient = new Count();
        Count bySlice = new Count();
        for (int c = 0; c < 600; c++) {
            Confusion[] patients = Confusion.perPatient(cohort(random, PATIENTS), 0.5);
            double truth = (sensitivity + specificity) / 2;
            byPatient.add(bootstrap(patients, c).bca(t -> balanced(patients, t)), truth);
            Confusion[] slices = slices(Confusion.total(patients));
            bySlice.add(bootstrap(slices, c).percentile(t -> balanced(slices, t)), truth);
        }
        byPatient.assertHonest();
        bySlice.assertTooNarrow();
    }

    /** Three raters err on three in ten slices of a hard patient, and on none of an easy one. */
    @Test
    void clustered_intervals_of_agreement_cover_where_unclustered_ones_do_not() {
        double error = 0.3;
        double prevalence = 0.4;
        double observed = 1 - error * (1 - error);
        double used = prevalence + (1 - 2 * prevalence) * error / 2;
        double chance = 2 * used * (1 - used);
        double kappa = (observed - 1 + chance) / chance;
        double gwet = (observed - chance) / (1 - chance);
        Random random = new Random(13);
        Count clusteredKappa = new Count();
        Count clusteredGwet = new Count();
        Count independent = new Count();
        for (int c = 0; c < COHORTS; c++) {
            List<RatedUnit> units = new ArrayList<>();
            List<RatedUnit> apart = new ArrayList<>();
            double own = 0;
            for (int i = 0; i < PATIENTS * SLICES; i++) {
                own = i % SLICES == 0 ? (random.nextBoolean() ? error : 0) : own;
                boolean truth = random.nextDouble() < prevalence;
                Map<String, Integer> calls = new HashMap<>();
                for (String rater : List.of("a", "b", "c")) {
                    calls.put(rater, truth == random.nextDouble() >= own ? 1 : 0);
                }
                units.add(new RatedUnit("P" + i / SLICES, calls));
                apart.add(new RatedUnit("P" + i, calls));
            }
            Ratings ratings = Ratings.of(units, 2);
            clusteredKappa.add(FleissKappa.of(ratings, Weighting.IDENTITY), kappa);
            clusteredGwet.add(GwetAgreement.of(ratings, Weighting.IDENTITY), gwet);
            independent.add(FleissKappa.of(Ratings.of(apart, 2), Weighting.IDENTITY), kappa);
        }
        clusteredKappa.assertHonest();
        clusteredGwet.assertHonest();
        independent.assertTooNarrow();
    }

    private static PatientBootstrap bootstrap(Confusion[] clusters, long seed) {
        return new PatientBootstrap(clusters.length, 500, seed);
    }

    private static double balanced(Confusion[] clusters, int[] times) {
        return Confusion.total(clusters, times).balancedAccuracy();
    }

    /** Each slice a patient of its own. */
    private static Confusion[] slices(Confusion all) {
        Confusion[] slices = new Confusion[(int) all.slices()];
        for (int i = 0; i < slices.length; i++) {
            long tp = i < all.truePositives() ? 1 : 0;
            long fp = tp == 0 && i < all.calledCompressed() ? 1 : 0;
            long tn = tp + fp == 0 && i < all.calledCompressed() + all.trueNegatives() ? 1 : 0;
            slices[i] = new Confusion(tp, fp, tn, 1 - tp - fp - tn);
        }
        return slices;
    }

    /** Intervals counted by whether they hold the truth. */
    private static final class Count {
        private int covering;
        private int all;

        void add(Estimate estimate, double truth) {
            covering += estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
            all++;
        }

        double share() {
            return (double) covering / all;
        }

        void assertHonest() {
            assertTrue(share() >= 0.93 && share() <= 0.97, "coverage " + share());
        }

        void assertTooNarrow() {
            assertTrue(share() < 0.85, "coverage " + share());
        }
    }
}
