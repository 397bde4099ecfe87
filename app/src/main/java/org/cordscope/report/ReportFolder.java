package org.cordscope.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.report.export.FigurePng;
import org.cordscope.report.export.PdfPage;
import org.cordscope.report.figure.Figure;
import org.cordscope.report.figure.TrainingFigure;
import org.cordscope.report.table.Table;
import org.cordscope.study.Progress;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;

/** A report in every form that a paper needs: the page, its PDF, and each table and figure as files of their own. */
public final class ReportFolder {
    private ReportFolder() {}

    /**
     * Writes {@code report.html}, {@code report.pdf}, {@code methods.md}, {@code evaluation.json}, {@code tables/*} as CSV,
     * LaTeX and Markdown, and {@code figures/*} as SVG, PDF and PNG of 300 dots per inch.
     */
    public static void write(ReportContent content, Path folder, Progress progress) {
        try {
            HtmlReport.write(content, folder.resolve("report.html"));
            Map<String, String> texts = EvaluationFiles.tables(tables(content));
            texts.put("methods.md", String.join("\n\n", content.methods()) + "\n");
            if (content.evaluation() != null) {
                texts.put("evaluation.json", EvaluationJson.text(content.evaluation()));
            }
            WholeFile.writeAll(folder, texts);
            List<Figure> figures = figures(content);
            progress.begin("drawing figures", figures.size() + 1L);
            for (Figure figure : figures) {
                Path file = folder.resolve("figures").resolve(figure.name());
                WholeFile.write(file.resolveSibling(figure.name() + ".svg"), figure.standalone());
                WholeFile.write(file.resolveSibling(figure.name() + ".pdf"), PdfPage.of(figure));
                WholeFile.write(file.resolveSibling(figure.name() + ".png"), FigurePng.of(figure));
                progress.advance(1);
            }
            WholeFile.write(folder.resolve("report.pdf"), PdfPage.of(HtmlReport.printed(content)));
            progress.advance(1);
        } catch (IOException e) {
            throw new UserFacingException(
                    "The report cannot be written to " + folder + ".", "Check that the folder can be written.", e);
        }
    }

    private static Map<String, Table> tables(ReportContent content) {
        Map<String, Table> tables = new LinkedHashMap<>();
        numbered(tables, "cohort", content.cohort());
        numbered(tables, "agreement", content.agreement());
        if (content.training() != null) {
            tables.put("training", content.training());
        }
        if (content.evaluation() != null) {
            tables.putAll(EvaluationTables.of(content.evaluation()));
        }
        numbered(tables, "checklist", content.checklists());
        return tables;
    }

    private static void numbered(Map<String, Table> tables, String name, List<Table> several) {
        for (int i = 0; i < several.size(); i++) {
            tables.put(i == 0 ? name : name + "-" + (i + 1), several.get(i));
        }
    }

    private static List<Figure> figures(ReportContent content) {
        List<Figure> figures = new ArrayList<>();
        if (content.flow() != null) {
            figures.add(content.flow().figure());
        }
        figures.addAll(content.raterFigures());
        if (content.architecture() != null) {
            figures.add(content.architecture());
        }
        TrainingFigure.of(content.epochs()).ifPresent(figures::add);
        if (content.evaluation() != null) {
            figures.addAll(EvaluationFigures.of(content.evaluation()));
        }
        return figures;
    }
}
