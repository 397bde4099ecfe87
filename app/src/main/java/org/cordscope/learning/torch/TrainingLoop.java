package org.cordscope.learning.torch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.cordscope.imaging.AugmentationRanges;
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
    private final Adam adam;
    private final @Nullable AveragedWeights averages;
    private final double positiveWeight;
    private final List<Epoch> log = new ArrayList<>();

    TrainingLoop(
            LabelledSlices training,
            LabelledSlices validation,
            Recipe recipe,
            RunDirectory directory,
            Map<String, Weight> weights) {
        this.training = training;
        this.validation = validation;
        this.recipe = recipe;
        this.directory = directory;
        Double given = recipe.loss().positiveWeight();
        this.positiveWeight = given == null ? balance(training) : given;
        this.plan = ResNetPlan.of(recipe.network());
        this.parameters = Parameters.of(plan, weights);
        this.network = new TrainableNetwork(
                plan, parameters, recipe.precision(), recipe.network().dropout(), recipe.fineTuning());
        this.adam = new Adam(parameters.learned(recipe.fineTuning()), recipe.optimizer());
        Double decay = recipe.averagingDecay();
        this.averages = decay == null ? null : new AveragedWeights(parameters, decay);
    }

    private static double balance(LabelledSlices slices) {
        int positives = 0;
        for (int i = 0; i < slices.size(); i++) {
            positives += slices.compressed(i) ? 1 : 0;
        }
        if (positives == 0 || positives == slices.size()) {
            throw new UserFacingException(
                    "All " + slices.size() + " training slices have the same label.",
                    "Training needs compressed and not compressed slices: check labels and split.");
        }
        return (double) (slices.size() - positives) / positives;
    }

    /** Takes up the run where a checkpoint left it; the weights were given to the constructor. */
    void restore(RunDirectory.Checkpoint checkpoint) {
        adam.restore(checkpoint.moments(), checkpoint.state().optimizerSteps());
        if (averages != null) {
            averages.restore(checkpoint.moments());
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
                directory.bestModel(), Stopping.best(log), log, Stopping.finished(log, recipe.stopping()));
    }

    /** What validates and is kept: the averages where there are some, else the weights themselves. */
    private Map<String, Weight> kept() {
        return averages == null ? parameters.weights() : averages.weights();
    }

    /** The best first: a run killed in between repeats the epoch and writes the same best again. */
    private void save() throws IOException {
        if (Stopping.best(log) == log.size()) {
            directory.saveBest(new ModelFile(recipe, kept()));
        }
        Map<String, Weight> state = adam.moments();
        if (averages != null) {
            state.putAll(averages.state());
        }
        directory.saveLast(new ModelFile(recipe, parameters.weights()), state, adam.steps(), Libtorch.threads(), log);
    }

    private Epoch epoch(int number, Progress progress) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int size = recipe.preprocessing().size();
        List<int[]> order = Batches.shuffled(training.size(), recipe.batch(), Draws.order(recipe.seed(), number));
        AugmentationRanges ranges = recipe.augmentation();
        Batches.Drawn drawn = ranges == null ? null : new Batches.Drawn(ranges, recipe.seed(), number);
        progress.begin("epoch " + number, order.size());
        double loss = 0;
        int correct = 0;
        int seen = 0;
        try (Batches batches = new Batches(training, size, order, drawn)) {
            for (int step = 0; batches.hasNext(); step++) {
                stopIfInterrupted();
                Batches.Batch batch = batches.next();
                TrainableNetwork.Step done = step(batch, size, Draws.dropout(recipe.seed(), number, step));
                double factor = recipe.schedule()
                        .factor(number, step, order.size(), recipe.stopping().maximumEpochs());
                adam.step(factor);
                if (averages != null) {
                    averages.follow(adam.steps());
                }
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
        Scores scores = validate(size);
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

    private TrainableNetwork.Step step(Batches.Batch batch, int size, SplittableRandom random) {
        float[] targets = batch.targets().clone();
        float[] weights = new float[targets.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = targets[i] == 1 ? (float) positiveWeight : 1;
            targets[i] = recipe.loss().target(targets[i] == 1);
        }
        TrainableNetwork.Step done = network.step(batch.grey(), size, targets, weights, random);
        finite(done.loss());
        return done;
    }

    private static double finite(double loss) {
        if (!Double.isFinite(loss)) {
            throw new UserFacingException(
                    "The loss is no longer a number: training has diverged.", "Train with a lower learning rate.");
        }
        return loss;
    }

    private Scores validate(int size) throws IOException, InterruptedException {
        float[] logits = new float[validation.size()];
        float[] targets = new float[validation.size()];
        List<int[]> order = Batches.inOrder(validation.size(), TorchClassifier.BATCH);
        try (FusedNetwork fused = new FusedNetwork(plan, kept(), recipe.precision(), size, TorchClassifier.BATCH);
                Batches batches = new Batches(validation, size, order, null)) {
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
    public void close() {
        if (averages != null) {
            averages.close();
        }
        adam.close();
        network.close();
        parameters.close();
    }
}
