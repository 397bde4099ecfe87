package org.cordscope.report.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cordscope.report.figure.Svg.Anchor;

/**
 * The flow of a study, as CONSORT draws it: boxes from top to bottom, beside each arrow what was left out and why, and at the
 * end the arms side by side.
 *
 * @param steps from all to those who remain; at least one
 * @param arms what the last box is divided into, may be empty
 */
public record FlowDiagram(List<Step> steps, List<Box> arms) {
    private static final double WIDTH = 900;
    private static final double MAIN_LEFT = 20;
    private static final double MAIN_WIDTH = 360;
    private static final double SIDE_LEFT = 440;
    private static final double SIDE_WIDTH = 440;
    private static final double LINE = 19;
    private static final double PADDING = 13;
    private static final double GAP = 34;
    /** Room that a character of 13 px type needs, on the safe side. */
    private static final double CHARACTER = 7.2;
    /** Stands between a count, which is set to the right, and what it counts. */
    private static final String COLUMN = "\t";
    /** Room of a digit. */
    private static final double DIGIT = 8.4;
    /** Lines of reasons that one box has at most; smaller ones share the last. */
    private static final int MOST_REASONS = 8;

    /**
     * One box: a heading and lines below it.
     *
     * @param title printed bold
     * @param lines counts, such as {@code 201 patients}
     */
    public record Box(String title, List<String> lines) {
        public Box {
            lines = List.copyOf(lines);
        }

        public Box(String title, String... lines) {
            this(title, List.of(lines));
        }
    }

    /** Why something was left out, and how many. */
    public record Reason(String text, long count) {
        public Reason {
            if (count < 0) {
                throw new IllegalArgumentException("a count cannot be negative: " + count);
            }
        }
    }

    /**
     * A box and what was left out after it.
     *
     * @param excludedTitle heading of the side box, such as {@code 12 scans excluded}
     * @param excluded empty where nothing was left out
     */
    public record Step(Box box, String excludedTitle, List<Reason> excluded) {
        public Step {
            excluded = List.copyOf(excluded);
        }

        public Step(Box box) {
            this(box, "", List.of());
        }
    }

