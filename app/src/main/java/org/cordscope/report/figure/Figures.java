package org.cordscope.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.evaluation.Evaluation;

/** All figures of an evaluation, in the order of a report. */
public final class Figures {
    private Figures() {}

    /** Those that the evaluation defines. */
    public static List<Figure> of(Evaluation evaluation) {
        List<Figure> figures = new ArrayList<>();
        RocFigures.pooled(evaluation).ifPresent(figures::add);
        RocFigures.perPatient(evaluation).ifPresent(figures::add);
        RocFigures.precisionRecall(evaluation).ifPresent(figures::add);
        figures.add(CalibrationFigure.of(evaluation));
        figures.add(DecisionFigure.of(evaluation));
        figures.add(ConfusionFigure.of(evaluation));
        SubgroupFigure.of(evaluation).ifPresent(figures::add);
        return figures;
    }
}
