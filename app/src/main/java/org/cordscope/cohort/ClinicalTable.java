package org.cordscope.cohort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.deid.Pseudonyms;
import org.cordscope.study.UserFacingException;
import org.jdbi.v3.core.Handle;

/**
 * The clinical table of a study: a CSV with {@code patient_id} and any of {@code age, sex, weight, height, mjoa, site, region}.
 * Patients are found through the study's pseudonyms; the IDs themselves are not stored.
 */
public final class ClinicalTable {
    private static final Map<String, String> ALIASES = Map.of(
            "weight", "weight_kg",
            "height", "height_cm",
            "age_years", "age",
            "gender", "sex",
            "centre", "site",
            "center", "site");

    private ClinicalTable() {}

    /**
     * What an import of the table did.
     *
     * @param patients rows stored; 0 where there is any problem
     * @param notImported rows of patients without a scan in the study: not a problem, not stored
     * @param ignoredColumns columns that Cordscope has no use for, by name
     * @param problems one sentence per bad value, with its row, never with its patient
     */
    public record Result(int patients, int notImported, List<String> ignoredColumns, List<String> problems) {
        public Result {
            ignoredColumns = List.copyOf(ignoredColumns);
            problems = List.copyOf(problems);
        }
    }

    private record Row(String subject, Map<String, String> values) {}

    /**
     * Checks the whole table, then stores all of it or nothing. A value replaces that of an earlier import; an empty cell says
     * nothing.
     *
     * @throws UserFacingException where the file is no CSV or has no column patient_id
     */
    public static Result load(StudyFolder study, Path csv) throws IOException {
        CsvTable table = CsvTable.read(csv);
        table.require("patient_id");
        Pseudonyms pseudonyms = study.deidentifier().pseudonyms();
        List<String> problems = new ArrayList<>();
        List<String> ignored = table.columns().stream()
                .filter(c -> !c.equals("patient_id")
                        && ClinicalField.named(canonical(c)).isEmpty())
                .toList();
        Set<String> known = study.catalogue().jdbi().withHandle(ClinicalTable::subjects);
        Set<String> seen = new HashSet<>();
        List<Row> rows = new ArrayList<>();
        int absent = 0;
        for (CSVRecord row : table.rows()) {
            String id = row.get("patient_id").strip();
            String subject = known.contains(id) ? id : pseudonyms.subject(id);
            Map<String, String> values = values(row, table, study.settings(), problems);
            if (id.isEmpty()) {
                problems.add("row " + CsvTable.line(row) + ": patient_id is empty");
            } else if (!seen.add(subject)) {
                problems.add("row " + CsvTable.line(row) + ": this patient has a row already");
            } else if (!known.contains(subject)) {
                absent++;
            } else {
                rows.add(new Row(subject, values));
            }
        }
        if (problems.isEmpty()) {
            study.catalogue().jdbi().useTransaction(handle -> rows.forEach(r -> store(handle, r)));
        }
        return new Result(problems.isEmpty() ? rows.size() : 0, absent, ignored, problems);
    }

    private static Map<String, String> values(
            CSVRecord row, CsvTable table, StudySettings settings, List<String> problems) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String column : table.columns()) {
            Optional<ClinicalField> field = ClinicalField.named(canonical(column));
            String text = row.get(column).strip();
            if (field.isEmpty() || text.isEmpty()) {
                continue;
            }
            Optional<String> value = field.get().checked(text);
            boolean foreign = field.get() == ClinicalField.SITE
                    && !settings.sites().isEmpty()
                    && !settings.sites().contains(text);
            if (value.isEmpty() || foreign) {
                problems.add("row " + CsvTable.line(row) + ": " + column + " must be "
                        + (foreign ? "a site of study.yaml" : field.get().expected()));
            } else {
                values.put(field.get().column(), value.get());
            }
        }
        return values;
    }

    private static void store(Handle handle, Row row) {
        row.values()
                .forEach((field, value) -> handle.execute(
                        "INSERT INTO clinical_values (subject, field, content) VALUES (?, ?, ?)"
                                + " ON CONFLICT (subject, field) DO UPDATE SET content = excluded.content",
                        row.subject(),
                        field,
                        value));
    }

    private static Set<String> subjects(Handle handle) {
        return Set.copyOf(handle.createQuery("SELECT subject FROM subjects")
                .mapTo(String.class)
                .list());
    }

    private static String canonical(String column) {
        String lower = column.strip().toLowerCase(Locale.ROOT);
        return ALIASES.getOrDefault(lower, lower);
    }
}
