package org.cordscope.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.report.figure.Figure;
import org.cordscope.report.figure.FlowDiagram;
import org.cordscope.report.figure.GalleryFigure;
import org.cordscope.report.figure.Numbers;
import org.cordscope.report.figure.Tone;
import org.cordscope.report.figure.TrainingFigure;
import org.cordscope.report.table.Table;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;
import org.jspecify.annotations.Nullable;

/** One HTML page that holds everything: style, figures and pictures are inside, nothing is fetched and nothing runs. */
public final class HtmlReport {
    /** Said on every report. */
    public static final String CAUTION =
            "Research software. Not for diagnosis, and not a medical device: no result on this page may guide the care"
                    + " of a patient.";

    /** Where the table of contents goes, once all headings are known; no text can look so. */
    private static final String CONTENTS = "<nav></nav>\n";

    private static final Pattern WIDE_SVG =
            Pattern.compile("<svg ([^>]*?)style=\"[^\"]*\" width=\"(\\d+)\" height=\"(\\d+)\" font-family=\"[^\"]*\"");
    private static final String EVALUATION = "evaluation.json";
    /** CSS pixels of a page of A4 between its margins, and of one of its two columns. */
    private static final int FULL_PAGE = 680;

    private static final int COLUMN = 326;
    /** CSS pixels that a figure has on a page of its own, below a heading and above its caption. */
    private static final int FULL_HEIGHT = 900;

    /** The same on the first page, below title and numbers. */
    private static final int FIRST_HEIGHT = 655;

    /** A figure as drawn whose type stays above 5.5 points where it is scaled down to {@link #FIRST_HEIGHT}. */
    private static final int HIGHEST_ON_FIRST_PAGE = 1040;

    private static final int HALF_PAGE = 600;
    /** Figures beyond this take a line of their own; others stand in pairs, which a page does not part. */
    private static final int WIDE_FIGURE = 700;

    private final ReportContent content;
    private final List<String> headings = new ArrayList<>();
    private final Html html = new Html();

    private HtmlReport(ReportContent content) {
        this.content = content;
    }

    /** Writes the page. */
    public static void write(ReportContent content, Path file) {
        try {
            WholeFile.write(file, page(content));
        } catch (IOException e) {
            throw new UserFacingException(
                    "The report cannot be written to " + file + ".", "Check that the folder can be written.", e);
        }
    }

    /** The page as text. */
    public static String page(ReportContent content) {
        return new HtmlReport(content).page(style());
    }

    /** The page in the older CSS and the narrower columns that its PDF is made from. */
    static String printed(ReportContent content) {
        Matcher figures = WIDE_SVG.matcher(new HtmlReport(content).page(resource("report-print.css")));
        return figures.replaceAll(m -> {
            int width = Integer.parseInt(m.group(2));
            int height = Integer.parseInt(m.group(3));
            boolean first = height <= HIGHEST_ON_FIRST_PAGE && m.group(1).contains("\"flow-title\"");
            int most = Math.min(width, width > HALF_PAGE ? FULL_PAGE : COLUMN);
            int shown = Math.min(most, (first ? FIRST_HEIGHT : FULL_HEIGHT) * width / height);
            return Matcher.quoteReplacement("<svg" + Figure.NAMESPACE + " " + m.group(1) + "width=\"" + shown
                    + "\" height=\"" + height * shown / width + "\" font-family=\"Liberation Sans\"");
        });
    }

    private String page(String style) {
        html.raw("""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8"/>
            <meta name="viewport" content="width=device-width, initial-scale=1"/>
            """);
        html.element("title", "", content.title());
        html.raw("<style>\n" + style + "</style>\n</head>\n<body>\n");
        head();
        html.raw(CONTENTS);
        boolean first = fitsFirstPage(content.flow());
        if (first) {
            flow();
        }
        cohort();
        if (!first) {
            flow();
        }
        raters();
        training();
        performance();
        gallery();
        failures();
        card();
        methods();
        checklists();
        provenance();
        foot();
        return html.raw("</body>\n</html>\n").text().replace(CONTENTS, contents());
    }

