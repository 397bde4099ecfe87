package org.cordscope.cohort;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordscope.study.UserFacingException;
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
        SplitManifest.write(study, split);
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
}
