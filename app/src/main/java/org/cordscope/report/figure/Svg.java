package org.cordscope.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes SVG elements, each coloured by its {@link Tone}: by attribute for stand-alone use, by class for a page. */
final class Svg {
    private final StringBuilder out = new StringBuilder();

    /** Where a text stands relative to its point. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    Svg line(double x1, double y1, double x2, double y2, Tone tone, double width, String dashes) {
        return element(
                "line",
                "x1",
                number(x1),
                "y1",
                number(y1),
                "x2",
                number(x2),
                "y2",
                number(y2),
                "stroke-width",
                number(width),
                "stroke-dasharray",
                dashes,
                "class",
                "s-" + tone.css(),
                "stroke",
                tone.light());
    }

    Svg line(double x1, double y1, double x2, double y2, Tone tone, double width) {
        return line(x1, y1, x2, y2, tone, width, "");
    }

    /** An open line through points given as {@code "x,y x,y"}. */
    Svg polyline(String points, Tone tone, double width, double opacity, String dashes) {
        return element(
                "polyline",
                "points",
                points,
                "fill",
                "none",
                "stroke-width",
                number(width),
                "stroke-linejoin",
                "round",
                "stroke-opacity",
                opacity == 1 ? "" : number(opacity),
                "stroke-dasharray",
                dashes,
                "class",
                "s-" + tone.css(),
                "stroke",
                tone.light());
    }

    /** A filled area without outline. */
    Svg polygon(String points, Tone tone, double opacity) {
        return element(
                "polygon",
                "points",
                points,
                "fill-opacity",
                number(opacity),
                "class",
                "f-" + tone.css(),
                "fill",
                tone.light());
    }

    Svg circle(double x, double y, double radius, Tone tone) {
        return element(
                "circle",
                "cx",
                number(x),
                "cy",
                number(y),
                "r",
                number(radius),
                "class",
                "f-" + tone.css(),
                "fill",
                tone.light());
    }

    Svg filled(double x, double y, double width, double height, Tone tone, double opacity, double radius) {
        return rectangle(
                x,
                y,
                width,
                height,
                radius,
                "fill-opacity",
                opacity == 1 ? "" : number(opacity),
                "class",
                "f-" + tone.css(),
                "fill",
                tone.light());
    }

    /** A square of a colour of its own, in light and in dark. */
    Svg swatch(double x, double y, double width, double height, String colour) {
        return rectangle(x, y, width, height, 0, "fill", colour);
    }

    /** A square picture. */
    Svg picture(double x, double y, double side, String data) {
        return element(
                "image",
                "x",
                number(x),
                "y",
                number(y),
                "width",
                number(side),
                "height",
                number(side),
                "xlink:href",
                data);
    }

    Svg outlined(double x, double y, double width, double height, Tone tone, double radius) {
        return rectangle(
                x,
                y,
                width,
                height,
                radius,
                "fill",
                "none",
                "stroke-width",
                "1.2",
                "class",
                "s-" + tone.css(),
                "stroke",
                tone.light());
    }

    private Svg rectangle(double x, double y, double width, double height, double radius, String... looks) {
        List<String> attributes = new ArrayList<>(List.of("x", number(x), "y", number(y)));
        attributes.addAll(List.of("width", number(width), "height", number(height)));
        attributes.addAll(List.of("rx", radius == 0 ? "" : number(radius)));
        attributes.addAll(List.of(looks));
        return element("rect", attributes.toArray(new String[0]));
    }

    Svg text(double x, double y, String text, Tone tone, Anchor anchor, int size, boolean bold) {
        return styled(x, y, text, tone, anchor, size, bold, "");
    }

    Svg text(double x, double y, String text, Tone tone, Anchor anchor) {
        return text(x, y, text, tone, anchor, 13, false);
    }

    /** Text that reads upwards, centred on its point. */
    Svg upwards(double x, double y, String text, Tone tone) {
        return styled(x, y, text, tone, Anchor.MIDDLE, 13, false, "rotate(-90 " + number(x) + " " + number(y) + ")");
    }

    private Svg styled(
            double x, double y, String text, Tone tone, Anchor anchor, int size, boolean bold, String transform) {
        out.append("<text");
        attributes(
                "x",
                number(x),
                "y",
                number(y),
                "text-anchor",
                anchor == Anchor.START ? "" : anchor.name().toLowerCase(Locale.ROOT),
                "font-size",
                size == 13 ? "" : String.valueOf(size),
                "font-weight",
                bold ? "600" : "",
                "transform",
                transform,
                "class",
                "f-" + tone.css(),
                "fill",
                tone.light());
        out.append('>').append(Markup.escape(text)).append("</text>\n");
        return this;
    }

    private Svg element(String name, String... attributes) {
        out.append('<').append(name);
        attributes(attributes);
        out.append("/>\n");
        return this;
    }

    private void attributes(String... pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (!pairs[i + 1].isEmpty()) {
                out.append(' ')
                        .append(pairs[i])
                        .append("=\"")
                        .append(Markup.escape(pairs[i + 1]))
                        .append('"');
            }
        }
    }

    String body() {
        return out.toString();
    }

    /** A coordinate with at most two decimals. */
    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }
}
