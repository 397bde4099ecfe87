package org.cordscope.report.figure;

import java.util.List;
import java.util.Optional;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.evaluation.Subgroup;
import org.cordscope.report.figure.Plot.Range;
import org.cordscope.report.figure.Svg.Anchor;

/** Area of each subgroup with its interval, beside the area over all (the paper's Table 4 as a picture). */
public final class SubgroupFigure {
    private static final double ROW = 21;
    private static final double TOP = 46;
    private static final double AXIS_LEFT = 330;
    private static final double AXIS_WIDTH = 400;

    private SubgroupFigure() {}

    /** Empty where no subgroup has an area. */
    public static Optional<Figure> of(Evaluation evaluation) {
        List<Subgroup> rows = evaluation.subgroups().stream()
                .filter(r -> r.auc().isDefined() && !r.group().equals("*"))
                .toList();
        Estimate overall = evaluation.pooled().auc();
        if (rows.isEmpty() || !overall.isDefined()) {
            return Optional.empty();
        }
        Svg svg = new Svg();
        double height = ROW * rows.size();
        Range range = Range.covering(lowest(rows), 1);
        Plot plot = new Plot(svg, AXIS_LEFT, TOP, AXIS_WIDTH, height, range, new Range(0, 1, 2, 0));
        plot.horizontalAxis("AUC");
        double all = plot.x(overall.value());
        svg.line(all, TOP, all, TOP + height, Tone.SECOND, 1.5, "5 4");
        Anchor inwards = all < AXIS_LEFT + AXIS_WIDTH / 2 ? Anchor.START : Anchor.END; // beside are the other headings
        svg.text(all, TOP - 10, "All: " + Numbers.fixed(overall.value(), 3), Tone.INK, inwards);
        svg.text(20, TOP - 10, "Group", Tone.MUTED, Anchor.START);
        svg.text(AXIS_LEFT - 24, TOP - 10, "Patients", Tone.MUTED, Anchor.END);
        svg.text(AXIS_LEFT + AXIS_WIDTH + 24, TOP - 10, "AUC (95 % interval)", Tone.MUTED, Anchor.START);
        for (int i = 0; i < rows.size(); i++) {
            row(svg, plot, rows.get(i), TOP + ROW * (i + 0.5));
        }
        String description = "Area under the ROC curve by subgroup; intervals clustered by patient. Dashed: all slices."
                + (rows.stream().allMatch(Subgroup::isCompared)
                        ? ""
                        : " * Too few patients to compare; an arrow: the interval goes on.");
        return Optional.of(
                new Figure("subgroups", "Subgroups", description, 960, (int) (TOP + height + 54), svg.body()));
    }

    /** Where the axis begins: the intervals of groups too small to compare may be cut off. */
    private static double lowest(List<Subgroup> rows) {
        double low = 0.9;
        for (Subgroup row : rows) {
            boolean whole = row.isCompared() && row.auc().hasInterval();
            low = Math.min(low, whole ? row.auc().low() : row.auc().value());
        }
        return Math.max(0, low);
    }

    private static void row(Svg svg, Plot plot, Subgroup row, double middle) {
        String label = Terms.grouping(row.column()) + ": " + Terms.group(row.column(), row.group());
        svg.text(
                20,
                middle + 4.5,
                label.length() > 32 ? label.substring(0, 31) + "\u2026" : label,
                Tone.INK,
                Anchor.START);
        svg.text(AXIS_LEFT - 24, middle + 4.5, Numbers.count(row.patients()), Tone.MUTED, Anchor.END);
        Estimate auc = row.auc();
        if (auc.hasInterval()) {
            double left = Math.max(AXIS_LEFT, plot.x(auc.low()));
            svg.line(left, middle, plot.x(auc.high()), middle, Tone.FIRST, 2);
            if (left > plot.x(auc.low())) {
                svg.polygon(
                        Svg.number(left - 7) + "," + Svg.number(middle) + " " + Svg.number(left) + ","
                                + Svg.number(middle - 4) + " " + Svg.number(left) + "," + Svg.number(middle + 4),
                        Tone.FIRST,
                        1);
            }
        }
        svg.circle(plot.x(auc.value()), middle, 5, row.isCompared() ? Tone.FIRST : Tone.MUTED);
        String text = Numbers.estimate(auc) + (row.isCompared() ? "" : " *");
        svg.text(AXIS_LEFT + AXIS_WIDTH + 24, middle + 4.5, text, Tone.INK, Anchor.START);
    }
}
