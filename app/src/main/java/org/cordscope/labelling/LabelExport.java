package org.cordscope.labelling;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.study.SliceKey;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes labels as CSV in order of subject, scan and slice; instances by the study's UIDs. */
public final class LabelExport {
    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private static final String EVENT_COLUMNS =
            "event,rater,sop_instance_uid,frame,reading,kind,label,kang_grade,extent,"
                    + "level,confidence,reason,ms_on_image,client_version,client_event,at_utc,origin,hash";

    private LabelExport() {}

    /**
     * One row per rater, slice and reading; can be imported again. Explicit consensus labels are the rater {@code consensus}.
     * Second readings of repeated scans come last.
     */
    public static void longTable(StudyFolder study, Appendable out) throws IOException {
        study.catalogue().jdbi().<IOException>useTransaction(handle -> longTable(handle, out));
    }

    static void longTable(Handle handle, Appendable out) throws IOException {
        CSVPrinter rows = new CSVPrinter(out, FORMAT);
        rows.printRecord(
                "rater",
                "sop_instance_uid",
                "frame",
                "label",
                "subject",
                "scan",
                "slice_index",
                "kang_grade",
                "extent",
                "confidence",
                "level",
                "reading");
        for (int reading = LabelStore.FIRST; reading <= LabelStore.SECOND; reading++) {
            Snapshot labels = Snapshot.of(handle, reading);
            for (LabelStore.SliceRow slice : labels.slices()) {
                for (Map.Entry<String, Answer> e : labels.of(slice).entrySet()) {
                    longRow(rows, slice, e.getKey(), e.getValue(), reading);
                }
            }
        }
        rows.flush();
    }

    private static void longRow(CSVPrinter rows, LabelStore.SliceRow slice, String rater, Answer answer, int reading)
            throws IOException {
        DiscLevel level = answer.level();
        rows.printRecord(
                rater,
                slice.key().sopInstanceUid(),
                slice.key().frame(),
                answer.mark(),
                slice.subject(),
                slice.scan(),
                slice.index(),
                answer.kangGrade(),
                lower(answer.extent()),
                lower(answer.confidence()),
                level == null ? "" : level.words(),
                reading);
    }

    private static String lower(@Nullable Enum<?> word) {
        return word == null ? "" : word.name().toLowerCase(Locale.ROOT);
    }

    /** One row per slice, one column per rater, empty where a rater has no label, x where it is unreadable. */
    public static void wideTable(StudyFolder study, Appendable out) throws IOException {
        study.catalogue().jdbi().<IOException>useTransaction(handle -> wideTable(handle, out));
    }

    static void wideTable(Handle handle, Appendable out) throws IOException {
        Snapshot labels = Snapshot.of(handle);
        List<String> raters = new ArrayList<>(labels.raters());
        List<Object> header = new ArrayList<>(List.of("sop_instance_uid", "frame", "subject", "scan", "slice_index"));
        header.addAll(raters);
        CSVPrinter rows = new CSVPrinter(out, FORMAT);
        rows.printRecord(header);
        for (LabelStore.SliceRow slice : labels.slices()) {
            List<Object> row = new ArrayList<>(List.of(
                    slice.key().sopInstanceUid(), slice.key().frame(), slice.subject(), slice.scan(), slice.index()));
            raters.forEach(r -> row.add(labels.mark(slice, r)));
            rows.printRecord(row);
        }
        rows.flush();
    }

