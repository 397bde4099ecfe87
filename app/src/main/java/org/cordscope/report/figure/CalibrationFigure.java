package org.cordscope.report.figure;

import org.cordscope.evaluation.Calibration;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.report.figure.Plot.Mark;
import org.cordscope.report.figure.Plot.Range;

/** Frequency of compression against predicted probability in ten bins, with the number of slices in each. */
public final class CalibrationFigure {
    private static final double LEFT = 68;
    private static final double TOP = 86;
    private static final double SIDE = 416;
    private static final double HISTOGRAM = 54;

    private CalibrationFigure() {}

    public static Figure of(Evaluation evaluation) {
        Svg svg = new Svg();
        Plot plot = new Plot(svg, LEFT, TOP, SIDE, SIDE, Range.share(), Range.share());
        plot.axes("Predicted probability", "Frequency of compression");
        svg.line(plot.x(0), plot.y(0), plot.x(1), plot.y(1), Tone.MUTED, 1, "5 4");
        Calibration calibration = evaluation.calibration();
        long most = calibration.bins().stream()
                .mapToLong(Calibration.Bin::slices)
                .max()
                .orElse(1);
        for (Calibration.Bin bin : calibration.bins()) {
            double tall = HISTOGRAM * bin.slices() / most;
            svg.filled(plot.x(bin.low()) + 1, plot.y(0) - tall, SIDE / 10 - 2, tall, Tone.MUTED, 0.22, 0);
        }
        calibration.bins().forEach(bin -> point(svg, plot, bin));
        svg.polyline(
                plot.points(
                        calibration.bins(),
                        Calibration.Bin::meanProbability,
                        b -> b.frequency().value()),
                Tone.FIRST,
                2,
                1,
                "");
        String fit = "Slope " + Numbers.fixed(calibration.slope().value(), 2) + ", intercept "
                + Numbers.fixed(calibration.intercept().value(), 2);
        String error = "Brier " + Numbers.fixed(calibration.brier().value(), 3) + ", ECE "
                + Numbers.fixed(calibration.expectedCalibrationError().value(), 3);
        plot.legend(0, 3, Tone.FIRST, Mark.DOT, "Observed, 95 % interval by patient");
        plot.legend(1, 3, Tone.MUTED, Mark.DASHES, "Ideal: slope 1, intercept 0");
        plot.legend(2, 3, Tone.MUTED, Mark.BAND, "Slices per bin, up to " + Numbers.count(most));
        return new Figure("calibration", "Calibration", error + ". " + fit + ".", 520, 560, svg.body());
    }

    private static void point(Svg svg, Plot plot, Calibration.Bin bin) {
        Estimate frequency = bin.frequency();
        double x = plot.x(bin.meanProbability());
        if (frequency.hasInterval()) {
            svg.line(x, plot.y(frequency.low()), x, plot.y(frequency.high()), Tone.FIRST, 1.5);
        }
        svg.circle(x, plot.y(frequency.value()), 5, Tone.FIRST);
    }
}