    /** Rules of every page. */
    static String style() {
        return resource("report.css") + Tone.darkRules(".figure") + "\n@media print {\n" + Tone.lightRules(".figure")
                + "\n}\n";
    }

    private static String resource(String name) {
        try (InputStream css = HtmlReport.class.getResourceAsStream(name)) {
            if (css == null) {
                throw new IllegalStateException(name + " is missing from the class path");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(name + " cannot be read from the class path", e);
        }
    }

    private void head() {
        html.raw("<header>\n").element("h1", "", content.title());
        if (!content.subtitle().isBlank()) {
            html.element("p", "subtitle", content.subtitle());
        }
        html.element("p", "caution", CAUTION);
        if (content.evaluation() != null) {
            Evaluation evaluation = content.evaluation().slices();
            html.raw("<div class=\"tiles\">\n");
            tile("AUC", evaluation.pooled().auc(), "pooled.auc");
            tile("Sensitivity", evaluation.pooled().sensitivity(), "pooled.sensitivity");
            tile("Specificity", evaluation.pooled().specificity(), "pooled.specificity");
            tile("F1", evaluation.pooled().f1(), "pooled.f1");
            tile("AUC per patient, mean", evaluation.perPatient().meanAuc(), "per_patient.mean_auc");
            html.raw("</div>\n");
        }
        if (!content.counts().isEmpty()) {
            html.raw("<div class=\"tiles small\">\n");
            int row = 2;
            for (ReportContent.Fact count : content.counts()) {
                tile(count.name(), count.value(), "", "tables/counts.csv", "B" + row++);
            }
            html.raw("</div>\n");
        }
        html.raw("</header>\n");
    }

    /** @param key where {@code evaluation.json} has it */
    private void tile(String name, Estimate estimate, String key) {
        String interval = estimate.hasInterval()
                ? Numbers.interval(estimate)
                : estimate.isDefined() ? "no interval" : "undefined";
        tile(name, Numbers.fixed(estimate.value(), 3), interval, EVALUATION, key);
    }

    private void tile(String name, String value, String interval, String file, String place) {
        html.raw("<a class=\"tile\" href=\"" + file + "\" title=\"" + file + ", " + place + "\">");
        html.element("div", "name", name).element("div", "value", value);
        if (!interval.isEmpty()) {
            html.element("div", "interval", interval);
        }
        html.raw("</a>\n");
    }

    /** Whether a flow diagram fits below the numbers of a first page in type that can be read. */
    private static boolean fitsFirstPage(@Nullable FlowDiagram flow) {
        return flow != null && flow.figure().height() <= HIGHEST_ON_FIRST_PAGE;
    }

    private void flow() {
        FlowDiagram flow = content.flow();
        if (flow != null) {
            heading("Flow");
            html.raw(fitsFirstPage(flow) ? "<div class=\"first\">\n" : "<div>\n");
            figure(flow.figure(), true);
            html.raw("</div>\n");
        }
        SeriesTable series = content.series();
        if (series != null && !series.byReason().isEmpty()) {
            html.raw("<div class=\"keep\">\n");
            heading("Series");
            series.write(html);
            html.raw("</div>\n");
        }
    }

    private void cohort() {
        if (!content.cohort().isEmpty()) {
            heading("Cohort");
            tables(ReportTables.numbered("cohort", content.cohort()));
        }
    }

    private void raters() {
        if (!content.agreement().isEmpty()) {
            heading("Raters");
            tables(ReportTables.numbered("agreement", content.agreement()));
            figures(content.raterFigures());
        }
    }

    private void training() {
        if (content.training() == null && content.epochs().isEmpty()) {
            return;
        }
        heading("Training");
        if (content.architecture() != null) {
            figure(content.architecture(), true);
        }
        if (content.training() != null) {
            html.table(content.training(), file("training"));
        }
        TrainingFigure.of(content.epochs()).ifPresent(f -> figure(f, true));
    }

    private void performance() {
        FullEvaluation full = content.evaluation();
        if (full == null) {
            return;
        }
        Map<String, Table> tables = new LinkedHashMap<>(EvaluationTables.of(full));
        Map<String, Table> subgroups = new LinkedHashMap<>();
        for (String name : List.of("subgroups", "interactions")) {
            Table table = tables.remove(name);
            if (table != null) {
                subgroups.put(name, table);
            }
        }
        heading("Performance");
        html.table(Objects.requireNonNull(tables.remove("metrics")), file("metrics"));
        figures(EvaluationFigures.performance(full));
        tables(tables);
        if (!subgroups.isEmpty()) {
            heading("Subgroups");
            tables(subgroups);
            EvaluationFigures.subgroups(full).forEach(f -> figure(f, true));
        }
    }

    private void figures(List<Figure> figures) {
        if (!figures.isEmpty()) {
            html.raw("<div class=\"figures\">\n");
            boolean open = false;
            for (Figure f : figures) {
                boolean full = f.width() > WIDE_FIGURE;
                html.raw(open || full ? "" : "<div class=\"pair\">\n");
                html.raw(open && full ? "</div>\n" : "");
                figure(f, full);
                html.raw(open && !full ? "</div>\n" : "");
                open = !open && !full;
            }
            html.raw(open ? "</div>\n" : "");
            html.raw("</div>\n");
        }
    }

    private void tables(Map<String, Table> tables) {
        tables.forEach((name, table) -> html.table(table, file(name)));
    }

    /** The file of a table, beside the page. */
    private static String file(String table) {
        return "tables/" + table + ".csv";
    }

    private void card() {
        if (!content.card().isEmpty()) {
            heading("Model card");
            html.raw("<div class=\"card\">\n").markdown(content.card()).raw("</div>\n");
        }
    }

    private void methods() {
        if (!content.methods().isEmpty()) {
            heading("Methods");
            content.methods().forEach(paragraph -> html.element("p", "methods", paragraph));
        }
    }

    private void checklists() {
        if (!content.checklists().isEmpty()) {
            heading("Reporting checklists");
            tables(ReportTables.numbered("checklist", content.checklists()));
        }
    }

    /** A heading that the table of contents leads to. */
    private void heading(String text) {
        html.raw("<h2 id=\"" + anchor(text) + "\">").escaped(text).raw("</h2>\n");
        headings.add(text);
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private String contents() {
        Html links = new Html().raw("<nav>");
        headings.forEach(
                h -> links.raw("<a href=\"#" + anchor(h) + "\">").escaped(h).raw("</a> "));
        return links.raw("</nav>\n").text();
    }

    private void figure(Figure figure, boolean full) {
        html.figure(figure, full, "figures/" + figure.name() + ".svg");
    }

    private void gallery() {
        if (content.gallery().isEmpty()) {
            return;
        }
        heading("Images");
        GalleryFigure.of(content.gallery()).ifPresent(f -> figure(f, true));
    }

    private void failures() {
        if (content.failures().isEmpty()) {
            return;
        }
        heading("Not used");
        tables(ReportTables.failures(content));
    }

    private void provenance() {
        if (!content.provenance().isEmpty()) {
            heading("Provenance");
            html.facts(content.provenance());
        }
    }

    private void foot() {
        html.raw("<footer>\n");
        if (!content.versions().isEmpty()) {
            html.element(
                    "p",
                    "",
                    "Made by "
                            + String.join(
                                    ", ",
                                    content.versions().stream()
                                            .map(f -> f.name() + " " + f.value())
                                            .toList())
                            + ".");
        }
        if (content.evaluation() != null) {
            html.element(
                    "p",
                    "",
                    "Tiles, tables and figures name the file beside this page that holds their numbers; hold the"
                            + " pointer over a number to see the cell. evaluation.json has all digits of every estimate.");
        }
        html.element("p", "", CAUTION).raw("</footer>\n");
    }
}
