package org.cordscope.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.evaluation.DecisionCurve;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.report.figure.Plot.Mark;
import org.cordscope.report.figure.Plot.Range;

/** Net benefit of the model against calling every slice, or none, compressed. */
public final class DecisionFigure {
    private DecisionFigure() {}

    public static Figure of(Evaluation evaluation) {
        List<DecisionCurve.Point> points = evaluation.decisionCurve().points();
        double top = points.stream()
                .mapToDouble(p -> Math.max(p.model(), p.all()))
                .max()
                .orElse(0);
        Range range = Range.covering(-Math.max(0.05, top / 4), Math.max(0.05, top));
        Svg svg = new Svg();
        Plot plot = new Plot(svg, 68, 86, 416, 416, Range.share(), range);
        plot.axes("Threshold probability", "Net benefit");
        svg.line(plot.x(0), plot.y(0), plot.x(1), plot.y(0), Tone.MUTED, 1.5, "5 4");
        curve(svg, plot, allCalled(points, evaluation.prevalence(), range.low()), false);
        curve(svg, plot, points.stream().filter(p -> p.model() >= range.low()).toList(), true);
        plot.legend(0, 3, Tone.FIRST, Mark.LINE, "Model");
        plot.legend(1, 3, Tone.SECOND, Mark.LINE, "Every slice called compressed");
        plot.legend(2, 3, Tone.MUTED, Mark.DASHES, "No slice called compressed");
        long best =
                points.stream().filter(p -> p.model() > Math.max(0, p.all())).count();
        String description = "The model has the higher net benefit at " + best + " of " + points.size()
                + " thresholds from 0.01 to 0.99.";
        return new Figure("decision-curve", "Decision curve", description, 520, 560, svg.body());
    }

    /** The curve of calling every slice, down to where it leaves the plot. */
    private static List<DecisionCurve.Point> allCalled(
            List<DecisionCurve.Point> points, double prevalence, double low) {
        List<DecisionCurve.Point> shown =
                new ArrayList<>(points.stream().filter(p -> p.all() >= low).toList());
        if (shown.size() < points.size() && prevalence < 1) {
            double odds = (prevalence - low) / (1 - prevalence);
            shown.add(new DecisionCurve.Point(odds / (1 + odds), Double.NaN, low));
        }
        return shown;
    }

    private static void curve(Svg svg, Plot plot, List<DecisionCurve.Point> points, boolean model) {
        String line = plot.points(
                points, DecisionCurve.Point::threshold, model ? DecisionCurve.Point::model : DecisionCurve.Point::all);
        svg.polyline(line, model ? Tone.FIRST : Tone.SECOND, model ? 2.5 : 1.5, 1, "");
    }
}
