package org.cordscope.inference.cord;

import java.util.Locale;
import java.util.StringJoiner;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.cord.TuningRecord;
import org.cordscope.learning.cord.TuningRecord.Figures;
import org.cordscope.learning.trust.TrainingSummary.PartCount;
import org.jspecify.annotations.Nullable;

/** The card of a fine-tuned model, Markdown, before that of the model that it began with. */
final class TuningCard {
    private TuningCard() {}

    static String of(CordModel model, TuningRecord record, String before) {
        CordModel.Decision decision = model.decision();
        StringJoiner card = new StringJoiner("\n", "", "\n");
        card.add("# Fine-tuned on a labelled study");
        card.add("- **Not for diagnosis.** Research software.");
        card.add("- The deciding layer " + (record.changed() ? "has " : "was ") + record.verdict() + ".");
        card.add("- Trained on " + words(record.training()) + "; validated on " + words(record.validation()) + ".");
        card.add("- Before (level and steepness fitted): " + words(record.before()) + ".");
        card.add("- " + (record.changed() ? "After: " : "Tried instead: ") + words(record.after()) + ".");
        card.add(String.format(
                Locale.ROOT,
                "- Compressed from probability %.4f on: %s. Temperature %.3f: %s.",
                decision.threshold().value(),
                decision.threshold().chosen(),
                decision.calibration().temperature(),
                decision.calibration().chosen()));
        card.add("- These patients chose: their figures flatter. Judge the model on others.");
        card.add("- Finder, masks, measures, grade below 2 and refusals are those of model " + record.from() + ":");
        card.add("");
        card.add(before);
        return card.toString();
    }

    private static String words(PartCount part) {
        return part.patients() + " patients, " + part.slices() + " slices with a cord, " + part.compressed()
                + " compressed";
    }

    private static String words(Figures figures) {
        return String.format(
                Locale.ROOT,
                "cross-validated loss %.4f, AUC %.4f; validation loss %s, AUC %s",
                figures.crossValidatedLoss(),
                figures.crossValidatedAuc(),
                decimal(figures.validationLoss()),
                decimal(figures.validationAuc()));
    }

    private static String decimal(@Nullable Double value) {
        return value == null ? "undefined" : String.format(Locale.ROOT, "%.4f", value);
    }
}
