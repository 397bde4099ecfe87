package org.cordscope.evaluation.scan;

import java.util.List;
import org.cordscope.evaluation.ClusteredAuc;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.evaluation.Scores;
import org.cordscope.evaluation.operating.OperatingPoint;
import org.cordscope.evaluation.operating.OperatingRule;

/**
 * Whole scans ordered by the highest probability of their slices.
 *
 * @param auc how often a scan with a compressed slice stands above one without; clustered by patient
 * @param operatingPoints thresholds of the highest probability, chosen on scans of other patients; empty where there are none
 *     of both classes
 */
public record RankedScans(Estimate auc, List<OperatingPoint> operatingPoints) {
    public RankedScans {
        operatingPoints = List.copyOf(operatingPoints);
    }

    /**
     * Ranks scans.
     *
     * @param scans each as one: compressed where any slice is, with the highest probability
     * @param validation the same of other patients; empty for none
     * @throws IllegalArgumentException where a patient is in both
     */
    public static RankedScans of(List<ScoredSlice> scans, List<ScoredSlice> validation, List<OperatingRule> rules) {
        return new RankedScans(ClusteredAuc.auc(Scores.of(scans)), OperatingPoint.ofEach(rules, validation, scans));
    }
}
