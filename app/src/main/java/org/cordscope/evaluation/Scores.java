package org.cordscope.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Scored slices as columns: truth, score, and the index of the patient each slice belongs to. Immutable. */
public final class Scores {
    private final boolean[] compressed;
    private final double[] score;
    private final int[] patient;
    private final List<String> patients;
    private final Map<String, Integer> indexOf;
    private final Columns descending;
    private final int positives;
    private volatile @Nullable Placements placements;

    private Scores(boolean[] compressed, double[] score, int[] patient, List<String> patients) {
        this.compressed = compressed;
        this.score = score;
        this.patient = patient;
        this.patients = List.copyOf(patients);
        this.indexOf = IntStream.range(0, patients.size()).boxed().collect(Collectors.toMap(patients::get, i -> i));
        this.descending = descending(compressed, score, patient);
        int count = 0;
        for (boolean c : compressed) {
            count += c ? 1 : 0;
        }
        this.positives = count;
    }

    /** Columns of the given slices; patients in order of first appearance. */
    public static Scores of(List<ScoredSlice> slices) {
        Map<String, Integer> index = new LinkedHashMap<>();
        boolean[] compressed = new boolean[slices.size()];
        double[] score = new double[slices.size()];
        int[] patient = new int[slices.size()];
        for (int i = 0; i < slices.size(); i++) {
            ScoredSlice slice = slices.get(i);
            compressed[i] = slice.compressed();
            score[i] = slice.probability();
            patient[i] = index.computeIfAbsent(slice.patientId(), id -> index.size());
        }
        return new Scores(compressed, score, patient, new ArrayList<>(index.keySet()));
    }

    /**
     * Scores of independent cases, each a patient of its own. Scores need not be probabilities.
     *
     * @throws IllegalArgumentException for arrays of different length or a score that is not a number
     */
    public static Scores independent(boolean[] compressed, double[] score) {
        return clustered(compressed, score, IntStream.range(0, score.length).toArray());
    }

    /**
     * Scores of cases that belong to numbered patients. Scores need not be probabilities.
     *
     * @param patient for each case its patient, numbered from 0 without gaps
     * @throws IllegalArgumentException for arrays of different length or a score that is not a number
     */
    public static Scores clustered(boolean[] compressed, double[] score, int[] patient) {
        if (compressed.length != score.length || patient.length != score.length) {
            throw new IllegalArgumentException(
                    "columns differ in length: " + compressed.length + ", " + score.length + ", " + patient.length);
        }
        if (Arrays.stream(score).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException("a score is not a number");
        }
        int count = Arrays.stream(patient).max().orElse(-1) + 1;
        if (Arrays.stream(patient).distinct().count() != count
                || Arrays.stream(patient).anyMatch(p -> p < 0)) {
            throw new IllegalArgumentException("patients must be numbered from 0 without gaps");
        }
        List<String> names = IntStream.range(0, count).mapToObj(String::valueOf).toList();
        return new Scores(compressed.clone(), score.clone(), patient.clone(), names);
    }

    public int size() {
        return score.length;
    }

    /** Number of compressed slices. */
    public int positives() {
        return positives;
    }

    /** Number of slices that are not compressed. */
    public int negatives() {
        return score.length - positives;
    }

    public int patientCount() {
        return patients.size();
    }

    public String patientId(int patientIndex) {
        return patients.get(patientIndex);
    }

    /** Index of a patient, -1 where it has no slice here. */
    int indexOfPatient(String patientId) {
        return indexOf.getOrDefault(patientId, -1);
    }

    public boolean compressed(int slice) {
        return compressed[slice];
    }

    public double score(int slice) {
        return score[slice];
    }

    /** Index of the patient a slice belongs to. */
    public int patient(int slice) {
        return patient[slice];
    }

    /** The slices from the highest score down, laid out in that order because a bootstrap runs over them thousands of times. */
    Columns descending() {
        return descending;
    }

    /** Placement values, worked out once. */
    Placements placements() {
        Placements known = placements;
        if (known == null) {
            known = Placements.of(this);
            placements = known;
        }
        return known;
    }

    /** Highest score first, equal ones in their order: a counting sort by rank, without an object per slice. */
    private static Columns descending(boolean[] compressed, double[] score, int[] patient) {
        double[] distinct =
                Arrays.stream(score).map(v -> v + 0.0).sorted().distinct().toArray();
        int[] rank = new int[score.length];
        int[] next = new int[distinct.length + 1];
        for (int i = 0; i < score.length; i++) {
            rank[i] = distinct.length - 1 - Arrays.binarySearch(distinct, score[i] + 0.0);
            next[rank[i] + 1]++;
        }
        Arrays.parallelPrefix(next, Integer::sum);
        Columns sorted = new Columns(
                new boolean[score.length], new double[score.length], new int[score.length], new int[score.length]);
        for (int i = 0; i < score.length; i++) {
            int k = next[rank[i]]++;
            sorted.compressed[k] = compressed[i];
            sorted.score[k] = score[i];
            sorted.patient[k] = patient[i];
            sorted.index[k] = i;
        }
        return sorted;
    }

    /** Truth, score, patient and place among the scores of each slice. */
    @SuppressWarnings("ArrayRecordComponent") // read inside the package only, and never compared
    record Columns(boolean[] compressed, double[] score, int[] patient, int[] index) {}

    /** True where both classes are present, so that a ROC curve exists. */
    public boolean hasBothClasses() {
        return positives > 0 && positives < score.length;
    }
}
