package org.cordscope.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cordscope.evaluation.Estimate;
import org.cordscope.inference.cord.LearningCurve.Point;
import org.cordscope.report.figure.LearningCurveFigure;
import org.cordscope.study.WholeFile;

/** Writes {@code learning-curve.csv} and {@code learning-curve.svg}. */
public final class LearningCurveFiles {
    private LearningCurveFiles() {}

    /** @param points the first of them the model as it was */
    public static void write(List<Point> points, Path folder) throws IOException {
        StringBuilder table = new StringBuilder("patients,repetition,changed,auc,auc_low,auc_high,loss\n");
        for (Point point : points) {
            Estimate auc = point.auc();
            table.append(String.format(
                    Locale.ROOT,
                    "%d,%d,%d,%s,%s,%s,%s\n",
                    point.patients(),
                    point.repetition(),
                    point.changed() ? 1 : 0,
                    cell(auc.value()),
                    cell(auc.low()),
                    cell(auc.high()),
                    cell(point.loss())));
        }
        Map<String, String> files = new LinkedHashMap<>();
        files.put("learning-curve.csv", table.toString());
        files.put("learning-curve.svg", LearningCurveFigure.of(points).standalone());
        WholeFile.writeAll(folder, files);
    }

    private static String cell(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value);
    }
}
