package org.cordscope.web.page;

import java.util.List;
import org.cordscope.report.figure.Markup;

/** What may stand inside an element: pieces, texts, lists of both; attributes have been written before. */
final class Inside {
    /** Elements without content. */
    static final List<String> EMPTY_TAGS = List.of("meta", "link", "input", "img", "br", "hr");

    private Inside() {}

    static void write(Object part, StringBuilder out) {
        if (part instanceof Html html) {
            html.writeTo(out);
        } else if (part instanceof String text) {
            out.append(Markup.escape(text));
        } else if (part instanceof List<?> list) {
            list.forEach(item -> write(item, out));
        } else if (!(part instanceof Html.Attribute)) {
            throw new IllegalArgumentException("no piece of a page: " + part.getClass());
        }
    }
}