    /** As REDCap imports a repeating instrument {@code cord_slice}: one record per subject, one instance per slice. */
    public static void redcap(StudyFolder study, Appendable out) throws IOException {
        Snapshot labels = study.catalogue().jdbi().inTransaction(Snapshot::of);
        List<String> raters = new ArrayList<>(labels.raters());
        List<String> header = new ArrayList<>(List.of(
                "record_id",
                "redcap_repeat_instrument",
                "redcap_repeat_instance",
                "sop_instance_uid",
                "frame",
                "scan",
                "slice_index"));
        for (int r = 0; r < raters.size(); r++) {
            header.add("label_" + redcapName(raters.get(r), r));
        }
        CSVPrinter rows = new CSVPrinter(out, FORMAT);
        rows.printRecord(header);
        Map<String, Integer> instances = new HashMap<>();
        for (LabelStore.SliceRow slice : labels.slices()) {
            List<Object> row = new ArrayList<>(List.of(
                    slice.subject(),
                    "cord_slice",
                    instances.merge(slice.subject(), 1, Integer::sum),
                    slice.key().sopInstanceUid(),
                    slice.key().frame(),
                    slice.scan(),
                    slice.index()));
            raters.forEach(r -> row.add(labels.mark(slice, r)));
            rows.printRecord(row);
        }
        rows.flush();
    }

    /** REDCap's variables have small letters, digits and underscores. */
    static String redcapName(String rater, int number) {
        String name = rater.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
        return name.equals(rater) ? name : "rater_" + (number + 1);
    }

    /** All answers in force as JSON, one object per slice. */
    public static void json(StudyFolder study, Appendable out) throws IOException {
        Snapshot labels = study.catalogue().jdbi().inTransaction(Snapshot::of);
        Snapshot second = study.catalogue().jdbi().inTransaction(h -> Snapshot.of(h, LabelStore.SECOND));
        List<Map<String, Object>> slices = new ArrayList<>();
        for (LabelStore.SliceRow slice : labels.slices()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("sop_instance_uid", slice.key().sopInstanceUid());
            row.put("frame", slice.key().frame());
            row.put("subject", slice.subject());
            row.put("scan", slice.scan());
            row.put("slice_index", slice.index());
            row.put("answers", labels.of(slice));
            if (!second.of(slice).isEmpty()) {
                row.put("second_answers", second.of(slice));
            }
            slices.add(row);
        }
        out.append(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(Map.of("slices", slices)))
                .append('\n');
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
                    WHERE label IS NOT NULL ORDER BY subject, scans.scan, slice_index\
                    """)
                        .map((rs, context) -> new String[] {rs.getString(1), rs.getString(2), rs.getString(3)})
                        .list());
        for (String[] label : labels) {
            rows.printRecord((Object[]) label);
        }
        rows.flush();
    }

    /** Every label event in its order, also those that were changed later; UIDs are the study's. */
    public static void events(StudyFolder study, Appendable out) throws IOException {
        CSVPrinter rows = new CSVPrinter(out, FORMAT);
        rows.printRecord((Object[]) EVENT_COLUMNS.split(",", -1));
        study.catalogue().jdbi().<IOException>useTransaction(handle -> {
            List<Object[]> events = handle.createQuery("SELECT event, rater, sop_uid, frame, reading, kind, new_label,"
                            + " kang_grade, extent, level, confidence, reason, ms_on_image, client_version, client_event, at_utc,"
                            + " origin, hash FROM label_events ORDER BY event")
                    .map((row, context) -> {
                        Object[] cells = new Object[row.getMetaData().getColumnCount()];
                        for (int i = 0; i < cells.length; i++) {
                            cells[i] = row.getObject(i + 1);
                        }
                        return cells;
                    })
                    .list();
            for (Object[] event : events) {
                rows.printRecord(event);
            }
        });
        rows.flush();
    }

    private record Snapshot(List<LabelStore.SliceRow> slices, Map<SliceKey, Map<String, Answer>> answers) {
        static Snapshot of(Handle handle) {
            return of(handle, LabelStore.FIRST);
        }

        static Snapshot of(Handle handle, int reading) {
            return new Snapshot(LabelStore.slices(handle), LabelStore.answers(handle, reading));
        }

        Map<String, Answer> of(LabelStore.SliceRow slice) {
            return answers.getOrDefault(slice.key(), Map.of());
        }

        String mark(LabelStore.SliceRow slice, String rater) {
            Answer answer = of(slice).get(rater);
            return answer == null ? "" : answer.mark();
        }

        TreeSet<String> raters() {
            TreeSet<String> raters = new TreeSet<>();
            answers.values().forEach(byRater -> raters.addAll(byRater.keySet()));
            return raters;
        }
    }
}
