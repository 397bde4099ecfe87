package org.cordscope.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.cordscope.cohort.Flow;
import org.cordscope.cohort.Part;
import org.cordscope.cohort.StudySettings;
import org.cordscope.deid.ProfileOption;
import org.cordscope.evaluation.Evaluation;
import org.cordscope.evaluation.agreement.MultiRaterAgreement;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.FineTuning;
import org.cordscope.learning.Network;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.Schedule;
import org.cordscope.report.figure.Numbers;
import org.jspecify.annotations.Nullable;

/** What a study did in sentences, from its records: for a methods section and for reporting checklists. */
final class StudyMethods {
    private final Map<String, String> answers = new LinkedHashMap<>();

    StudyMethods(
            StudySettings settings,
            Flow flow,
            Recipe recipe,
            List<Epoch> epochs,
            FullEvaluation full,
            @Nullable MultiRaterAgreement raters,
            String version) {
        data(settings, flow);
        reference(raters);
        model(recipe, epochs);
        statistics(full);
        software(version, recipe);
    }

    /** Paragraphs that a paper can take over, in the order of a methods section. */
    List<String> paragraphs() {
        return List.of(
                joined("data", "selection", "deidentification", "preprocessing"),
                joined("reference", "agreement", "split", "disjoint"),
                joined("model", "initialisation", "imbalance", "training", "final_model"),
                joined("prediction", "threshold", "metrics", "uncertainty", "subgroups", "readers"),
                joined("software"));
    }

    /** Sentences by the names that the checklists use. */
    Map<String, String> answers() {
        return Map.copyOf(answers);
    }

    private String joined(String... names) {
        return List.of(names).stream()
                .map(name -> answers.getOrDefault(name, ""))
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private void data(StudySettings settings, Flow flow) {
        say(
                "data",
                "The study holds %s axial T2-weighted scans of %s patients, %s slices in all, %s of them labelled.",
                Numbers.count(flow.scans()),
                Numbers.count(flow.subjects()),
                Numbers.count(flow.slices()),
                Numbers.count(flow.labelled()));
        if (!settings.sites().isEmpty()) {
            say("centres", "Sites: %s.", String.join(", ", settings.sites()));
        }
        if (flow.screening().people() > 0) {
            say(
                    "eligibility",
                    "Of %s people screened %s were left out; Figure 1 gives the reasons.",
                    Numbers.count(flow.screening().people()),
                    Numbers.count(flow.screening().excluded()));
        }
        say(
                "selection",
                "In each study one series was chosen by written rules from its header: axial, T2-weighted, without fat"
                        + " saturation; %s of %s series were not chosen, each with a reason on record.",
                Numbers.count(flow.series() - flow.scans()),
                Numbers.count(flow.series()));
        say(
                "deidentification",
                "Images were de-identified by DICOM PS3.15 Annex E (basic profile%s) before anything else saw them.",
                settings.deidentification().isEmpty()
                        ? ""
                        : "; "
                                + settings.deidentification().stream()
                                        .map(ProfileOption::meaning)
                                        .map(m -> m.toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", ")));
        say("acquisition", "Table 1 gives manufacturers, slice thickness and pixel spacing.");
        say("flow", "Figure 1 puts every file and every person in exactly one box.");
        say("demographics", "Table 1 compares training and validation with the holdout.");
        say(
                "missing",
                "%s files could not be used and are listed with their reasons; %s slices without a label stay out;"
                        + " clinical values that are missing are counted in Table 1 and not filled in.",
                Numbers.count(flow.unusable()),
                Numbers.count(flow.slices() - flow.labelled()));
        say(
                "split",
                "Patients were divided at random within each site: %s.",
                flow.parts().entrySet().stream()
                        .map(e -> StudyFlow.name(e.getKey()).toLowerCase(Locale.ROOT) + " "
                                + Numbers.count(e.getValue().subjects()) + " patients with "
                                + Numbers.count(e.getValue().labelledSlices()) + " slices, "
                                + Numbers.count(e.getValue().compressed()) + " of them compressed")
                        .collect(Collectors.joining("; ")));
        long patients = flow.parts().values().stream()
                .mapToLong(Flow.PartCount::subjects)
                .sum();
        say(
                "disjoint",
                patients > flow.subjects()
                        ? "Training and validation share patients, because images were split as in the paper; the"
                                + " holdout shares nobody with either."
                        : "No patient is in more than one part; split.json proves it.");
        say("sizes", "%s", answers.getOrDefault("split", ""));
        Flow.PartCount holdout = flow.parts().get(Part.HOLDOUT);
        if (holdout != null) {
            say("heterogeneity", "Subgroups by site and region stand in Table 4 where the clinical table names them.");
        }
    }

