package org.cordscope.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.report.figure.Figure;
import org.cordscope.report.figure.Figures;
import org.cordscope.report.figure.FlowDiagram;
import org.cordscope.report.figure.Numbers;
import org.cordscope.report.figure.Tone;
import org.cordscope.report.figure.TrainingFigure;
import org.cordscope.study.Rejected;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;

/** One HTML page that holds everything: style, figures and pictures are inside, nothing is fetched and nothing runs. */
public final class HtmlReport {
    /** Said on every report. */
    public static final String CAUTION =
            "Research software. Not for diagnosis, and not a medical device: no result on this page may guide the care of"
                    + " a patient.";

    private final ReportContent content;
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
        return new HtmlReport(content).page();
    }

    private String page() {
        html.raw("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                """);
        html.element("title", "", content.title());
        html.raw("<style>\n" + style() + "</style>\n</head>\n<body>\n");
        head();
        flow();
        cohort();
        training();
        performance();
        gallery();
        failures();
        provenance();
        foot();
        return html.raw("</body>\n</html>\n").text();
    }

    /** Rules of every page. */
    static String style() {
        try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
            if (css == null) {
                throw new IllegalStateException("report.css is missing from the class path");
            }
            String rules = new String(css.readAllBytes(), StandardCharsets.UTF_8);
            return rules + Tone.darkRules(".figure") + "\n@media print {\n" + Tone.lightRules(".figure") + "\n}\n";
        } catch (IOException e) {
            throw new IllegalStateException("report.css cannot be read from the class path", e);
        }
    }

    private void head() {
        html.raw("<header>\n").element("h1", "", content.title());
        if (!content.subtitle().isBlank()) {
            html.element("p", "subtitle", content.subtitle());
        }
        html.element("p", "caution", CAUTION);
        Evaluation evaluation = content.evaluation();
        if (evaluation != null) {
            html.raw("<div class=\"tiles\">\n");
            tile("AUC", evaluation.pooled().auc());
            tile("Sensitivity", evaluation.pooled().sensitivity());
            tile("Specificity", evaluation.pooled().specificity());
            tile("F1", evaluation.pooled().f1());
            tile("AUC per patient, mean", evaluation.perPatient().meanAuc());
            html.raw("</div>\n");
        }
        if (!content.counts().isEmpty()) {
            html.raw("<div class=\"tiles small\">\n");
            content.counts().forEach(f -> tile(f.name(), f.value(), ""));
            html.raw("</div>\n");
        }
        html.raw("</header>\n");
    }

    private void tile(String name, Estimate estimate) {
        String interval = estimate.hasInterval()
                ? Numbers.interval(estimate)
                : estimate.isDefined() ? "no interval" : "undefined";
        tile(name, Numbers.fixed(estimate.value(), 3), interval);
    }

    private void tile(String name, String value, String interval) {
        html.raw("<div class=\"tile\">").element("div", "name", name).element("div", "value", value);
        if (!interval.isEmpty()) {
            html.element("div", "interval", interval);
        }
        html.raw("</div>\n");
    }

    private void flow() {
        FlowDiagram flow = content.flow();
        if (flow != null) {
            html.element("h2", "", "Flow");
            figure(flow.figure(), true);
        }
        SeriesTable series = content.series();
        if (series != null && !series.byReason().isEmpty()) {
            html.element("h2", "", "Series");
            series.write(html);
        }
    }

    private void cohort() {
        if (content.cohort() != null) {
            html.element("h2", "", "Cohort").table(content.cohort());
        }
        if (content.agreement() != null) {
            html.element("h2", "", "Raters").table(content.agreement());
        }
    }

    private void training() {
        if (content.training() == null && content.epochs().isEmpty()) {
            return;
        }
        html.element("h2", "", "Training");
        if (content.training() != null) {
            html.table(content.training());
        }
        TrainingFigure.of(content.epochs()).ifPresent(f -> figure(f, true));
    }

    private void performance() {
        Evaluation evaluation = content.evaluation();
        if (evaluation == null) {
            return;
        }
        html.element("h2", "", "Performance").table(Tables.metrics(evaluation));
        html.raw("<div class=\"figures\">\n");
        List<Figure> figures = new ArrayList<>(Figures.of(evaluation));
        figures.removeIf(f -> f.name().equals("subgroups"));
        figures.forEach(f -> figure(f, false));
        html.raw("</div>\n");
        if (!evaluation.subgroups().isEmpty()) {
            html.element("h2", "", "Subgroups").table(Tables.subgroups(evaluation));
            Figures.of(evaluation).stream()
                    .filter(f -> f.name().equals("subgroups"))
                    .forEach(f -> figure(f, true));
        }
    }

    private void figure(Figure figure, boolean full) {
        html.figure(figure, full);
    }

    private void gallery() {
        if (content.gallery().isEmpty()) {
            return;
        }
        html.element("h2", "", "Images").raw("<div class=\"gallery\">\n");
        content.gallery().forEach(p -> html.picture(p.png(), p.caption()));
        html.raw("</div>\n");
    }

    private void failures() {
        if (content.failures().isEmpty()) {
            return;
        }
        List<List<String>> rows = content.failures().stream()
                .map((Rejected r) -> List.of(r.path(), r.reason()))
                .toList();
        html.element("h2", "", "Not used");
        html.table(new Table(
                String.format(Locale.ROOT, "%d files or series could not be used", rows.size()),
                List.of("Path", "Reason"),
                rows));
    }

    private void provenance() {
        if (!content.provenance().isEmpty()) {
            html.element("h2", "", "Provenance").facts(content.provenance());
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
        html.element("p", "", CAUTION).raw("</footer>\n");
    }
}
