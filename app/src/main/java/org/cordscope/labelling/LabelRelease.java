package org.cordscope.labelling;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.cohort.StudyFolder;
import org.cordscope.provenance.CordscopeVersion;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;
import org.jdbi.v3.core.Handle;

/**
 * Labels made final, with a hash that a paper can print.
 *
 * @param labels that this release has made final
 * @param labelsSha256 over one line for each slice with a label, of this release or an earlier one: {@code sop_instance_uid,frame,label}, in the order of the study
 * @param chainHash of the last label event
 */
public record LabelRelease(int number, String at, String by, long labels, String labelsSha256, String chainHash) {
    private static final String FRESH =
            "FROM consensus_labels WHERE (label IS NOT NULL OR reason = 'unreadable') AND NOT EXISTS (SELECT 1"
                    + " FROM released_labels WHERE released_labels.sop_uid = consensus_labels.sop_uid AND"
                    + " released_labels.frame = consensus_labels.frame)";
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /** All releases, the newest first. */
    public static List<LabelRelease> of(StudyFolder study) {
        return study.catalogue().jdbi().withHandle(LabelRelease::read);
    }

    static boolean any(Handle handle) {
        return !read(handle).isEmpty();
    }

    private static List<LabelRelease> read(Handle handle) {
        return handle.createQuery("""
            SELECT release, at_utc, released_by, labels_sha256, chain_hash,
                (SELECT COUNT(label) FROM released_labels
                    WHERE released_labels.release = label_releases.release) AS labels
            FROM label_releases ORDER BY release DESC\
            """)
                .map((row, context) -> new LabelRelease(
                        row.getInt("release"),
                        row.getString("at_utc"),
                        row.getString("released_by"),
                        row.getLong("labels"),
                        row.getString("labels_sha256"),
                        row.getString("chain_hash")))
                .list();
    }

    /**
     * Makes the labels of all slices final that are not so yet, and writes them to {@code reports/labels-N/}.
     *
     * @throws UserFacingException where a rater is still labelling, a disagreement is open, or there is nothing new
     */
    public static LabelRelease freeze(StudyFolder study, String by) throws IOException {
        return study.catalogue().jdbi().inTransaction(handle -> {
            refuseUnfinished(handle);
            Consensus.resolve(handle, study.settings().raters());
            LabelRelease release = store(handle, study, by);
            // Within the transaction: there is no release in the catalogue without its files.
            write(study, release, handle);
            return release;
        });
    }

    private static void refuseUnfinished(Handle handle) {
        List<Assignment> labelling =
                Assignments.read(handle).stream().filter(a -> !a.locked()).toList();
        if (!labelling.isEmpty()) {
            throw new UserFacingException(
                    labelling.size() + (labelling.size() == 1 ? " rater has" : " raters have") + " not locked yet.",
                    "Freeze when all have.");
        }
        long open = Adjudication.read(handle).stream()
                .filter(d -> d.decision() == null)
                .count();
        if (open > 0) {
            throw new UserFacingException(
                    open + (open == 1 ? " disagreement is" : " disagreements are") + " open.", "Adjudicate first.");
        }
    }

    private static LabelRelease store(Handle handle, StudyFolder study, String by) {
        int number = handle.createQuery("SELECT COALESCE(MAX(release), 0) + 1 FROM label_releases")
                .mapTo(Integer.class)
                .one();
        String at = study.clock().instant().toString();
        String chain = LabelChain.head(handle);
        long labels = fresh(handle);
        if (labels == 0) {
            throw new UserFacingException("No label is new since the last release.", "There is nothing to freeze.");
        }
        String hash = Sha256.ofText(lines(handle));
        handle.execute(
                "INSERT INTO label_releases (release, at_utc, released_by, labels_sha256, chain_hash)"
                        + " VALUES (?, ?, ?, ?, ?)",
                number,
                at,
                by,
                hash,
                chain);
        handle.execute("INSERT INTO released_labels (sop_uid, frame, release, label, reason) SELECT sop_uid, frame, "
                + number + ", label, reason " + FRESH);
        return new LabelRelease(number, at, by, labels, hash, chain);
    }

    /** How many labels are not final yet. */
    public static long fresh(StudyFolder study) {
        return study.catalogue().jdbi().withHandle(LabelRelease::fresh);
    }

    private static long fresh(Handle handle) {
        return handle.createQuery("SELECT COUNT(label) " + FRESH)
                .mapTo(Long.class)
                .one();
    }

    private static String lines(Handle handle) {
        return String.join(
                "",
                handle.createQuery("""
                    SELECT slices.sop_uid, slices.frame, label FROM slices
                    JOIN scans ON scans.scan = slices.scan
                    JOIN consensus_labels ON consensus_labels.sop_uid = slices.sop_uid
                        AND consensus_labels.frame = slices.frame
                    WHERE label IS NOT NULL ORDER BY subject, scans.scan, slice_index\
                    """)
                        .map((row, context) -> row.getString(1) + "," + row.getInt(2) + "," + row.getInt(3) + "\n")
                        .list());
    }

    private static void write(StudyFolder study, LabelRelease release, Handle handle) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("labels.csv", "sop_instance_uid,frame,label\n" + lines(handle));
        files.put("long.csv", text(out -> LabelExport.longTable(handle, out)));
        files.put("wide.csv", text(out -> LabelExport.wideTable(handle, out)));
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("release", release);
        facts.put("cordscope", CordscopeVersion.current());
        facts.put("hashed", "SHA-256 of labels.csv without its first line");
        files.put("release.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsString(facts));
        WholeFile.writeAll(study.reports().resolve("labels-" + release.number()), files);
    }

    private interface Form {
        void writeTo(Appendable out) throws IOException;
    }

    private static String text(Form form) throws IOException {
        StringWriter out = new StringWriter();
        form.writeTo(out);
        return out.toString();
    }

    /** True where labels have been frozen and nobody is labelling any more. */
    public static boolean allFinal(StudyFolder study) {
        boolean labelling = Assignments.of(study).stream().anyMatch(a -> !a.locked());
        return !labelling && !of(study).isEmpty();
    }
}
