package org.cordscope.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordscope.report.figure.Plot.Mark;
import org.cordscope.report.figure.Plot.Range;

/** Mean SSIM with the trained model's maps against the layers that were drawn anew: cascading, and each alone. */
public final class RandomisationFigure {
    private static final List<Tone> TONES = List.of(Tone.FIRST, Tone.SECOND, Tone.THIRD, Tone.INK, Tone.MUTED);
    private static final double LEGEND_LINE = 20;
    private static final int HEIGHT = 286;

    private RandomisationFigure() {}

    /**
     * One method.
     *
     * @param cascading one mean per layer, from the logit down
     * @param independent likewise
     * @param randomPairs mean of random pairs; NaN where unknown
     */
    public record Curve(String name, List<Double> cascading, List<Double> independent, double randomPairs) {
        public Curve {
            cascading = List.copyOf(cascading);
            independent = List.copyOf(independent);
        }
    }

    private record Point(int step, double value) {}

    /** Empty without a finite number. */
    public static Optional<Figure> of(List<String> layers, List<Curve> curves) {
        List<Curve> shown = curves.stream()
                .filter(c -> c.cascading().stream().anyMatch(Double::isFinite))
                .limit(TONES.size())
                .toList();
        if (shown.isEmpty()) {
            return Optional.empty();
        }
        double lowest = shown.stream()
                .flatMap(c -> List.of(c.cascading(), c.independent()).stream())
                .flatMap(List::stream)
                .filter(Double::isFinite)
                .mapToDouble(Double::doubleValue)
                .min()
                .orElse(0);
        Range vertical = Range.covering(Math.min(0, lowest), 1);
        double top = 26 + LEGEND_LINE * (shown.size() + 1);
        Svg svg = new Svg();
        List<String> ticks = new ArrayList<>(List.of("none"));
        ticks.addAll(layers);
        Plot cascading = plot(svg, 68, top, layers.size(), vertical);
        cascading.axes("Layers drawn anew, down to", "Mean SSIM with the trained model's map", ticks);
        Plot alone = plot(svg, 574, top, layers.size(), vertical);
        alone.axes("The one layer drawn anew", "Mean SSIM with the trained model's map", ticks);
        for (int i = 0; i < shown.size(); i++) {
            Tone tone = TONES.get(i);
            draw(svg, cascading, shown.get(i).cascading(), shown.get(i), tone);
            draw(svg, alone, shown.get(i).independent(), shown.get(i), tone);
            cascading.legend(i, shown.size() + 1, tone, Mark.LINE, shown.get(i).name());
        }
        cascading.legend(
                shown.size(), shown.size() + 1, Tone.MUTED, Mark.DASHES, "Random pairs of slices, by the same colour");
        return Optional.of(new Figure(
                "randomisation",
                "Randomisation of weights",
                "Left cascading from the logit down, right each layer alone. A method that shows what the network has"
                        + " learned falls below its dashed line; one that does not shows the image, not the model.",
                1016,
                (int) top + HEIGHT + 58,
                svg.body()));
    }

    private static Plot plot(Svg svg, double left, double top, int layers, Range vertical) {
        return new Plot(svg, left, top, 416, HEIGHT, new Range(0, layers, 1, 0), vertical);
    }

    private static void draw(Svg svg, Plot plot, List<Double> means, Curve curve, Tone tone) {
        List<Point> points = new ArrayList<>(List.of(new Point(0, 1)));
        for (int i = 0; i < means.size(); i++) {
            if (Double.isFinite(means.get(i))) {
                points.add(new Point(i + 1, means.get(i)));
            }
        }
        if (Double.isFinite(curve.randomPairs())) {
            double y = plot.y(curve.randomPairs());
            svg.line(plot.x(0), y, plot.x(means.size()), y, tone, 1.2, "5 4");
        }
        svg.polyline(plot.points(points, Point::step, Point::value), tone, 2, 1, "");
        points.forEach(p -> svg.circle(plot.x(p.step()), plot.y(p.value()), 3.5, tone));
    }
}
