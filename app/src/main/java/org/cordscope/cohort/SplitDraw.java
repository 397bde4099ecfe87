package org.cordscope.cohort;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cordscope.study.SliceKey;
import org.jspecify.annotations.Nullable;

/**
 * Draws a split. Subjects that have a part already keep it, and new ones fill the parts up to their share of all. The same
 * subjects, sites, plan and earlier split give the same split.
 */
final class SplitDraw {
    private final SplitPlan plan;
    private final @Nullable Split kept;
    private final SortedMap<String, String> sites = new TreeMap<>();
    private final SortedMap<String, Part> parts = new TreeMap<>();
    private final SortedMap<String, Integer> folds = new TreeMap<>();
    /** Subjects without a part yet, by site, in the order in which they are drawn. */
    private final SortedMap<String, List<String>> open;

    /** @param kept the earlier split whose parts stay; null to draw anew */
    SplitDraw(SplitPlan plan, Map<String, String> siteBySubject, @Nullable Split kept) {
        this.plan = plan;
        this.kept = kept;
        sites.putAll(siteBySubject);
        if (kept != null) {
            sites.putAll(kept.sites());
            parts.putAll(kept.parts());
            folds.putAll(kept.folds());
        }
        open = sites.keySet().stream()
                .filter(subject -> !parts.containsKey(subject))
                .collect(Collectors.groupingBy(this::site, TreeMap::new, Collectors.toCollection(ArrayList::new)));
        open.forEach((site, subjects) -> Collections.shuffle(subjects, new Random(plan.seed() * 31 + site.hashCode())));
    }

    /** @param slicesBySubject what {@code paper-image-split} divides; else not looked at */
    Split split(Map<String, List<SliceKey>> slicesBySubject) {
        take(Part.HOLDOUT, quota(sizes(Set.of()), plan.shares().holdout()));
        if (plan.folds() == 0 && !plan.byImage()) {
            takeValidation();
        }
        for (List<String> subjects : open.values()) {
            subjects.forEach(subject -> parts.put(subject, Part.TRAINING));
        }
        if (plan.folds() > 0) {
            open.forEach((site, subjects) -> subjects.forEach(subject -> folds.put(subject, fold(site))));
        }
        return new Split(plan, parts, sites, folds, plan.byImage() ? images(slicesBySubject) : Map.of());
    }

    private void takeValidation() {
        if (plan.scheme() == SplitScheme.PATIENTS) {
            take(
                    Part.VALIDATION,
                    quota(sizes(Set.of(Part.HOLDOUT)), plan.shares().validation()));
            return;
        }
        long left = sizes(Set.of(Part.HOLDOUT)).values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        long missing = Math.round(left * plan.shares().validation())
                - parts.values().stream().filter(Part.VALIDATION::equals).count();
        List<String> candidates = open.values().stream()
                .flatMap(Collection::stream)
                .sorted()
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(candidates, new Random(plan.seed() * 31 + 7));
        List<String> taken = candidates.subList(0, (int) Math.max(0, Math.min(missing, candidates.size())));
        taken.forEach(subject -> parts.put(subject, Part.VALIDATION));
        open.values().forEach(subjects -> subjects.removeAll(taken));
    }

    /** Fills a part within each site up to its quota. */
    private void take(Part part, Map<String, Integer> quota) {
        open.forEach((site, subjects) -> {
            long there = sites.keySet().stream()
                    .filter(s -> site(s).equals(site) && parts.get(s) == part)
                    .count();
            long missing = Math.max(0, quota.getOrDefault(site, 0) - there);
            List<String> taken = subjects.subList(0, (int) Math.min(missing, subjects.size()));
            taken.forEach(subject -> parts.put(subject, part));
            taken.clear();
        });
    }

    private Map<String, Integer> quota(SortedMap<String, Integer> sizes, double share) {
        return plan.scheme() == SplitScheme.PATIENTS ? largestRemainder(sizes, share) : rounded(sizes, share);
    }

    /** Subjects by site that are not in the given parts. */
    private SortedMap<String, Integer> sizes(Set<Part> without) {
        SortedMap<String, Integer> sizes = new TreeMap<>();
        sites.forEach((subject, site) -> {
            Part part = parts.get(subject);
            if (part == null || !without.contains(part)) {
                sizes.merge(site, 1, Integer::sum);
            }
        });
        return sizes;
    }

    private static Map<String, Integer> rounded(SortedMap<String, Integer> sizes, double share) {
        Map<String, Integer> quota = new TreeMap<>();
        sizes.forEach((site, size) -> quota.put(site, (int) Math.round(size * share)));
        return quota;
    }

    /** Largest-remainder apportionment (Hamilton's method): floors first, then one each to the largest remainders. */
    private static Map<String, Integer> largestRemainder(SortedMap<String, Integer> sizes, double share) {
        Map<String, Integer> quota = new TreeMap<>();
        Map<String, Double> remainders = new TreeMap<>();
        sizes.forEach((site, size) -> {
            double exact = size * share;
            quota.put(site, (int) Math.floor(exact + 1e-9));
            remainders.put(site, exact - Math.floor(exact + 1e-9));
        });
        int all = sizes.values().stream().mapToInt(Integer::intValue).sum();
        long missing = Math.round(all * share)
                - quota.values().stream().mapToInt(Integer::intValue).sum();
        remainders.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(Math.max(0, missing))
                .forEach(e -> quota.merge(e.getKey(), 1, Integer::sum));
        return quota;
    }

    /** The fold with the fewest subjects of the site; of these the smallest; of these the first. */
    private int fold(String site) {
        Map<Integer, Integer> ofSite = new HashMap<>();
        Map<Integer, Integer> ofAll = new HashMap<>();
        folds.forEach((subject, fold) -> {
            ofAll.merge(fold, 1, Integer::sum);
            ofSite.merge(fold, site(subject).equals(site) ? 1 : 0, Integer::sum);
        });
        return IntStream.rangeClosed(1, plan.folds())
                .boxed()
                .min(Comparator.<Integer>comparingInt(f -> ofSite.getOrDefault(f, 0))
                        .thenComparingInt(f -> ofAll.getOrDefault(f, 0)))
                .orElseThrow();
    }

    private Map<SliceKey, Part> images(Map<String, List<SliceKey>> slicesBySubject) {
        Map<SliceKey, Part> images = new HashMap<>(kept == null ? Map.of() : kept.images());
        List<SliceKey> all = parts.keySet().stream()
                .filter(subject -> parts.get(subject) != Part.HOLDOUT)
                .flatMap(subject -> slicesBySubject.getOrDefault(subject, List.of()).stream())
                .sorted(Split.BY_UID)
                .toList();
        images.keySet().retainAll(new HashSet<>(all));
        List<SliceKey> fresh =
                all.stream().filter(key -> !images.containsKey(key)).collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(fresh, new Random(plan.seed() * 31 + 13));
        long missing = Math.round(all.size() * plan.shares().validation())
                - images.values().stream().filter(Part.VALIDATION::equals).count();
        for (int i = 0; i < fresh.size(); i++) {
            images.put(fresh.get(i), i < missing ? Part.VALIDATION : Part.TRAINING);
        }
        return images;
    }

    private String site(String subject) {
        return sites.getOrDefault(subject, "");
    }
}
