package org.cordscope.learning.cord;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cordscope.learning.weights.Weight;

/**
 * What decides whether a cord that was found is compressed: the last layer of each judge and the measures beside them. Its logit
 * is linear in what it sees, namely in the hidden units of all judges (means over a crop and its mirror image), one judge after
 * the other, and then in the terms of the {@link MeasureJudge}, where the model asks one.
 */
public final class DecisionLayer {
    private static final int COMPRESSED = Finding.COMPRESSED.place();

    private final CordModel model;
    private final List<Dense> hidden = new ArrayList<>();
    private final List<Dense> last = new ArrayList<>();
    private final boolean asksMeasures;

    /** A dense layer's arrays. */
    @SuppressWarnings("ArrayRecordComponent") // read only
    private record Dense(String name, float[] weight, float[] bias) {
        static Dense of(CordModel model, String name) {
            return new Dense(name, floats(model, name + ".weight"), floats(model, name + ".bias"));
        }

        private static float[] floats(CordModel model, String name) {
            return Objects.requireNonNull(model.weights().get(name), name).floats();
        }

        int inputs() {
            return weight.length / bias.length;
        }

        double output(int unit, double[] of) {
            double sum = bias[unit];
            for (int i = 0; i < of.length; i++) {
                sum += weight[unit * of.length + i] * of[i];
            }
            return sum;
        }
    }

    /**
     * A linear function of what is seen.
     *
     * @param weights one for each number that is seen
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Linear(double intercept, double[] weights) {
        public double of(double[] seen) {
            double sum = intercept;
            for (int i = 0; i < seen.length; i++) {
                sum += weights[i] * seen[i];
            }
            return sum;
        }
    }

    public DecisionLayer(CordModel model) {
        this.model = model;
        this.asksMeasures = !MeasureJudge.absent(model.decision().measures());
        for (int judge = 0; judge < model.recipe().judges(); judge++) {
            hidden.add(Dense.of(model, "judge" + judge + ".dense0"));
            last.add(Dense.of(model, "judge" + judge + ".dense1"));
        }
    }

    /**
     * What it sees of a slice.
     *
     * @param readings with features: one of each judge, then perhaps of each judge's mirror image, and so on
     * @throws IllegalArgumentException where readings are without features, or not as many for each judge
     */
    public double[] sees(List<CropReading> readings, CordForm cord) {
        int judges = hidden.size();
        if (readings.isEmpty() || readings.size() % judges != 0) {
            throw new IllegalArgumentException(readings.size() + " readings of " + judges + " judges");
        }
        int times = readings.size() / judges;
        int units = hidden.get(0).bias().length;
        double[] seen = new double[judges * units + (asksMeasures ? MeasureJudge.TERMS : 0)];
        for (int i = 0; i < readings.size(); i++) {
            Dense layer = hidden.get(i % judges);
            double[] features = features(readings.get(i), layer.inputs());
            for (int unit = 0; unit < units; unit++) {
                seen[i % judges * units + unit] += Math.max(0, layer.output(unit, features)) / times;
            }
        }
        if (asksMeasures) {
            System.arraycopy(MeasureJudge.sees(cord), 0, seen, judges * units, MeasureJudge.TERMS);
        }
        return seen;
    }

    private static double[] features(CropReading reading, int wanted) {
        if (reading.features().length != wanted) {
            throw new IllegalArgumentException(reading.features().length + " features instead of " + wanted);
        }
        double[] features = new double[wanted];
        for (int i = 0; i < wanted; i++) {
            features[i] = reading.features()[i];
        }
        return features;
    }

    /** What a judge's logit is multiplied by on its way to the common one. */
    private double share() {
        MeasureJudge measures = model.decision().measures();
        return asksMeasures ? (1 - measures.share()) / last.size() / measures.networkTemperature() : 1.0 / last.size();
    }

    /** The logit as a function of what is seen. */
    public Linear linear() {
        int units = hidden.get(0).bias().length;
        double[] weights = new double[last.size() * units + (asksMeasures ? MeasureJudge.TERMS : 0)];
        double intercept = 0;
        for (int judge = 0; judge < last.size(); judge++) {
            Dense layer = last.get(judge);
            intercept += share() * layer.bias()[COMPRESSED];
            for (int unit = 0; unit < units; unit++) {
                weights[judge * units + unit] = share() * layer.weight()[COMPRESSED * units + unit];
            }
        }
        if (asksMeasures) {
            MeasureJudge measures = model.decision().measures();
            intercept += measures.share() * measures.intercept();
            double[] slopes = measures.slopes();
            for (int i = 0; i < slopes.length; i++) {
                weights[last.size() * units + i] = measures.share() * slopes[i];
            }
        }
        return new Linear(intercept, weights);
    }

    /** The model with another function in place of its own; weights as the file keeps them, float16. */
    public CordModel with(Linear wanted) {
        int units = hidden.get(0).bias().length;
        Map<String, Weight> weights = new LinkedHashMap<>(model.weights());
        double shift = wanted.intercept() - linear().intercept();
        for (int judge = 0; judge < last.size(); judge++) {
            Dense layer = last.get(judge);
            float[] moved = layer.weight().clone();
            for (int unit = 0; unit < units; unit++) {
                moved[COMPRESSED * units + unit] = (float) (wanted.weights()[judge * units + unit] / share());
            }
            weights.put(layer.name() + ".weight", Weight.half(moved, shape(layer, ".weight")));
            if (!asksMeasures) {
                float[] biases = layer.bias().clone();
                biases[COMPRESSED] += (float) shift;
                weights.put(layer.name() + ".bias", Weight.of(biases, shape(layer, ".bias")));
            }
        }
        CordModel.Decision decision = model.decision();
        CordModel moved = model.withWeights(weights);
        if (!asksMeasures) {
            return moved;
        }
        int from = last.size() * units;
        MeasureJudge measures = decision.measures();
        return moved.withDecision(new CordModel.Decision(
                decision.threshold(),
                decision.calibration(),
                new MeasureJudge(
                        measures.intercept() + shift / measures.share(),
                        wanted.weights()[from] / measures.share(),
                        wanted.weights()[from + 1] / measures.share(),
                        wanted.weights()[from + 2] / measures.share(),
                        wanted.weights()[from + 3] / measures.share(),
                        measures.networkTemperature(),
                        measures.share())));
    }

    private List<Long> shape(Dense layer, String array) {
        return Objects.requireNonNull(model.weights().get(layer.name() + array)).shape();
    }
}
