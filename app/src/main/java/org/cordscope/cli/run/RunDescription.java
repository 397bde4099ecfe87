package org.cordscope.cli.run;

import java.io.IOException;
import java.nio.file.Path;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.cord.TuningRecord;
import org.cordscope.learning.torch.TorchTraining;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.learning.trust.ModelRecord;
import org.cordscope.learning.weights.ModelFile;
import org.cordscope.report.RecipeWords;
import org.cordscope.report.ReportedModel;
import org.cordscope.report.TuningWords;
import org.cordscope.study.UserFacingException;

/**
 * What a run's model says of itself, without loading its networks.
 *
 * @param card Markdown; empty where it has none
 */
public record RunDescription(ReportedModel model, DecisionThreshold threshold, String card) {

    /** Reads the best model of a run. */
    public static RunDescription read(Path run) throws IOException {
        Path file = RunName.bestModel(run);
        if (CordModel.claims(file)) {
            CordModel model = CordModel.read(file);
            TuningRecord tuning = model.tuning();
            if (tuning == null) {
                throw new UserFacingException(
                        "The model of " + run.getFileName() + " does not say how it was fine-tuned.",
                        "Fine-tune it with: cordscope train --init default");
            }
            return new RunDescription(new TuningWords(tuning), model.decision().threshold(), model.card());
        }
        ModelRecord record = ModelFile.read(file).record();
        return new RunDescription(
                new RecipeWords(TorchTraining.recipe(run)),
                DecisionThreshold.of(record),
                record == null ? "" : record.card());
    }
}
