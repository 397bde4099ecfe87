package org.cordscope.web.page;

import static org.cordscope.web.page.Html.attribute;
import static org.cordscope.web.page.Html.element;

import java.util.List;
import java.util.stream.IntStream;
import org.cordscope.labelling.Assignment.ReadingMode;

/** How to use the app: keys, mouse, directions, what is blinded. */
public final class HelpPage {
    private HelpPage() {}

    public static String of(Visitor visitor, Directions directions) {
        return Layout.column(
                visitor,
                "/help",
                Texts.of("nav.help"),
                element("h1", Texts.of("nav.help")),
                element("h2", Texts.of("help.keys")),
                element("p.muted", Texts.of("help.keys.text")),
                element("div", attribute("id", "keys")),
                element("h2", Texts.of("help.mouse")),
                element("ul", items("help.mouse.", 4)),
                element("h2", Texts.of("directions.title")),
                element("div.framed", directions.whole(ReadingMode.GRADED)),
                element("h2", Texts.of("help.blind")),
                element("ul", items("help.blind.", 5)));
    }

    private static List<Html> items(String prefix, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> element("li", Texts.of(prefix + i)))
                .toList();
    }
}
