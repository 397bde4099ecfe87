package org.cordscope.labelling;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.study.Compression;
import org.cordscope.study.SliceKey;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Label events in the catalogue: only ever added. The latest event of a rater for a slice is the answer in force. */
final class LabelStore {
    /** Name under which explicit consensus labels are kept. */
    static final String CONSENSUS = "consensus";

    /** The reading whose answers are labels. */
    static final int FIRST = 1;

    /** The reading that shows how far a rater agrees with itself. */
    static final int SECOND = 2;

    private static final String IN_FORCE = """
        SELECT rater, sop_uid, frame, kind, new_label, kang_grade, extent, level, confidence FROM label_events
        WHERE event = (SELECT MAX(event) FROM label_events latest WHERE latest.rater = label_events.rater
            AND latest.sop_uid = label_events.sop_uid AND latest.frame = label_events.frame
            AND latest.reading = :reading)
        AND kind <> 'withdrawn'\
        """;

    private LabelStore() {}

    /** Labels in force by slice and rater, raters in alphabetical order; unreadable slices have none. */
    static Map<SliceKey, Map<String, Compression>> inForce(Handle handle) {
        Map<SliceKey, Map<String, Compression>> labels = new LinkedHashMap<>();
        answers(handle)
                .forEach((key, byRater) -> byRater.forEach((rater, answer) -> {
                    Compression label = answer.label();
                    if (label != null) {
                        labels.computeIfAbsent(key, k -> new TreeMap<>()).put(rater, label);
                    }
                }));
        return labels;
    }

    /** Answers in force by slice and rater, raters in alphabetical order; of first readings, which alone make labels. */
    static Map<SliceKey, Map<String, Answer>> answers(Handle handle) {
        return answers(handle, FIRST);
    }

    /** The same of a reading. */
    static Map<SliceKey, Map<String, Answer>> answers(Handle handle, int reading) {
        Map<SliceKey, Map<String, Answer>> answers = new LinkedHashMap<>();
        handle.createQuery(IN_FORCE + " ORDER BY event")
                .bind("reading", reading)
                .map((row, context) -> new Row(row.getString(1), key(row), answer(row)))
                .forEach(row ->
                        answers.computeIfAbsent(row.key(), k -> new TreeMap<>()).put(row.rater(), row.answer()));
        return answers;
    }

    /** Answers in force of one rater in a reading. */
    static Map<SliceKey, Answer> answersOf(Handle handle, String rater, int reading) {
        Map<SliceKey, Answer> answers = new LinkedHashMap<>();
        handle.createQuery(IN_FORCE + " AND rater = :rater ORDER BY event")
                .bind("reading", reading)
                .bind("rater", rater)
                .map((row, context) -> Map.entry(key(row), answer(row)))
                .forEach(row -> answers.put(row.getKey(), row.getValue()));
        return answers;
    }

    private record Row(String rater, SliceKey key, Answer answer) {}

    static SliceKey key(ResultSet row) throws SQLException {
        return new SliceKey(row.getString("sop_uid"), row.getInt("frame"));
    }

    static Answer answer(ResultSet row) throws SQLException {
        Answer.Kind kind = switch (row.getString("kind")) {
            case "unreadable" -> Answer.Kind.UNREADABLE;
            case "withdrawn" -> Answer.Kind.WITHDRAWN;
            default -> row.getInt("new_label") == 1 ? Answer.Kind.COMPRESSED : Answer.Kind.NOT_COMPRESSED;
        };
        int grade = row.getInt("kang_grade");
        Integer kang = row.wasNull() ? null : grade;
        String extent = row.getString("extent");
        String level = row.getString("level");
        String confidence = row.getString("confidence");
        return new Answer(
                kind,
                kang,
                extent == null ? null : Answer.Extent.valueOf(extent),
                level == null ? null : DiscLevel.valueOf(level),
                confidence == null ? Answer.Confidence.SURE : Answer.Confidence.valueOf(confidence));
    }

    /** Slices in order of subject, scan and place, with what an export says of them. */
    static List<SliceRow> slices(Handle handle) {
        return handle.createQuery("""
            SELECT sop_uid, frame, subject, scans.scan, slice_index FROM slices
            JOIN scans ON scans.scan = slices.scan ORDER BY subject, scans.scan, slice_index\
            """)
                .map((rs, context) -> new SliceRow(
                        new SliceKey(rs.getString(1), rs.getInt(2)), rs.getString(3), rs.getString(4), rs.getInt(5)))
                .list();
    }

