package org.cordscope.report;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.evaluation.scan.ScanResults;
import org.cordscope.report.figure.BlandAltmanFigure;
import org.cordscope.report.figure.Figure;
import org.cordscope.report.figure.Figures;
import org.cordscope.report.figure.GradeFigure;

/** All figures of an evaluation, in the order of a report. */
final class EvaluationFigures {
    private static final String SUBGROUPS = "subgroups";
    /** Panels that a page shows side by side as one figure, and a folder of figures each by itself too. */
    private static final List<String> PANELS = List.of("roc-per-patient", "roc-pooled");

    private EvaluationFigures() {}

    static List<Figure> of(FullEvaluation full) {
        List<Figure> figures = new ArrayList<>(Figures.of(full.slices()));
        ScanResults scans = full.scans();
        if (scans != null) {
            figures.add(BlandAltmanFigure.of(scans));
        }
        GradeFigure.of(full.grades(), full.slices().threshold()).ifPresent(figures::add);
        return figures;
    }

    static List<Figure> performance(FullEvaluation full) {
        List<Figure> figures = of(full);
        boolean beside = figures.stream().anyMatch(f -> f.name().equals("roc"));
        return figures.stream()
                .filter(f -> !f.name().equals(SUBGROUPS) && !(beside && PANELS.contains(f.name())))
                .toList();
    }

    static List<Figure> subgroups(FullEvaluation full) {
        return of(full).stream().filter(f -> f.name().equals(SUBGROUPS)).toList();
    }
}
