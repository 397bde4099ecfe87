package org.cordscope.labelling;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cordscope.study.Compression;
import org.cordscope.study.SliceKey;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Label events in the catalogue: only ever added. The latest event of a rater for a slice is the label in force. */
final class LabelStore {
    /** Name under which explicit consensus labels are kept. */
    static final String CONSENSUS = "consensus";

    private static final String IN_FORCE = """
            SELECT rater, sop_uid, frame, new_label FROM label_events
            WHERE event = (SELECT MAX(event) FROM label_events latest WHERE latest.rater = label_events.rater
                AND latest.sop_uid = label_events.sop_uid AND latest.frame = label_events.frame)
            ORDER BY event""";

    private LabelStore() {}

    /** Labels in force by slice and rater, raters in alphabetical order. */
    static Map<SliceKey, Map<String, Compression>> inForce(Handle handle) {
        Map<SliceKey, Map<String, Compression>> labels = new LinkedHashMap<>();
        handle.createQuery(IN_FORCE)
                .map((rs, context) ->
                        new Row(rs.getString(1), new SliceKey(rs.getString(2), rs.getInt(3)), Labels.of(rs.getInt(4))))
                .forEach(row ->
                        labels.computeIfAbsent(row.key(), k -> new TreeMap<>()).put(row.rater(), row.label()));
        return labels;
    }

    private record Row(String rater, SliceKey key, Compression label) {}

    /** Slices in order of subject, scan and place, with what an export says of them. */
    static List<SliceRow> slices(Handle handle) {
        return handle.createQuery("""
                        SELECT sop_uid, frame, subject, scans.scan, slice_index FROM slices
                        JOIN scans ON scans.scan = slices.scan ORDER BY subject, scans.scan, slice_index""")
                .map((rs, context) -> new SliceRow(
                        new SliceKey(rs.getString(1), rs.getInt(2)), rs.getString(3), rs.getString(4), rs.getInt(5)))
                .list();
    }

    record SliceRow(SliceKey key, String subject, String scan, int index) {}

    static boolean hasSlice(Handle handle, SliceKey key) {
        return handle.createQuery("SELECT COUNT(*) FROM slices WHERE sop_uid = :sop AND frame = :frame")
                        .bind("sop", key.sopInstanceUid())
                        .bind("frame", key.frame())
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** True where an import knows the file and does not use it, so that its labels are of no use either. */
    static boolean isExcluded(Handle handle, String sopUid) {
        return handle.createQuery("SELECT COUNT(*) FROM sources WHERE sop_uid = :sop AND status <> 'used'")
                        .bind("sop", sopUid)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    static void append(
            Handle handle,
            String rater,
            SliceKey key,
            @Nullable Compression old,
            Compression label,
            Instant at,
            String origin) {
        handle.createUpdate("""
                        INSERT INTO label_events (event, rater, sop_uid, frame, old_label, new_label, at_utc, origin)
                        SELECT COALESCE(MAX(event), 0) + 1, :rater, :sop, :frame, :old, :new, :at, :origin FROM label_events""")
                .bind("rater", rater)
                .bind("sop", key.sopInstanceUid())
                .bind("frame", key.frame())
                .bind("old", old == null ? null : Labels.number(old))
                .bind("new", Labels.number(label))
                .bind("at", at.toString())
                .bind("origin", origin)
                .execute();
    }
}
