package org.cordscope.learning.onnx;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.learning.Network;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.torch.ResNetPlan;
import org.cordscope.learning.trust.DecisionThreshold;
import org.cordscope.learning.trust.ModelRecord;
import org.cordscope.learning.trust.TemperatureScaling;
import org.cordscope.learning.trust.TrainingSummary;
import org.cordscope.learning.trust.TrainingSummary.PartCount;
import org.cordscope.learning.weights.ModelFile;
import org.cordscope.learning.weights.Weight;

/** Models with random weights, normalisation included, and a record. */
final class MadeModel {
    private MadeModel() {}

    static ModelFile of(String trunk, int size) {
        Recipe base = Recipe.quick(Precision.FLOAT32, 1);
        Recipe recipe = new Recipe(
                new Network(trunk, false, List.of(8, 4), 0.3),
                new Preprocessing(size, 80, 0.5, 99.5),
                base.initialWeights(),
                base.initialWeightsSha256(),
                base.fineTuning(),
                base.optimiser(),
                base.schedule(),
                base.loss(),
                base.batch(),
                base.stopping(),
                base.augmentation(),
                base.precision(),
                base.seed());
        PartCount part = new PartCount(1, 2, 1);
        ModelRecord record = new ModelRecord(
                new TrainingSummary("quick", 2, 1, 0.5, 0.5, 0.5, part, part, null, null, Map.of()),
                new DecisionThreshold(0.25, "test"),
                new TemperatureScaling(1.75, "test"),
                null,
                "# Card\n");
        return new ModelFile(recipe, weights(recipe.network()), record);
    }

    private static Map<String, Weight> weights(Network network) {
        Map<String, Weight> weights = new LinkedHashMap<>();
        SplittableRandom random = new SplittableRandom(3);
        ResNetPlan.of(network).shapes().forEach((name, shape) -> {
            int count = Math.toIntExact(shape.stream().reduce(1L, (a, b) -> a * b));
            double scale = shape.size() > 1 ? Math.sqrt(2.0 * shape.get(0) / count) : 0.1;
            double middle = name.endsWith("running_var") || (shape.size() == 1 && name.endsWith(".weight")) ? 1 : 0;
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = (float) (middle + scale * (2 * random.nextDouble() - 1));
            }
            weights.put(name, Weight.of(values, shape));
        });
        return weights;
    }

    static float[] image(int size, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] image = new float[size * size];
        for (int i = 0; i < image.length; i++) {
            image[i] = (float) random.nextDouble();
        }
        return image;
    }
}
