package org.cordscope.cli.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cordscope.cli.shared.Json;
import org.cordscope.cli.shared.ThresholdOption;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.cord.CordRecipe;
import org.cordscope.learning.cord.MeasureJudge;
import org.cordscope.learning.cord.TuningRecord;
import org.cordscope.provenance.Sha256;

/** What a model of the cord says of itself. */
final class CordModelText {
    private static final List<String> TEXTS = List.of("format", "card");

    private CordModelText() {}

    static void print(Path file, CordModel model, boolean json) throws IOException {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("file_sha256", Sha256.ofFile(file));
        shown.put("model_sha256", model.sha256());
        if (json) {
            model.metadata().forEach((key, value) -> shown.put(key, TEXTS.contains(key) ? value : Json.tree(value)));
            Json.print(shown, true);
            return;
        }
        shown.putAll(summary(model));
        Json.print(shown, false);
        System.out.println("recipe               " + model.metadata().get("recipe"));
        System.out.println();
        System.out.println(
                model.card().isEmpty()
                        ? "No card: not validated yet."
                        : model.card().stripTrailing());
    }

    private static Map<String, Object> summary(CordModel model) {
        CordModel.Decision decision = model.decision();
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("networks", "1 that finds the canal, " + model.recipe().judges() + " that judge a crop");
        summary.put("whole_slice", picture(CordRecipe.WHOLE));
        summary.put("crop", picture(CordRecipe.CROP) + ", with the slices above and below");
        MeasureJudge measures = decision.measures();
        summary.put(
                "measures",
                MeasureJudge.absent(measures)
                        ? "not asked"
                        : String.format(
                                Locale.ROOT, "have %.2f of the logit, the networks the rest", measures.share()));
        summary.put("threshold", ThresholdOption.words(decision.threshold()));
        if (decision.scanThreshold() != null) {
            summary.put("scan_threshold", ThresholdOption.words(decision.scanThreshold()));
        }
        summary.put("temperature", decision.calibration().temperature());
        TuningRecord tuning = model.tuning();
        summary.put("fine_tuned", tuning == null ? "no" : "deciding layer " + tuning.verdict());
        return summary;
    }

    private static String picture(CordRecipe.Picture picture) {
        return picture.pixels() + " x " + picture.pixels() + " pixels of " + picture.pixelMm() + " mm";
    }
}
