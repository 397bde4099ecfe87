package org.cordscope.cohort;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.cordscope.study.WholeFile;

/**
 * {@code split.csv}, who is in which part, and {@code split.json}, the proof that the parts share nobody;
 * {@code split-images.csv} where images are divided.
 */
final class SplitManifest {
    /** What must not lie in two parts, by its name in the proof; a column of {@link #PLACES}. */
    private static final List<String> UNITS = List.of("subject", "study_uid", "scan", "sop_uid", "file_sha256");

    /** Each slice with its place; with folds each fold is a place, since each is on the other side of all others once. */
    private static final String PLACES = """
            SELECT scans.subject AS subject, scans.study_uid AS study_uid, scans.scan AS scan,
                slices.sop_uid AS sop_uid, slices.file_sha256 AS file_sha256,
                CASE WHEN split_parts.fold IS NULL THEN COALESCE(split_images.part, split_parts.part)
                    ELSE CAST(split_parts.fold AS TEXT) END AS place
            FROM split_parts
            JOIN scans ON scans.subject = split_parts.subject
            JOIN slices ON slices.scan = scans.scan
            LEFT JOIN split_images ON split_images.sop_uid = slices.sop_uid AND split_images.frame = slices.frame""";

    private final StudyFolder study;
    private final Split split;

    private SplitManifest(StudyFolder study, Split split) {
        this.study = study;
        this.split = split;
    }

    static void write(StudyFolder study, Split split) throws IOException {
        new SplitManifest(study, split).write();
    }

    private void write() throws IOException {
        Path images = study.root().resolve("split-images.csv");
        if (split.images().isEmpty()) {
            Files.deleteIfExists(images);
        } else {
            WholeFile.write(images, images());
        }
        WholeFile.write(study.root().resolve("split.csv"), subjects());
        WholeFile.write(
                study.root().resolve("split.json"),
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(proof()) + "\n");
    }

    private String subjects() throws IOException {
        StringWriter csv = new StringWriter();
        try (CSVPrinter rows = new CSVPrinter(csv, format("subject", "site", "part", "fold", "scans", "slices"))) {
            for (Map.Entry<String, Part> e : split.parts().entrySet()) {
                long[] counts = counts(e.getKey());
                boolean divided = split.plan().byImage() && e.getValue() == Part.TRAINING;
                rows.printRecord(
                        e.getKey(),
                        split.sites().get(e.getKey()),
                        divided ? "TRAINING and VALIDATION" : e.getValue(),
                        split.folds().get(e.getKey()),
                        counts[0],
                        counts[1]);
            }
        }
        return csv.toString();
    }

    private String images() throws IOException {
        StringWriter csv = new StringWriter();
        try (CSVPrinter rows = new CSVPrinter(csv, format("sop_instance_uid", "frame", "part"))) {
            split.images().forEach((key, part) -> print(rows, key.sopInstanceUid(), key.frame(), part));
        }
        return csv.toString();
    }

    private static void print(CSVPrinter rows, Object... values) {
        try {
            rows.printRecord(values);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory can be written", e);
        }
    }

    private static CSVFormat format(String... header) {
        return CSVFormat.RFC4180
                .builder()
                .setRecordSeparator("\n")
                .setHeader(header)
                .get();
    }

    private long[] counts(String subject) {
        return study.catalogue()
                .jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT COUNT(DISTINCT scans.scan), COUNT(*) FROM scans
                        JOIN slices ON slices.scan = scans.scan WHERE subject = :subject""")
                        .bind("subject", subject)
                        .map((rs, context) -> new long[] {rs.getLong(1), rs.getLong(2)})
                        .one());
    }

    /** Counts per part, and how many subjects, studies, scans, instances and files lie in more than one part. */
    private Map<String, Object> proof() {
        SplitPlan plan = split.plan();
        Map<String, Object> proof = new LinkedHashMap<>();
        proof.put("hash", split.hash());
        proof.put("scheme", plan.scheme().title());
        proof.put("folds", plan.folds());
        proof.put("seed", plan.seed());
        proof.put("holdout_share", plan.shares().holdout());
        proof.put("validation_share", plan.folds() > 0 ? 0 : plan.shares().validation());
        proof.putAll(places());
        long most = 0;
        for (String unit : UNITS) {
            long shared = inSeveralPlaces(unit, "");
            proof.put("in_several_parts_" + unit, shared);
            most = Math.max(most, shared);
        }
        long withHoldout = UNITS.stream()
                .mapToLong(unit -> inSeveralPlaces(unit, " AND MAX(CASE place WHEN 'HOLDOUT' THEN 1 ELSE 0 END) = 1"))
                .max()
                .orElse(0);
        proof.put("in_holdout_and_elsewhere", withHoldout);
        proof.put("disjoint", most == 0);
        proof.put("statement", statement(most == 0));
        return proof;
    }

    private String statement(boolean disjoint) {
        if (disjoint) {
            return "No subject, study, scan, instance or file lies in more than one part.";
        }
        return split.plan().byImage()
                ? "Training and validation share patients, as in the paper's counts: the validation results leak and are too"
                        + " good. The holdout shares nothing with them."
                : "Parts share what they must not share: results on this split leak.";
    }

    /** Subjects, scans and slices by place. */
    private Map<String, Object> places() {
        Map<String, Object> places = new LinkedHashMap<>();
        study.catalogue()
                .jdbi()
                .useHandle(handle -> handle.createQuery(
                                "SELECT place, COUNT(DISTINCT subject), COUNT(DISTINCT scan), COUNT(*) FROM (" + PLACES
                                        + ") AS places GROUP BY place ORDER BY LENGTH(place), place")
                        .map((rs, context) -> places.put(
                                title(rs.getString(1)),
                                Map.of("subjects", rs.getLong(2), "scans", rs.getLong(3), "slices", rs.getLong(4))))
                        .list());
        return places;
    }

    private static String title(String place) {
        return place.matches("\\d+") ? "fold_" + place : place.toLowerCase(Locale.ROOT);
    }

    private long inSeveralPlaces(String unit, String condition) {
        return study.catalogue()
                .jdbi()
                .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM (SELECT " + unit + " FROM (" + PLACES
                                + ") AS places GROUP BY " + unit + " HAVING COUNT(DISTINCT place) > 1" + condition
                                + ") AS shared")
                        .mapTo(Long.class)
                        .one());
    }
}
