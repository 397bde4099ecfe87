package org.cordscope.web.page;

import java.util.List;
import org.cordscope.report.figure.Figure;
import org.cordscope.report.figure.Markup;

/** A piece of a page. Whatever text goes in is escaped; only {@link Figure}s bring markup of their own. */
public interface Html {
    /** Nothing. */
    Html NONE = out -> {};

    void writeTo(StringBuilder out);

    /** An attribute of the element around it. */
    record Attribute(String name, String value) {}

    static Html text(String text) {
        return out -> out.append(Markup.escape(text));
    }

    static Attribute attribute(String name, String value) {
        return new Attribute(name, value);
    }

    /**
     * An element.
     *
     * @param tag its name, with classes behind dots: {@code p.note.wide}
     * @param inside attributes, pieces, lists of pieces, and texts
     */
    static Html element(String tag, Object... inside) {
        String[] parts = tag.split("\\.", -1);
        return out -> {
            out.append('<').append(parts[0]);
            if (parts.length > 1) {
                out.append(" class=\"").append(String.join(" ", List.of(parts).subList(1, parts.length)));
                out.append('"');
            }
            for (Object part : inside) {
                if (part instanceof Attribute a) {
                    out.append(' ').append(a.name()).append("=\"").append(Markup.escape(a.value()));
                    out.append('"');
                }
            }
            out.append('>');
            if (!Inside.EMPTY_TAGS.contains(parts[0])) {
                for (Object part : inside) {
                    Inside.write(part, out);
                }
                out.append("</").append(parts[0]).append('>');
            }
        };
    }

    /** A figure, coloured by the style sheet. */
    static Html figure(Figure figure) {
        return out -> out.append(figure.inline());
    }

    /** Data for a script of the page, as JSON in an element that no browser runs. */
    static Html data(String id, String json) {
        return out -> out.append("<script type=\"application/json\" id=\"")
                .append(Markup.escape(id))
                .append("\">")
                .append(json.replace("<", "\\u003c")
                        .replace("\u2028", "\\u2028")
                        .replace("\u2029", "\\u2029"))
                .append("</script>");
    }

    static Html all(List<Html> pieces) {
        return out -> pieces.forEach(piece -> piece.writeTo(out));
    }
}
