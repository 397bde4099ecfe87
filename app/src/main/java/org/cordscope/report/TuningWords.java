package org.cordscope.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.cord.CordTuning;
import org.cordscope.learning.cord.TuningRecord;
import org.cordscope.report.ReportContent.Fact;
import org.cordscope.report.figure.Figure;
import org.cordscope.report.figure.Numbers;
import org.cordscope.report.table.Table;
import org.jspecify.annotations.Nullable;

/** The model that ships, or one of its kind, fine-tuned on a study. */
public record TuningWords(TuningRecord record) implements ReportedModel {
    private static final double FIELD_MM = 80;

    @Override
    public String name() {
        return "fine-tuned model of the cord";
    }

    @Override
    public String subtitle() {
        return name();
    }

    @Override
    public Preprocessing pictures() {
        Preprocessing whole = Preprocessing.paper();
        return new Preprocessing(whole.size(), FIELD_MM, 0.5, 98);
    }

    @Override
    public @Nullable Figure architecture() {
        return null;
    }

    @Override
    public boolean isTrainedInEpochs() {
        return false;
    }

    /** A row for each strength of change, the weakest first. */
    @Override
    public Table training(String run, List<Epoch> log) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < log.size(); i++) {
            Epoch tried = log.get(i);
            double ridge = i < CordTuning.RIDGES.size() ? CordTuning.RIDGES.get(i) : Double.NaN;
            boolean taken = record.changed() && record.ridge() != null && record.ridge() == ridge;
            rows.add(List.of(
                    Double.isInfinite(ridge) ? "level and steepness alone" : "all weights",
                    Double.isInfinite(ridge) ? Numbers.fixed(ridge, 0) : Numbers.count((long) ridge),
                    Numbers.fixed(tried.trainingLoss(), 4),
                    Numbers.percent(tried.trainingAccuracy()),
                    Numbers.fixed(tried.validationLoss(), 4),
                    Numbers.percent(tried.validationAccuracy()),
                    Numbers.fixed(tried.validationAuc(), 3),
                    taken ? "taken" : ""));
        }
        return new Table(
                "Fine-tuning: strengths of change that were tried, the weakest first",
                List.of(
                        "What is fitted",
                        "Ridge",
                        "Training loss",
                        "Training accuracy",
                        "Validation loss",
                        "Validation accuracy",
                        "Validation AUC",
                        "Choice"),
                rows,
                List.of("Losses per slice, means over patients; accuracies at probability 0.5. The deciding layer was "
                        + (record.changed() ? "" : "not changed: ") + record.verdict()
                        + ". The choice goes by cross-validation over training patients together with the"
                        + " validation patients."));
    }

    @Override
    public List<Fact> origin() {
        return List.of(new Fact("Fine-tuned from", "model of SHA-256 " + record.from()));
    }

    @Override
    public Map<String, String> sentences(List<Epoch> epochs) {
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put(
                "preprocessing",
                "A network found the spinal canal in each slice; a crop of 64 mm about it, with those of the slices"
                        + " above and below, was resampled to 128 \u00d7 128 pixels.");
        answers.put("predictors", "The only predictors are the images of the slice and of its neighbours.");
        answers.put(
                "model",
                "Residual networks with a pyramid judge each crop and its mirror image and draw the cord; their last"
                        + " layer and a logistic regression on measures of the cord give one logit.");
        answers.put(
                "initialisation",
                "The networks were trained on phantoms and are kept as they are; the model card has their"
                        + " figures.");
        answers.put(
                "training",
                "On the training patients the last layer and the regression were fitted anew by logistic regression"
                        + " with a ridge that draws them towards their former values, its strength by cross-validation"
                        + " over patients; the change is taken where the loss falls by more than its standard error, and"
                        + " in the validation patients as well. Here the layer " + (record.changed() ? "has " : "was ")
                        + record.verdict() + ".");
        answers.put("final_model", "The holdout had no part in any choice.");
        answers.put("ensemble", "The networks that ship, together.");
        answers.put(
                "prediction",
                "The model saw each slice of the holdout once, without any knowledge of labels; every slice got a"
                        + " probability, so that none is indeterminate.");
        return answers;
    }
}
