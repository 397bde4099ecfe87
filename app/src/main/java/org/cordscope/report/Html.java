package org.cordscope.report;

import java.util.Base64;
import java.util.List;
import org.cordscope.report.ReportContent.Fact;
import org.cordscope.report.figure.Figure;
import org.cordscope.report.figure.Markup;
import org.cordscope.report.table.Table;

/** Writes HTML elements; all text given to it is escaped, except to {@link #raw}. */
final class Html {
    private final StringBuilder out = new StringBuilder();

    /** Markup as it is: never text from outside. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    Html escaped(String text) {
        return raw(Markup.escape(text));
    }

    Html element(String name, String cssClass, String text) {
        raw("<" + name + (cssClass.isEmpty() ? "" : " class=\"" + cssClass + "\"") + ">");
        return escaped(text).raw("</" + name + ">\n");
    }

    /** A table; columns whose every value is a number stand to the right. */
    Html table(Table table) {
        raw("<div class=\"wide\"><table>\n")
                .element("caption", "", table.caption())
                .raw("<thead><tr>");
        for (int c = 0; c < table.header().size(); c++) {
            element("th", cssClass(table, c), table.header().get(c));
        }
        raw("</tr></thead>\n<tbody>\n");
        for (List<String> row : table.rows()) {
            raw("<tr>");
            for (int c = 0; c < row.size(); c++) {
                element("td", cssClass(table, c), row.get(c));
            }
            raw("</tr>\n");
        }
        raw("</tbody></table>\n");
        table.notes().forEach(note -> element("p", "note", note));
        return raw("</div>\n");
    }

    private static String cssClass(Table table, int column) {
        return table.isNumeric(column) ? "n" : "";
    }

    Html facts(List<Fact> facts) {
        raw("<dl>\n");
        facts.forEach(f -> element("dt", "", f.name()).element("dd", "", f.value()));
        return raw("</dl>\n");
    }

    /** A figure with its title and description below; {@code full} gives it the whole width. */
    Html figure(Figure figure, boolean full) {
        raw(full ? "<figure class=\"full\">\n" : "<figure>\n");
        raw(figure.inline().replaceFirst("width=\"", "style=\"max-width:" + figure.width() + "px\" width=\""));
        raw("\n<figcaption>").element("b", "", figure.title() + ".").raw(" ");
        return escaped(figure.description()).raw("</figcaption>\n</figure>\n");
    }

    Html picture(byte[] png, String caption) {
        raw("<figure><img alt=\"").escaped(caption).raw("\" src=\"data:image/png;base64,");
        return raw(Base64.getEncoder().encodeToString(png))
                .raw("\"/>")
                .element("figcaption", "", caption)
                .raw("</figure>\n");
    }

    String text() {
        return out.toString();
    }
}
