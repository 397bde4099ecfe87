package org.cordscope.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Predicate;
import org.cordscope.evaluation.Estimate;
import org.cordscope.inference.explanation.Alikeness;
import org.cordscope.inference.explanation.Check;
import org.cordscope.inference.explanation.ExplainedSlice;
import org.cordscope.inference.explanation.Explanation;
import org.cordscope.inference.explanation.Verdict;
import org.cordscope.learning.saliency.MapMethod;
import org.cordscope.provenance.CordscopeVersion;
import org.cordscope.report.ReportContent.Fact;
import org.cordscope.report.figure.Figure;
import org.cordscope.report.figure.Numbers;
import org.cordscope.report.table.Table;
import org.cordscope.study.Compression;
import org.jspecify.annotations.Nullable;

/** One page about where a model looks: verdicts, what they rest on, and slices under their maps. Everything is inside. */
final class ExplanationPage {
    private static final int EACH = 6;
    private static final String STYLE = """
        .verdict { font-weight: 600; }
        .verdict.pass { color: #2fc79b; }
        .verdict.fail { color: var(--warn); }
        .verdict.undecided { color: var(--muted); }
        h3 { font-size: 15px; font-weight: 600; margin: 28px 0 10px; }
        .slices { display: grid; gap: 12px; }
        .slices figure { padding: 10px 12px 12px; }
        .maps { display: grid; grid-template-columns: repeat(auto-fill, minmax(168px, 1fr)); gap: 10px; }
        .maps div { font-size: 12px; color: var(--muted); }
        .maps img { display: block; width: 100%; height: auto; border-radius: 4px; background: #000; margin: 0 0 4px; }
        .scale { display: flex; align-items: center; gap: 10px; color: var(--muted); font-size: 13px; margin: 0 0 12px; }
        .scale span { width: 220px; height: 10px; border-radius: 5px; background: linear-gradient(90deg, #00f, #0ff, #7f7, #ff0, #f00); }
        @media print { .verdict.pass { color: #00684b; } }
        """;

    private final Explanation explanation;
    private final Path folder;
    private final long seed;
    private final Html html = new Html();

    /**
     * @param folder with the overlays
     * @param seed decides which slices are shown
     */
    ExplanationPage(Explanation explanation, Path folder, long seed) {
        this.explanation = explanation;
        this.folder = folder;
        this.seed = seed;
    }

    String text(String title, @Nullable Figure randomisation, List<Fact> provenance) throws IOException {
        html.raw("""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            """);
        html.element("title", "", title);
        html.raw("<style>\n" + HtmlReport.style() + STYLE + "</style>\n</head>\n<body>\n");
        head(title);
        verdicts();
        if (randomisation != null) {
            html.element("h2", "", "Randomisation").figure(randomisation, true, "");
        }
        alikeness();
        gallery();
        html.element("h2", "", "Provenance").facts(provenance);
        html.raw("<footer>\n").element("p", "", "Made by Cordscope " + CordscopeVersion.current() + ".");
        return html.raw("</footer>\n</body>\n</html>\n").text();
    }

    private void head(String title) {
        html.raw("<header>\n").element("h1", "", title);
        html.element("p", "subtitle", "Where the model looks, and whether the methods that say so can be trusted");
        html.element("p", "caution", HtmlReport.CAUTION);
        html.raw("<div class=\"tiles small\">\n");
        tile("Slices", Numbers.count(explanation.slices().size()));
        tile("Patients", Numbers.count(explanation.patients()));
        tile("Methods", Numbers.count(explanation.methods().size()));
        tile(
                "Checks passed",
                explanation.verdicts().stream()
                                .filter(v -> v.outcome() == Verdict.Outcome.PASS)
                                .count()
                        + " of " + explanation.verdicts().size());
        html.raw("</div>\n</header>\n");
    }

    private void tile(String name, String value) {
        html.raw("<div class=\"tile\">").element("div", "name", name).element("div", "value", value);
        html.raw("</div>\n");
    }

    private void verdicts() {
        List<Check> checks = explanation.verdicts().stream()
                .map(Verdict::check)
                .distinct()
                .sorted()
                .toList();
        html.element("h2", "", "Verdicts").raw("<div class=\"wide\"><table>\n<thead><tr><th>Method</th>");
        checks.forEach(check -> html.element("th", "", check.title()));
        html.raw("</tr></thead>\n<tbody>\n");
        for (MapMethod method : explanation.methods()) {
            html.raw("<tr>").element("td", "", method.title());
            for (Check check : checks) {
                html.raw("<td>");
                explanation.verdicts(method).stream()
                        .filter(v -> v.check() == check)
                        .forEach(this::verdict);
                html.raw("</td>");
            }
            html.raw("</tr>\n");
        }
        html.raw("</tbody></table>\n");
        checks.forEach(check -> html.element("p", "note", check.title() + " " + check.rule() + "."));
        String empty = emptyMaps();
        html.element(
                "p",
                "note",
                "A method without a positive contribution leaves an empty map; such slices are left out of the"
                        + " comparisons."
                        + (empty.isEmpty() ? "" : " Empty maps: " + empty + "."));
        html.raw("</div>\n");
    }

