package org.cordscope.cohort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.csv.CsvTable;
import org.cordscope.study.UserFacingException;
import org.jdbi.v3.core.Handle;

/**
 * The clinical table of a study: a CSV with {@code patient_id} (or BIDS's {@code participant_id}) and any of {@code age, sex,
 * weight, height, mjoa, site, region}, and further variables where they cannot tell who a patient is. Patients are found
 * through the study's pseudonyms; the IDs themselves are not stored.
 */
public final class ClinicalTable {
    private static final List<String> ID_COLUMNS = List.of("patient_id", "participant_id", "patient id", "patientid");
    private static final Set<String> MISSING = Set.of("", "n/a", "na", "nan", "null");

    private final CsvTable table;
    private final String idColumn;
    private final StudySettings settings;
    private final PatientIds ids;
    private final ClinicalValues stored;
    private final Map<ClinicalField, ClinicalColumn> columns = new EnumMap<>(ClinicalField.class);
    private final Map<String, String> extras = new TreeMap<>();
    private final Map<String, String> refusals = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private ClinicalTable(
            CsvTable table, String idColumn, StudySettings settings, PatientIds ids, ClinicalValues stored) {
        this.table = table;
        this.idColumn = idColumn;
        this.settings = settings;
        this.ids = ids;
        this.stored = stored;
    }

    private record Row(String subject, Map<String, String> values) {}

    /**
     * Checks the whole table, then stores all of it or nothing. A value replaces that of an earlier import; an empty cell says
     * nothing.
     *
     * @throws UserFacingException where the file is no CSV or has no column patient_id
     */
    public static ClinicalResult load(StudyFolder study, Path csv) throws IOException {
        CsvTable table = CsvTable.read(csv);
        String idColumn = ID_COLUMNS.stream().filter(table::has).findFirst().orElse("patient_id");
        table.require(idColumn);
        Set<String> known = study.catalogue().jdbi().withHandle(ClinicalTable::subjects);
        ClinicalTable clinical = new ClinicalTable(
                table,
                idColumn,
                study.settings(),
                new PatientIds(known, study.deidentifier().pseudonyms()),
                study.catalogue().jdbi().withHandle(ClinicalValues::read));
        clinical.sortColumns();
        return clinical.store(study, known.size());
    }

    private ClinicalResult store(StudyFolder study, int patients) {
        List<Row> rows = new ArrayList<>();
        List<Long> unknown = rows(rows);
        if (problems.isEmpty()) {
            study.catalogue().jdbi().useTransaction(handle -> rows.forEach(r -> store(handle, r)));
        }
        return new ClinicalResult(
                problems.isEmpty() ? rows.size() : 0,
                patients - rows.size(),
                unknown,
                List.copyOf(extras.values()),
                refusals,
                problems);
    }

    private void sortColumns() {
        for (String header : table.columns()) {
            Optional<ClinicalColumn> column = ClinicalColumn.named(header);
            if (column.isPresent()) {
                ClinicalColumn other = columns.putIfAbsent(column.get().field(), column.get());
                if (other != null) {
                    problems.add("row 1: " + other.header() + " and " + header + " say the same: keep one");
                }
            } else if (!header.equals(idColumn)) {
                String name = ClinicalColumn.canonical(header);
                ExtraColumn.refusal(name, cells(header, name))
                        .ifPresentOrElse(why -> refusals.put(header, why), () -> extras.put(header, name));
            }
        }
    }

    private List<ExtraColumn.Cell> cells(String header, String name) {
        Set<String> known = stored.of(name);
        return table.rows().stream()
                .map(row ->
                        new ExtraColumn.Cell(cell(row, idColumn), cell(row, header), known.contains(cell(row, header))))
                .toList();
    }

    /** Adds the rows of the study's patients; returns the numbers of all others. */
    private List<Long> rows(List<Row> rows) {
        Set<String> named = new HashSet<>();
        table.rows().forEach(row -> named.add(ids.subject(cell(row, idColumn))));
        Set<String> seen = new HashSet<>();
        List<Long> unknown = new ArrayList<>();
        for (CSVRecord row : table.rows()) {
            String id = cell(row, idColumn);
            String subject = ids.subject(id);
            Map<String, String> values = values(row);
            if (id.isEmpty()) {
                problem(row, idColumn + " is empty");
            } else if (!seen.add(subject)) {
                problem(row, "this patient has a row already");
            } else if (ids.isKnown(subject)) {
                rows.add(new Row(subject, values));
            } else {
                ids.nearMiss(id, named)
                        .ifPresentOrElse(
                                how -> problem(
                                        row,
                                        idColumn + " would be a patient of the study only if written " + how
                                                + ": write it as in the images, or take the row out"),
                                () -> unknown.add(CsvTable.line(row)));
            }
        }
        return unknown;
    }

    private Map<String, String> values(CSVRecord row) {
        Map<String, String> values = new LinkedHashMap<>();
        for (ClinicalColumn column : columns.values()) {
            String text = cell(row, column.header());
            if (text.isEmpty()) {
                continue;
            }
            Optional<String> value = column.checked(text);
            if (value.isEmpty()) {
                problem(row, column.header() + " must be " + column.expected() + column.hint(text));
            } else if (column.field() == ClinicalField.SITE && isForeign(text)) {
                problem(row, column.header() + " must be a site of study.yaml: " + String.join(", ", settings.sites()));
            } else {
                values.put(column.field().column(), value.get());
            }
        }
        extras.forEach((header, name) -> {
            String text = cell(row, header);
            if (!text.isEmpty()) {
                values.put(name, ClinicalField.parsed(text).isPresent() ? text.replace(',', '.') : text);
            }
        });
        return values;
    }

    private boolean isForeign(String site) {
        return !settings.sites().isEmpty() && !settings.sites().contains(site);
    }

    private void problem(CSVRecord row, String what) {
        problems.add("row " + CsvTable.line(row) + ": " + what);
    }

    /** The cell without blanks around it; empty text for what stands for a missing value. */
    private static String cell(CSVRecord row, String column) {
        String text = row.get(column).replace('\u00a0', ' ').strip();
        return MISSING.contains(text.toLowerCase(Locale.ROOT)) ? "" : text;
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
}
