package org.cordscope.report.figure;

/**
 * One finished figure.
 *
 * @param name file name without ending
 * @param title what it shows, read out by screen readers
 * @param description its message in words and numbers, as a caption
 * @param width in CSS pixels
 * @param height in CSS pixels
 * @param body SVG elements
 */
public record Figure(String name, String title, String description, int width, int height, String body) {

    /** Of a file by itself, or of a page that is XML. */
    public static final String NAMESPACE =
            " xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"";

    private static final String SCREEN_FONTS = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

    public Figure {
        if (!name.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException("a figure's name is a file name: " + name);
        }
    }

    /** Two figures side by side as one. */
    public static Figure beside(String name, String title, Figure left, Figure right) {
        String body = panel("a", 0, left) + panel("b", left.width(), right);
        return new Figure(
                name,
                title,
                "(a) " + left.title() + ": " + left.description() + " (b) " + right.title() + ": "
                        + right.description(),
                left.width() + right.width(),
                Math.max(left.height(), right.height()),
                body);
    }

    private static String panel(String letter, int x, Figure figure) {
        return "<g transform=\"translate(" + x + " 0)\">\n"
                + new Svg()
                        .text(12, 28, letter, Tone.INK, Svg.Anchor.START, 18, true)
                        .body()
                + figure.body() + "</g>\n";
    }

    /** The figure as an element of an HTML page, whose style sheet colours it. */
    public String inline() {
        return element("", "", SCREEN_FONTS);
    }

    /** The figure as a file: right on white, and in a viewer that prefers dark. */
    public String standalone() {
        String style = "<style>@media (prefers-color-scheme: dark){svg{background:#151b21}"
                + Tone.darkRules("svg").replace("\n", "") + "}</style>\n";
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + element(NAMESPACE, style, SCREEN_FONTS) + "\n";
    }

    /** The figure without any style but its own colours, on no ground, in one typeface: for print. */
    public String plain(String font) {
        return element(NAMESPACE, "", font);
    }

    private String element(String namespace, String style, String fonts) {
        return "<svg" + namespace + " class=\"figure\" role=\"img\" aria-labelledby=\"" + name
                + "-title\" viewBox=\"0 0 "
                + width + " " + height + "\" width=\"" + width + "\" height=\"" + height + "\" font-family=\"" + fonts
                + "\" font-size=\"13\">\n"
                + "<title id=\"" + name + "-title\">" + Markup.escape(title) + "</title>\n" + style + body + "</svg>";
    }
}
