package org.cordscope.cli.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cordscope.cli.run.RunEnvironment;
import org.cordscope.cohort.Cohort;
import org.cordscope.cohort.Part;
import org.cordscope.evaluation.operating.OperatingRule;
import org.cordscope.inference.validation.TrainedRun;
import org.cordscope.inference.validation.Validating;
import org.cordscope.learning.Precision;
import org.cordscope.learning.SliceClassifier;
import org.cordscope.learning.torch.TorchClassifier;
import org.cordscope.learning.torch.TrainingResult;
import org.cordscope.learning.trust.ModelRecord;
import org.cordscope.study.Progress;
import org.cordscope.study.WholeFile;
import org.jspecify.annotations.Nullable;

/** Completes the model of a run that has ended, once, by what the run's {@code env.json} says of it. */
final class FinishedRun {
    static final String OPERATING_POINT = "operating_point";

    private FinishedRun() {}

    static boolean isComplete(Path run) {
        return Files.exists(card(run));
    }

    private static Path card(Path run) {
        return run.resolve("MODEL_CARD.md");
    }

    static void complete(Path run, Cohort cohort, TrainingResult result, Progress progress) throws IOException {
        Path model = result.bestModel();
        try (SliceClassifier classifier = TorchClassifier.open(model, Precision.FLOAT32)) {
            ModelRecord record = classifier.record();
            if (record == null) {
                record = Validating.complete(
                        model,
                        classifier,
                        trained(run, result),
                        cohort.in(Part.TRAINING),
                        cohort.in(Part.VALIDATION),
                        progress);
            }
            WholeFile.write(card(run), record.card());
        }
    }

    private static TrainedRun trained(Path run, TrainingResult result) throws IOException {
        JsonNode env = RunEnvironment.read(run);
        String preset = env.at("/configuration/preset").asText("unknown");
        Map<String, String> environment = new LinkedHashMap<>();
        env.path("versions")
                .properties()
                .forEach(e -> environment.put(e.getKey(), e.getValue().asText()));
        return new TrainedRun(
                preset,
                result.epochs(),
                result.bestEpoch(),
                text(env, "/inputs/split"),
                text(env, "/inputs/cohort"),
                environment,
                OperatingRule.parse(
                        env.at("/configuration/" + OPERATING_POINT).asText(OperatingPointOption.defaultOf(preset))),
                !preset.equals("paper"),
                result.warning().orElse(null));
    }

    private static @Nullable String text(JsonNode env, String place) {
        JsonNode found = env.at(place);
        return found.isTextual() ? found.textValue() : null;
    }
}
