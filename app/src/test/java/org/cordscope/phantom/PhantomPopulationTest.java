package org.cordscope.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.cordscope.phantom.SimulatedRaters.Reading;
import org.cordscope.phantom.anatomy.CanalSection;
import org.cordscope.phantom.anatomy.CordMeasures;
import org.cordscope.phantom.anatomy.Level;
import org.cordscope.phantom.anatomy.Neck;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Subject;
import org.cordscope.phantom.anatomy.Truth;
import org.cordscope.study.Compression;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Eighty patients by their geometry alone, against what is known of real cohorts ({@code facts/anatomy.md}). */
final class PhantomPopulationTest {
    private static final int PATIENTS = 80;
    private static final List<Cut> CUTS = new ArrayList<>();

    private record Cut(int patient, int slice, Level level, Truth truth) {
        boolean compressed() {
            return truth.compression() == Compression.COMPRESSED;
        }
    }

    @BeforeAll
    static void cut_every_patient() {
        CUTS.clear();
        for (int i = 0; i < PATIENTS; i++) {
            PhantomPatient patient = PhantomPatient.of(17, i);
            for (int k = 0; k < patient.sliceCount(); k++) {
                CanalSection canal = patient.canal(k);
                CUTS.add(new Cut(i, k, canal.level(), Truth.of(canal)));
            }
        }
    }

    @Test
    void a_scan_has_about_33_slices() {
        assertEquals(33, CUTS.size() / (double) PATIENTS, 3);
    }

    @Test
    void about_one_slice_in_five_is_compressed_and_nearly_every_patient_has_one() {
        double prevalence = CUTS.stream().filter(Cut::compressed).count() / (double) CUTS.size();
        assertTrue(prevalence > 0.18 && prevalence < 0.24, () -> "prevalence " + prevalence);
        long affected = CUTS.stream()
                .filter(Cut::compressed)
                .mapToInt(Cut::patient)
                .distinct()
                .count();
        assertTrue(affected > 0.8 * PATIENTS, () -> affected + " patients");
    }

    @Test
    void intact_cords_have_the_size_of_the_table_at_every_level() {
        Map<Level, List<CordMeasures>> intact = new EnumMap<>(Level.class);
        CUTS.stream()
                .filter(c -> c.truth().indentation() == 0)
                .forEach(c -> intact.computeIfAbsent(c.level(), l -> new ArrayList<>())
                        .add(c.truth().measures()));
        for (Level level : Level.values()) {
            List<CordMeasures> cords = intact.getOrDefault(level, List.of());
            assertTrue(cords.size() > 20, level + " has " + cords.size());
            double[] table = HEALTHY[List.of(Level.values()).indexOf(level)];
            assertEquals(table[0], mean(cords, CordMeasures::apMm), table[1], level + " AP");
            assertEquals(table[2], mean(cords, CordMeasures::rlMm), table[3], level + " RL");
            double area = AGED * Math.PI / 4 * table[0] * table[2];
            assertEquals(area, mean(cords, CordMeasures::areaMm2), 0.08 * area, level + " area");
            assertEquals(0.97, mean(cords, CordMeasures::solidity), 0.01, level + " solidity");
        }
    }

    /** Cords of patients of 55 years have this share of the area at 29 (Kato et al. 2012: 8 % less at 65). */
    private static final double AGED = 0.945;

    /** Means of AP, RL and canal AP of 203 healthy adults and their standard deviations (mm), C2 to T1: facts/anatomy.md. */
    private static final double[][] HEALTHY = {
        {7.76, .52, 11.7, .7, 14.5, 1.4},
        {7.59, .51, 12.1, .8, 13.1, 1.2},
        {7.62, .49, 12.9, .8, 12.8, 1.2},
        {7.47, .51, 13.0, .8, 12.8, 1.2},
        {7.07, .50, 12.4, .8, 12.6, 1.2},
        {6.56, .44, 10.9, .9, 12.8, 1.3},
        {6.29, .43, 9.4, .7, 12.9, 1.2}
    };