    record SliceRow(SliceKey key, String subject, String scan, int index) {}

    static boolean hasSlice(Handle handle, SliceKey key) {
        return count(handle, "SELECT COUNT(*) FROM slices WHERE sop_uid = :sop AND frame = :frame", key) > 0;
    }

    /** Frames of an image that are slices of the study, in their order. */
    static List<Integer> frames(Handle handle, String sopUid) {
        return handle.createQuery("SELECT frame FROM slices WHERE sop_uid = :sop ORDER BY frame")
                .bind("sop", sopUid)
                .mapTo(Integer.class)
                .list();
    }

    /** True where a release has made the slice's label final. */
    static boolean isReleased(Handle handle, SliceKey key) {
        return count(handle, "SELECT COUNT(*) FROM released_labels WHERE sop_uid = :sop AND frame = :frame", key) > 0;
    }

    private static long count(Handle handle, String sql, SliceKey key) {
        return handle.createQuery(sql)
                .bind("sop", key.sopInstanceUid())
                .bind("frame", key.frame())
                .mapTo(Long.class)
                .one();
    }

    /** True where an import knows the file and does not use it, so that its labels are of no use either. */
    static boolean isExcluded(Handle handle, String sopUid) {
        return handle.createQuery("SELECT COUNT(*) FROM sources WHERE sop_uid = :sop AND status <> 'used'")
                        .bind("sop", sopUid)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /** The answer in force in a reading, empty where there is none or it was taken back. */
    static Optional<Answer> inForce(Handle handle, String rater, SliceKey key, int reading) {
        return handle.createQuery(IN_FORCE + " AND rater = :rater AND sop_uid = :sop AND frame = :frame")
                .bind("reading", reading)
                .bind("rater", rater)
                .bind("sop", key.sopInstanceUid())
                .bind("frame", key.frame())
                .map((row, context) -> answer(row))
                .findOne();
    }

    /** Raters that study.yaml names or who have given answers, and the consensus where one was given; in alphabetical order. */
    static List<String> raters(Handle handle, StudyFolder study) {
        TreeSet<String> raters = new TreeSet<>(study.settings().raters());
        raters.addAll(handle.createQuery("SELECT DISTINCT rater FROM label_events")
                .mapTo(String.class)
                .list());
        return List.copyOf(raters);
    }

    /** Adds an event with its hash. */
    static void append(Handle handle, LabelEntry entry) {
        Compression old = inForce(handle, entry.rater(), entry.slice(), entry.reading())
                .map(Answer::label)
                .orElse(null);
        Map<String, @Nullable Object> row = fields(handle, entry, old);
        row.put("hash", LabelChain.next(LabelChain.head(handle), LabelChain.texts(row)));
        String columns = String.join(", ", row.keySet());
        String values = ":" + String.join(", :", row.keySet());
        handle.createUpdate("INSERT INTO label_events (" + columns + ") VALUES (" + values + ")")
                .bindMap(row)
                .execute();
    }

    private static Map<String, @Nullable Object> fields(Handle handle, LabelEntry entry, @Nullable Compression old) {
        Answer answer = entry.answer();
        Compression label = answer.label();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put(
                "event",
                handle.createQuery("SELECT COALESCE(MAX(event), 0) + 1 FROM label_events")
                        .mapTo(Long.class)
                        .one());
        row.put("rater", entry.rater());
        row.put("sop_uid", entry.slice().sopInstanceUid());
        row.put("frame", entry.slice().frame());
        row.put("kind", kind(answer));
        row.put("old_label", old == null ? null : Labels.number(old));
        row.put("new_label", label == null ? null : Labels.number(label));
        row.put("kang_grade", answer.kangGrade());
        row.put("extent", answer.extent() == null ? null : answer.extent().name());
        row.put("level", answer.level() == null ? null : answer.level().name());
        row.put("confidence", answer.confidence().name());
        row.put("reading", entry.reading());
        row.put("reason", entry.reason());
        row.put("ms_on_image", entry.msOnImage());
        row.put("client_version", entry.clientVersion());
        row.put("client_event", entry.clientEvent());
        row.put("at_utc", entry.at().toString());
        row.put("origin", entry.origin());
        return row;
    }

    private static String kind(Answer answer) {
        return switch (answer.kind()) {
            case UNREADABLE -> "unreadable";
            case WITHDRAWN -> "withdrawn";
            case COMPRESSED, NOT_COMPRESSED -> "label";
        };
    }
}
