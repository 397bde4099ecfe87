package org.cordscope.cohort;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** Clinical values of all subjects; age and sex from the images where the table has none. */
final class ClinicalValues {
    /** A column with more values than this is a measure, not a grouping. */
    static final int MOST_GROUPS = 12;

    private final Map<String, Map<String, String>> bySubject = new HashMap<>();
    private final Map<String, Set<String>> byField = new HashMap<>();

    private ClinicalValues() {}

    static ClinicalValues read(Handle handle) {
        ClinicalValues values = new ClinicalValues();
        handle.createQuery("""
                        SELECT subject, 'age' AS field, CAST(age_years AS TEXT) AS content FROM subjects
                            WHERE age_years IS NOT NULL
                        UNION ALL SELECT subject, 'sex', sex FROM subjects WHERE sex <> ''""").map((row, context) -> values.put(row)).list();
        handle.createQuery("SELECT subject, field, content FROM clinical_values")
                .map((row, context) -> values.put(row))
                .list();
        return values;
    }

    /** Values of a subject by field: the table's own fields, and further columns that group patients. */
    Map<String, String> groupings(String subject) {
        Map<String, String> values = new TreeMap<>(bySubject.getOrDefault(subject, Map.of()));
        values.keySet()
                .removeIf(field -> ClinicalField.named(field).isEmpty()
                        && byField.getOrDefault(field, Set.of()).size() > MOST_GROUPS);
        return values;
    }

    /** Values that other subjects have in a field. */
    Set<String> of(String field) {
        return Set.copyOf(byField.getOrDefault(field, Set.of()));
    }

    private boolean put(ResultSet row) throws SQLException {
        String field = row.getString("field");
        String content = row.getString("content");
        bySubject
                .computeIfAbsent(row.getString("subject"), s -> new HashMap<>())
                .put(field, content);
        return byField.computeIfAbsent(field, f -> new HashSet<>()).add(content);
    }
}