    private void reference(@Nullable MultiRaterAgreement raters) {
        say(
                "reference",
                "The reference standard is the consensus of the raters on whether disc, ligament or bone indents,"
                        + " flattens, twists or surrounds the cord in a slice; slices on which they did not agree were"
                        + " resolved together or left out.");
        if (raters != null) {
            say(
                    "raters",
                    "%d raters labelled independently of each other.",
                    raters.raters().size());
            say(
                    "agreement",
                    "Agreement of %d raters on %s slices: kappa %s, Gwet\u2019s AC1 %s (95 %% intervals clustered by"
                            + " patient).",
                    raters.raters().size(),
                    Numbers.count(raters.units()),
                    Numbers.estimate(raters.conger()),
                    Numbers.estimate(raters.gwet()));
        }
    }

    private void model(Recipe recipe, List<Epoch> epochs) {
        Preprocessing p = recipe.preprocessing();
        say(
                "preprocessing",
                "Each slice was %s resampled to %d \u00d7 %d pixels, and its grey values were scaled so that"
                        + " percentile %s became 0 and percentile %s became 1.",
                p.fieldOfViewMm() > 0
                        ? "cropped to " + plain(p.fieldOfViewMm()) + " mm around its middle,"
                        : "kept whole,",
                p.size(),
                p.size(),
                plain(p.lowPercentile()),
                plain(p.highPercentile()));
        say("predictors", "The only predictor is the image of the slice.");
        Network n = recipe.network();
        say(
                "model",
                "The model is a ResNet-%s (version %s) with global average pooling, hidden layers of %s units, each"
                        + " with ReLU and dropout %s, and one logit; %s.",
                n.trunk().substring("resnet".length()),
                n.strideInFirst() ? "1" : "1.5",
                n.hidden().stream().map(String::valueOf).collect(Collectors.joining(" and ")),
                plain(n.dropout()),
                recipe.fineTuning().equals(FineTuning.ALL)
                        ? "all layers were trained"
                        : "training was of mode " + recipe.fineTuning());
        say(
                "initialisation",
                recipe.initialWeightsSha256() == null
                        ? "Weights were drawn at random."
                        : "Training began with published ImageNet weights, whose hash stands under provenance.");
        Double weight = recipe.loss().positiveWeight();
        say(
                "imbalance",
                "The binary cross-entropy weighed compressed slices %s%s.",
                weight == null ? "by the ratio of other to compressed slices in training" : plain(weight) + " times",
                recipe.loss().labelSmoothing() == 0
                        ? ""
                        : ", labels smoothed by " + plain(recipe.loss().labelSmoothing()));
        Recipe.Optimiser adam = recipe.optimiser();
        say(
                "training",
                "Adam (learning rate %s, beta1 %s%s%s), %s, batches of %d, %s, seed %d; at least %d epochs, then until"
                        + " the validation loss had not fallen for %d; %d epochs were run%s.",
                plain(adam.learningRate()),
                plain(adam.beta1()),
                adam.weightDecay() == 0 ? "" : ", decoupled weight decay " + plain(adam.weightDecay()),
                adam.clipNorm() == null ? "" : ", gradients clipped to norm " + plain(adam.clipNorm()),
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
                        : ", and an exponential moving average of the weights (decay " + plain(adam.emaDecay())
                                + ") was validated and kept");
        say("final_model", "The epoch with the lowest validation loss was kept; the holdout had no part in it.");
        say("ensemble", "None: a single model.");
        say(
                "prediction",
                "The model saw each slice of the holdout once, without any knowledge of labels; every slice got a"
                        + " probability, so that none is indeterminate.");
    }

