package org.cordscope.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cordscope.cohort.SeriesEvidence;
import org.cordscope.report.ReportContent.Fact;
import org.cordscope.report.figure.Figure;
import org.cordscope.report.figure.Figures;
import org.cordscope.report.figure.FlowDiagram;
import org.cordscope.report.figure.GalleryFigure.Example;
import org.cordscope.report.figure.TrainingFigure;
import org.cordscope.report.table.Table;
import org.cordscope.study.Progress;
import org.cordscope.study.Rejected;
import org.cordscope.study.UserFacingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

final class HtmlReportTest {
    private static final String HOSTILE = "<script>alert('x')</script>\" onload=\"y & z";

    @Test
    void a_full_report_holds_every_section_and_can_be_looked_at_in_target() throws IOException {
        ReportContent content = SampleReport.full();
        Path folder = Path.of("target", "sample-report");
        HtmlReport.write(content, folder.resolve("report.html"));
        String page = Files.readString(folder.resolve("report.html"));
        for (String section : List.of(
                "Flow",
                "Series",
                "Cohort",
                "Raters",
                "Training",
                "Performance",
                "Subgroups",
                "Images",
                "Not used",
                "Model card",
                "Provenance")) {
            assertTrue(page.contains("\">" + section + "</h2>"), section);
        }
        assertTrue(page.contains(HtmlReport.CAUTION));
        assertTrue(page.contains("data:image/png;base64,iVBOR"));
        EvaluationFiles.writeFigures(List.of(SampleReport.flow().figure()), folder);
        EvaluationFiles.writeFigures(Figures.of(SampleReport.evaluation()), folder);
        EvaluationFiles.writeFigures(
                TrainingFigure.of(SampleReport.epochs()).stream().toList(), folder);
    }

    @Test
    void nothing_is_fetched_and_nothing_runs() {
        String page = HtmlReport.page(SampleReport.full());
        assertFalse(page.contains("http:") || page.contains("https:") || page.contains("//cdn"));
        assertFalse(page.contains("<script")
                || page.contains("<link")
                || page.contains("@import")
                || page.contains("url("));
        Matcher sources = Pattern.compile("(src|href)=\"([^\"]{0,20})").matcher(page);
        while (sources.find()) {
            assertTrue(
                    sources.group(2).matches("data:image/png.*|#[a-z-]+|evaluation.json|(tables|figures)/.*"),
                    sources.group());
        }
    }

    @Test
    void every_file_that_the_page_leads_to_is_written_and_holds_the_cell_that_it_names() throws IOException {
        Path folder = Path.of("target", "sample-report-folder");
        ReportFolder.write(SampleReport.full(), folder, Progress.NONE);
        String page = Files.readString(folder.resolve("report.html"));
        Matcher links = Pattern.compile(" href=\"([^\"#]+)\"").matcher(page);
        while (links.find()) {
            assertTrue(Files.exists(folder.resolve(links.group(1))), links.group(1));
        }
        Matcher cells = Pattern.compile("title=\"(tables/metrics\\.csv), ([A-Z])(\\d+)\">([^<]*)<")
                .matcher(page);
        List<CSVRecord> csv = CSVParser.parse(
                        folder.resolve("tables/metrics.csv"), StandardCharsets.UTF_8, CSVFormat.DEFAULT)
                .getRecords();
        int seen = 0;
        while (cells.find()) {
            String there = csv.get(Integer.parseInt(cells.group(3)) - 1)
                    .get(cells.group(2).charAt(0) - 'A');
            String shown = cells.group(4)
                    .replace('\u2212', '-')
                    .replace("\u202f", "")
                    .replace('\u00a0', ' ')
                    .strip();
            assertEquals(shown.equals("\u2013") ? "" : shown.replace("&#39;", "'"), there);
            seen++;
        }
        assertTrue(seen > 30, seen + " cells");
    }

    @Test
    void series_are_folded_by_reason_the_chosen_first() {
        String page = HtmlReport.page(SampleReport.full());
        List<String> groups = Pattern.compile("<span class=\"count\">(\\d+)</span> ([^<]+)</summary>")
                .matcher(page)
                .results()
                .map(m -> m.group(2) + " " + m.group(1))
                .toList();
        assertEquals(List.of("Chosen 10", "fat-saturated 15", "not axial 15"), groups.subList(0, 3));
        assertEquals(60, page.split("<td class=\"code\">(scan-|900000)", -1).length - 1);
        assertFalse(page.contains("<details class=\"series\" open"));
    }

