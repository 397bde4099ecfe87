package org.cordscope.learning.torch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.cordscope.learning.Epoch;
import org.cordscope.learning.LabelledSlices;
import org.cordscope.learning.Recipe;
import org.cordscope.learning.Stopping;
import org.cordscope.learning.Supervision;
import org.cordscope.learning.weights.ModelFile;
import org.cordscope.learning.weights.Weight;
import org.cordscope.study.Progress;
import org.cordscope.study.UserFacingException;
import org.jspecify.annotations.Nullable;

/** Epochs of one run, each a pass over the training slices, one over the validation slices, and a checkpoint. */
final class TrainingLoop implements AutoCloseable {
    private final LabelledSlices training;
    private final LabelledSlices validation;
    private final Recipe recipe;
    private final RunDirectory directory;
    private final ResNetPlan plan;
    private final Parameters parameters;
    private final TrainableNetwork network;
    private final AdamW optimiser;
    private final @Nullable WeightAverage average;
    private final @Nullable FrozenPrefix prefix;
    private final Planes images;
    private final double positiveWeight;
    private final List<Epoch> log = new ArrayList<>();

    TrainingLoop(
            LabelledSlices training,
            LabelledSlices validation,
            Recipe recipe,
            RunDirectory directory,
            Map<String, Weight> weights,
            long bytesForFeatures)
            throws IOException {
        this.training = training;
        this.validation = validation;
        this.recipe = recipe;
        this.directory = directory;
        this.positiveWeight = recipe.loss().positiveWeight() == null
                ? balance(training)
                : recipe.loss().positiveWeight();
        this.plan = ResNetPlan.of(recipe.network());
        this.parameters = Parameters.of(plan, weights);
        this.network = new TrainableNetwork(
                plan, parameters, recipe.precision(), recipe.network().dropout(), recipe.fineTuning());
        this.optimiser = new AdamW(network.learned(), recipe.optimiser());
        Double decay = recipe.optimiser().emaDecay();
        this.average = decay == null ? null : new WeightAverage(parameters.all(), decay);
        this.prefix = recipe.fineTuning().hasFrozenPrefix()
                ? new FrozenPrefix(training, recipe, weights, directory.features(), bytesForFeatures)
                : null;
        this.images = new Planes(
                recipe.network().channels().planes(), recipe.preprocessing().size());
    }

    private static double balance(LabelledSlices slices) {
        long positives = slices.countCompressed();
        if (positives == 0 || positives == slices.size()) {
            throw new UserFacingException(
                    "All " + slices.size() + " training slices have the same label.",
                    "Training needs compressed and not compressed slices: check labels and split.");
        }
        return (double) (slices.size() - positives) / positives;
    }

    /** Takes up the run where a checkpoint left it; the weights were given to the constructor. */
    void restore(RunDirectory.Checkpoint checkpoint) {
        optimiser.restore(checkpoint.optimiser(), checkpoint.state().optimizerSteps());
        if (average != null) {
            average.restore(checkpoint.optimiser());
        }
        log.addAll(checkpoint.state().log());
    }

    /** Trains until the recipe or the supervisor ends it. */
    TrainingResult run(Supervision supervision) throws IOException, InterruptedException {
        if (!log.isEmpty()) {
            supervision.observer().saved(List.copyOf(log));
        }
        while (!Stopping.finished(log, recipe.stopping()) && log.size() < supervision.untilEpoch()) {
            Epoch epoch = epoch(log.size() + 1, supervision.progress());
            log.add(epoch);
            save();
            supervision.observer().saved(List.copyOf(log));
        }
        return new TrainingResult(
                directory.bestModel(),
                Stopping.best(log),
                log,
                Stopping.finished(log, recipe.stopping()),
                Scores.ofOneAnswer(training, validation, positiveWeight).loss(positiveWeight));
    }

    /** The best first: a run killed in between repeats the epoch and writes the same best again. */
    private void save() throws IOException {
        if (Stopping.best(log) == log.size()) {
            directory.saveBest(new ModelFile(recipe, judged()));
        }
        Map<String, Weight> state = new LinkedHashMap<>(optimiser.moments());
        if (average != null) {
            state.putAll(average.state());
        }
        ModelFile model = new ModelFile(recipe, parameters.weights());
        directory.saveLast(model, state, optimiser.steps(), Libtorch.threads(), log);
    }

