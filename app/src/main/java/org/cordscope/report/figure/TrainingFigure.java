package org.cordscope.report.figure;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.cordscope.learning.Epoch;
import org.cordscope.report.figure.Plot.Mark;
import org.cordscope.report.figure.Plot.Range;

/** Loss and accuracy of every epoch, on training and validation slices. */
public final class TrainingFigure {
    private TrainingFigure() {}

    /** Empty without epochs. Numbers that are not finite, such as those of a run without validation, are left out. */
    public static Optional<Figure> of(List<Epoch> epochs) {
        if (epochs.isEmpty()) {
            return Optional.empty();
        }
        Optional<Epoch> best = epochs.stream()
                .filter(e -> Double.isFinite(e.validationLoss()))
                .min(Comparator.comparingDouble(Epoch::validationLoss).thenComparingInt(Epoch::number));
        Svg svg = new Svg();
        double highest =
                finite(epochs, Epoch::trainingLoss, Epoch::validationLoss).max().orElse(1);
        double lowest = finite(epochs, Epoch::trainingAccuracy, Epoch::validationAccuracy)
                .min()
                .orElse(0);
        panel(svg, 68, epochs, best, Range.covering(0, highest), "Loss", Epoch::trainingLoss, Epoch::validationLoss);
        Range accuracy = Range.covering(Math.min(lowest, 0.99), 1);
        panel(svg, 574, epochs, best, accuracy, "Accuracy", Epoch::trainingAccuracy, Epoch::validationAccuracy);
        String outcome = best.map(e -> "lowest validation loss " + Numbers.fixed(e.validationLoss(), 4) + " in epoch "
                        + e.number() + ", validation accuracy there " + Numbers.percent(e.validationAccuracy()))
                .orElse("no validation loss");
        String description = epochs.size() + (epochs.size() == 1 ? " epoch; " : " epochs; ") + outcome + ".";
        return Optional.of(new Figure("training", "Training", description, 1016, 430, svg.body()));
    }

    private static DoubleStream finite(List<Epoch> epochs, ToDoubleFunction<Epoch> one, ToDoubleFunction<Epoch> other) {
        return epochs.stream()
                .flatMapToDouble(e -> DoubleStream.of(one.applyAsDouble(e), other.applyAsDouble(e)))
                .filter(Double::isFinite);
    }

    private static void panel(
            Svg svg,
            double left,
            List<Epoch> epochs,
            Optional<Epoch> best,
            Range range,
            String label,
            ToDoubleFunction<Epoch> training,
            ToDoubleFunction<Epoch> validation) {
        int first = epochs.get(0).number();
        int last = epochs.get(epochs.size() - 1).number();
        Plot plot = new Plot(svg, left, 86, 416, 286, epochAxis(first, last), range);
        plot.axes("Epoch", label);
        best.map(Epoch::number).ifPresent(number -> {
            double x = plot.x(number);
            svg.line(x, plot.y(range.low()), x, plot.y(range.high()), Tone.THIRD, 1.5, "5 4");
            plot.legend(2, 3, Tone.THIRD, Mark.DASHES, "Lowest validation loss, epoch " + number);
        });
        curve(svg, plot, epochs, training, Tone.MUTED);
        curve(svg, plot, epochs, validation, Tone.FIRST);
        plot.legend(0, 3, Tone.FIRST, Mark.LINE, "Validation");
        plot.legend(1, 3, Tone.MUTED, Mark.LINE, "Training");
    }

    private static void curve(Svg svg, Plot plot, List<Epoch> epochs, ToDoubleFunction<Epoch> value, Tone tone) {
        List<Epoch> finite = epochs.stream()
                .filter(e -> Double.isFinite(value.applyAsDouble(e)))
                .toList();
        svg.polyline(plot.points(finite, Epoch::number, value), tone, 2, 1, "");
        if (finite.size() <= 30) {
            finite.forEach(e -> svg.circle(plot.x(e.number()), plot.y(value.applyAsDouble(e)), 3, tone));
        }
    }

    private static Range epochAxis(int first, int last) {
        Range range = Range.covering(first, Math.max(last, first + 1));
        double step = Math.max(1, range.step());
        return new Range(Math.floor(first / step) * step, Math.ceil(Math.max(last, first + 1) / step) * step, step, 0);
    }
}
