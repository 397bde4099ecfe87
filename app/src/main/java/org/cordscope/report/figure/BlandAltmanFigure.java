package org.cordscope.report.figure;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.scan.BlandAltman;
import org.cordscope.evaluation.scan.CountResults;
import org.cordscope.evaluation.scan.ScanResults;
import org.cordscope.report.figure.Plot.Mark;
import org.cordscope.report.figure.Plot.Range;

/** Differences of what the model counts in a scan from what is true, against their mean (Bland and Altman). */
public final class BlandAltmanFigure {
    private static final double SIDE = 416;
    private static final double TOP = 86;

    private BlandAltmanFigure() {}

    /** Compressed slices on the left, the longest run on the right. */
    public static Figure of(ScanResults scans) {
        Figure left = panel("compressed-slices", "Compressed slices per scan", scans.compressedSlices());
        Figure right = panel("longest-run", "Longest run per scan", scans.longestRun());
        Figure both = Figure.beside("bland-altman", "Counts per scan: differences against means", left, right);
        return new Figure(
                both.name(),
                both.title(),
                both.description() + " n = " + Numbers.counted(scans.scans(), "scan") + " of "
                        + Numbers.counted(scans.patients(), "patient") + "; a dot\u2019s area is its number of scans.",
                both.width(),
                both.height(),
                both.body());
    }

    private static Figure panel(String name, String title, CountResults counts) {
        BlandAltman differences = counts.differences();
        List<BlandAltman.Point> points = differences.points();
        double high = points.stream().mapToDouble(BlandAltman.Point::mean).max().orElse(1);
        double reach =
                points.stream().mapToDouble(p -> Math.abs(p.difference())).max().orElse(1);
        reach = Math.max(Math.max(1, reach), outermost(differences));
        Svg svg = new Svg();
        Plot plot =
                new Plot(svg, 68, TOP, SIDE, SIDE, Range.covering(0, Math.max(1, high)), Range.covering(-reach, reach));
        plot.axes("Mean of called and true, slices", "Called \u2212 true, slices");
        line(svg, plot, differences.bias(), Tone.FIRST, "");
        line(svg, plot, differences.lower(), Tone.SECOND, "5 4");
        line(svg, plot, differences.upper(), Tone.SECOND, "5 4");
        dots(svg, plot, points, Math.abs(plot.x(1) - plot.x(0)));
        plot.legend(0, 3, Tone.FIRST, Mark.LINE, "Mean difference " + Numbers.estimate(differences.bias(), 2));
        plot.legend(
                1,
                3,
                Tone.SECOND,
                Mark.DASHES,
                "95 % limits " + Numbers.fixed(differences.lower().value(), 2) + " to "
                        + Numbers.fixed(differences.upper().value(), 2));
        plot.note(2, 3, title);
        return new Figure(
                name,
                title,
                "mean difference " + Numbers.estimate(differences.bias(), 2) + ", ICC(2,1) "
                        + Numbers.estimate(counts.correlation().agreement()) + ".",
                520,
                560,
                svg.body());
    }

    private static double outermost(BlandAltman differences) {
        double low = differences.lower().value();
        double high = differences.upper().value();
        return Double.isNaN(low) ? 0 : Math.max(Math.abs(low), Math.abs(high));
    }

    private static void line(Svg svg, Plot plot, Estimate at, Tone tone, String dashes) {
        if (at.isDefined()) {
            if (at.hasInterval()) {
                double top = Math.max(TOP, plot.y(at.high()));
                double bottom = Math.min(TOP + SIDE, plot.y(at.low()));
                svg.filled(68, top, SIDE, Math.max(0, bottom - top), tone, 0.14, 0);
            }
            svg.line(68, plot.y(at.value()), 68 + SIDE, plot.y(at.value()), tone, 1.5, dashes);
        }
    }

    /** Counts are whole numbers, so that many scans share a place: one dot for all, its area their number. */
    private static void dots(Svg svg, Plot plot, List<BlandAltman.Point> points, double slice) {
        Map<Double, Map<Double, Integer>> places = new TreeMap<>();
        points.forEach(
                p -> places.computeIfAbsent(p.mean(), m -> new TreeMap<>()).merge(p.difference(), 1, Integer::sum));
        int most = places.values().stream()
                .flatMap(m -> m.values().stream())
                .mapToInt(Integer::intValue)
                .max()
                .orElse(1);
        double largest = Math.max(6, Math.min(14, 0.6 * slice));
        double unit = Math.min(4, largest / Math.sqrt(most));
        places.forEach((mean, column) -> column.forEach((difference, scans) ->
                svg.circle(plot.x(mean), plot.y(difference), Math.max(2, unit * Math.sqrt(scans)), Tone.MUTED)));
    }
}