    /** The weights that validate and are kept. */
    private Map<String, Weight> judged() {
        return average == null ? parameters.weights() : average.weights();
    }

    private Epoch epoch(int number, Progress progress) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<int[]> order = Batches.shuffled(training.size(), recipe.batch(), Draws.order(recipe.seed(), number));
        progress.begin("epoch " + number, order.size());
        double loss = 0;
        int correct = 0;
        int seen = 0;
        try (Batches batches = batches(order, number)) {
            for (int step = 0; batches.hasNext(); step++) {
                stopIfInterrupted();
                Batches.Batch batch = batches.next();
                TrainableNetwork.Step done = step(batch, order.size(), Draws.dropout(recipe.seed(), number, step));
                loss += done.loss() * batch.targets().length;
                correct += new Scores(done.logits(), batch.targets()).correct();
                seen += batch.targets().length;
                progress.note(String.format(
                        Locale.ROOT,
                        "loss %.3f, %.1f images/s",
                        loss / seen,
                        seen * 1e9 / (System.nanoTime() - start)));
                progress.advance(1);
            }
        }
        Scores scores = validate();
        progress.note(String.format(
                Locale.ROOT,
                "loss %.3f, validation loss %.3f, AUC %.3f",
                loss / training.size(),
                scores.loss(positiveWeight),
                scores.auc()));
        return new Epoch(
                number,
                loss / training.size(),
                (double) correct / training.size(),
                finite(scores.loss(positiveWeight)),
                scores.accuracy(),
                scores.auc(),
                (System.nanoTime() - start) / 1e9);
    }

    private Batches batches(List<int[]> order, int number) {
        if (prefix != null) {
            return new Batches(prefix, prefix.output(), order, null);
        }
        Batches.Drawn drawn =
                recipe.augmentation() == null ? null : new Batches.Drawn(recipe.augmentation(), recipe.seed(), number);
        return new Batches(training, images, order, drawn);
    }

    private TrainableNetwork.Step step(Batches.Batch batch, int stepsPerEpoch, SplittableRandom random) {
        float[] weights = new float[batch.targets().length];
        float[] targets = new float[weights.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = batch.targets()[i] == 1 ? (float) positiveWeight : 1;
            targets[i] = recipe.loss().smoothed(batch.targets()[i]);
        }
        Planes shape = prefix == null ? images : prefix.output();
        TrainableNetwork.Step done = network.step(batch.grey(), shape.count(), shape.side(), targets, weights, random);
        finite(done.loss());
        optimiser.step(recipe.schedule()
                .factor(optimiser.steps(), stepsPerEpoch, recipe.stopping().maximumEpochs()));
        if (average != null) {
            average.take(optimiser.steps());
        }
        return done;
    }

    private static double finite(double loss) {
        if (!Double.isFinite(loss)) {
            throw new UserFacingException(
                    "The loss is no longer a number: training has diverged.", "Train with a lower learning rate.");
        }
        return loss;
    }

    private Scores validate() throws IOException, InterruptedException {
        float[] logits = new float[validation.size()];
        float[] targets = new float[validation.size()];
        List<int[]> order = Batches.inOrder(validation.size(), TorchClassifier.BATCH);
        int size = images.side();
        try (FusedNetwork fused = new FusedNetwork(plan, judged(), recipe.precision(), size, TorchClassifier.BATCH);
                Batches batches = new Batches(validation, images, order, null)) {
            for (int start = 0; batches.hasNext(); ) {
                stopIfInterrupted();
                Batches.Batch batch = batches.next();
                int count = batch.targets().length;
                System.arraycopy(fused.logits(batch.grey(), size), 0, logits, start, count);
                System.arraycopy(batch.targets(), 0, targets, start, count);
                start += count;
            }
        }
        return new Scores(logits, targets);
    }

    private static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("training was interrupted");
        }
    }

    @Override
    public void close() throws IOException {
        if (prefix != null) {
            prefix.close();
        }
        if (average != null) {
            average.close();
        }
        optimiser.close();
        network.close();
        parameters.close();
    }
}
