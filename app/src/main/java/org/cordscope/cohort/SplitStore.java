package org.cordscope.cohort;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordscope.study.SliceKey;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The split in the catalogue. All methods belong to a transaction of the caller. */
final class SplitStore {
    private static final String HASH = "split_hash";
    private static final String SCHEME = "split_scheme";
    private static final String FOLDS = "split_folds";
    private static final String HOLDOUT_SHARE = "split_holdout_share";
    private static final String VALIDATION_SHARE = "split_validation_share";
    private static final String SEED = "split_seed";
    private static final String TRAINED_BY = "split_trained_by";
    private static final String SETTINGS = "split_settings";

    private SplitStore() {}

    static Optional<Split> current(Handle handle) {
        if (Catalogue.setting(handle, HASH).isEmpty()) {
            return Optional.empty();
        }
        SortedMap<String, Part> parts = new TreeMap<>();
        SortedMap<String, String> sites = new TreeMap<>();
        SortedMap<String, Integer> folds = new TreeMap<>();
        handle.createQuery("SELECT subject, site, part, fold FROM split_parts")
                .map((row, context) -> {
                    String subject = row.getString("subject");
                    sites.put(subject, row.getString("site"));
                    fold(row).ifPresent(fold -> folds.put(subject, fold));
                    return parts.put(subject, Part.valueOf(row.getString("part")));
                })
                .list();
        return Optional.of(new Split(plan(handle), parts, sites, folds, images(handle)));
    }

    static Optional<Integer> fold(ResultSet row) throws SQLException {
        int fold = row.getInt("fold");
        return row.wasNull() ? Optional.empty() : Optional.of(fold);
    }

    private static SplitPlan plan(Handle handle) {
        SplitShares shares = new SplitShares(
                Double.parseDouble(Catalogue.setting(handle, HOLDOUT_SHARE).orElseThrow()),
                Double.parseDouble(Catalogue.setting(handle, VALIDATION_SHARE).orElseThrow()));
        return new SplitPlan(
                Catalogue.setting(handle, SCHEME).map(SplitScheme::named).orElse(SplitScheme.PATIENTS),
                shares,
                Catalogue.setting(handle, FOLDS).map(Integer::valueOf).orElse(0),
                Long.parseLong(Catalogue.setting(handle, SEED).orElseThrow()));
    }

    private static Map<SliceKey, Part> images(Handle handle) {
        Map<SliceKey, Part> images = new HashMap<>();
        handle.createQuery("SELECT sop_uid, frame, part FROM split_images")
                .map((row, context) -> images.put(
                        new SliceKey(row.getString("sop_uid"), row.getInt("frame")),
                        Part.valueOf(row.getString("part"))))
                .list();
        return images;
    }

    /** @param extended whether parts were only added to, so that a run that trained on the split still holds */
    static void replace(Handle handle, Split split, boolean extended) {
        handle.execute("DELETE FROM split_images");
        handle.execute("DELETE FROM split_parts");
        if (!extended) {
            handle.execute("DELETE FROM settings WHERE name = ?", TRAINED_BY);
        }
        split.parts()
                .forEach((subject, part) -> handle.execute(
                        "INSERT INTO split_parts (subject, site, part, fold) VALUES (?, ?, ?, ?)",
                        subject,
                        split.sites().get(subject),
                        part.name(),
                        split.folds().get(subject)));
        putImages(handle, split);
        Catalogue.set(handle, HASH, split.hash());
        Catalogue.set(handle, SCHEME, split.plan().scheme().title());
        Catalogue.set(handle, FOLDS, String.valueOf(split.plan().folds()));
        Catalogue.set(
                handle, HOLDOUT_SHARE, String.valueOf(split.plan().shares().holdout()));
        Catalogue.set(
                handle, VALIDATION_SHARE, String.valueOf(split.plan().shares().validation()));
        Catalogue.set(handle, SEED, String.valueOf(split.plan().seed()));
    }

    private static void putImages(Handle handle, Split split) {
        if (split.images().isEmpty()) {
            return;
        }
        PreparedBatch rows =
                handle.prepareBatch("INSERT INTO split_images (sop_uid, frame, part) VALUES (:sop, :frame, :part)");
        split.images()
                .forEach((key, part) -> rows.bind("sop", key.sopInstanceUid())
                        .bind("frame", key.frame())
                        .bind("part", part.name())
                        .add());
        rows.execute();
    }

    static Optional<String> trainedBy(Handle handle) {
        return Catalogue.setting(handle, TRAINED_BY);
    }

    static void markTrained(Handle handle, String run) {
        if (Catalogue.setting(handle, HASH).isEmpty()) {
            throw new IllegalArgumentException("there is no split that " + run + " could have used");
        }
        if (trainedBy(handle).isEmpty()) {
            Catalogue.set(handle, TRAINED_BY, run);
        }
    }

    static void rememberSettings(Handle handle, StudySettings settings) {
        Catalogue.set(handle, SETTINGS, text(settings));
    }

    /** Whether {@code study.yaml} says of the split what it said when the split was made. */
    static boolean drawnFrom(Handle handle, StudySettings settings) {
        SplitPlan plan = plan(handle);
        return Catalogue.setting(handle, SETTINGS)
                .map(text(settings)::equals)
                .orElseGet(() -> plan.equals(SplitPlan.of(settings.split(), settings.seed())));
    }

    private static String text(StudySettings settings) {
        return String.format(
                Locale.ROOT,
                "%s,%s,%d",
                settings.split().holdout(),
                settings.split().validation(),
                settings.seed());
    }
}
