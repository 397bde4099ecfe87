package org.cordscope.report;

import java.util.List;
import org.cordscope.report.ReportContent.Fact;
import org.cordscope.report.figure.Figure;
import org.cordscope.report.figure.Markup;
import org.cordscope.report.table.Table;

/** Writes HTML elements; all text given to it is escaped, except to {@link #raw}. */
final class Html {
    /** Rows of a table that one page holds in any case; a longer one may go on over the page. */
    private static final int MOST_KEPT_TOGETHER = 22;

    private final StringBuilder out = new StringBuilder();
    private int tables;
    private int figures;

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

    /** A table that lies in no file; columns whose every value is a number stand to the right. */
    Html table(Table table) {
        return table(table, "");
    }

    /**
     * A table with the file that holds it: the caption leads there, and each value says the cell, as a spreadsheet names it.
     *
     * @param file relative to the page; empty for none
     */
    Html table(Table table, String file) {
        boolean goesOn = table.rows().size() > MOST_KEPT_TOGETHER;
        raw("<div class=\"wide" + (goesOn ? " long" : "") + "\"><table" + kind(file) + ">\n<caption>");
        raw(file.isEmpty() ? "" : "<b>Table " + ++tables + ".</b> ").escaped(table.caption());
        source(file);
        raw("</caption>\n<thead><tr>");
        for (int c = 0; c < table.header().size(); c++) {
            element("th", cssClass(table, c), table.header().get(c));
        }
        raw("</tr></thead>\n<tbody>\n");
        for (int r = 0; r < table.rows().size(); r++) {
            List<String> row = table.rows().get(r);
            raw("<tr>");
            for (int c = 0; c < row.size(); c++) {
                String numeric = cssClass(table, c).isEmpty() ? "" : " class=\"n\"";
                String cell = file.isEmpty() ? "" : " title=\"" + file + ", " + (char) ('A' + c) + (r + 2) + "\"";
                raw("<td" + numeric + cell + ">").escaped(row.get(c)).raw("</td>\n");
            }
            raw("</tr>\n");
        }
        raw("</tbody></table>\n");
        table.notes().forEach(note -> element("p", "note", note));
        return raw("</div>\n");
    }

    /** Of a table in a file, a class by its kind, for columns whose widths a page sets. */
    private static String kind(String file) {
        return file.isEmpty() ? "" : " class=\"" + file.replaceAll(".*/|(-\\d+)?\\.csv", "") + "\"";
    }

    /** Where something lies, as a link to a file beside the page. */
    private void source(String file) {
        if (!file.isEmpty()) {
            raw(" <a class=\"source\" href=\"" + file + "\">" + file + "</a>");
        }
    }

    private static String cssClass(Table table, int column) {
        return table.isNumeric(column) ? "n" : "";
    }

    Html facts(List<Fact> facts) {
        raw("<dl>\n");
        facts.forEach(f -> element("dt", "", f.name()).element("dd", "", f.value()));
        return raw("</dl>\n");
    }

    /**
     * A figure with its title and description below.
     *
     * @param full whether it takes the whole width
     * @param file that holds it, relative to the page; empty for none
     */
    Html figure(Figure figure, boolean full, String file) {
        raw(full ? "<figure class=\"full\">\n" : "<figure>\n");
        raw(figure.inline().replaceFirst("width=\"", "style=\"max-width:" + figure.width() + "px\" width=\""));
        raw("\n<figcaption>")
                .element("b", "", "Figure " + ++figures + ". " + figure.title() + ".")
                .raw(" ");
        escaped(figure.description());
        source(file);
        return raw("</figcaption>\n</figure>\n");
    }

    /** A model card, as {@link Markdown} reads it. */
    Html markdown(String text) {
        return raw(Markdown.html(text));
    }

    String text() {
        return out.toString();
    }
}
