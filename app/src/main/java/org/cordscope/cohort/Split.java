package org.cordscope.cohort;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cordscope.provenance.Sha256;

/**
 * Which part each patient is in. Patients are whole: the unit of the split is the subject, never a slice.
 *
 * @param parts by subject, in order of subjects
 * @param sites by subject; empty text where the site is not known
 */
public record Split(SortedMap<String, Part> parts, SortedMap<String, String> sites, SplitShares shares, long seed) {

    public Split {
        if (!parts.keySet().equals(sites.keySet())) {
            throw new IllegalArgumentException("every subject has a part and a site");
        }
        parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
        sites = Collections.unmodifiableSortedMap(new TreeMap<>(sites));
    }

    /**
     * Draws a split within each site. Numbers per site follow the shares by largest remainder, so that the totals are the rounded
     * shares of all patients. The same subjects, sites, shares and seed give the same split.
     */
    public static Split draw(Map<String, String> siteBySubject, SplitShares shares, long seed) {
        SortedMap<String, List<String>> bySite = siteBySubject.keySet().stream()
                .sorted()
                .collect(Collectors.groupingBy(
                        siteBySubject::get, TreeMap::new, Collectors.toCollection(ArrayList::new)));
        bySite.forEach((site, subjects) -> Collections.shuffle(subjects, new Random(seed * 31 + site.hashCode())));
        SortedMap<String, Part> parts = new TreeMap<>();
        take(bySite, shares.holdout(), Part.HOLDOUT, parts);
        take(bySite, shares.validation(), Part.VALIDATION, parts);
        bySite.values().forEach(rest -> rest.forEach(subject -> parts.put(subject, Part.TRAINING)));
        return new Split(parts, new TreeMap<>(siteBySubject), shares, seed);
    }

    /** SHA-256 over every subject's part, site, the shares and the seed. */
    public String hash() {
        String rows = parts.entrySet().stream()
                .map(e -> e.getKey() + "," + sites.get(e.getKey()) + "," + e.getValue())
                .collect(Collectors.joining("\n"));
        return Sha256.ofText(
                String.format(Locale.ROOT, "%s,%s,%d\n%s", shares.holdout(), shares.validation(), seed, rows));
    }

    public Map<Part, Long> counts() {
        Map<Part, Long> counts = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            counts.put(part, parts.values().stream().filter(part::equals).count());
        }
        return counts;
    }

    private static void take(SortedMap<String, List<String>> bySite, double share, Part part, Map<String, Part> parts) {
        Map<String, Integer> quota = quota(bySite, share);
        bySite.forEach((site, subjects) -> {
            List<String> taken = subjects.subList(0, quota.getOrDefault(site, 0));
            taken.forEach(subject -> parts.put(subject, part));
            taken.clear();
        });
    }

    /** Largest-remainder apportionment (Hamilton's method): floors first, then one each to the largest remainders. */
    private static Map<String, Integer> quota(SortedMap<String, List<String>> bySite, double share) {
        Map<String, Integer> quota = new TreeMap<>();
        Map<String, Double> remainders = new TreeMap<>();
        int patients = 0;
        bySite.forEach((site, subjects) -> {
            double exact = subjects.size() * share;
            quota.put(site, (int) Math.floor(exact + 1e-9));
            remainders.put(site, exact - Math.floor(exact + 1e-9));
        });
        for (List<String> subjects : bySite.values()) {
            patients += subjects.size();
        }
        long open = Math.round(patients * share)
                - quota.values().stream().mapToInt(Integer::intValue).sum();
        remainders.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(Math.max(0, open))
                .forEach(e -> quota.merge(e.getKey(), 1, Integer::sum));
        return quota;
    }
}
