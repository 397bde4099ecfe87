package org.cordscope.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class ConsistencyTest {
    private static final OptionalDouble NONE = OptionalDouble.empty();

    @Test
    void the_papers_f1_is_impossible() {
        Published paper = new Published(
                0.20,
                0.21,
                OptionalDouble.of(0.88),
                OptionalDouble.of(0.89),
                NONE,
                NONE,
                NONE,
                OptionalDouble.of(0.82),
                2);
        List<Consistency.Finding> findings = Consistency.check(paper);
        assertEquals(1, findings.size());
        Consistency.Finding f1 = findings.get(0);
        assertEquals("f1", f1.metric());
        assertEquals(0.75, f1.low(), 0.01);
        assertEquals(0.78, f1.high(), 0.01);
    }

    @Test
    void rounded_metrics_of_a_real_table_are_possible() {
        Confusion table = new Confusion(528, 262, 2129, 72);
        double prevalence = 600 / 2991.0;
        Published published = new Published(
                prevalence,
                prevalence,
                rounded(table.sensitivity()),
                rounded(table.specificity()),
                rounded(table.ppv()),
                rounded(table.npv()),
                rounded(table.accuracy()),
                rounded(table.f1()),
                2);
        assertEquals(List.of(), Consistency.check(published));
        assertEquals(List.of(), Consistency.check(published, table));
    }

    @Test
    void a_table_that_contradicts_its_metrics_is_found() {
        Published published =
                new Published(0.5, 0.5, OptionalDouble.of(0.9), NONE, OptionalDouble.of(0.5), NONE, NONE, NONE, 2);
        List<String> metrics = Consistency.check(published, new Confusion(8, 2, 8, 2)).stream()
                .map(Consistency.Finding::metric)
                .toList();
        assertEquals(List.of("sensitivity", "ppv"), metrics);
    }

    @Test
    void f1_must_lie_between_sensitivity_and_ppv() {
        Published published = new Published(
                0, 1, OptionalDouble.of(0.8), NONE, OptionalDouble.of(0.6), NONE, NONE, OptionalDouble.of(0.81), 2);
        assertTrue(Consistency.check(published).get(0).because().contains("ppv"));
    }

    @Test
    void a_prevalence_outside_0_to_1_is_refused() {
        assertThrows(
                IllegalArgumentException.class, () -> new Published(0.3, 1.2, NONE, NONE, NONE, NONE, NONE, NONE, 2));
    }

    @Test
    void net_benefit_follows_its_definition() {
        Scores scores = TwentySlices.clustered(TwentySlices.A);
        DecisionCurve.Point half = DecisionCurve.of(scores).points().get(49);
        assertEquals(0.5, half.threshold());
        assertEquals((6 - 3) / 20.0, half.model(), 1e-12);
        assertEquals((8 - 12) / 20.0, half.all(), 1e-12);
    }

    private static OptionalDouble rounded(double value) {
        return OptionalDouble.of(Math.round(100 * value) / 100.0);
    }
}
