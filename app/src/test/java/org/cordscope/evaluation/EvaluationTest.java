package org.cordscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class EvaluationTest {

    @Test
    void patients_of_one_class_are_listed_as_undefined() {
        PerPatient perPatient = PerPatient.of(TwentySlices.slices());
        assertEquals(
                List.of("P5"),
                perPatient.undefined().stream()
                        .map(PerPatient.Patient::patientId)
                        .toList());
        assertEquals(
                List.of(1.0, 1.0, 1.0, 1.0, 1.0),
                perPatient.defined().stream().map(PerPatient.Patient::auc).toList());
        assertEquals(101, perPatient.meanRoc().points().size());
    }

    @Test
    void mean_curve_and_its_band_are_taken_over_patients() {
        List<ScoredSlice> slices = List.of(
                slice("A", 1, true, .9), slice("A", 2, false, .1), slice("B", 3, true, .2), slice("B", 4, false, .8));
        PerPatient perPatient = PerPatient.of(slices);
        assertEquals(0.5, perPatient.meanAuc().value());
        assertEquals(Math.sqrt(0.5), perPatient.sdAuc(), 1e-12);
        CurveBand.Point middle = perPatient.meanRoc().points().get(50);
        assertEquals(0.5, middle.sensitivity());
        assertEquals(0, middle.low());
        assertEquals(1, middle.high());
    }

    @Test
    void an_evaluation_is_the_same_for_the_same_seed() {
        Evaluation first = Evaluation.of(TwentySlices.slices(), 0.5, 42);
        assertEquals(first, Evaluation.of(TwentySlices.slices(), 0.5, 42));
        assertEquals(6, first.patients());
        assertEquals(0.4, first.prevalence());
        CurveBand band = first.rocBand();
        assertNotNull(band);
        band.points().forEach(p -> assertTrue(p.low() <= p.high()));
    }

    @Test
    void slices_of_one_class_are_evaluated_as_far_as_they_go() {
        List<ScoredSlice> one = List.of(slice("A", 1, false, .2), slice("B", 2, false, .7));
        Evaluation evaluation = Evaluation.of(one, 0.5, 1);
        assertNull(evaluation.roc());
        assertFalse(evaluation.pooled().auc().isDefined());
        assertFalse(evaluation.pooled().sensitivity().isDefined());
        assertEquals(0.5, evaluation.pooled().specificity().value());
    }

    @Test
    void nonsense_is_refused() {
        List<ScoredSlice> twice = List.of(slice("A", 1, false, .2), slice("B", 1, true, .7));
        assertThrows(IllegalArgumentException.class, () -> Evaluation.of(twice, 0.5, 1));
        assertThrows(IllegalArgumentException.class, () -> Evaluation.of(List.of(), 0.5, 1));
        assertThrows(IllegalArgumentException.class, () -> Evaluation.of(TwentySlices.slices(), 1.5, 1));
        assertThrows(IllegalArgumentException.class, () -> slice("A", 1, true, Double.NaN));
    }

    @Test
    void subgroups_are_compared_with_their_complement() {
        List<Subgroup> rows = SubgroupTable.defaults().compare(cohort(60, 3));
        List<Subgroup> vendors =
                rows.stream().filter(r -> r.column().equals("vendor")).toList();
        assertEquals(
                List.of("GE", "Siemens"), vendors.stream().map(Subgroup::group).toList());
        Subgroup ge = vendors.get(0);
        Subgroup siemens = vendors.get(1);
        assertTrue(ge.isCompared());
        assertEquals(ge.auc(), siemens.complementAuc());
        assertNotNull(ge.comparison());
        assertNotNull(siemens.comparison());
        assertEquals(-ge.comparison().statistic(), siemens.comparison().statistic(), 1e-9);
        assertTrue(ge.holmP() >= ge.comparison().pValue());
    }

    @Test
    void ages_and_mjoa_are_grouped_as_in_the_papers_table_4() {
        List<Subgroup> rows = SubgroupTable.defaults().compare(cohort(60, 3));
        List<String> groups = rows.stream()
                .filter(r -> r.column().equals("age"))
                .map(Subgroup::group)
                .toList();
        assertEquals(List.of("< 40", "40-65", "> 65"), groups);
        assertEquals("40-65", SubgroupBands.age(40));
        assertEquals("40-65", SubgroupBands.age(65));
        assertEquals("> 65", SubgroupBands.age(66));
        assertEquals("15-17", SubgroupBands.mjoa(17));
        assertEquals("18", SubgroupBands.mjoa(18));
        assertEquals("15-17", SubgroupBands.band("mJOA", "16"));
        assertEquals("< 40", SubgroupBands.band("patient_age", "039Y"));
        assertEquals("unknown", SubgroupBands.band("age", "unknown"));
    }

    @Test
    void small_groups_are_refused_with_their_numbers() {
        List<Subgroup> rows = new SubgroupTable(40).compare(cohort(60, 3));
        rows.forEach(r -> assertFalse(r.isCompared()));
        assertTrue(
                rows.get(0).refused().contains("too few patients"), rows.get(0).refused());
    }

    @Test
    void a_column_of_unique_values_is_no_grouping() {
        List<ScoredSlice> slices = cohort(60, 3).stream()
                .map(s -> new ScoredSlice(
                        s.patientId(), s.sliceId(), s.compressed(), s.probability(), Map.of("uid", s.sliceId())))
                .toList();
        List<Subgroup> rows = SubgroupTable.defaults().compare(slices);
        assertEquals(1, rows.size());
        assertEquals("*", rows.get(0).group());
        assertTrue(rows.get(0).refused().contains("no grouping"));
    }

    @Test
    void patients_in_both_groups_correlate_them() {
        Scores all = TwentySlices.clustered(TwentySlices.A);
        Comparison same = ClusteredAuc.unpaired(all, all);
        assertEquals(0, same.difference().value());
        assertTrue(same.pValue() > 0.99);
    }

    /** Patients of two vendors and all ages, each with twelve slices of which about four are compressed. */
    static List<ScoredSlice> cohort(int patients, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ScoredSlice> slices = new ArrayList<>();
        for (int p = 0; p < patients; p++) {
            Map<String, String> groups =
                    Map.of("vendor", p % 2 == 0 ? "GE" : "Siemens", "age", String.valueOf(25 + p % 55));
            double shift = random.nextDouble() * 0.2;
            for (int s = 0; s < 12; s++) {
                boolean compressed = random.nextInt(3) == 0 || s == 0;
                double score = 0.5 * random.nextDouble() + shift + (compressed ? 0.25 : 0);
                double rounded = Math.round(score * 50) / 50.0;
                slices.add(new ScoredSlice("P" + p, p + "-" + s, compressed, Math.min(1, rounded), groups));
            }
        }
        return slices;
    }

    private static ScoredSlice slice(String patient, int number, boolean compressed, double probability) {
        return new ScoredSlice(patient, "S" + number, compressed, probability);
    }
}
