package org.cordscope.cohort;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.cordscope.evaluation.SubgroupBands;

/** The paper's subgroups (Table 4) of a patient and a scan, and those that a study adds. */
final class Subgroups {
    /** Fields that are banded above, or are numbers without the paper's bands. */
    private static final Set<String> MEASURES = Set.of(
            ClinicalField.AGE.column(),
            ClinicalField.MJOA.column(),
            ClinicalField.WEIGHT.column(),
            ClinicalField.HEIGHT.column());

    private Subgroups() {}

    /**
     * @param clinical values by field: age, sex, mjoa, site, region, and further columns of the clinical table
     * @param manufacturer as in the header
     */
    static Map<String, String> of(Map<String, String> clinical, String manufacturer) {
        Map<String, String> groups = new LinkedHashMap<>();
        String age = clinical.get("age");
        if (age != null) {
            groups.put("age", SubgroupBands.age(Double.parseDouble(age)));
        }
        String mjoa = clinical.get("mjoa");
        if (mjoa != null) {
            groups.put("mjoa", SubgroupBands.mjoa(Double.parseDouble(mjoa)));
        }
        if (!manufacturer.isBlank()) {
            groups.put("manufacturer", maker(manufacturer));
        }
        clinical.forEach((field, value) -> {
            if (!MEASURES.contains(field) && !value.isBlank()) {
                groups.put(field, value);
            }
        });
        return groups;
    }

    static String maker(String manufacturer) {
        String upper = manufacturer.toUpperCase(Locale.ROOT);
        if (upper.startsWith("GE ") || upper.equals("GE") || upper.contains("GENERAL ELECTRIC")) {
            return "GE";
        }
        if (upper.contains("SIEMENS")) {
            return "Siemens";
        }
        return upper.contains("PHILIPS") ? "Philips" : "other";
    }
}
