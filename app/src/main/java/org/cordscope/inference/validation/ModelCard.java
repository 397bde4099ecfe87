package org.cordscope.inference.validation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.trust.FeatureReference;
import org.cordscope.learning.trust.ModelRecord;
import org.cordscope.learning.trust.TrainingSummary;
import org.cordscope.learning.trust.TrainingSummary.PartCount;
import org.jspecify.annotations.Nullable;

/** A short model card (Mitchell et al., "Model cards for model reporting", FAT* 2019) in Markdown. */
final class ModelCard {
    private ModelCard() {}

    static String of(Recipe recipe, ModelRecord record, String weightsSha256, @Nullable String warning) {
        StringJoiner card = new StringJoiner("\n", "", "\n");
        card.add("# Cervical cord compression, slice by slice");
        card.add("");
        card.add("Not for diagnosis: research software, not a medical device.");
        card.add("");
        if (warning != null) {
            card.add("**" + warning + "**");
            card.add("");
        }
        section(card, "Model", model(recipe, weightsSha256));
        section(
                card,
                "Use",
                List.of(
                        "Input: axial T2-weighted slices of the cervical spine without fat saturation.",
                        "Output: probability that the cord is compressed on the slice.",
                        "Not for: other planes, regions or contrasts, children, trauma, tumour, implants."));
        section(card, "Training", training(record.training()));
        section(card, "Decision", decision(record));
        section(
                card,
                "Limits",
                List.of(
                        "Figures above come from the validation patients, who chose the epoch, the threshold and the"
                                + " temperature: they flatter. Judge the model on other patients.",
                        "Slices beyond the limit are flagged, not judged; slices within it may still be wrong."));
        return card.toString();
    }

    private static void section(StringJoiner card, String title, List<String> lines) {
        card.add("## " + title);
        lines.forEach(line -> card.add("- " + line));
        card.add("");
    }

    private static List<String> model(Recipe recipe, String weightsSha256) {
        Preprocessing seen = recipe.preprocessing();
        String field = seen.fieldOfViewMm() == 0 ? "the whole slice" : "the middle " + seen.fieldOfViewMm() + " mm";
        return List.of(
                "Network: " + recipe.network().trunk() + ", head "
                        + recipe.network().hidden() + ", dropout "
                        + recipe.network().dropout() + ".",
                "Sees: " + field + " at " + seen.size() + " x " + seen.size() + " pixels, percentiles "
                        + seen.lowPercentile() + " to " + seen.highPercentile() + " as 0 to 1.",
                "Weights SHA-256: " + weightsSha256 + ".");
    }

    private static List<String> training(TrainingSummary of) {
        Map<String, String> environment = of.environment();
        return List.of(
                "Preset " + of.preset() + ", " + of.epochs() + " epochs, the best is " + of.bestEpoch() + ".",
                "Trained on " + words(of.training()) + "; validated on " + words(of.validation()) + ".",
                "Validation: loss " + decimal(of.validationLoss()) + ", accuracy " + decimal(of.validationAccuracy())
                        + ", AUC " + (of.validationAuc() == null ? "undefined" : decimal(of.validationAuc())) + ".",
                "Split SHA-256: " + (of.splitSha256() == null ? "not recorded" : of.splitSha256()) + ".",
                "Cordscope " + environment.getOrDefault("cordscope", "of unknown version") + ".");
    }

    private static String words(PartCount part) {
        return part.patients() + " patients, " + part.slices() + " slices, " + part.compressed() + " compressed";
    }

    private static List<String> decision(ModelRecord record) {
        FeatureReference reference = record.reference();
        return List.of(
                "Compressed from probability " + decimal(record.threshold().value()) + " on: "
                        + record.threshold().chosen() + ".",
                "Temperature " + decimal(record.calibration().temperature()) + ": "
                        + record.calibration().chosen() + ".",
                reference == null
                        ? "No limit for unlike slices: too few validation patients."
                        : "Limit for unlike slices: distance to the tenth nearest validation slice, "
                                + decimal(reference.features().limit()) + " in features and "
                                + decimal(reference.pictures().limit()) + " in pictures, each kept by "
                                + Math.round(100 * reference.quantile()) + " % of the slices of "
                                + reference.patients() + " validation patients.");
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, value < 1e6 ? "%.4f" : "%.3g", value);
    }
}
