package org.cordscope.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.cordscope.report.figure.Svg.Anchor;

/** A rectangle with two axes: places data in it and draws frame, ticks, grid, labels and the legend above it. */
final class Plot {
    private static final double LEGEND_LINE = 20;
    /** Pixels below which two points look like one. */
    private static final double NEAR = 0.2;

    /** From here on the numbers of an axis do not fit beside it. */
    private static final double LONG = 1e6;

    private final Svg svg;
    private final double left;
    private final double top;
    private final double width;
    private final double height;
    private final Range x;
    private final Range y;

    /** From low to high, with values to mark and how many decimals they need. */
    record Range(double low, double high, double step, int decimals) {
        /** Zero to one by fifths. */
        static Range share() {
            return new Range(0, 1, 0.2, 1);
        }

        /** A range that covers both values, with about five round steps. */
        static Range covering(double low, double high) {
            double span = high > low ? high - low : Math.max(1e-3, Math.abs(high));
            double rough = span / 5;
            double power = Math.pow(10, Math.floor(Math.log10(rough)));
            double step = rough / power <= 1
                    ? power
                    : rough / power <= 2 ? 2 * power : rough / power <= 5 ? 5 * power : 10 * power;
            int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
            double top = high > low ? high : low + span;
            return new Range(Math.floor(low / step + 1e-9) * step, Math.ceil(top / step - 1e-9) * step, step, decimals);
        }
    }

    Plot(Svg svg, double left, double top, double width, double height, Range x, Range y) {
        this.svg = svg;
        this.left = left;
        this.top = top;
        this.width = width;
        this.height = height;
        this.x = x;
        this.y = y;
    }

    double x(double value) {
        return left + (value - x.low) / (x.high - x.low) * width;
    }

    double y(double value) {
        return top + height - (value - y.low) / (y.high - y.low) * height;
    }

    /** Points of a line or an area; those too near the one before to be seen are left out. */
    <T> String points(List<T> data, ToDoubleFunction<T> horizontal, ToDoubleFunction<T> vertical) {
        StringBuilder points = new StringBuilder();
        double lastX = Double.NaN;
        double lastY = Double.NaN;
        for (int i = 0; i < data.size(); i++) {
            double px = x(horizontal.applyAsDouble(data.get(i)));
            double py = y(vertical.applyAsDouble(data.get(i)));
            boolean near = Math.abs(px - lastX) < NEAR && Math.abs(py - lastY) < NEAR;
            if (!near || i == data.size() - 1) {
                points.append(points.isEmpty() ? "" : " ")
                        .append(Svg.number(px))
                        .append(',')
                        .append(Svg.number(py));
                lastX = px;
                lastY = py;
            }
        }
        return points.toString();
    }

    /** Grid, ticks and labels; drawn first, so that data lie on top. */
    void axes(String horizontal, String vertical) {
        List<String> ticks = new ArrayList<>();
        for (int i = 0; x.low + i * x.step <= x.high + x.step / 1000; i++) {
            ticks.add(label(x.low + i * x.step, x));
        }
        axes(horizontal, vertical, ticks);
    }

    /** As {@link #axes(String, String)}, with a name at each step of the horizontal axis. */
    void axes(String horizontal, String vertical, List<String> ticks) {
        for (int i = 0; i < ticks.size(); i++) {
            double value = x.low + i * x.step;
            svg.line(x(value), top, x(value), top + height, Tone.GRID, 1);
            svg.text(x(value), top + height + 19, ticks.get(i), Tone.MUTED, Anchor.MIDDLE);
        }
        for (int i = 0; y.low + i * y.step <= y.high + y.step / 1000; i++) {
            double value = y.low + i * y.step;
            svg.line(left, y(value), left + width, y(value), Tone.GRID, 1);
            svg.text(left - 9, y(value) + 4.5, label(value, y), Tone.MUTED, Anchor.END);
        }
        svg.line(left, top + height, left + width, top + height, Tone.MUTED, 1);
        svg.line(left, top, left, top + height, Tone.MUTED, 1);
        svg.text(left + width / 2, top + height + 42, horizontal, Tone.INK, Anchor.MIDDLE);
        svg.upwards(left - 46, top + height / 2, vertical, Tone.INK);
    }

    /** The horizontal axis alone: grid, ticks and label, for plots whose rows are named beside them. */
    void horizontalAxis(String label) {
        for (int i = 0; x.low + i * x.step <= x.high + x.step / 1000; i++) {
            double value = x.low + i * x.step;
            svg.line(x(value), top, x(value), top + height, Tone.GRID, 1);
            svg.text(x(value), top + height + 19, label(value, x), Tone.MUTED, Anchor.MIDDLE);
        }
        svg.text(left + width / 2, top + height + 42, label, Tone.INK, Anchor.MIDDLE);
    }

    /** One line of the legend above the plot; {@code line} counts from the top, {@code lines} is how many there are. */
    void legend(int line, int lines, Tone tone, Mark mark, String text) {
        double base = top - 14 - (lines - 1 - line) * LEGEND_LINE;
        double middle = base - 4.5;
        switch (mark) {
            case LINE -> svg.line(left, middle, left + 22, middle, tone, 2.5);
            case DASHES -> svg.line(left, middle, left + 22, middle, tone, 1.5, "5 4");
            case BAND -> svg.filled(left, middle - 6, 22, 12, tone, 0.25, 2);
            case DOT -> svg.circle(left + 11, middle, 5, tone);
        }
        svg.text(left + 31, base, text, Tone.INK, Anchor.START);
    }

    /** A line of words alone in the legend's place. */
    void note(int line, int lines, String text) {
        svg.text(left + 31, top - 14 - (lines - 1 - line) * LEGEND_LINE, text, Tone.MUTED, Anchor.START);
    }

    private static String label(double value, Range range) {
        return range.high >= LONG ? String.format(Locale.ROOT, "%.2e", value) : Numbers.fixed(value, range.decimals);
    }

    /** How a legend shows its series. */
    enum Mark {
        LINE,
        DASHES,
        BAND,
        DOT
    }
}
