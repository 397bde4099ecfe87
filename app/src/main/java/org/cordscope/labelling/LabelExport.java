package org.cordscope.labelling;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.study.Compression;
import org.cordscope.study.SliceKey;

/** Writes labels as CSV in order of subject, scan and slice; instances by the study's UIDs. */
public final class LabelExport {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

    private LabelExport() {}

    /** One row per rater and slice; can be imported again. Explicit consensus labels are the rater {@code consensus}. */
    public static void longTable(StudyFolder study, Appendable out) throws IOException {
        CSVPrinter rows = new CSVPrinter(out, FORMAT);
        rows.printRecord("rater", "sop_instance_uid", "frame", "label", "subject", "scan", "slice_index");
        Snapshot labels = Snapshot.of(study);
        for (LabelStore.SliceRow slice : labels.slices()) {
            for (Map.Entry<String, Compression> e : labels.of(slice).entrySet()) {
                rows.printRecord(
                        e.getKey(),
                        slice.key().sopInstanceUid(),
                        slice.key().frame(),
                        Labels.number(e.getValue()),
                        slice.subject(),
                        slice.scan(),
                        slice.index());
            }
        }
        rows.flush();
    }

    /** One row per slice, one column per rater, empty where a rater has no label. */
    public static void wideTable(StudyFolder study, Appendable out) throws IOException {
        Snapshot labels = Snapshot.of(study);
        List<String> raters = new ArrayList<>(labels.raters());
        List<Object> header = new ArrayList<>(List.of("sop_instance_uid", "frame", "subject", "scan", "slice_index"));
        header.addAll(raters);
        CSVPrinter rows = new CSVPrinter(out, FORMAT);
        rows.printRecord(header);
        for (LabelStore.SliceRow slice : labels.slices()) {
            List<Object> row = new ArrayList<>(List.of(
                    slice.key().sopInstanceUid(), slice.key().frame(), slice.subject(), slice.scan(), slice.index()));
            Map<String, Compression> byRater = labels.of(slice);
            raters.forEach(r -> row.add(byRater.containsKey(r) ? Labels.number(byRater.get(r)) : ""));
            rows.printRecord(row);
        }
        rows.flush();
    }

    /** One 0 or 1 per slice that has a consensus; can be imported again. */
    public static void zeroOne(StudyFolder study, Appendable out) throws IOException {
        CSVPrinter rows = new CSVPrinter(out, FORMAT);
        rows.printRecord("sop_instance_uid", "frame", "label");
        List<String[]> labels = study.catalogue()
                .jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT slices.sop_uid, slices.frame, label FROM slices
                        JOIN scans ON scans.scan = slices.scan
                        JOIN consensus_labels ON consensus_labels.sop_uid = slices.sop_uid
                            AND consensus_labels.frame = slices.frame
                        WHERE label IS NOT NULL ORDER BY subject, scans.scan, slice_index""")
                        .map((rs, context) -> new String[] {rs.getString(1), rs.getString(2), rs.getString(3)})
                        .list());
        for (String[] label : labels) {
            rows.printRecord((Object[]) label);
        }
        rows.flush();
    }

    private record Snapshot(List<LabelStore.SliceRow> slices, Map<SliceKey, Map<String, Compression>> labels) {
        static Snapshot of(StudyFolder study) {
            return study.catalogue()
                    .jdbi()
                    .inTransaction(handle -> new Snapshot(LabelStore.slices(handle), LabelStore.inForce(handle)));
        }

        Map<String, Compression> of(LabelStore.SliceRow slice) {
            return labels.getOrDefault(slice.key(), Map.of());
        }

        TreeSet<String> raters() {
            TreeSet<String> raters = new TreeSet<>();
            labels.values().forEach(byRater -> raters.addAll(byRater.keySet()));
            return raters;
        }
    }
}
