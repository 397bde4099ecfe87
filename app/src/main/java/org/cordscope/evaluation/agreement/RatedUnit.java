package org.cordscope.evaluation.agreement;

import java.util.Map;

/**
 * What raters said of one slice, scan or patient.
 *
 * @param patientId pseudonym of the patient
 * @param categories name of a rater to the category it chose, numbered from 0; a rater that has not seen the unit is absent
 */
public record RatedUnit(String patientId, Map<String, Integer> categories) {

    public RatedUnit {
        categories = Map.copyOf(categories);
        if (patientId.isBlank()) {
            throw new IllegalArgumentException("a rated unit names its patient");
        }
    }
}
