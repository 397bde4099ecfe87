package org.cordscope.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.evaluation.Calibration;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.evaluation.ReliabilityCurve;
import org.cordscope.report.figure.Plot.Mark;
import org.cordscope.report.figure.Plot.Range;

/** Frequency of compression against predicted probability in ten bins, with the number of slices in each. */
public final class CalibrationFigure {
    private static final double LEFT = 68;
    private static final double TOP = 106;
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
        steps(svg, plot, calibration.curve());
        calibration.bins().forEach(bin -> point(svg, plot, bin));
        String fit = "Slope " + Numbers.fixed(calibration.slope().value(), 2) + ", intercept "
                + Numbers.fixed(calibration.intercept().value(), 2);
        String error = "Brier " + Numbers.fixed(calibration.brier().value(), 3) + ", ECE "
                + Numbers.fixed(calibration.expectedCalibrationError().value(), 3);
        plot.legend(0, 4, Tone.FIRST, Mark.DOT, "Observed in ten bins, 95 % interval by patient");
        plot.legend(1, 4, Tone.SECOND, Mark.LINE, "Observed without bins (isotonic regression)");
        plot.legend(2, 4, Tone.MUTED, Mark.DASHES, "Ideal: slope 1, intercept 0");
        plot.legend(3, 4, Tone.MUTED, Mark.BAND, "Slices per bin, up to " + Numbers.count(most));
        ReliabilityCurve curve = calibration.curve();
        String parts = "Brier = miscalibration " + Numbers.fixed(curve.miscalibration(), 4) + " \u2212 discrimination "
                + Numbers.fixed(curve.discrimination(), 4) + " + uncertainty " + Numbers.fixed(curve.uncertainty(), 4);
        return new Figure(
                "calibration",
                "Calibration",
                error + ". " + fit + ". " + parts + ". n = " + Numbers.counted(evaluation.slices(), "slice") + " of "
                        + Numbers.counted(evaluation.patients(), "patient") + ".",
                520,
                580,
                svg.body());
    }

    private static void steps(Svg svg, Plot plot, ReliabilityCurve curve) {
        List<double[]> corners = new ArrayList<>();
        curve.steps().forEach(step -> {
            corners.add(new double[] {step.low(), step.frequency()});
            corners.add(new double[] {step.high(), step.frequency()});
        });
        svg.polyline(plot.points(corners, c -> c[0], c -> c[1]), Tone.SECOND, 1.5, 1, "");
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