    private static String schedule(Schedule schedule) {
        return (schedule.shape() == Schedule.Shape.COSINE ? "cosine schedule" : "constant rate")
                + (schedule.warmUpEpochs() == 0 ? "" : " after a warm-up of " + schedule.warmUpEpochs() + " epochs");
    }

    private void statistics(FullEvaluation full) {
        Evaluation e = full.slices();
        say(
                "threshold",
                "A slice counts as compressed from a probability of %s, fixed before the holdout was scored%s.",
                plain(e.threshold()),
                full.operatingPoints().isEmpty()
                        ? ""
                        : "; further thresholds were chosen on validation patients only, and are reported as such");
        say(
                "metrics",
                "Reported are the area under the ROC curve, sensitivity, specificity, predictive values, F1, average"
                        + " precision, calibration (intercept, slope, Brier score and its parts) and net benefit%s.",
                full.scans() == null
                        ? ""
                        : ", and for scans any compression, number of compressed slices and longest run");
        say(
                "uncertainty",
                "All intervals are 95 %% and let slices of a patient belong together: areas by a jackknife over"
                        + " patients on the logit scale, their comparisons after Obuchowski (1997), shares by"
                        + " Wilson\u2019s interval at the effective sample size of Rao and Scott (1992), other metrics by"
                        + " a BCa bootstrap of patients (%s resamples, seed %d).",
                Numbers.count(e.resamples()),
                e.seed());
        if (!e.subgroups().isEmpty()) {
            say(
                    "subgroups",
                    "Each subgroup (%s) was compared with its complement, p values corrected by Holm, and refused with"
                            + " fewer than 10 patients of either class on either side.",
                    e.subgroups().stream().map(s -> s.column()).distinct().collect(Collectors.joining(", ")));
        }
        if (!full.againstRaters().isEmpty()) {
            say(
                    "readers",
                    "The model was compared with the raters for non-inferiority with a margin of %s.",
                    plain(full.againstRaters().get(0).margin()));
        }
        say(
                "performance",
                "AUC %s, sensitivity %s, specificity %s, F1 %s on %s slices of %s patients.",
                Numbers.estimate(e.pooled().auc()),
                Numbers.estimate(e.pooled().sensitivity()),
                Numbers.estimate(e.pooled().specificity()),
                Numbers.estimate(e.pooled().f1()),
                Numbers.count(e.slices()),
                Numbers.count(e.patients()));
        say(
                "cross_table",
                "True positives %s, false positives %s, true negatives %s, false negatives %s.",
                Numbers.count(e.confusion().truePositives()),
                Numbers.count(e.confusion().falsePositives()),
                Numbers.count(e.confusion().trueNegatives()),
                Numbers.count(e.confusion().falseNegatives()));
        say("failures", "The report shows the worst false negatives and false positives and the least certain slices.");
        say("interval", "Index test and reference standard read the same image.");
    }

    private void software(String version, Recipe recipe) {
        say(
                "software",
                "Everything from DICOM to this text was done by Cordscope %s on Java %s; seeds and SHA-256 hashes of"
                        + " cohort, initial weights and model are on record.",
                version,
                String.valueOf(Runtime.version().feature()));
        say(
                "availability",
                "The model file holds weights and recipe (%s) together; the software is under the Apache License 2.0.",
                recipe.network().trunk());
    }

    private void say(String name, String sentence, Object... values) {
        answers.put(name, values.length == 0 ? sentence : String.format(Locale.ROOT, sentence, values));
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e6
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }
}
