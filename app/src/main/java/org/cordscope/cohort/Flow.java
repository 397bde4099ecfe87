package org.cordscope.cohort;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * The flow of a study from files to parts, with a count in every box. The constructor refuses numbers that do not add up.
 *
 * @param screening who was looked at before
 * @param files found by all imports
 * @param unusableFiles by reason: not DICOM, damaged, quarantined
 * @param excludedFiles by reason: of series not chosen, copies
 * @param usedFiles that hold the slices
 * @param series found
 * @param excludedSeries by reason
 * @param scans series chosen
 * @param slices in the scans
 * @param unlabelled slices that nobody labelled
 * @param unresolved slices by reason why their labels do not give one
 * @param labelled slices with a label, of which {@code parts} and {@code notSplit} are the sum
 * @param folds by number, of a split with folds; they make up training
 * @param notSplit labelled slices of subjects that the split does not know
 */
public record Flow(
        Screening screening,
        long files,
        Map<String, Long> unusableFiles,
        Map<String, Long> excludedFiles,
        long usedFiles,
        long series,
        Map<String, Long> excludedSeries,
        long scans,
        long subjects,
        long slices,
        long unlabelled,
        Map<String, Long> unresolved,
        long labelled,
        Map<Part, PartCount> parts,
        SortedMap<Integer, PartCount> folds,
        long notSplit) {

    /** @param compressed labelled slices that are compressed */
    public record PartCount(long subjects, long scans, long labelledSlices, long compressed) {
        static final PartCount NONE = new PartCount(0, 0, 0, 0);
    }

    public Flow {
        unusableFiles = Collections.unmodifiableMap(new LinkedHashMap<>(unusableFiles));
        excludedFiles = Collections.unmodifiableMap(new LinkedHashMap<>(excludedFiles));
        excludedSeries = Collections.unmodifiableMap(new LinkedHashMap<>(excludedSeries));
        unresolved = Collections.unmodifiableMap(new LinkedHashMap<>(unresolved));
        EnumMap<Part, PartCount> ordered = new EnumMap<>(Part.class);
        ordered.putAll(parts);
        parts = Collections.unmodifiableMap(ordered);
        folds = Collections.unmodifiableSortedMap(new TreeMap<>(folds));
        long inParts =
                parts.values().stream().mapToLong(PartCount::labelledSlices).sum();
        add("files", files, sum(unusableFiles), sum(excludedFiles), usedFiles);
        add("series", series, sum(excludedSeries), scans);
        add("slices", slices, unlabelled, sum(unresolved), labelled);
        add("labelled slices", labelled, inParts, notSplit);
        if (!folds.isEmpty()) {
            PartCount training = parts.getOrDefault(Part.TRAINING, PartCount.NONE);
            add(
                    "labelled slices of training",
                    training.labelledSlices(),
                    folds.values().stream().mapToLong(PartCount::labelledSlices).toArray());
            add(
                    "subjects of training",
                    training.subjects(),
                    folds.values().stream().mapToLong(PartCount::subjects).toArray());
        }
    }

    /** Files that are neither used nor unusable. */
    public long excluded() {
        return sum(excludedFiles);
    }

    /** Files that cannot be used. */
    public long unusable() {
        return sum(unusableFiles);
    }

    public static Flow of(StudyFolder study) {
        return study.catalogue().jdbi().inTransaction(Flow::read);
    }

    private static Flow read(Handle handle) {
        Map<String, Long> excludedSeries =
                counts(handle, "SELECT reason, COUNT(*) FROM excluded_series GROUP BY reason ORDER BY 2 DESC, 1");
        long scans = count(handle, "SELECT COUNT(*) FROM scans");
        String consensus = " FROM slices LEFT JOIN consensus_labels ON consensus_labels.sop_uid = slices.sop_uid"
                + " AND consensus_labels.frame = slices.frame ";
        return new Flow(
                Screening.read(handle),
                count(handle, "SELECT COUNT(*) FROM sources"),
                sources(handle, "unusable"),
                sources(handle, "excluded"),
                count(handle, "SELECT COUNT(*) FROM sources WHERE status = 'used'"),
                sum(excludedSeries) + scans,
                excludedSeries,
                scans,
                count(handle, "SELECT COUNT(DISTINCT subject) FROM scans"),
                count(handle, "SELECT COUNT(*) FROM slices"),
                count(handle, "SELECT COUNT(*)" + consensus + "WHERE consensus_labels.sop_uid IS NULL"),
                counts(
                        handle,
                        "SELECT reason, COUNT(*) FROM consensus_labels WHERE label IS NULL GROUP BY reason ORDER BY 2 DESC, 1"),
                count(handle, "SELECT COUNT(*)" + consensus + "WHERE consensus_labels.label IS NOT NULL"),
                parts(handle),
                folds(handle),
                count(
                        handle,
                        "SELECT COUNT(*)" + consensus + "JOIN scans ON scans.scan = slices.scan"
                                + " LEFT JOIN split_parts ON split_parts.subject = scans.subject"
                                + " WHERE consensus_labels.label IS NOT NULL AND part IS NULL"));
    }

    private static Map<Part, PartCount> parts(Handle handle) {
        Map<Part, PartCount> parts = new EnumMap<>(Part.class);
        partCounts(handle, "COALESCE(split_images.part, split_parts.part)", "")
                .forEach((part, count) -> parts.put(Part.valueOf(part), count));
        return parts;
    }

    private static SortedMap<Integer, PartCount> folds(Handle handle) {
        SortedMap<Integer, PartCount> folds = new TreeMap<>();
        partCounts(handle, "split_parts.fold", "WHERE split_parts.fold IS NOT NULL")
                .forEach((fold, count) -> folds.put(Integer.valueOf(fold), count));
        return folds;
    }

    private static Map<String, PartCount> partCounts(Handle handle, String place, String condition) {
        Map<String, PartCount> counts = new LinkedHashMap<>();
        handle.createQuery("SELECT " + place + """
                         AS place, COUNT(DISTINCT scans.subject), COUNT(DISTINCT scans.scan), COUNT(label),
                            COALESCE(SUM(label), 0)
                        FROM split_parts
                        JOIN scans ON scans.subject = split_parts.subject
                        JOIN slices ON slices.scan = scans.scan
                        LEFT JOIN split_images ON split_images.sop_uid = slices.sop_uid
                            AND split_images.frame = slices.frame
                        LEFT JOIN consensus_labels ON consensus_labels.sop_uid = slices.sop_uid
                            AND consensus_labels.frame = slices.frame
                        """ + condition + " GROUP BY " + place)
                .map((rs, context) -> Map.entry(
                        rs.getString(1), new PartCount(rs.getLong(2), rs.getLong(3), rs.getLong(4), rs.getLong(5))))
                .forEach(e -> counts.put(e.getKey(), e.getValue()));
        return counts;
    }

    private static Map<String, Long> sources(Handle handle, String status) {
        return counts(
                handle,
                "SELECT reason, COUNT(*) FROM sources WHERE status = '" + status
                        + "' GROUP BY reason ORDER BY 2 DESC, 1");
    }

    private static Map<String, Long> counts(Handle handle, String sql) {
        Map<String, Long> counts = new LinkedHashMap<>();
        handle.createQuery(sql)
                .map((rs, context) -> Map.entry(rs.getString(1), rs.getLong(2)))
                .forEach(e -> counts.put(e.getKey(), e.getValue()));
        return counts;
    }

    private static long count(Handle handle, String sql) {
        return handle.createQuery(sql).mapTo(Long.class).one();
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static void add(String what, long whole, long... boxes) {
        long sum = 0;
        for (long box : boxes) {
            sum += box;
        }
        if (sum != whole) {
            throw new IllegalArgumentException("the boxes of " + whole + " " + what + " add up to " + sum);
        }
    }
}
