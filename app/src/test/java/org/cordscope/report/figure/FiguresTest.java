package org.cordscope.report.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.evaluation.ScoredSlice;
import org.cordscope.learning.Epoch;
import org.cordscope.report.figure.FlowDiagram.Box;
import org.cordscope.report.figure.FlowDiagram.Reason;
import org.cordscope.report.figure.FlowDiagram.Step;
import org.junit.jupiter.api.Test;

final class FiguresTest {

    @Test
    void a_perfect_model_has_all_figures() {
        List<String> names = Figures.of(evaluation(.9, .9, .1, .1)).stream()
                .map(Figure::name)
                .toList();
        assertEquals(
                List.of(
                        "roc-per-patient",
                        "roc-pooled",
                        "roc",
                        "patients",
                        "precision-recall",
                        "calibration",
                        "decision-curve",
                        "confusion"),
                names);
    }

    @Test
    void slices_of_one_class_have_the_figures_they_define() {
        List<ScoredSlice> one = List.of(new ScoredSlice("A", "1", false, .3), new ScoredSlice("B", "2", false, .6));
        List<Figure> figures = Figures.of(Evaluation.of(one, 0.5, 1));
        assertEquals(
                List.of("calibration", "decision-curve", "confusion"),
                figures.stream().map(Figure::name).toList());
        figures.forEach(FiguresTest::assertDrawable);
    }

    @Test
    void a_model_that_calls_nothing_still_has_its_curves() {
        Figures.of(evaluation(.2, .1, .2, .1)).forEach(FiguresTest::assertDrawable);
    }

    @Test
    void training_without_validation_is_drawn_without_it() {
        List<Epoch> epochs = new ArrayList<>();
        epochs.add(new Epoch(1, 0.7, 0.6, Double.NaN, Double.NaN, Double.NaN, 2));
        Figure one = TrainingFigure.of(epochs).orElseThrow();
        assertDrawable(one);
        assertTrue(one.description().contains("no validation loss"), one.description());
        assertTrue(TrainingFigure.of(List.of()).isEmpty());
    }

    @Test
    void a_flow_states_every_reason_and_stays_inside_its_width() {
        String longReason =
                "no axial T2-weighted series without fat saturation although four series were looked at in turn";
        FlowDiagram flow = new FlowDiagram(
                List.of(
                        new Step(new Box("Received", "12 scans"), "3 excluded", List.of(new Reason(longReason, 3))),
                        new Step(new Box("Included", "9 scans"))),
                List.of(new Box("Training", "6"), new Box("Validation", "2"), new Box("Holdout", "1")));
        Figure figure = flow.figure();
        assertDrawable(figure);
        FlowDiagram.wrapped(longReason, 40).forEach(line -> assertTrue(line.length() <= 40, line));
        assertTrue(figure.body().contains("Holdout"));
        assertThrows(IllegalArgumentException.class, () -> new FlowDiagram(List.of(), List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Reason("x", -1));
    }

    @Test
    void small_reasons_of_a_flow_share_a_line_and_no_count_is_lost() {
        List<Reason> reasons = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            reasons.add(new Reason("reason number " + i, i));
        }
        List<Reason> grouped = FlowDiagram.grouped(reasons);
        assertEquals(8, grouped.size());
        assertEquals("for other reasons (33)", grouped.get(7).text());
        assertEquals(820, grouped.stream().mapToLong(Reason::count).sum());
        Step step = new Step(new Box("Files", "820 files"), "820 files excluded", reasons);
        Figure figure = new FlowDiagram(List.of(step), List.of()).figure();
        assertDrawable(figure);
        assertTrue(figure.height() < 350, figure.height() + " px");
    }

    @Test
    void numbers_are_printed_as_in_a_paper() {
        assertEquals("\u22120.50", Numbers.fixed(-0.5, 2));
        assertEquals("0.00", Numbers.fixed(-0.001, 2));
        assertEquals(Numbers.NONE, Numbers.fixed(Double.NaN, 2));
        assertEquals("0.940 (0.912 to 0.961)", Numbers.estimate(new Estimate(.94, .912, .961, "x")));
        assertEquals("0.940", Numbers.estimate(Estimate.withoutInterval(.94, "x")));
        assertEquals("< 0.001", Numbers.pValue(0.0004));
        assertEquals("12\u202f345", Numbers.count(12345));
    }

    @Test
    void a_figure_carries_its_colours_and_its_text() {
        Figure figure = ConfusionFigure.of(evaluation(.9, .9, .1, .1));
        assertTrue(figure.standalone().contains("xmlns=\"http://www.w3.org/2000/svg\""));
        assertTrue(figure.standalone().contains("prefers-color-scheme: dark"));
        assertFalse(figure.inline().contains("<style"));
        assertTrue(figure.inline().contains("<text"));
        assertThrows(IllegalArgumentException.class, () -> new Figure("a b", "x", "x", 1, 1, ""));
    }

    @Test
    void axes_have_round_steps() {
        assertEquals(new Plot.Range(0, 1, 0.2, 1), Plot.Range.covering(0, 1));
        assertEquals(0.85, Plot.Range.covering(0.87, 1).low(), 1e-12);
        assertTrue(Plot.Range.covering(5, 5).high() > Plot.Range.covering(5, 5).low());
    }

    private static Evaluation evaluation(double a, double b, double c, double d) {
        return Evaluation.of(
                List.of(
                        new ScoredSlice("A", "1", true, a),
                        new ScoredSlice("B", "2", true, b),
                        new ScoredSlice("A", "3", false, c),
                        new ScoredSlice("B", "4", false, d)),
                0.5,
                1);
    }

    private static void assertDrawable(Figure figure) {
        assertFalse(figure.body().contains("NaN") || figure.body().contains("Infinity"), figure.name());
    }
}
