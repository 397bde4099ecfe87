package org.cordscope.web.page;

import static org.cordscope.web.page.Html.attribute;
import static org.cordscope.web.page.Html.element;

import java.util.List;
import java.util.stream.IntStream;
import org.cordscope.labelling.Assignment.ReadingMode;

/** The written directions, with drawn examples (the paper's Figure 2: none, partial, circumferential). */
final class Directions {
    private Directions() {}

    /** To unfold beside the image. */
    static Html folded(ReadingMode mode) {
        return element(
                "details.directions",
                attribute("open", ""),
                element("summary", Texts.of("directions.title")),
                text(mode));
    }

    static Html text(ReadingMode mode) {
        List<Html> rules = IntStream.rangeClosed(1, 4)
                .mapToObj(i -> element("li", Texts.of("directions." + i)))
                .toList();
        return element(
                "div.rules",
                element("ul", rules),
                element("div.examples", example("none"), example("partial"), example("circumferential")),
                mode == ReadingMode.GRADED ? grades() : Html.NONE);
    }

    private static Html example(String name) {
        return element(
                "figure",
                element(
                        "img",
                        attribute("src", "/assets/" + name + ".svg"),
                        attribute("alt", Texts.of("example." + name + ".alt"))),
                element("figcaption", Texts.of("example." + name)));
    }

    private static Html grades() {
        List<Html> grades = IntStream.rangeClosed(0, 3)
                .mapToObj(i -> element("li", element("b", i + " "), Texts.of("kang." + i)))
                .toList();
        return element("ul.plain", grades);
    }
}
