package org.cordscope.report;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.evaluation.Interaction;
import org.cordscope.evaluation.PerPatient;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.learning.Channels;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.FineTuning;
import org.cordscope.learning.Network;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.Schedule;
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
        methods.model(run.recipe());
        methods.training(run.recipe(), epochs);
        methods.use(run, threshold, full);
        methods.statistics(full);
        methods.results(full);
        methods.groups(full.slices());
        methods.software(run);
    }

    private void model(Recipe recipe) {
        Preprocessing p = recipe.preprocessing();
        answers.say(
                "preprocessing",
                "Each slice was %s resampled to %d \u00d7 %d pixels, and its grey values were scaled so that"
                        + " percentile %s became 0 and percentile %s became 1.",
                p.fieldOfViewMm() > 0
                        ? "cropped to " + Answers.plain(p.fieldOfViewMm()) + " mm around its middle,"
                        : "kept whole,",
                p.size(),
                p.size(),
                Answers.plain(p.lowPercentile()),
                Answers.plain(p.highPercentile()));
        Network n = recipe.network();
        boolean alone = n.channels() == Channels.GREY_REPEATED;
        answers.say(
                "predictors",
                alone
                        ? "The only predictor is the image of the slice."
                        : "The only predictors are the image of the slice and those of its neighbours.");
        answers.say(
                "model",
                "The model is a ResNet-%s (version %s) that sees %s, with global average pooling, %s, and one logit; %s.",
                n.trunk().substring("resnet".length()),
                n.strideInFirst() ? "1" : "1.5",
                alone ? "one slice" : "a slice with the ones below and above",
                head(n),
                recipe.fineTuning().equals(FineTuning.ALL)
                        ? "all layers were trained"
                        : "training was of mode " + recipe.fineTuning());
        answers.say(
                "initialisation",
                recipe.initialWeightsSha256() == null
                        ? "Weights were drawn at random."
                        : "Training began with the weights %s, whose hash stands under provenance.",
                ReportedRun.initialWeights(recipe));
        answers.say("ensemble", "None: a single model.");
    }

    private static String head(Network n) {
        if (n.hidden().isEmpty()) {
            return "no hidden layer";
        }
        return (n.hidden().size() == 1 ? "a hidden layer of " : "hidden layers of ")
                + n.hidden().stream().map(String::valueOf).collect(Collectors.joining(" and "))
                + " units" + (n.hidden().size() == 1 ? "" : ", each") + " with ReLU and dropout "
                + Answers.plain(n.dropout());
    }

    private void training(Recipe recipe, List<Epoch> epochs) {
        Double weight = recipe.loss().positiveWeight();
        answers.say(
                "imbalance",
                "The binary cross-entropy weighed compressed slices %s%s.",
                weight == null
                        ? "by the ratio of other to compressed slices in training"
                        : Answers.plain(weight) + " times",
                recipe.loss().labelSmoothing() == 0
                        ? ""
                        : ", labels smoothed by " + Answers.plain(recipe.loss().labelSmoothing()));
        Recipe.Optimiser adam = recipe.optimiser();
        answers.say(
                "training",
                "Adam (learning rate %s, beta1 %s%s%s), %s, batches of %d, %s, seed %d; at least %d epochs, then until"
                        + " the validation loss had not fallen for %d; %d epochs were run%s.",
                Answers.plain(adam.learningRate()),
                Answers.plain(adam.beta1()),
                adam.weightDecay() == 0 ? "" : ", decoupled weight decay " + Answers.plain(adam.weightDecay()),
                adam.clipNorm() == null ? "" : ", gradients clipped to norm " + Answers.plain(adam.clipNorm()),
                schedule(recipe.schedule()),
                recipe.batch(),
                recipe.augmentation() == null
                        ? "no augmentation"
                        : "random shifts, rotations, scalings, flips and grey changes",
                recipe.seed(),
                recipe.stopping().minimumEpochs(),
                recipe.stopping().patience(),
                epochs.size(),
                adam.emaDecay() == null
                        ? ""
                        : ", and an exponential moving average of the weights (decay " + Answers.plain(adam.emaDecay())
                                + ") was validated and kept");
        answers.say(
                "final_model", "The epoch with the lowest validation loss was kept; the holdout had no part in it.");
        answers.say("updating", "None: the model was not recalibrated or changed for the holdout.");
    }

    private static String schedule(Schedule schedule) {
        return (schedule.shape() == Schedule.Shape.COSINE ? "cosine schedule" : "constant rate")
                + (schedule.warmUpEpochs() == 0 ? "" : " after a warm-up of " + schedule.warmUpEpochs() + " epochs");
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
                Answers.plain(threshold.value()),
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
                "AUC %s, sensitivity %s, specificity %s, F1 %s on %s slices of %s patients.",
                Numbers.estimate(e.pooled().auc()),
                Numbers.estimate(e.pooled().sensitivity()),
                Numbers.estimate(e.pooled().specificity()),
                Numbers.estimate(e.pooled().f1()),
                Numbers.count(e.slices()),
                Numbers.count(e.patients()));
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
                "%s compressed slices were missed and %s others called; the surest of each are shown%s.",
                Numbers.count(e.confusion().falseNegatives()),
                Numbers.count(e.confusion().falsePositives()),
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
                "The model file holds weights and recipe (ResNet-%s) together; the software is under the Apache License 2.0.",
                run.recipe().network().trunk().substring("resnet".length()));
    }
}
