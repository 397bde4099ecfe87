package org.cordscope.evaluation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Metrics over all slices together, with intervals that let slices of one patient belong together.
 *
 * @param auc area under the ROC curve
 * @param aucUnclustered the same with DeLong's interval, which takes slices as independent and so is too narrow; for
 *     comparison with papers that report it
 */
public record Pooled(
        Estimate auc,
        Estimate aucUnclustered,
        Estimate averagePrecision,
        Estimate sensitivity,
        Estimate specificity,
        Estimate ppv,
        Estimate npv,
        Estimate accuracy,
        Estimate balancedAccuracy,
        Estimate f1,
        Estimate mcc) {

    static Pooled of(Scores scores, double threshold, PatientBootstrap bootstrap) {
        Confusion[] patients = Confusion.perPatient(scores, threshold);
        WeightedSweep sweep = WeightedSweep.of(scores);
        return new Pooled(
                ClusteredAuc.auc(scores),
                DeLong.auc(scores),
                bootstrap.bcaTogether(times -> ManySweeps.averagePrecision(sweep, times)),
                Confusion.share(patients, Confusion::truePositives, Confusion::compressed),
                Confusion.share(patients, Confusion::trueNegatives, Confusion::notCompressed),
                Confusion.share(patients, Confusion::truePositives, Confusion::calledCompressed),
                Confusion.share(patients, Confusion::trueNegatives, Confusion::calledNotCompressed),
                Confusion.share(patients, c -> c.truePositives() + c.trueNegatives(), Confusion::slices),
                drawn(patients, bootstrap, Confusion::balancedAccuracy),
                drawn(patients, bootstrap, Confusion::f1),
                drawn(patients, bootstrap, Confusion::mcc));
    }

    /** The metrics by their names in {@code evaluation.json}, in reading order. */
    public Map<String, Estimate> named() {
        Map<String, Estimate> named = new LinkedHashMap<>();
        named.put("auc", auc);
        named.put("auc_unclustered", aucUnclustered);
        named.put("average_precision", averagePrecision);
        named.put("sensitivity", sensitivity);
        named.put("specificity", specificity);
        named.put("ppv", ppv);
        named.put("npv", npv);
        named.put("accuracy", accuracy);
        named.put("balanced_accuracy", balancedAccuracy);
        named.put("f1", f1);
        named.put("mcc", mcc);
        return named;
    }

    private static Estimate drawn(
            Confusion[] patients, PatientBootstrap bootstrap, ToDoubleFunction<Confusion> metric) {
        return bootstrap.bca(times -> metric.applyAsDouble(Confusion.total(patients, times)));
    }
}
