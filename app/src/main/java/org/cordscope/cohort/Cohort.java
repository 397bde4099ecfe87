package org.cordscope.cohort;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.Compression;
import org.cordscope.study.SliceKey;
import org.cordscope.study.UserFacingException;
import org.jdbi.v3.core.Handle;

/**
 * The labelled slices of a study with their part: what learning and evaluation see.
 *
 * @param slices by subject, scan, and place in the scan
 * @param hash SHA-256 over names, pixels' files, labels, parts and subgroups
 */
public record Cohort(List<CohortSlice> slices, String hash) {

    private static final String LABELLED = """
            SELECT slices.sop_uid AS sop_uid, slices.frame AS frame, scans.subject AS subject, scans.scan AS scan,
                slices.path AS path, slices.file_sha256 AS sha, consensus_labels.label AS label,
                split_parts.part AS part, scans.manufacturer AS manufacturer
            FROM slices
            JOIN scans ON scans.scan = slices.scan
            JOIN consensus_labels ON consensus_labels.sop_uid = slices.sop_uid AND consensus_labels.frame = slices.frame
            JOIN split_parts ON split_parts.subject = scans.subject
            WHERE consensus_labels.label IS NOT NULL
            ORDER BY scans.subject, scans.scan, slices.slice_index""";

    public Cohort {
        slices = List.copyOf(slices);
    }

    /**
     * Reads the cohort.
     *
     * @throws UserFacingException where there is no split or no labelled slice yet
     */
    public static Cohort load(StudyFolder study) {
        return study.catalogue().jdbi().withHandle(handle -> {
            if (Splitting.current(handle).isEmpty()) {
                throw new UserFacingException("The study is not split yet.", "Run: cordscope split");
            }
            Cohort cohort = load(handle, study.root());
            if (cohort.slices().isEmpty()) {
                throw new UserFacingException("The study has no labelled slice.", "Run: cordscope labels import FILE");
            }
            return cohort;
        });
    }

    public List<CohortSlice> in(Part part) {
        return slices.stream().filter(s -> s.part() == part).toList();
    }

    private static Cohort load(Handle handle, Path root) {
        Map<String, Map<String, String>> clinical = clinical(handle);
        StringBuilder rows = new StringBuilder();
        List<CohortSlice> slices = handle.createQuery(LABELLED)
                .map((row, context) -> {
                    CohortSlice slice = slice(row, root, clinical);
                    rows.append(line(slice, row.getString("sha")));
                    return slice;
                })
                .list();
        return new Cohort(slices, Sha256.ofText(rows.toString()));
    }

    private static CohortSlice slice(ResultSet row, Path root, Map<String, Map<String, String>> clinical)
            throws SQLException {
        String subject = row.getString("subject");
        return new CohortSlice(
                new SliceKey(row.getString("sop_uid"), row.getInt("frame")),
                subject,
                row.getString("scan"),
                root.resolve(row.getString("path")),
                row.getInt("label") == 1 ? Compression.COMPRESSED : Compression.NOT_COMPRESSED,
                Part.valueOf(row.getString("part")),
                Subgroups.of(clinical.getOrDefault(subject, Map.of()), row.getString("manufacturer")));
    }

    private static String line(CohortSlice slice, String sha256) {
        String groups = new TreeMap<>(slice.subgroups())
                .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(";"));
        return String.format(
                Locale.ROOT,
                "%s,%d,%s,%s,%s,%s,%s\n",
                slice.key().sopInstanceUid(),
                slice.key().frame(),
                slice.subject(),
                sha256,
                slice.label(),
                slice.part(),
                groups);
    }

    /** Clinical values by subject; age and sex from the images where the table has none. */
    private static Map<String, Map<String, String>> clinical(Handle handle) {
        Map<String, Map<String, String>> values = new HashMap<>();
        handle.createQuery("""
                        SELECT subject, 'age' AS field, CAST(age_years AS TEXT) AS content FROM subjects
                            WHERE age_years IS NOT NULL
                        UNION ALL SELECT subject, 'sex', sex FROM subjects WHERE sex <> ''""").map((row, context) -> put(values, row)).list();
        handle.createQuery("SELECT subject, field, content FROM clinical_values")
                .map((row, context) -> put(values, row))
                .list();
        return values;
    }

    private static String put(Map<String, Map<String, String>> values, ResultSet row) throws SQLException {
        values.computeIfAbsent(row.getString("subject"), s -> new HashMap<>())
                .put(row.getString("field"), row.getString("content"));
        return row.getString("subject");
    }
}
