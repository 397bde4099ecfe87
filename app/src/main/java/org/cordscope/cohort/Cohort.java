package org.cordscope.cohort;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.Compression;
import org.cordscope.study.SliceKey;
import org.cordscope.study.UserFacingException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The labelled slices of a study with their part: what learning and evaluation see.
 *
 * @param slices by subject, scan, and place in the scan
 * @param hash SHA-256 over names, pixels' files, labels, parts and subgroups
 */
public record Cohort(List<CohortSlice> slices, String hash) {

    private static final String LABELLED = """
            SELECT slices.sop_uid AS sop_uid, slices.frame AS frame, scans.subject AS subject, scans.scan AS scan,
                slices.path AS path, slices.file_sha256 AS sha,
                slices.path_below AS path_below, slices.frame_below AS frame_below,
                slices.path_above AS path_above, slices.frame_above AS frame_above, consensus_labels.label AS label,
                COALESCE(split_images.part, split_parts.part) AS part, split_parts.fold AS fold,
                scans.manufacturer AS manufacturer
            FROM (
                SELECT sop_uid, frame, scan, slice_index, path, file_sha256,
                    LAG(path, 1, path) OVER place AS path_below, LAG(frame, 1, frame) OVER place AS frame_below,
                    LEAD(path, 1, path) OVER place AS path_above, LEAD(frame, 1, frame) OVER place AS frame_above
                FROM slices
                WINDOW place AS (PARTITION BY scan, slab ORDER BY slice_index)) AS slices
            JOIN scans ON scans.scan = slices.scan
            JOIN consensus_labels ON consensus_labels.sop_uid = slices.sop_uid AND consensus_labels.frame = slices.frame
            JOIN split_parts ON split_parts.subject = scans.subject
            LEFT JOIN split_images ON split_images.sop_uid = slices.sop_uid AND split_images.frame = slices.frame
            WHERE consensus_labels.label IS NOT NULL
            ORDER BY scans.subject, scans.scan, slices.slice_index""";

    public Cohort {
        slices = List.copyOf(slices);
    }

    /**
     * Reads the cohort. Of a split with folds, all patients outside the holdout are in training.
     *
     * @throws UserFacingException where there is no split or no labelled slice yet
     */
    public static Cohort load(StudyFolder study) {
        return load(study, null);
    }

    /**
     * Reads the cohort with one fold as its validation part.
     *
     * @param fold from 1; null for none
     * @throws UserFacingException where there is no split, no such fold, or no labelled slice yet
     */
    public static Cohort load(StudyFolder study, @Nullable Integer fold) {
        return study.catalogue().jdbi().withHandle(handle -> {
            Split split = SplitStore.current(handle)
                    .orElseThrow(() -> new UserFacingException("The study is not split yet.", "Run: cordscope split"));
            if (fold != null) {
                refuseUnknown(fold, split.plan().folds());
            }
            Cohort cohort = load(handle, study.root(), fold);
            if (cohort.slices().isEmpty()) {
                throw new UserFacingException("The study has no labelled slice.", "Run: cordscope labels import FILE");
            }
            return cohort;
        });
    }

    /**
     * Reads the cohort for training, which needs a fold where the split has folds, and a validation part.
     *
     * @throws UserFacingException also where the fold is missing, or training or validation has no labelled slice
     */
    public static Cohort forTraining(StudyFolder study, @Nullable Integer fold) {
        int folds = Splitting.current(study).map(split -> split.plan().folds()).orElse(0);
        if (folds > 0 && fold == null) {
            throw new UserFacingException(
                    "The study is split into " + folds + " folds.", "Say which one validates: --fold 1 to " + folds);
        }
        Cohort cohort = load(study, fold);
        for (Part part : List.of(Part.TRAINING, Part.VALIDATION)) {
            if (cohort.in(part).isEmpty()) {
                throw new UserFacingException(
                        "The " + part.name().toLowerCase(Locale.ROOT) + " part has no labelled slice.",
                        "Look at cordscope status, then label more slices or split anew.");
            }
        }
        return cohort;
    }

