package org.cordscope.evaluation.agreement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Ratings of units by any number of raters, as columns; a rater may have missed units. Immutable. */
public final class Ratings {
    static final int MISSING = -1;

    private final int categories;
    private final List<String> raters;
    /** [unit][rater]. */
    private final int[][] rating;
    /** [unit][category]. */
    private final int[][] counts;

    private final int[] patient;
    private final int patientCount;

    private Ratings(int categories, List<String> raters, int[][] rating, int[] patient, int patientCount) {
        this.categories = categories;
        this.raters = List.copyOf(raters);
        this.rating = rating;
        this.patient = patient;
        this.patientCount = patientCount;
        this.counts = new int[rating.length][categories];
        for (int u = 0; u < rating.length; u++) {
            for (int category : rating[u]) {
                if (category != MISSING) {
                    counts[u][category]++;
                }
            }
        }
    }

    /**
     * Columns of the given units; units that nobody rated are left out.
     *
     * @param categories how many categories the raters could choose from, chosen or not
     * @throws IllegalArgumentException for fewer than two categories or a rating outside them
     */
    public static Ratings of(List<RatedUnit> units, int categories) {
        if (categories < 2) {
            throw new IllegalArgumentException("agreement needs at least two categories: " + categories);
        }
        TreeSet<String> names = new TreeSet<>();
        units.forEach(u -> names.addAll(u.categories().keySet()));
        List<String> raters = new ArrayList<>(names);
        List<RatedUnit> rated =
                units.stream().filter(u -> !u.categories().isEmpty()).toList();
        Map<String, Integer> patients = new HashMap<>();
        int[][] rating = new int[rated.size()][raters.size()];
        int[] patient = new int[rated.size()];
        for (int u = 0; u < rated.size(); u++) {
            Arrays.fill(rating[u], MISSING);
            for (Map.Entry<String, Integer> one : rated.get(u).categories().entrySet()) {
                int category = one.getValue();
                if (category < 0 || category >= categories) {
                    throw new IllegalArgumentException("category " + category + " is not in 0.." + (categories - 1));
                }
                rating[u][raters.indexOf(one.getKey())] = category;
            }
            patient[u] = patients.computeIfAbsent(rated.get(u).patientId(), id -> patients.size());
        }
        return new Ratings(categories, raters, rating, patient, patients.size());
    }

    /** Only units that at least two raters rated. */
    Ratings comparable() {
        List<Integer> kept = new ArrayList<>();
        for (int u = 0; u < rating.length; u++) {
            if (raters(u) >= 2) {
                kept.add(u);
            }
        }
        Map<Integer, Integer> patients = new HashMap<>();
        int[] patientOf = new int[kept.size()];
        for (int k = 0; k < patientOf.length; k++) {
            patientOf[k] = patients.computeIfAbsent(patient[kept.get(k)], p -> patients.size());
        }
        int[][] rows = kept.stream().map(u -> rating[u]).toArray(int[][]::new);
        return new Ratings(categories, raters, rows, patientOf, patients.size());
    }

    public int categories() {
        return categories;
    }

    /** Names of the raters, sorted. */
    public List<String> raters() {
        return raters;
    }

    public int units() {
        return rating.length;
    }

    public int patients() {
        return patientCount;
    }

    /** How many raters rated a unit. */
    int raters(int unit) {
        int total = 0;
        for (int count : counts[unit]) {
            total += count;
        }
        return total;
    }

    /** How many raters put a unit in a category. */
    int count(int unit, int category) {
        return counts[unit][category];
    }

    /** What a rater said of a unit, or {@link #MISSING}. */
    int rating(int unit, int rater) {
        return rating[unit][rater];
    }

    /** Index of the patient a unit belongs to. */
    int patient(int unit) {
        return patient[unit];
    }
}
