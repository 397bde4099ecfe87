package org.cordscope.cohort;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordscope.study.SliceKey;
import org.cordscope.study.Spacing;

/**
 * A scan of a study with its slices from foot to head, as an import stored it.
 *
 * @param scan its pseudonymous name
 * @param slices at least one
 */
public record StoredScan(String scan, List<Slice> slices) {
    private static final String SLICES =
            "SELECT sop_uid, frame, slice_index, position_mm, slab, row_spacing_mm, column_spacing_mm, path FROM slices";

    /**
     * One stored slice.
     *
     * @param positionMm along the scan's normal, growing towards the head
     * @param slab number of the stack of parallel slices that it belongs to
     * @param image de-identified DICOM file
     */
    public record Slice(SliceKey key, int index, double positionMm, int slab, Spacing spacing, Path image) {}

    public StoredScan {
        slices = List.copyOf(slices);
    }

    /** Empty where the study has no such scan. */
    public static Optional<StoredScan> of(StudyFolder study, String scan) {
        List<Slice> slices = study.catalogue()
                .jdbi()
                .withHandle(handle -> handle.createQuery(SLICES + " WHERE scan = :scan ORDER BY slice_index")
                        .bind("scan", scan)
                        .map((row, context) -> slice(row, study.root()))
                        .list());
        return slices.isEmpty() ? Optional.empty() : Optional.of(new StoredScan(scan, slices));
    }

    /** The scan that a slice belongs to; empty where the study has no such slice. */
    public static Optional<StoredScan> holding(StudyFolder study, SliceKey key) {
        Optional<String> scan = study.catalogue()
                .jdbi()
                .withHandle(
                        handle -> handle.createQuery("SELECT scan FROM slices WHERE sop_uid = :sop AND frame = :frame")
                                .bind("sop", key.sopInstanceUid())
                                .bind("frame", key.frame())
                                .mapTo(String.class)
                                .findOne());
        return scan.flatMap(name -> of(study, name));
    }

    /** All scans of a study, by subject. */
    public static List<StoredScan> all(StudyFolder study) {
        Map<String, List<Slice>> byScan = new LinkedHashMap<>();
        study.catalogue()
                .jdbi()
                .useHandle(handle -> handle.createQuery(
                                SLICES.replace(" FROM slices", ", slices.scan AS scan FROM slices")
                                        + " JOIN scans ON scans.scan = slices.scan ORDER BY subject, slices.scan, slice_index")
                        .map((row, context) -> Map.entry(row.getString("scan"), slice(row, study.root())))
                        .forEach(e -> byScan.computeIfAbsent(e.getKey(), k -> new ArrayList<>())
                                .add(e.getValue())));
        return byScan.entrySet().stream()
                .map(e -> new StoredScan(e.getKey(), e.getValue()))
                .toList();
    }

    /** Empty where the study has no such slice. */
    public static Optional<Slice> slice(StudyFolder study, SliceKey key) {
        return study.catalogue()
                .jdbi()
                .withHandle(handle -> handle.createQuery(SLICES + " WHERE sop_uid = :sop AND frame = :frame")
                        .bind("sop", key.sopInstanceUid())
                        .bind("frame", key.frame())
                        .map((row, context) -> slice(row, study.root()))
                        .findOne());
    }

    private static Slice slice(ResultSet row, Path root) throws SQLException {
        return new Slice(
                new SliceKey(row.getString("sop_uid"), row.getInt("frame")),
                row.getInt("slice_index"),
                row.getDouble("position_mm"),
                row.getInt("slab"),
                new Spacing(row.getDouble("row_spacing_mm"), row.getDouble("column_spacing_mm")),
                root.resolve(row.getString("path")));
    }
}
