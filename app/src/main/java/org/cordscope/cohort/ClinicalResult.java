package org.cordscope.cohort;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an import of the clinical table did.
 *
 * @param patients rows stored; 0 where there is any problem
 * @param withoutRow patients of the study whom the table does not name
 * @param unknownRows numbers of the rows of patients without a scan in the study: not a problem, not stored
 * @param variables further columns that are stored, by the name they have in the study
 * @param refusedColumns further columns that are not stored, with the reason
 * @param problems one sentence per bad value, with its row, never with its patient
 */
public record ClinicalResult(
        int patients,
        int withoutRow,
        List<Long> unknownRows,
        List<String> variables,
        Map<String, String> refusedColumns,
        List<String> problems) {

    public ClinicalResult {
        unknownRows = List.copyOf(unknownRows);
        variables = List.copyOf(variables);
        refusedColumns = Collections.unmodifiableMap(new TreeMap<>(refusedColumns));
        problems = List.copyOf(problems);
    }

    /** Number of rows of patients without a scan in the study. */
    public int notImported() {
        return unknownRows.size();
    }

    /** Further columns that are not stored, each with the reason. */
    public List<String> ignoredColumns() {
        return refusedColumns.entrySet().stream()
                .map(e -> e.getKey() + " (" + e.getValue() + ")")
                .toList();
    }

    /** All but the problems, by name, as printed after an import. */
    public Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("clinical_patients", patients);
        summary.put("patients_without_clinical_row", withoutRow);
        summary.put("clinical_rows_without_scan", notImported());
        summary.put("rows_without_scan", unknownRows);
        summary.put("clinical_variables", variables);
        summary.put("clinical_columns_not_stored", refusedColumns);
        return summary;
    }
}
