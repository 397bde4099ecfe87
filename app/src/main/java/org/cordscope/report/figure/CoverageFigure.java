package org.cordscope.report.figure;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.simulation.Coverage;
import org.cordscope.report.figure.Plot.Range;
import org.cordscope.report.figure.Svg.Anchor;

/** How often simulated intervals hold the truth, beside what is wanted of them. */
public final class CoverageFigure {
    private static final double ROW = 26;
    private static final double TOP = 48;
    private static final double LEFT = 420;
    private static final double WIDE = 320;
    /** What counts as 95 %. */
    private static final double LOW = 0.93;

    private static final double HIGH = 0.97;

    private CoverageFigure() {}

    /** @param populations rows by what the population is */
    public static Figure of(Map<String, List<Coverage.Row>> populations, Coverage design) {
        List<Coverage.Row> all =
                populations.values().stream().flatMap(List::stream).toList();
        double lowest = all.stream().mapToDouble(row -> row.share().low()).min().orElse(0);
        double height = ROW * (all.size() + populations.size());
        Svg svg = new Svg();
        Range range = Range.covering(Math.min(lowest, 0.9), 1);
        Plot plot = new Plot(svg, LEFT, TOP, WIDE, height, range, new Range(0, 1, 2, 0));
        plot.horizontalAxis("Share of 95 % intervals that hold the truth");
        svg.filled(plot.x(LOW), TOP, plot.x(HIGH) - plot.x(LOW), height, Tone.FIRST, 0.18, 0);
        svg.line(plot.x(Estimate.CONFIDENCE), TOP, plot.x(Estimate.CONFIDENCE), TOP + height, Tone.FIRST, 1.5, "5 4");
        svg.text(LEFT + WIDE + 24, TOP - 14, "Coverage (95 % interval)", Tone.MUTED, Anchor.START);
        double middle = TOP + ROW / 2;
        for (Map.Entry<String, List<Coverage.Row>> population : populations.entrySet()) {
            String name = population.getKey();
            svg.text(
                    20,
                    middle + 4.5,
                    name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                    Tone.MUTED,
                    Anchor.START);
            middle += ROW;
            for (Coverage.Row row : population.getValue()) {
                row(svg, plot, row, middle);
                middle += ROW;
            }
        }
        return new Figure(
                "coverage",
                "Coverage of the intervals",
                design.cohorts() + " simulated cohorts of " + design.patients() + " patients with " + design.slices()
                        + " slices each. Band: 93 to 97 %. Filled: intervals that let slices of a patient belong"
                        + " together; grey: those that take slices as independent.",
                1000,
                (int) (TOP + height + 58),
                svg.body());
    }

    private static void row(Svg svg, Plot plot, Coverage.Row row, double middle) {
        String quantity = row.quantity().substring(0, 1).toUpperCase(Locale.ROOT)
                + row.quantity().substring(1);
        svg.text(36, middle + 4.5, quantity + ": " + row.method(), Tone.INK, Anchor.START);
        Tone tone = row.clustered() ? Tone.FIRST : Tone.MUTED;
        Estimate share = row.share();
        svg.line(plot.x(share.low()), middle, plot.x(share.high()), middle, tone, 2);
        svg.circle(plot.x(share.value()), middle, 5, tone);
        svg.text(LEFT + WIDE + 24, middle + 4.5, Numbers.estimate(share), Tone.INK, Anchor.START);
    }
}