    private void verdict(Verdict verdict) {
        String outcome = verdict.outcome().name().toLowerCase(Locale.ROOT);
        html.raw("<div class=\"verdict " + outcome + "\">").escaped(outcome).raw("</div>");
        html.element("div", "note", verdict.reason());
    }

    private String emptyMaps() {
        List<String> parts = new ArrayList<>();
        explanation.emptyMaps().forEach((method, count) -> {
            if (count > 0) {
                parts.add(method.id() + " " + count + " of "
                        + explanation.slices().size());
            }
        });
        return String.join(", ", parts);
    }

    private void alikeness() {
        List<List<String>> rows = new ArrayList<>();
        for (Alikeness a : explanation.alikeness()) {
            rows.add(List.of(
                    a.check().title(),
                    a.step(),
                    a.method().id(),
                    Numbers.count(a.slices()),
                    estimate(a.ssim()),
                    estimate(a.spearman()),
                    estimate(a.spearmanAbsolute()),
                    estimate(a.hog())));
        }
        if (rows.isEmpty()) {
            return;
        }
        html.element("h2", "", "Alikeness of maps")
                .raw("<details class=\"series\"><summary><span class=\"count\">")
                .escaped(Numbers.count(rows.size()))
                .raw("</span> comparisons: mean over slices, 95 % interval by patient</summary>\n")
                .table(new Table(
                        "How alike a method's maps of the trained model and of another network are",
                        List.of(
                                "Check",
                                "Layer or model",
                                "Method",
                                "Slices",
                                "SSIM",
                                "Spearman",
                                "Spearman |.|",
                                "HOG"),
                        rows))
                .raw("</details>\n");
    }

    private static String estimate(Estimate e) {
        return Numbers.fixed(e.value(), 2)
                + (e.hasInterval() ? " (" + Numbers.fixed(e.low(), 2) + " to " + Numbers.fixed(e.high(), 2) + ")" : "");
    }

    private void gallery() throws IOException {
        html.element("h2", "", "Slices").raw("<div class=\"scale\">none <span></span> most</div>\n");
        if (explanation.methods().contains(MapMethod.INTEGRATED_GRADIENTS)) {
            html.element("p", "note above", "Integrated gradients are blurred for the picture, not for the numbers.");
        }
        group("True positives", s -> is(s, Compression.COMPRESSED) && called(s), false);
        group("False negatives", s -> is(s, Compression.COMPRESSED) && !called(s), false);
        group("False positives", s -> is(s, Compression.NOT_COMPRESSED) && called(s), false);
        group("Called compressed, not labelled", s -> s.label() == null && called(s), false);
        group("Least certain", s -> true, true);
    }

    private static boolean is(ExplainedSlice slice, Compression label) {
        return slice.label() == label;
    }

    private boolean called(ExplainedSlice slice) {
        return slice.probability() >= explanation.threshold();
    }

    /** At random, as the paper's figure has them, or those nearest to the threshold. */
    private void group(String title, Predicate<ExplainedSlice> which, boolean nearest) throws IOException {
        List<ExplainedSlice> slices =
                new ArrayList<>(explanation.slices().stream().filter(which).toList());
        if (slices.isEmpty()) {
            return;
        }
        if (nearest) {
            slices.sort(Comparator.comparingDouble(s -> Math.abs(s.probability() - explanation.threshold())));
        } else {
            Collections.shuffle(slices, new Random(seed));
        }
        int shown = Math.min(EACH, slices.size());
        String how = nearest ? shown + " nearest to the threshold" : shown + " at random of " + slices.size();
        html.element("h3", "", title + ": " + how).raw("<div class=\"slices\">\n");
        for (ExplainedSlice slice : slices.subList(0, shown)) {
            html.raw("<figure><div class=\"maps\">\n");
            picture(slice, null, "Slice");
            for (MapMethod method : explanation.methods()) {
                boolean empty = slice.peaks().stream().anyMatch(p -> p.method() == method && p.empty());
                picture(slice, method, method.title() + (empty ? ": empty" : ""));
            }
            html.raw("</div>").element("figcaption", "", caption(slice)).raw("</figure>\n");
        }
        html.raw("</div>\n");
    }

    private static String caption(ExplainedSlice slice) {
        String label = slice.label() == null
                ? ""
                : slice.label() == Compression.COMPRESSED ? ", labelled compressed" : ", labelled not compressed";
        return String.format(Locale.ROOT, "Image %d, probability %.2f%s", slice.number(), slice.probability(), label);
    }

    private void picture(ExplainedSlice slice, @Nullable MapMethod method, String name) throws IOException {
        html.raw("<div><img alt=\"").escaped(name).raw("\" src=\"data:image/png;base64,");
        html.raw(Base64.getEncoder().encodeToString(OverlayFolder.read(folder, slice.number(), method)))
                .raw("\">")
                .escaped(name)
                .raw("</div>\n");
    }
}
