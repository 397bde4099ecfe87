package org.cordscope.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ROC curve of each patient and their mean (the paper's Figure 4). A patient whose slices are all of one class has no
 * curve: such patients are listed, not counted as perfect.
 *
 * @param patients every patient, by identifier
 * @param meanAuc mean of the defined areas, with the interval of a mean over patients
 * @param sdAuc sample standard deviation of the defined areas; NaN with fewer than two
 * @param meanRoc mean curve on 101 points with a band of one standard deviation; empty where no area is defined
 */
public record PerPatient(List<Patient> patients, Estimate meanAuc, double sdAuc, CurveBand meanRoc) {

    /**
     * One patient.
     *
     * @param auc NaN where undefined
     * @param roc empty where undefined
     */
    public record Patient(String patientId, int slices, int compressed, double auc, List<Roc.Point> roc) {
        public Patient {
            roc = List.copyOf(roc);
        }

        public boolean isDefined() {
            return !Double.isNaN(auc);
        }
    }

    public PerPatient {
        patients = List.copyOf(patients);
    }

    public static PerPatient of(List<ScoredSlice> slices) {
        Map<String, List<ScoredSlice>> byPatient = new TreeMap<>();
        slices.forEach(s -> byPatient
                .computeIfAbsent(s.patientId(), id -> new ArrayList<>())
                .add(s));
        List<Patient> patients = new ArrayList<>();
        List<double[]> curves = new ArrayList<>();
        byPatient.forEach((id, own) -> {
            Scores scores = Scores.of(own);
            if (scores.hasBothClasses()) {
                Roc roc = Roc.of(scores);
                patients.add(new Patient(id, own.size(), scores.positives(), roc.auc(), roc.points()));
                curves.add(WeightedSweep.of(scores).sensitivityOnGrid(Roc.GRID));
            } else {
                patients.add(new Patient(id, own.size(), scores.positives(), Double.NaN, List.of()));
            }
        });
        double[] areas = patients.stream()
                .filter(Patient::isDefined)
                .mapToDouble(Patient::auc)
                .toArray();
        CurveBand mean = curves.isEmpty()
                ? new CurveBand(List.of(), "no patient has both classes")
                : CurveBand.meanAndSd(curves, Roc.GRID);
        return new PerPatient(
                patients,
                Moments.meanWithin0And1(areas, "mean of the patients' areas"),
                Moments.standardDeviation(areas),
                mean);
    }

    /** Patients with a curve, best first. */
    public List<Patient> defined() {
        return patients.stream()
                .filter(Patient::isDefined)
                .sorted(Comparator.comparingDouble(Patient::auc).reversed())
                .toList();
    }

    /** Patients whose slices are all of one class. */
    public List<Patient> undefined() {
        return patients.stream().filter(p -> !p.isDefined()).toList();
    }
}
