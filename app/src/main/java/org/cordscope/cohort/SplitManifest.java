package org.cordscope.cohort;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.cordscope.study.WholeFile;

/** {@code split.csv}, who is in which part, and {@code split.json}, the proof that the parts share nobody. */
final class SplitManifest {
    private SplitManifest() {}

    static void write(StudyFolder study, Split split) throws IOException {
        StringWriter csv = new StringWriter();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setRecordSeparator("\n")
                .setHeader("subject", "site", "part", "scans", "slices")
                .get();
        Map<Part, long[]> totals = new LinkedHashMap<>();
        try (CSVPrinter rows = new CSVPrinter(csv, format)) {
            for (Map.Entry<String, Part> e : split.parts().entrySet()) {
                long[] counts = counts(study, e.getKey());
                rows.printRecord(e.getKey(), split.sites().get(e.getKey()), e.getValue(), counts[0], counts[1]);
                long[] total = totals.computeIfAbsent(e.getValue(), part -> new long[3]);
                total[0]++;
                total[1] += counts[0];
                total[2] += counts[1];
            }
        }
        WholeFile.write(study.root().resolve("split.csv"), csv.toString());
        WholeFile.write(study.root().resolve("split.json"), proof(study, split, totals));
    }

    private static long[] counts(StudyFolder study, String subject) {
        return study.catalogue()
                .jdbi()
                .withHandle(handle -> handle.createQuery("""
                        SELECT COUNT(DISTINCT scans.scan), COUNT(*) FROM scans
                        JOIN slices ON slices.scan = scans.scan WHERE subject = :subject""")
                        .bind("subject", subject)
                        .map((rs, context) -> new long[] {rs.getLong(1), rs.getLong(2)})
                        .one());
    }

    /** Counts per part, and the number of subjects, scans and instances that lie in more than one part: none. */
    private static String proof(StudyFolder study, Split split, Map<Part, long[]> totals) throws IOException {
        Map<String, Object> proof = new LinkedHashMap<>();
        proof.put("hash", split.hash());
        proof.put("seed", split.seed());
        proof.put("holdout_share", split.shares().holdout());
        proof.put("validation_share", split.shares().validation());
        for (Part part : Part.values()) {
            long[] n = totals.getOrDefault(part, new long[3]);
            proof.put(part.name().toLowerCase(Locale.ROOT), Map.of("subjects", n[0], "scans", n[1], "slices", n[2]));
        }
        for (String unit : new String[] {"subject", "study_uid", "scan", "sop_uid"}) {
            proof.put("in_several_parts_" + unit, inSeveralParts(study, unit));
        }
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(proof) + "\n";
    }

    private static long inSeveralParts(StudyFolder study, String unit) {
        String column = unit.equals("sop_uid") ? "slices.sop_uid" : "scans." + unit;
        return study.catalogue()
                .jdbi()
                .withHandle(handle -> handle.createQuery("SELECT COUNT(*) FROM (SELECT " + column
                                + " FROM split_parts JOIN scans ON scans.subject = split_parts.subject"
                                + " JOIN slices ON slices.scan = scans.scan GROUP BY " + column
                                + " HAVING COUNT(DISTINCT part) > 1) AS shared")
                        .mapTo(Long.class)
                        .one());
    }
}