    @Test
    void a_flow_too_tall_for_the_first_page_comes_after_the_cohort() {
        assertTrue(flowStandsBeforeCohort(SampleReport.flow()));
        List<FlowDiagram.Step> steps = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            steps.add(new FlowDiagram.Step(new FlowDiagram.Box("Step " + i, "9 files")));
        }
        assertFalse(flowStandsBeforeCohort(new FlowDiagram(steps, List.of())));
    }

    private static boolean flowStandsBeforeCohort(FlowDiagram flow) {
        String page = HtmlReport.page(ReportContent.titled("x", "")
                .withFlow(flow)
                .withCohort(new Table("Patients", List.of("a"), List.of(List.of("b"))))
                .build());
        return page.indexOf(">Flow</h2>") < page.indexOf(">Cohort</h2>");
    }

    @Test
    void tables_and_figures_are_numbered_in_the_order_of_the_page() {
        String page = HtmlReport.page(SampleReport.full());
        for (String kind : List.of("Table", "Figure")) {
            List<String> numbers = Pattern.compile("<b>" + kind + " (\\d+)\\. ?")
                    .matcher(page)
                    .results()
                    .map(m -> m.group(1))
                    .toList();
            assertTrue(numbers.size() > 8, kind + numbers);
            for (int i = 0; i < numbers.size(); i++) {
                assertEquals(String.valueOf(i + 1), numbers.get(i), kind);
            }
        }
        assertTrue(page.contains("<b>Figure 1. Flow of the study.</b>"));
    }

    @Test
    void an_empty_report_has_no_sections() {
        String page = HtmlReport.page(ReportContent.titled("Nothing yet", "").build());
        assertFalse(page.contains("<h2>"));
        assertTrue(page.contains(HtmlReport.CAUTION));
    }

    @Test
    void hostile_text_is_shown_as_text() {
        ReportContent content = ReportContent.titled(HOSTILE, HOSTILE)
                .withCounts(List.of(new Fact(HOSTILE, HOSTILE)))
                .withSeries(SeriesTable.of(List.of(
                        new SeriesEvidence(HOSTILE, HOSTILE, HOSTILE, HOSTILE, false, 1, HOSTILE, List.of(HOSTILE)))))
                .withCohort(new Table(HOSTILE, List.of(HOSTILE), List.of(List.of(HOSTILE)), List.of(HOSTILE)))
                .withFailures(List.of(new Rejected(HOSTILE, HOSTILE)))
                .withVersions(List.of(new Fact(HOSTILE, HOSTILE)))
                .withProvenance(List.of(new Fact(HOSTILE, HOSTILE)))
                .build();
        String page = HtmlReport.page(content);
        assertFalse(page.contains("<script"));
        assertFalse(page.contains("\" onload"));
        assertTrue(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"));
    }

    @Test
    void every_figure_is_valid_xml_without_scripts() throws Exception {
        List<Figure> figures = new ArrayList<>(Figures.of(SampleReport.evaluation()));
        figures.add(SampleReport.flow().figure());
        figures.addAll(TrainingFigure.of(SampleReport.epochs()).stream().toList());
        assertEquals(11, figures.size());
        for (Figure figure : figures) {
            String svg = figure.standalone();
            var document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)));
            assertEquals("svg", document.getDocumentElement().getTagName());
            assertFalse(svg.contains("<script") || svg.contains("NaN") || svg.contains("Infinity"), figure.name());
        }
    }

    @Test
    void a_page_that_cannot_be_written_is_said_so(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        ReportContent content = ReportContent.titled("x", "").build();
        assertThrows(UserFacingException.class, () -> HtmlReport.write(content, file.resolve("report.html")));
    }

    @Test
    void a_ragged_table_and_a_picture_that_is_none_are_refused() {
        assertThrows(
                IllegalArgumentException.class, () -> new Table("x", List.of("a", "b"), List.of(List.of("only one"))));
        assertThrows(IllegalArgumentException.class, () -> new Example("x", new byte[20], "x"));
    }
}
