package org.cordscope.report.figure;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.evaluation.PerPatient;
import org.cordscope.report.figure.Plot.Mark;
import org.cordscope.report.figure.Plot.Range;

/** A strip of all patients by rising area, so that nobody's failure hides in a mean. */
public final class PatientFigure {
    private static final double LEFT = 68;
    private static final double TOP = 86;
    private static final double WIDE = 860;
    private static final double TALL = 300;

    private PatientFigure() {}

    /** Empty where no patient has both classes. */
    public static Optional<Figure> of(Evaluation evaluation) {
        PerPatient perPatient = evaluation.perPatient();
        List<PerPatient.Patient> patients = perPatient.defined().stream()
                .sorted(Comparator.comparingDouble(PerPatient.Patient::auc))
                .toList();
        if (patients.isEmpty()) {
            return Optional.empty();
        }
        Svg svg = new Svg();
        double lowest = Math.min(patients.get(0).auc(), 0.95);
        Range count = Range.covering(0, Math.max(5, patients.size()));
        Range rank = new Range(0, count.high(), Math.max(1, count.step()), 0);
        Plot plot = new Plot(svg, LEFT, TOP, WIDE, TALL, rank, Range.covering(lowest, 1));
        plot.axes("Patients by rising AUC", "AUC of the patient");
        double mean = perPatient.meanAuc().value();
        svg.line(plot.x(0), plot.y(mean), plot.x(rank.high()), plot.y(mean), Tone.SECOND, 1.5, "5 4");
        double most =
                patients.stream().mapToInt(PerPatient.Patient::slices).max().orElse(1);
        boolean many = patients.size() > 300;
        for (int i = 0; i < patients.size(); i++) {
            PerPatient.Patient patient = patients.get(i);
            double radius = many ? 1.5 : 2 + 4 * Math.sqrt(patient.slices() / most);
            svg.circle(plot.x(i + 0.5), plot.y(patient.auc()), radius, Tone.FIRST);
        }
        int perfect = (int) patients.stream().filter(p -> p.auc() == 1).count();
        int undefined = perPatient.undefined().size();
        plot.legend(0, 3, Tone.FIRST, Mark.DOT, "A patient" + (many ? "" : "; area grows with the number of slices"));
        plot.legend(1, 3, Tone.SECOND, Mark.DASHES, "Mean " + Numbers.estimate(perPatient.meanAuc()));
        plot.note(
                2,
                3,
                undefined == 0
                        ? "Every patient has both classes"
                        : Numbers.counted(undefined, "further patient") + (undefined == 1 ? " has" : " have")
                                + " slices of one class only: no AUC");
        String description = "n = " + Numbers.counted(patients.size(), "patient") + " with both classes; lowest "
                + Numbers.fixed(patients.get(0).auc(), 3) + ", " + Numbers.count(perfect)
                + " without an error of order; "
                + Numbers.count(undefined) + " without an AUC.";
        return Optional.of(
                new Figure("patients", "AUC of each patient", description, 980, (int) (TOP + TALL + 62), svg.body()));
    }
}
