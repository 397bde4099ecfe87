package org.cordscope.report.figure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cordscope.evaluation.GradeScores;
import org.cordscope.report.figure.Plot.Mark;
import org.cordscope.report.figure.Plot.Range;

/** Predicted probability by Kang grade: the shape of all slices, with median and quartiles. */
public final class GradeFigure {
    private static final double HALF = 40;

    private GradeFigure() {}

    /** Empty without grades. */
    public static Optional<Figure> of(List<GradeScores> grades, double threshold) {
        if (grades.isEmpty()) {
            return Optional.empty();
        }
        Svg svg = new Svg();
        Plot plot = new Plot(svg, 68, 86, 416, 416, new Range(-0.6, grades.size() - 0.4, 1, 0), Range.share());
        plot.axes("", "Predicted probability", List.of());
        svg.text(276, 566, "Kang grade", Tone.INK, Svg.Anchor.MIDDLE);
        svg.line(
                plot.x(-0.6),
                plot.y(threshold),
                plot.x(grades.size() - 0.4),
                plot.y(threshold),
                Tone.SECOND,
                1.5,
                "5 4");
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < grades.size(); i++) {
            GradeScores grade = grades.get(i);
            shape(svg, plot, grade, plot.x(i));
            svg.text(plot.x(i), 522, String.valueOf(grade.grade()), Tone.INK, Svg.Anchor.MIDDLE);
            svg.text(plot.x(i), 541, "n = " + Numbers.count(grade.slices()), Tone.MUTED, Svg.Anchor.MIDDLE);
            words.append(words.isEmpty() ? "" : "; ")
                    .append("grade ")
                    .append(grade.grade())
                    .append(": ")
                    .append(Numbers.percent(grade.called().value()))
                    .append(" called compressed");
        }
        plot.legend(0, 3, Tone.FIRST, Mark.BAND, "Share of the grade\u2019s slices at a probability");
        plot.legend(1, 3, Tone.INK, Mark.DOT, "Median, line from lower to upper quartile");
        plot.legend(2, 3, Tone.SECOND, Mark.DASHES, "Threshold " + Numbers.fixed(threshold, 2));
        String text = words + ". n: slices.";
        return Optional.of(new Figure(
                "grades",
                "Probability by Kang grade",
                text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1),
                520,
                586,
                svg.body()));
    }

    private static void shape(Svg svg, Plot plot, GradeScores grade, double middle) {
        int bins = grade.histogram().size();
        double most =
                grade.histogram().stream().mapToInt(Integer::intValue).max().orElse(1);
        for (int b = 0; b < bins; b++) {
            double half = HALF * grade.histogram().get(b) / most;
            double top = plot.y((b + 1.0) / bins);
            svg.filled(middle - half, top, 2 * half, plot.y((double) b / bins) - top, Tone.FIRST, 0.3, 0);
        }
        double lower = plot.y(grade.quartiles().get(0));
        double upper = plot.y(grade.quartiles().get(2));
        svg.line(middle, lower, middle, upper, Tone.INK, 2);
        svg.circle(middle, plot.y(grade.quartiles().get(1)), 4.5, Tone.INK);
    }
}
