package org.cordscope.report.figure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cordscope.evaluation.CurveBand;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.evaluation.PerPatient;
import org.cordscope.evaluation.PrecisionRecall;
import org.cordscope.evaluation.Roc;
import org.cordscope.report.figure.Plot.Mark;
import org.cordscope.report.figure.Plot.Range;

/** Curves over all thresholds: ROC of each patient with their mean, pooled ROC, precision and recall. */
public final class RocFigures {
    private static final int WIDTH = 520;
    /** Of more patients only some curves are drawn: a page of thousands shows nothing. */
    private static final int MOST_CURVES = 400;

    private static final int HEIGHT = 560;
    private static final double LEFT = 68;
    private static final double TOP = 86;
    private static final double SIDE = 416;

    private RocFigures() {}

    /** Each patient's curve, the mean and its band of one standard deviation (Figure 4); empty where none is defined. */
    public static Optional<Figure> perPatient(Evaluation evaluation) {
        PerPatient perPatient = evaluation.perPatient();
        List<PerPatient.Patient> defined = perPatient.defined();
        if (defined.isEmpty()) {
            return Optional.empty();
        }
        Svg svg = new Svg();
        Plot plot = rates(svg);
        double opacity = Math.max(0.2, Math.min(0.6, 20.0 / defined.size()));
        int every = (defined.size() + MOST_CURVES - 1) / MOST_CURVES;
        List<PerPatient.Patient> drawn = IntStream.range(0, defined.size())
                .filter(i -> i % every == 0)
                .mapToObj(defined::get)
                .toList();
        drawn.forEach(p -> svg.polyline(
                plot.points(p.roc(), Roc.Point::falsePositiveRate, Roc.Point::sensitivity),
                Tone.MUTED,
                1,
                opacity,
                ""));
        boolean band = defined.size() > 1;
        if (band) {
            svg.polygon(outline(plot, perPatient.meanRoc()), Tone.FIRST, 0.25);
        }
        svg.polyline(middle(plot, perPatient.meanRoc()), Tone.FIRST, 2.5, 1, "");
        int undefined = perPatient.undefined().size();
        String mean =
                "Mean curve; mean AUC " + Numbers.fixed(perPatient.meanAuc().value(), 3)
                        + (band ? ", SD " + Numbers.fixed(perPatient.sdAuc(), 3) : "");
        String patients = Numbers.counted(defined.size(), "patient")
                + (every > 1 ? ", " + drawn.size() + " of them drawn" : "")
                + (undefined > 0 ? "; " + undefined + " undefined (one class only)" : "");
        plot.legend(0, 3, Tone.FIRST, Mark.LINE, mean);
        plot.legend(1, 3, Tone.FIRST, Mark.BAND, band ? "\u00b1 1 standard deviation" : "no band from one patient");
        plot.legend(2, 3, Tone.MUTED, Mark.LINE, patients);
        return Optional.of(figure(
                "roc-per-patient",
                "ROC curve of each patient",
                mean + ". " + patients + ". Band: one sample standard deviation of the patients\u2019 curves.",
                svg));
    }

    /** The curve over all slices with its interval and the operating point; empty with one class only. */
    public static Optional<Figure> pooled(Evaluation evaluation) {
        Roc roc = evaluation.roc();
        CurveBand band = evaluation.rocBand();
        if (roc == null || band == null) {
            return Optional.empty();
        }
        Svg svg = new Svg();
        Plot plot = rates(svg);
        svg.polygon(outline(plot, band), Tone.FIRST, 0.22);
        svg.polyline(
                plot.points(roc.points(), Roc.Point::falsePositiveRate, Roc.Point::sensitivity),
                Tone.FIRST,
                2.5,
                1,
                "");
        double sensitivity = evaluation.confusion().sensitivity();
        double falsePositiveRate = 1 - evaluation.confusion().specificity();
        svg.circle(plot.x(falsePositiveRate), plot.y(sensitivity), 6, Tone.SECOND);
        String auc = "AUC " + Numbers.estimate(evaluation.pooled().auc());
        String point = "Threshold " + threshold(evaluation) + ": sensitivity " + Numbers.fixed(sensitivity, 2)
                + ", specificity " + Numbers.fixed(1 - falsePositiveRate, 2);
        plot.legend(0, 3, Tone.FIRST, Mark.LINE, auc);
        plot.legend(1, 3, Tone.FIRST, Mark.BAND, "95 % band, patients drawn again");
        plot.legend(2, 3, Tone.SECOND, Mark.DOT, point);
        return Optional.of(figure("roc-pooled", "ROC curve over all slices", auc + ". " + point + ".", svg));
    }

