package org.cordscope.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cordscope.report.figure.Markup;

/**
 * The Markdown of model cards as HTML: headings, points, paragraphs, tables, code; bold and code within a line. A link keeps its
 * words alone, because a page fetches nothing; pictures and the title are left out. All else is text.
 */
final class Markdown {
    private static final Pattern SPAN = Pattern.compile(
            "`([^`]+)`|\\*\\*(?! )([^*]+)(?<! )\\*\\*|!\\[[^\\]]*\\]\\([^)]*\\)|\\[([^\\]]+)\\]\\([^)]*\\)");
    private static final Pattern RULE = Pattern.compile("\\|?\\s*:?-+:?\\s*(\\|\\s*:?-+:?\\s*)*\\|?");
    private static final String FENCE = "```";

    private final List<String> lines;
    private final StringBuilder out = new StringBuilder();
    private int next;

    private Markdown(String text) {
        this.lines = text.lines().toList();
    }

    static String html(String text) {
        Markdown markdown = new Markdown(text);
        while (markdown.next < markdown.lines.size()) {
            markdown.block();
        }
        return markdown.out.toString();
    }

    private String line() {
        return next < lines.size() ? lines.get(next) : "";
    }

    private void block() {
        String line = line();
        if (line.startsWith(FENCE)) {
            code();
        } else if (line.startsWith("|")
                && next + 1 < lines.size()
                && RULE.matcher(lines.get(next + 1).strip()).matches()) {
            table();
        } else if (line.startsWith("- ")) {
            points();
        } else if (line.startsWith("#")) {
            int level = line.indexOf(' ');
            if (level > 1) {
                element("h3", line.substring(level + 1));
            }
            next++;
        } else if (line.isBlank()) {
            next++;
        } else {
            paragraph();
        }
    }

    private void code() {
        List<String> block = new ArrayList<>();
        next++;
        while (next < lines.size() && !line().startsWith(FENCE)) {
            block.add(lines.get(next++));
        }
        next++;
        out.append("<pre>").append(Markup.escape(String.join("\n", block))).append("</pre>\n");
    }

    private void table() {
        List<String> header = cells(lines.get(next));
        next += 2;
        List<List<String>> rows = new ArrayList<>();
        while (line().startsWith("|")) {
            rows.add(cells(lines.get(next++)));
        }
        out.append("<div class=\"wide\"><table>\n<thead>");
        row("th", header);
        out.append("</thead>\n<tbody>\n");
        rows.forEach(cells -> row("td", cells));
        out.append("</tbody></table></div>\n");
    }

    private void row(String name, List<String> cells) {
        out.append("<tr>");
        cells.forEach(cell -> element(name, cell));
        out.append("</tr>\n");
    }

    /** Cells of a line of a table; a bar after a backslash, or within code, is text. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean code = false;
        String inner = line.strip().replaceAll("^\\||\\|$", "");
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            code ^= c == '`';
            if (c == '\\' && i + 1 < inner.length() && inner.charAt(i + 1) == '|') {
                cell.append(inner.charAt(++i));
            } else if (c == '|' && !code) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }

    private void points() {
        out.append("<ul>\n");
        while (line().startsWith("- ")) {
            StringBuilder point = new StringBuilder(lines.get(next++).substring(2));
            while (line().startsWith("  ") && !line().isBlank()) {
                point.append(' ').append(lines.get(next++).strip());
            }
            element("li", point.toString());
        }
        out.append("</ul>\n");
    }

    private void paragraph() {
        List<String> block = new ArrayList<>();
        while (!line().isBlank() && !isOther(line())) {
            block.add(lines.get(next++).strip());
        }
        String text = spans(String.join(" ", block));
        if (!text.isBlank()) {
            out.append("<p>").append(text).append("</p>\n");
        }
    }

    private static boolean isOther(String line) {
        return line.startsWith("- ") || line.startsWith("#") || line.startsWith(FENCE);
    }

    private void element(String name, String text) {
        out.append(String.format(Locale.ROOT, "<%s>%s</%s>%n", name, spans(text), name));
    }

    private static String spans(String text) {
        StringBuilder html = new StringBuilder();
        Matcher span = SPAN.matcher(text);
        int done = 0;
        while (span.find()) {
            html.append(Markup.escape(text.substring(done, span.start())));
            if (span.group(1) != null) {
                html.append("<code>").append(Markup.escape(span.group(1))).append("</code>");
            } else if (span.group(2) != null) {
                html.append("<b>").append(spans(span.group(2))).append("</b>");
            } else if (span.group(3) != null) {
                html.append(spans(span.group(3)));
            }
            done = span.end();
        }
        return html.append(Markup.escape(text.substring(done))).toString();
    }
}