    @Test
    void healthy_young_adults_have_the_means_and_deviations_of_the_table() {
        for (Level level : Level.values()) {
            List<Truth> healthy = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Subject.Sex sex = i % 2 == 0 ? Subject.Sex.M : Subject.Sex.F;
                Subject subject = new Subject(29, sex, 75, 172, 18, "S01", "Europe", -4);
                Neck neck = Neck.draw(SeededDraw.of(5).named("healthy", i), subject);
                healthy.add(Truth.of(neck.canalAt(level.zMm() * neck.length())));
            }
            double[] table = HEALTHY[List.of(Level.values()).indexOf(level)];
            check(level + " cord AP", table, 0, healthy, t -> t.measures().apMm());
            check(level + " cord RL", table, 2, healthy, t -> t.measures().rlMm());
            check(level + " canal AP", table, 4, healthy, t -> t.canal().apMm());
        }
    }

    private static void check(
            String what, double[] table, int at, List<Truth> healthy, ToDoubleFunction<Truth> measure) {
        double mean = healthy.stream().mapToDouble(measure).average().orElseThrow();
        double variance = healthy.stream()
                .mapToDouble(t -> Math.pow(measure.applyAsDouble(t) - mean, 2))
                .average()
                .orElseThrow();
        assertEquals(table[at], mean, 0.3 * table[at + 1], what + ", mean");
        assertEquals(table[at + 1], Math.sqrt(variance), 0.25 * table[at + 1], what + ", deviation");
    }

    private static double mean(List<CordMeasures> cords, ToDoubleFunction<CordMeasures> measure) {
        return cords.stream().mapToDouble(measure).average().orElseThrow();
    }

    @Test
    void no_single_measure_gives_the_task_away() {
        between(0.85, 0.95, "AP/RL", t -> -t.measures().apOverRl());
        between(0.85, 0.95, "eccentricity", t -> t.measures().eccentricity());
        between(0.82, 0.95, "AP", t -> -t.measures().apMm());
        between(0.8, 0.95, "solidity", t -> -t.measures().solidity());
        between(0.85, 0.95, "canal AP", t -> -t.canal().apMm());
        between(0.85, 0.96, "fluid lost", Truth::fluidLost);
        between(0.85, 0.96, "MSCC", Truth::mscc);
        between(0.6, 0.85, "area", t -> -t.measures().areaMm2());
        between(0.8, 0.95, "space left", t -> -t.spaceLeftMm());
    }

    /** Bounds of the area under the ROC curve of one measure alone, which counts pairs. */
    private static void between(double low, double high, String what, ToDoubleFunction<Truth> score) {
        double[] yes = scores(score, true);
        double[] no = scores(score, false);
        double won = 0;
        for (double y : yes) {
            for (double n : no) {
                won += y > n ? 1 : y == n ? 0.5 : 0;
            }
        }
        double auc = won / yes.length / no.length;
        assertTrue(auc > low && auc < high, () -> "AUC of " + what + " " + auc);
    }

    private static double[] scores(ToDoubleFunction<Truth> score, boolean compressed) {
        return CUTS.stream()
                .filter(c -> c.compressed() == compressed)
                .mapToDouble(c -> score.applyAsDouble(c.truth()))
                .toArray();
    }

    @Test
    void in_the_population_half_have_no_symptoms_and_few_of_them_a_compressed_cord() {
        PhantomRequest request = PhantomRequest.defaults().withSeed(2).withMode(PhantomRequest.Mode.POPULATION);
        int healthy = 0;
        int affected = 0;
        for (int i = 0; i < PATIENTS; i++) {
            PhantomPatient person = PhantomPatient.of(request, i);
            if (person.subject().mjoa() == 18) {
                healthy++;
                affected += IntStream.range(0, person.sliceCount())
                                .anyMatch(s -> person.truth(s).compression() == Compression.COMPRESSED)
                        ? 1
                        : 0;
            }
        }
        assertEquals(0.5, healthy / (double) PATIENTS, 0.12);
        assertTrue(affected <= 0.15 * healthy, affected + " of " + healthy);
    }

    @Test
    void every_grade_and_pattern_occurs_and_near_misses_do_too() {
        long[] grades = new long[4];
        CUTS.forEach(c -> grades[c.truth().kangGrade()]++);
        assertTrue(Arrays.stream(grades).allMatch(n -> n >= 10), () -> Arrays.toString(grades));
        for (Truth.Pattern pattern : Truth.Pattern.values()) {
            assertTrue(CUTS.stream().anyMatch(c -> c.truth().pattern() == pattern), pattern.name());
        }
        double crowded = grades[1] / (double) CUTS.size();
        assertTrue(crowded > 0.04 && crowded < 0.08, () -> "Kang 1 in " + crowded);
        long touched = CUTS.stream()
                .filter(c -> !c.compressed() && c.truth().indentation() > 0.01)
                .count();
        assertTrue(touched > 0.02 * CUTS.size(), () -> touched + " borderline slices");
    }

    /** Real compressed cords have a solidity of .932 on average. */
    @Test
    void pressed_cords_yield_as_a_whole_before_they_are_cut_in_two() {
        double[] solidity = scores(t -> t.measures().solidity(), true);
        assertEquals(0.932, Arrays.stream(solidity).average().orElseThrow(), 0.02);
        long ribbons = Arrays.stream(solidity).filter(s -> s < 0.63).count();
        assertTrue(ribbons <= 0.005 * solidity.length, () -> ribbons + " of " + solidity.length);
    }

    @Test
    void patients_with_a_worse_mjoa_have_more_compressed_slices() {
        double[] mild = {0, 0};
        double[] severe = {0, 0};
        for (int i = 0; i < PATIENTS; i++) {
            int patient = i;
            double[] group = PhantomPatient.of(17, i).subject().mjoa() >= 13 ? mild : severe;
            group[0] += CUTS.stream()
                    .filter(c -> c.patient() == patient && c.compressed())
                    .count();
            group[1] += CUTS.stream().filter(c -> c.patient() == patient).count();
        }
        assertTrue(severe[0] / severe[1] > 1.2 * mild[0] / mild[1]);
    }

    @Test
    void two_raters_agree_as_the_paper_s_did_and_consensus_is_nearly_the_truth() {
        SimulatedRaters raters = SimulatedRaters.of(2, SeededDraw.of(17));
        int[][] table = new int[2][2];
        int right = 0;
        for (Cut cut : CUTS) {
            SeededDraw eyes = SeededDraw.of(17).named("raters", cut.patient()).named("slice", cut.slice());
            Reading reading = raters.read(cut.truth(), eyes);
            table[number(reading.labels().get(0))][number(reading.labels().get(1))]++;
            right += reading.consensus() == cut.truth().compression() ? 1 : 0;
        }
        double kappa = kappa(table, CUTS.size());
        assertEquals(0.82, kappa, 0.03);
        double correct = right / (double) CUTS.size();
        assertTrue(correct > 0.95 && correct < 1, () -> "consensus right in " + correct);
    }

    private static int number(Compression label) {
        return label == Compression.COMPRESSED ? 1 : 0;
    }

    private static double kappa(int[][] t, double n) {
        double observed = (t[0][0] + t[1][1]) / n;
        double first = (t[1][0] + t[1][1]) / n;
        double second = (t[0][1] + t[1][1]) / n;
        double chance = first * second + (1 - first) * (1 - second);
        return (observed - chance) / (1 - chance);
    }
}