    /** Precision against recall; empty where no slice is compressed. */
    public static Optional<Figure> precisionRecall(Evaluation evaluation) {
        PrecisionRecall curve = evaluation.precisionRecall();
        if (curve.points().isEmpty()) {
            return Optional.empty();
        }
        Svg svg = new Svg();
        Plot plot = new Plot(svg, LEFT, TOP, SIDE, SIDE, Range.share(), Range.share());
        plot.axes("Recall (sensitivity)", "Precision (positive predictive value)");
        svg.line(plot.x(0), plot.y(curve.prevalence()), plot.x(1), plot.y(curve.prevalence()), Tone.MUTED, 1.5, "5 4");
        svg.polyline(steps(plot, curve), Tone.FIRST, 2.5, 1, "");
        double recall = evaluation.confusion().sensitivity();
        double precision = evaluation.confusion().ppv();
        boolean called = !Double.isNaN(precision);
        if (called) {
            svg.circle(plot.x(recall), plot.y(precision), 6, Tone.SECOND);
        }
        String area =
                "Average precision " + Numbers.estimate(evaluation.pooled().averagePrecision());
        String point = "Threshold " + threshold(evaluation)
                + (called
                        ? ": recall " + Numbers.fixed(recall, 2) + ", precision " + Numbers.fixed(precision, 2)
                        : ": nothing called compressed");
        plot.legend(0, 3, Tone.FIRST, Mark.LINE, area);
        plot.legend(1, 3, Tone.MUTED, Mark.DASHES, "Prevalence " + Numbers.fixed(curve.prevalence(), 3));
        plot.legend(2, 3, Tone.SECOND, Mark.DOT, point);
        return Optional.of(figure("precision-recall", "Precision and recall", area + ". " + point + ".", svg));
    }

    static String threshold(Evaluation evaluation) {
        return Numbers.fixed(evaluation.threshold(), 2);
    }

    private static Plot rates(Svg svg) {
        Plot plot = new Plot(svg, LEFT, TOP, SIDE, SIDE, Range.share(), Range.share());
        plot.axes("False positive rate (1 \u2212 specificity)", "Sensitivity");
        svg.line(plot.x(0), plot.y(0), plot.x(1), plot.y(1), Tone.MUTED, 1, "5 4");
        return plot;
    }

    private static Figure figure(String name, String title, String description, Svg svg) {
        return new Figure(name, title, description, WIDTH, HEIGHT, svg.body());
    }

    private static String middle(Plot plot, CurveBand band) {
        return plot.points(band.points(), CurveBand.Point::falsePositiveRate, CurveBand.Point::sensitivity);
    }

    private static String outline(Plot plot, CurveBand band) {
        List<CurveBand.Point> back = new ArrayList<>(band.points());
        Collections.reverse(back);
        return plot.points(band.points(), CurveBand.Point::falsePositiveRate, CurveBand.Point::high) + " "
                + plot.points(back, CurveBand.Point::falsePositiveRate, CurveBand.Point::low);
    }

    /** Precision holds from one recall to the next: it is not interpolated. */
    private static String steps(Plot plot, PrecisionRecall curve) {
        List<double[]> corners = new ArrayList<>();
        double recall = 0;
        for (PrecisionRecall.Point p : curve.points()) {
            corners.add(new double[] {recall, p.precision()});
            corners.add(new double[] {p.recall(), p.precision()});
            recall = p.recall();
        }
        return plot.points(corners, c -> c[0], c -> c[1]);
    }
}
