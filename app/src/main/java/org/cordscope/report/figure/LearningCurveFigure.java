package org.cordscope.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cordscope.evaluation.Estimate;
import org.cordscope.inference.cord.LearningCurve.Point;
import org.cordscope.report.figure.Plot.Mark;
import org.cordscope.report.figure.Plot.Range;

/** Area under the ROC curve on one holdout against the number of labelled patients, beside the model as it was. */
public final class LearningCurveFigure {
    private static final double LEFT = 72;
    private static final double TOP = 96;
    private static final double WIDE = 560;
    private static final double HIGH = 300;

    private LearningCurveFigure() {}

    /** @param points the first of them the model as it was; the others by repetition, then by size */
    public static Figure of(List<Point> points) {
        Estimate before = points.get(0).auc();
        List<Point> tuned = points.subList(1, points.size());
        List<Integer> sizes =
                tuned.stream().map(Point::patients).distinct().sorted().toList();
        double lowest = points.stream()
                .mapToDouble(
                        p -> p.auc().hasInterval() ? p.auc().low() : p.auc().value())
                .min()
                .orElse(0);
        Svg svg = new Svg();
        Plot plot = new Plot(
                svg,
                LEFT,
                TOP,
                WIDE,
                HIGH,
                new Range(-1, sizes.size(), 1, 0),
                Range.covering(Math.min(lowest, 0.99), 1));
        List<String> ticks = new ArrayList<>();
        ticks.add("");
        sizes.forEach(size -> ticks.add(String.valueOf(size)));
        ticks.add("");
        plot.axes("Labelled patients", "AUC on the holdout", ticks);
        if (before.hasInterval()) {
            svg.filled(
                    LEFT,
                    plot.y(before.high()),
                    WIDE,
                    plot.y(before.low()) - plot.y(before.high()),
                    Tone.SECOND,
                    0.12,
                    0);
        }
        svg.line(LEFT, plot.y(before.value()), LEFT + WIDE, plot.y(before.value()), Tone.SECOND, 1.5, "5 4");
        List<Place> means = IntStream.range(0, sizes.size())
                .mapToObj(i -> Place.of(
                        i,
                        tuned.stream().filter(p -> p.patients() == sizes.get(i)).toList()))
                .toList();
        for (Place place : means) {
            svg.line(plot.x(place.at), plot.y(place.low), plot.x(place.at), plot.y(place.high), Tone.FIRST, 1.5);
            place.all.forEach(auc -> svg.circle(plot.x(place.at), plot.y(auc), 3, Tone.MUTED));
        }
        for (int i = 1; i < means.size(); i++) {
            Place from = means.get(i - 1);
            Place to = means.get(i);
            svg.line(plot.x(from.at), plot.y(from.mean), plot.x(to.at), plot.y(to.mean), Tone.FIRST, 2.5);
        }
        means.forEach(place -> svg.circle(plot.x(place.at), plot.y(place.mean), 5, Tone.FIRST));
        plot.legend(
                0,
                3,
                Tone.FIRST,
                Mark.DOT,
                "Fine-tuned: mean of repetitions, mean 95 % interval over holdout patients");
        plot.legend(1, 3, Tone.MUTED, Mark.DOT, "Each repetition");
        plot.legend(2, 3, Tone.SECOND, Mark.DASHES, "As it was, with 95 % interval: " + Numbers.estimate(before));
        return new Figure("learning-curve", "Learning curve", description(before, means, sizes), 660, 456, svg.body());
    }

    private static String description(Estimate before, List<Place> means, List<Integer> sizes) {
        Place last = means.get(means.size() - 1);
        return "AUC on the same holdout: " + Numbers.estimate(before) + " of the model as it was; "
                + Numbers.fixed(last.mean, 3) + " (" + Numbers.fixed(last.low, 3) + " to " + Numbers.fixed(last.high, 3)
                + ") fine-tuned on all " + sizes.get(sizes.size() - 1) + " labelled patients.";
    }

    /** One size. */
    private record Place(int at, double mean, double low, double high, List<Double> all) {
        static Place of(int at, List<Point> points) {
            return new Place(
                    at,
                    points.stream().mapToDouble(p -> p.auc().value()).average().orElse(Double.NaN),
                    points.stream()
                            .mapToDouble(p -> end(p, p.auc().low()))
                            .average()
                            .orElse(Double.NaN),
                    points.stream()
                            .mapToDouble(p -> end(p, p.auc().high()))
                            .average()
                            .orElse(Double.NaN),
                    points.stream().map(p -> p.auc().value()).toList());
        }

        private static double end(Point point, double end) {
            return point.auc().hasInterval() ? end : point.auc().value();
        }
    }
}
