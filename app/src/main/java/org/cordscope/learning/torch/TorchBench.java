package org.cordscope.learning.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.cordscope.learning.FineTuning;
import org.cordscope.learning.Network;
import org.cordscope.learning.Precision;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.weights.Weight;

/** Throughput of this machine on random weights and random images. */
public final class TorchBench {

    private TorchBench() {}

    /**
     * Images per second of prediction, once per repetition after one that warms up and is not counted.
     *
     * @param size side of the images, pixels
     * @param batch images per pass
     * @param seconds length of one repetition
     */
    public static List<Double> inference(
            Network network, int size, int batch, Precision precision, int repetitions, double seconds) {
        Libtorch.load();
        ResNetPlan plan = ResNetPlan.of(network);
        float[] images = random(batch * plan.channels().planes() * size * size);
        try (FusedNetwork fused = network(plan, precision, size, batch)) {
            return repeat(() -> fused.logits(images, size), batch, repetitions, seconds);
        }
    }

    /**
     * Images per second of training (forward, backward and optimizer), as {@link #inference}.
     *
     * @param tuning layers that learn; a frozen prefix is measured as from the second epoch on, from features that are kept
     */
    public static List<Double> training(
            Network network,
            FineTuning tuning,
            int size,
            int batch,
            Precision precision,
            int repetitions,
            double seconds) {
        Libtorch.load();
        ResNetPlan plan = ResNetPlan.of(network);
        Planes shape = tuning.hasFrozenPrefix()
                ? FrozenPrefix.output(plan, plan.blocksOf(tuning.frozenStages()), size)
                : new Planes(plan.channels().planes(), size);
        float[] images = random(batch * shape.values());
        float[] targets = new float[batch];
        float[] weights = new float[batch];
        Arrays.fill(weights, 1);
        try (Parameters parameters = Parameters.of(plan, Parameters.random(plan, 1));
                TrainableNetwork trainable =
                        new TrainableNetwork(plan, parameters, precision, network.dropout(), tuning);
                AdamW adam = new AdamW(trainable.learned(), Recipe.Optimiser.adam(1e-4, 0.9))) {
            SplittableRandom random = new SplittableRandom(1);
            return repeat(
                    () -> {
                        trainable.step(images, shape.count(), shape.side(), targets, weights, random);
                        adam.step(1);
                    },
                    batch,
                    repetitions,
                    seconds);
        }
    }

    private static FusedNetwork network(ResNetPlan plan, Precision precision, int size, int batch) {
        Map<String, Weight> weights = Parameters.random(plan, 1);
        if (precision != Precision.INT8) {
            return new FusedNetwork(plan, weights, precision, size, batch);
        }
        Libtorch.refuseInt8();
        SortedMap<String, Double> limits = new TreeMap<>(); // any will do: the time does not depend on the numbers
        plan.convolutions().forEach(c -> limits.put(c.name(), 1.0));
        return new FusedNetwork(plan, weights, new EightBitSteps(plan, limits), size, batch);
    }

    private static float[] random(int values) {
        float[] images = new float[values];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < images.length; i++) {
            images[i] = (float) random.nextDouble();
        }
        return images;
    }

    private static List<Double> repeat(Runnable pass, int batch, int repetitions, double seconds) {
        rate(pass, batch, seconds / 2);
        List<Double> rates = new ArrayList<>();
        for (int i = 0; i < repetitions; i++) {
            rates.add(rate(pass, batch, seconds));
        }
        return rates;
    }

    private static double rate(Runnable pass, int batch, double seconds) {
        long start = System.nanoTime();
        long passes = 0;
        double elapsed;
        do {
            pass.run();
            passes++;
            elapsed = (System.nanoTime() - start) / 1e9;
        } while (elapsed < seconds);
        return passes * batch / elapsed;
    }
}
