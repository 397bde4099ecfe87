package org.cordscope.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cordscope.report.export.FigurePng;
import org.cordscope.report.export.PdfPage;
import org.cordscope.report.figure.Figure;
import org.cordscope.report.figure.TrainingFigure;
import org.cordscope.study.Progress;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WholeFile;

/** A report in every form that a paper needs: the page, its PDF, and each table and figure as files of their own. */
public final class ReportFolder {
    private ReportFolder() {}

    /**
     * Writes {@code report.html}, {@code report.pdf}, {@code methods.md}, {@code model-card.md}, {@code evaluation.json}, {@code tables/*} as CSV,
     * LaTeX and Markdown, and {@code figures/*} as SVG, PDF and PNG of 300 dots per inch.
     */
    public static void write(ReportContent content, Path folder, Progress progress) {
        try {
            HtmlReport.write(content, folder.resolve("report.html"));
            Map<String, String> texts = EvaluationFiles.tables(ReportTables.of(content));
            texts.put("methods.md", String.join("\n\n", content.methods()) + "\n");
            if (!content.card().isEmpty()) {
                texts.put("model-card.md", content.card());
            }
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