    public FlowDiagram {
        steps = List.copyOf(steps);
        arms = List.copyOf(arms);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("a flow has at least one box");
        }
    }

    public Figure figure() {
        Svg svg = new Svg();
        double y = 10;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            double bottom = y + box(svg, MAIN_LEFT, y, MAIN_WIDTH, step.box);
            boolean last = i == steps.size() - 1;
            double next = last && arms.isEmpty() && step.excluded.isEmpty() ? bottom : bottom + GAP;
            if (!step.excluded.isEmpty()) {
                next = Math.max(next, bottom + side(svg, bottom + GAP / 2, step) + GAP);
            }
            if (last && arms.size() > 1) {
                svg.line(middle(), bottom, middle(), next, Tone.MUTED, 1.2);
            } else if (!last || !arms.isEmpty()) {
                arrow(svg, middle(), bottom, next);
            }
            y = next;
        }
        y = arms.isEmpty() ? y : arms(svg, y);
        String title = "Flow of the study";
        return new Figure("flow", title, description(), (int) WIDTH, (int) Math.ceil(y + 10), svg.body());
    }

    private static double middle() {
        return MAIN_LEFT + MAIN_WIDTH / 2;
    }

    /** Draws the excluded box with its top at {@code y} and a branch to it; returns its height. */
    private static double side(Svg svg, double y, Step step) {
        List<String> lines = new ArrayList<>();
        grouped(step.excluded).forEach(r -> lines.add(Numbers.count(r.count) + COLUMN + r.text));
        double height = box(svg, SIDE_LEFT, y, SIDE_WIDTH, new Box(step.excludedTitle, lines));
        double branch = y + PADDING + LINE / 2;
        svg.line(middle(), branch, SIDE_LEFT - 8, branch, Tone.MUTED, 1.2);
        svg.polygon(triangle(SIDE_LEFT, branch, -8, -4.5, -8, 4.5), Tone.MUTED, 1);
        return height;
    }

    /** The largest reasons, and one line for all others. */
    static List<Reason> grouped(List<Reason> reasons) {
        if (reasons.size() <= MOST_REASONS) {
            return reasons;
        }
        List<Reason> sorted = reasons.stream()
                .sorted(Comparator.comparingLong(Reason::count).reversed())
                .toList();
        List<Reason> shown = new ArrayList<>(sorted.subList(0, MOST_REASONS - 1));
        List<Reason> others = sorted.subList(MOST_REASONS - 1, sorted.size());
        shown.add(new Reason(
                "for other reasons (" + others.size() + ")",
                others.stream().mapToLong(Reason::count).sum()));
        return shown;
    }

    private double arms(Svg svg, double y) {
        double between = 20;
        double width = Math.min(MAIN_WIDTH, (WIDTH - 40 - between * (arms.size() - 1)) / arms.size());
        double top = y + (arms.size() > 1 ? 24 : 0);
        double tallest = 0;
        for (int i = 0; i < arms.size(); i++) {
            double left = MAIN_LEFT + i * (width + between);
            double centre = arms.size() == 1 ? middle() : left + width / 2;
            if (arms.size() > 1) {
                arrow(svg, centre, y, top);
            }
            tallest = Math.max(tallest, box(svg, left, top, width, arms.get(i)));
        }
        if (arms.size() > 1) {
            double lastCentre = MAIN_LEFT + (arms.size() - 1) * (width + between) + width / 2;
            svg.line(Math.min(middle(), MAIN_LEFT + width / 2), y, Math.max(middle(), lastCentre), y, Tone.MUTED, 1.2);
        }
        return top + tallest;
    }

    private static double box(Svg svg, double x, double y, double width, Box box) {
        double counts =
                box.lines.stream().mapToInt(l -> l.indexOf(COLUMN)).max().orElse(0) * DIGIT;
        double indent = counts > 0 ? counts + CHARACTER : 0;
        List<String> heading = wrapped(box.title, (int) ((width - 2 * PADDING) / CHARACTER));
        int room = (int) ((width - 2 * PADDING - indent) / CHARACTER);
        List<String> lines =
                box.lines.stream().flatMap(l -> column(l, room).stream()).toList();
        double height = 2 * PADDING + LINE * (heading.size() + lines.size()) - 3;
        svg.filled(x, y, width, height, Tone.PANEL, 1, 5);
        svg.outlined(x, y, width, height, Tone.MUTED, 5);
        double base = y + PADDING + 12;
        for (String text : heading) {
            svg.text(x + PADDING, base, text, Tone.INK, Anchor.START, 13, true);
            base += LINE;
        }
        for (String text : lines) {
            int cut = text.indexOf(COLUMN);
            if (cut > 0) {
                svg.text(x + PADDING + counts, base, text.substring(0, cut), Tone.INK, Anchor.END);
            }
            svg.text(x + PADDING + indent, base, text.substring(cut + 1), Tone.INK, Anchor.START);
            base += LINE;
        }
        return height;
    }

    /** A line broken to fit; its count, if it has one, stays before the first part. */
    private static List<String> column(String line, int room) {
        int cut = line.indexOf(COLUMN);
        List<String> lines = new ArrayList<>(wrapped(line.substring(cut + 1), room));
        lines.set(0, line.substring(0, cut + 1) + lines.get(0));
        return lines;
    }

    private static void arrow(Svg svg, double x, double from, double to) {
        svg.line(x, from, x, to - 8, Tone.MUTED, 1.2);
        svg.polygon(triangle(x, to, -4.5, -8, 4.5, -8), Tone.MUTED, 1);
    }

    private static String triangle(double x, double y, double dx1, double dy1, double dx2, double dy2) {
        return Svg.number(x) + "," + Svg.number(y) + " " + Svg.number(x + dx1) + "," + Svg.number(y + dy1) + " "
                + Svg.number(x + dx2) + "," + Svg.number(y + dy2);
    }

    /** Breaks a text between words, and inside a word that is longer than a line. */
    static List<String> wrapped(String text, int room) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > room) {
            int cut = rest.lastIndexOf(' ', room);
            int end = cut > 0 ? cut : room;
            lines.add(rest.substring(0, end));
            rest = rest.substring(cut > 0 ? cut + 1 : end);
        }
        lines.add(rest);
        return lines;
    }

    private String description() {
        Box first = steps.get(0).box;
        Box last = steps.get(steps.size() - 1).box;
        return Optional.of(last)
                        .filter(b -> steps.size() > 1)
                        .map(b -> sentence(first) + "; " + sentence(b))
                        .orElse(sentence(first))
                + ".";
    }

    private static String sentence(Box box) {
        return box.title + (box.lines.isEmpty() ? "" : ": " + String.join(", ", box.lines));
    }
}
