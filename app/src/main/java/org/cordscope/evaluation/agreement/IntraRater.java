package org.cordscope.evaluation.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far one rater agrees with itself on slices read twice: the bound on what two raters, or a model trained on them, can
 * reach.
 *
 * @param rater pseudonym of the rater
 * @param agreement first reading against second
 */
public record IntraRater(String rater, RaterAgreement agreement) {

    /** One row per rater, by name; raters without repeated readings have none. */
    public static List<IntraRater> of(List<RepeatedReading> readings) {
        Map<String, List<RatedSlice>> byRater = new TreeMap<>();
        for (RepeatedReading r : readings) {
            byRater.computeIfAbsent(r.rater(), name -> new ArrayList<>())
                    .add(new RatedSlice(r.patientId(), r.firstCompressed(), r.secondCompressed()));
        }
        return byRater.entrySet().stream()
                .map(e -> new IntraRater(e.getKey(), RaterAgreement.of(e.getValue())))
                .toList();
    }
}
