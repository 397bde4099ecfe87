package org.cordscope.cohort;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.SliceKey;

/**
 * Which part each patient is in. The unit is the subject, never a slice, except for training and validation of the scheme
 * {@code paper-image-split}.
 *
 * @param parts by subject, in order of subjects
 * @param sites by subject, as they were when the subject was given its part; empty text where the site is not known
 * @param folds by subject of training, from 1; empty without folds
 * @param images part of each slice outside the holdout, where the plan divides images; else empty
 */
public record Split(
        SplitPlan plan,
        SortedMap<String, Part> parts,
        SortedMap<String, String> sites,
        SortedMap<String, Integer> folds,
        Map<SliceKey, Part> images) {

    static final Comparator<SliceKey> BY_UID =
            Comparator.comparing(SliceKey::sopInstanceUid).thenComparing(SliceKey::frame);

    public Split {
        if (!parts.keySet().equals(sites.keySet())) {
            throw new IllegalArgumentException("every subject has a part and a site");
        }
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
        sites = Collections.unmodifiableSortedMap(new TreeMap<>(sites));
        folds = Collections.unmodifiableSortedMap(new TreeMap<>(folds));
        SortedMap<SliceKey, Part> ordered = new TreeMap<>(BY_UID);
        ordered.putAll(images);
        images = Collections.unmodifiableSortedMap(ordered);
        if (!plan.byImage() && !images.isEmpty()) {
            throw new IllegalArgumentException("only paper-image-split divides images");
        }
        for (Map.Entry<String, Part> subject : parts.entrySet()) {
            Integer fold = folds.get(subject.getKey());
            boolean inFold = plan.folds() > 0 && subject.getValue() == Part.TRAINING;
            if (inFold != (fold != null) || (fold != null && (fold < 1 || fold > plan.folds()))) {
                throw new IllegalArgumentException(
                        "every subject outside the holdout has a fold, from 1 to the number of folds");
            }
        }
    }

    /** Draws a split of subjects by the plan; only {@code paper-image-split} looks at the slices. */
    public static Split draw(Map<String, String> siteBySubject, SplitPlan plan) {
        return new SplitDraw(plan, siteBySubject, null).split(Map.of());
    }

    /** SHA-256 over every subject's part, site and fold, every image's part, and the plan. */
    public String hash() {
        String rows = parts.entrySet().stream()
                .map(e -> e.getKey() + "," + sites.get(e.getKey()) + "," + e.getValue()
                        + (folds.containsKey(e.getKey()) ? "," + folds.get(e.getKey()) : ""))
                .collect(Collectors.joining("\n"));
        String scheme = plan.scheme() == SplitScheme.PATIENTS
                ? ""
                : plan.scheme().title() + "\n"
                        + images.entrySet().stream()
                                .map(e -> e.getKey().sopInstanceUid() + ","
                                        + e.getKey().frame() + "," + e.getValue() + "\n")
                                .collect(Collectors.joining());
        SplitShares shares = plan.shares();
        return Sha256.ofText(String.format(
                Locale.ROOT, "%s%s,%s,%d\n%s", scheme, shares.holdout(), shares.validation(), plan.seed(), rows));
    }

    /** Patients by part. Those whose images are divided count as training. */
    public Map<Part, Long> counts() {
        Map<Part, Long> counts = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            counts.put(part, parts.values().stream().filter(part::equals).count());
        }
        return counts;
    }

    /** Patients by fold, in order; empty without folds. */
    public SortedMap<Integer, Long> foldCounts() {
        return folds.values().stream().collect(Collectors.groupingBy(f -> f, TreeMap::new, Collectors.counting()));
    }
}
