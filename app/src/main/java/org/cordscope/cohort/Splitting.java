package org.cordscope.cohort;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;
import org.jdbi.v3.core.Handle;

/** Draws, keeps and shows the split of a study. Once a model was trained on it, it changes only by force. */
public final class Splitting {
    private static final String HASH = "split_hash";
    private static final String HOLDOUT_SHARE = "split_holdout_share";
    private static final String VALIDATION_SHARE = "split_validation_share";
    private static final String SEED = "split_seed";
    private static final String TRAINED_BY = "split_trained_by";

    private Splitting() {}

    /**
     * Splits all subjects that have a scan, and writes {@code split.csv} and {@code split.json} into the study folder.
     *
     * @param force changes a split that a model was trained on
     * @throws UserFacingException where the study has no scan, or the split is in use and would change
     */
    public static Split make(StudyFolder study, boolean force) throws IOException {
        StudySettings settings = study.settings();
        Split split = study.catalogue().jdbi().inTransaction(handle -> {
            SortedMap<String, String> sites = sites(handle);
            if (sites.isEmpty()) {
                throw new UserFacingException("The study has no scan to split.", "Run: cordscope import PATH");
            }
            Split drawn = Split.draw(sites, settings.split(), settings.seed());
            store(handle, drawn, force);
            return drawn;
        });
        writeManifest(study, split);
        return split;
    }

    /** The split in effect; empty before the first one. */
    public static Optional<Split> current(StudyFolder study) {
        return study.catalogue().jdbi().withHandle(Splitting::current);
    }

    /** Notes that a run trained on the split, so that it stays. */
    public static void markTrained(StudyFolder study, String run) {
        study.catalogue().jdbi().useTransaction(handle -> {
            if (Catalogue.setting(handle, HASH).isEmpty()) {
                throw new IllegalArgumentException("there is no split that " + run + " could have used");
            }
            if (Catalogue.setting(handle, TRAINED_BY).isEmpty()) {
                Catalogue.set(handle, TRAINED_BY, run);
            }
        });
    }

    private static void store(Handle handle, Split split, boolean force) {
        boolean same = Catalogue.setting(handle, HASH).equals(Optional.of(split.hash()));
        Optional<String> trainedBy = Catalogue.setting(handle, TRAINED_BY);
        if (same) {
            return;
        }
        if (trainedBy.isPresent() && !force) {
            throw new UserFacingException(
                    "The split would change, and " + trainedBy.get() + " was trained on it: its holdout would leak.",
                    "Keep the split, or repeat with --force and train again.");
        }
        handle.execute("DELETE FROM split_parts");
        handle.execute("DELETE FROM settings WHERE name = ?", TRAINED_BY);
        split.parts()
                .forEach((subject, part) -> handle.execute(
                        "INSERT INTO split_parts (subject, site, part) VALUES (?, ?, ?)",
                        subject,
                        split.sites().get(subject),
                        part.name()));
        Catalogue.set(handle, HASH, split.hash());
        Catalogue.set(handle, HOLDOUT_SHARE, String.valueOf(split.shares().holdout()));
        Catalogue.set(handle, VALIDATION_SHARE, String.valueOf(split.shares().validation()));
        Catalogue.set(handle, SEED, String.valueOf(split.seed()));
    }

    static Optional<Split> current(Handle handle) {
        if (Catalogue.setting(handle, HASH).isEmpty()) {
            return Optional.empty();
        }
        SortedMap<String, Part> parts = new TreeMap<>();
        SortedMap<String, String> sites = new TreeMap<>();
        handle.createQuery("SELECT subject, site, part FROM split_parts")
                .map((row, context) -> {
                    sites.put(row.getString("subject"), row.getString("site"));
                    return parts.put(row.getString("subject"), Part.valueOf(row.getString("part")));
                })
                .list();
        SplitShares shares = new SplitShares(
                Double.parseDouble(Catalogue.setting(handle, HOLDOUT_SHARE).orElseThrow()),
                Double.parseDouble(Catalogue.setting(handle, VALIDATION_SHARE).orElseThrow()));
        return Optional.of(new Split(
                parts,
                sites,
                shares,
                Long.parseLong(Catalogue.setting(handle, SEED).orElseThrow())));
    }

    private static SortedMap<String, String> sites(Handle handle) {
        SortedMap<String, String> sites = new TreeMap<>();
        handle.createQuery("""
                        SELECT DISTINCT scans.subject AS subject, COALESCE(content, '') AS site FROM scans
                        LEFT JOIN clinical_values ON clinical_values.subject = scans.subject AND field = 'site'""").mapToMap(String.class).forEach(row -> sites.put(row.get("subject"), row.get("site")));
        return sites;
    }

    private static void writeManifest(StudyFolder study, Split split) throws IOException {
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
