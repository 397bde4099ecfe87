package org.cordscope.report.figure;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.search.Dimension;
import org.cordscope.learning.search.Trial;
import org.cordscope.report.figure.Plot.Mark;
import org.cordscope.report.figure.Plot.Range;

/** The lowest validation loss of every trial of a search against each thing that was varied. */
public final class SearchFigure {
    /** A loss above both the first, and this many times the lowest one, is beyond the axis. */
    private static final double DIVERGED = 2;

    private static final double TIMES_THE_LOWEST = 3;

    /** Where the axis ends above a lowest loss that stands alone, as a multiple of it. */
    private static final double ALONE = 1.2;

    private static final int PANEL = 416;
    private static final int STEP = 506;
    private static final int LEFT = 68;
    private static final String[] SUPERSCRIPTS = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};

    private SearchFigure() {}

    /**
     * Empty before any trial has a validation loss. Losses of trials that diverged would make all others look alike: such
     * trials stand at the upper end of the axis, marked as beyond it.
     *
     * @param trials the best first
     */
    public static Optional<Figure> of(List<Dimension> dimensions, List<Trial> trials) {
        List<Trial> trained =
                trials.stream().filter(t -> Double.isFinite(loss(t))).toList();
        if (trained.isEmpty()) {
            return Optional.empty();
        }
        Svg svg = new Svg();
        double lowest = trained.stream().mapToDouble(SearchFigure::loss).min().orElse(0);
        double limit = Math.max(DIVERGED, TIMES_THE_LOWEST * lowest);
        double highest = trained.stream()
                .mapToDouble(SearchFigure::loss)
                .filter(loss -> loss <= limit)
                .max()
                .orElse(1);
        Range losses = Range.covering(Math.floor(lowest * 10) / 10, highest > lowest ? highest : ALONE * lowest);
        int longest = trained.stream().mapToInt(t -> t.epochs().size()).max().orElse(0);
        for (int i = 0; i < dimensions.size(); i++) {
            panel(svg, LEFT + i * STEP, dimensions.get(i), trained, losses, limit, longest);
        }
        Trial best = trained.get(0);
        long beyond = trained.stream().filter(t -> loss(t) > limit).count();
        String above = beyond == 0
                ? ""
                : " " + Numbers.counted(beyond, "trial") + " with a loss above " + Numbers.fixed(limit, 2)
                        + ", beyond the axis.";
        String failed = trials.size() > trained.size()
                ? " " + (trials.size() - trained.size()) + " without a validation loss are not drawn."
                : "";
        String description = trained.size() + " trials; the best has number " + best.number() + " with validation loss "
                + Numbers.fixed(loss(best), 4) + " (" + shown(best) + ")." + above + failed;
        int width = LEFT + (dimensions.size() - 1) * STEP + PANEL + 26;
        return Optional.of(new Figure("search", "Random search", description, width, 410, svg.body()));
    }

    private static String shown(Trial trial) {
        return trial.values().entrySet().stream()
                .map(e -> e.getKey() + " " + e.getValue())
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }

    private static double loss(Trial trial) {
        return trial.best().map(Epoch::validationLoss).orElse(Double.NaN);
    }

    private static void panel(
            Svg svg, double left, Dimension dimension, List<Trial> trials, Range losses, double limit, int longest) {
        Axis axis = Axis.of(dimension);
        Plot plot = new Plot(svg, left, 66, PANEL, 286, axis.range, losses);
        plot.axes(dimension.key(), "Lowest validation loss", axis.ticks);
        for (int i = trials.size() - 1; i >= 0; i--) { // the best is drawn last, on top
            Trial trial = trials.get(i);
            Tone tone = i == 0 ? Tone.SECOND : trial.epochs().size() < longest ? Tone.MUTED : Tone.FIRST;
            double x = plot.x(axis.at.applyAsDouble(trial));
            if (loss(trial) > limit) {
                svg.polygon(upwards(x, plot.y(losses.high())), tone, 1);
            } else {
                svg.circle(x, plot.y(loss(trial)), i == 0 ? 6 : 4, tone);
            }
        }
        plot.legend(0, 2, Tone.SECOND, Mark.DOT, "Best trial");
        boolean beyond = trials.stream().anyMatch(trial -> loss(trial) > limit);
        plot.legend(
                1,
                2,
                Tone.FIRST,
                Mark.DOT,
                "Trained longest (grey: ended earlier" + (beyond ? "; triangle: beyond the axis)" : ")"));
    }

    /** A triangle that points beyond the upper end of the axis. */
    private static String upwards(double x, double top) {
        return Stream.of(new double[] {x - 6, top + 8}, new double[] {x + 6, top + 8}, new double[] {x, top - 3})
                .map(point -> Svg.number(point[0]) + "," + Svg.number(point[1]))
                .collect(Collectors.joining(" "));
    }

    /** Where a dimension's values stand. */
    private record Axis(Range range, List<String> ticks, ToDoubleFunction<Trial> at) {

        static Axis of(Dimension dimension) {
            if (dimension instanceof Dimension.OneOf choice) {
                return new Axis(
                        new Range(-1, choice.values().size(), 1, 0),
                        IntStream.rangeClosed(-1, choice.values().size())
                                .mapToObj(i -> i < 0 || i == choice.values().size()
                                        ? ""
                                        : choice.values().get(i))
                                .toList(),
                        trial -> choice.values().indexOf(trial.values().get(choice.key())));
            }
            Dimension.Between between = (Dimension.Between) dimension;
            ToDoubleFunction<Trial> value =
                    trial -> Double.parseDouble(trial.values().getOrDefault(between.key(), "NaN"));
            if (between.logarithmic()) {
                Range range = new Range(
                        Math.floor(Math.log10(between.low()) + 1e-9),
                        Math.ceil(Math.log10(between.high()) - 1e-9),
                        1,
                        0);
                List<String> ticks = IntStream.rangeClosed((int) range.low(), (int) range.high())
                        .mapToObj(Axis::powerOfTen)
                        .toList();
                return new Axis(range, ticks, trial -> Math.log10(value.applyAsDouble(trial)));
            }
            Range range = Range.covering(between.low(), between.high());
            int steps = (int) Math.round((range.high() - range.low()) / range.step());
            List<String> ticks = IntStream.rangeClosed(0, steps)
                    .mapToObj(i -> Numbers.fixed(range.low() + i * range.step(), range.decimals()))
                    .toList();
            return new Axis(range, ticks, value);
        }

        private static String powerOfTen(int power) {
            StringBuilder text = new StringBuilder("10").append(power < 0 ? "⁻" : "");
            for (char digit : String.format(Locale.ROOT, "%d", Math.abs(power)).toCharArray()) {
                text.append(SUPERSCRIPTS[digit - '0']);
            }
            return text.toString();
        }
    }
}