    private static void refuseUnknown(int fold, int folds) {
        if (folds == 0) {
            throw new UserFacingException(
                    "The split has no folds.", "Leave --fold out, or run first: cordscope split --folds 5");
        }
        if (fold < 1 || fold > folds) {
            throw new UserFacingException("There is no fold " + fold + ".", "Name one from 1 to " + folds + ".");
        }
    }

    public List<CohortSlice> in(Part part) {
        return slices.stream().filter(s -> s.part() == part).toList();
    }

    /** SHA-256 over the slices that a training sees, with their labels and parts: not over the holdout, nor over subgroups. */
    public String learnedHash() {
        return Sha256.ofText(slices.stream()
                .filter(slice -> slice.part() != Part.HOLDOUT)
                .map(slice -> String.format(
                        Locale.ROOT,
                        "%s,%d,%s,%s,%s\n",
                        slice.key().sopInstanceUid(),
                        slice.key().frame(),
                        slice.subject(),
                        slice.label(),
                        slice.part()))
                .collect(Collectors.joining()));
    }

    /**
     * The cohort with the labels of its training and validation slices dealt out anew among the slices of each part, for a
     * network that can learn nothing (Adebayo et al., NeurIPS 2018). The holdout keeps its labels.
     */
    public Cohort withPermutedLabels(long seed) {
        Random random = new Random(seed);
        Map<Part, Iterator<Compression>> dealt = new EnumMap<>(Part.class);
        for (Part part : List.of(Part.TRAINING, Part.VALIDATION)) {
            List<Compression> labels =
                    new ArrayList<>(in(part).stream().map(CohortSlice::label).toList());
            Collections.shuffle(labels, random);
            dealt.put(part, labels.iterator());
        }
        List<CohortSlice> permuted = new ArrayList<>();
        for (CohortSlice slice : slices) {
            Iterator<Compression> labels = dealt.get(slice.part());
            permuted.add(labels == null ? slice : slice.labelled(labels.next()));
        }
        return new Cohort(permuted, Sha256.ofText(hash + ", labels permuted by seed " + seed));
    }

    private static Cohort load(Handle handle, Path root, @Nullable Integer fold) {
        ClinicalValues clinical = ClinicalValues.read(handle);
        StringBuilder rows = new StringBuilder();
        List<CohortSlice> slices = handle.createQuery(LABELLED)
                .map((row, context) -> {
                    CohortSlice slice = slice(row, root, clinical, fold);
                    rows.append(line(slice, row.getString("sha")));
                    return slice;
                })
                .list();
        return new Cohort(slices, Sha256.ofText(rows.toString()));
    }

    private static CohortSlice slice(ResultSet row, Path root, ClinicalValues clinical, @Nullable Integer fold)
            throws SQLException {
        String subject = row.getString("subject");
        boolean validates = fold != null && SplitStore.fold(row).equals(Optional.of(fold));
        return new CohortSlice(
                new SliceKey(row.getString("sop_uid"), row.getInt("frame")),
                subject,
                row.getString("scan"),
                root.resolve(row.getString("path")),
                new CohortSlice.StoredFrame(root.resolve(row.getString("path_below")), row.getInt("frame_below")),
                new CohortSlice.StoredFrame(root.resolve(row.getString("path_above")), row.getInt("frame_above")),
                row.getInt("label") == 1 ? Compression.COMPRESSED : Compression.NOT_COMPRESSED,
                validates ? Part.VALIDATION : Part.valueOf(row.getString("part")),
                Subgroups.of(clinical.groupings(subject), row.getString("manufacturer")));
    }

    private static String line(CohortSlice slice, String sha256) {
        String groups = new TreeMap<>(slice.subgroups())
                .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(";"));
        return String.format(
                Locale.ROOT,
                "%s,%d,%s,%s,%s,%s,%s\n",
                slice.key().sopInstanceUid(),
                slice.key().frame(),
                slice.subject(),
                sha256,
                slice.label(),
                slice.part(),
                groups);
    }
}
