package org.cordscope.report;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.evaluation.Interaction;
import org.cordscope.evaluation.PerPatient;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.provenance.CordscopeVersion;
import org.cordscope.report.figure.Numbers;
import org.cordscope.report.figure.Terms;

/** What a model is, how it was trained and how it was judged, in sentences from its records. */
final class ModelMethods {
    /** Groupings between which accuracy may differ because patients come from different places. */
    private static final Set<String> PLACES = Set.of("site", "region", "manufacturer");

    private final Answers answers;

    private ModelMethods(Answers answers) {
        this.answers = answers;
    }

    static void tell(
            ReportedRun run, List<Epoch> epochs, FullEvaluation full, DecisionThreshold threshold, Answers answers) {
        ModelMethods methods = new ModelMethods(answers);
        answers.take(run.model().sentences(epochs));
        methods.use(run, threshold, full);
        methods.statistics(full);
        methods.results(full);
        methods.groups(full.slices());
        methods.software(run);
    }

    private void use(ReportedRun run, DecisionThreshold threshold, FullEvaluation full) {
        answers.say(
                "prediction",
                "The model saw each slice of the holdout once, without any knowledge of labels; every slice got a"
                        + " probability, so that none is indeterminate.");
        boolean given = threshold.equals(DecisionThreshold.given(threshold.value()));
        answers.say(
                "threshold",
                "The output is a probability; a slice counts as compressed from %s (%s)%s.",
                Numbers.fixed(threshold.value(), 3),
                given ? "named when the results were worked out" : "the model\u2019s own: " + threshold.chosen(),
                full.operatingPoints().isEmpty()
                        ? ""
                        : "; further thresholds were chosen on validation patients only, and are reported as such");
        answers.say(
                "inputs",
                "In use, files and series that cannot be read or judged are listed with their reasons, and slices unlike"
                        + " those that the model knows are flagged where its file holds a reference of them.");
        if (run.explained()) {
            answers.say(
                    "explanation",
                    "Activation maps of the slices and the sanity checks of their methods, passed or failed, stand in"
                            + " explain/explain.html.");
        }
    }

    private void statistics(FullEvaluation full) {
        Evaluation e = full.slices();
        answers.say(
                "metrics",
                "Reported are the area under the ROC curve, sensitivity, specificity, predictive values, F1, average"
                        + " precision, calibration (intercept, slope, Brier score and its parts) and net benefit%s.",
                full.scans() == null
                        ? ""
                        : ", and for scans any compression, number of compressed slices and longest run");
        answers.say(
                "uncertainty",
                "All intervals are 95 %% and let slices of a patient belong together: areas by a jackknife over"
                        + " patients on the logit scale, their comparisons after Obuchowski (1997), shares by"
                        + " Wilson\u2019s interval at the effective sample size of Rao and Scott (1992), other metrics by"
                        + " a BCa bootstrap of patients (%s resamples, seed %d).",
                Numbers.count(e.resamples()),
                e.seed());
        if (!full.againstRaters().isEmpty()) {
            answers.say(
                    "readers",
                    "The model was compared with the raters for non-inferiority with a margin of %s.",
                    Answers.plain(full.againstRaters().get(0).margin()));
        }
    }

    private void results(FullEvaluation full) {
        Evaluation e = full.slices();
        answers.say(
                "performance",
                "AUC %s, sensitivity %s, specificity %s, F1 %s on %s of %s.",
                Numbers.estimate(e.pooled().auc()),
                Numbers.estimate(e.pooled().sensitivity()),
                Numbers.estimate(e.pooled().specificity()),
                Numbers.estimate(e.pooled().f1()),
                Numbers.counted(e.slices(), "slice"),
                Numbers.counted(e.patients(), "patient"));
        answers.say(
                "cross_table",
                "True positives %s, false positives %s, true negatives %s, false negatives %s.",
                Numbers.count(e.confusion().truePositives()),
                Numbers.count(e.confusion().falsePositives()),
                Numbers.count(e.confusion().trueNegatives()),
                Numbers.count(e.confusion().falseNegatives()));
        List<PerPatient.Patient> patients = e.perPatient().defined();
        answers.say(
                "failures",
                "%s %s missed and %s called that %s not compressed; the surest of each are shown%s.",
                Numbers.counted(e.confusion().falseNegatives(), "compressed slice"),
                e.confusion().falseNegatives() == 1 ? "was" : "were",
                Numbers.counted(e.confusion().falsePositives(), "slice"),
                e.confusion().falsePositives() == 1 ? "is" : "are",
                patients.isEmpty()
                        ? ""
                        : ", with the AUC of each patient (lowest "
                                + Numbers.fixed(
                                        patients.get(patients.size() - 1).auc(), 3) + ")");
        answers.say("interval", "Index test and reference standard read the same image.");
        if (!full.grades().isEmpty()) {
            answers.say("grades", "Probabilities by Kang grade stand in the table of grades.");
        }
    }

    private void groups(Evaluation e) {
        if (!e.subgroups().isEmpty()) {
            answers.say(
                    "subgroups",
                    "Each subgroup (%s) was compared with its complement, p values corrected by Holm, and refused with"
                            + " fewer than 10 patients of either class on either side.",
                    e.subgroups().stream()
                            .map(s -> Terms.grouping(s.column()))
                            .distinct()
                            .collect(Collectors.joining("; ")));
        }
        List<Interaction> places = e.interactions().stream()
                .filter(i -> PLACES.contains(i.column()))
                .toList();
        if (!places.isEmpty()) {
            answers.say(
                    "heterogeneity",
                    "Whether the area depends on where patients come from (Wald\u2019s test, clustered by patient): %s.",
                    places.stream()
                            .map(i -> Terms.grouping(i.column())
                                    + (i.isTested()
                                            ? ", p " + Numbers.pValue(i.pValue())
                                            : " not tested, " + i.refused()))
                            .collect(Collectors.joining("; ")));
        }
    }

    private void software(ReportedRun run) {
        answers.say(
                "software",
                "Everything from DICOM to this text was done by Cordscope %s on Java %s with %s; seeds and SHA-256"
                        + " hashes of cohort, initial weights and model are on record.",
                CordscopeVersion.current(),
                String.valueOf(Runtime.version().feature()),
                run.library());
        answers.say(
                "availability",
                "The model file holds weights and recipe (%s) together; the software is under the Apache License 2.0.",
                run.model().name());
    }
}
