package org.cordscope.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordscope.evaluation.Evaluation;

/** All figures of an evaluation, in the order of a report. */
public final class Figures {
    private Figures() {}

    /** Those that the evaluation defines. */
    public static List<Figure> of(Evaluation evaluation) {
        List<Figure> figures = new ArrayList<>();
        Optional<Figure> patients = RocFigures.perPatient(evaluation);
        Optional<Figure> pooled = RocFigures.pooled(evaluation);
        patients.ifPresent(figures::add);
        pooled.ifPresent(figures::add);
        if (patients.isPresent() && pooled.isPresent()) {
            figures.add(Figure.beside("roc", "ROC curves of patients and of all slices", patients.get(), pooled.get()));
        }
        PatientFigure.of(evaluation).ifPresent(figures::add);
        RocFigures.precisionRecall(evaluation).ifPresent(figures::add);
        figures.add(CalibrationFigure.of(evaluation));
        figures.add(DecisionFigure.of(evaluation));
        figures.add(ConfusionFigure.of(evaluation));
        SubgroupFigure.of(evaluation).ifPresent(figures::add);
        return figures;
    }
}
