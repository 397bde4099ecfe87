package org.cordscope.learning.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.bytedeco.pytorch.Tensor;
import org.cordscope.learning.Schedule;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.cord.CordRecipe;
import org.cordscope.learning.cord.Finding;
import org.cordscope.learning.cord.SampleRounds;
import org.cordscope.learning.cord.TrainingSample;
import org.cordscope.learning.weights.SafeTensors;
import org.cordscope.learning.weights.Weight;
import org.cordscope.learning.weights.WeightFormatException;
import org.cordscope.phantom.randomised.View;
import org.cordscope.study.Progress;
import org.cordscope.study.UserFacingException;
import org.cordscope.study.WorkFailure;

/**
 * Trains the networks that find and judge, from phantoms alone. After each round everything is saved beside the
 * model, so that an interrupted training goes on with the next round and ends with the same weights.
 */
public final class CordTraining implements AutoCloseable {
    private static final Schedule SCHEDULE = new Schedule(Schedule.Shape.COSINE, 0);
    private static final int WARM_UP = 100;
    static final int TESTED = 1024;

    /** Weights of the parts of a judge's loss: findings count one each. */
    private static final float MASKS = 2;

    private final CordRecipe recipe;
    private final Path checkpoint;
    private final TrainablePyramid finder;
    private final List<TrainablePyramid> judges = new ArrayList<>();
    private final Map<String, Weight> initial;
    private final Round log;
    private int done;

    /** Hears what each round came to. */
    public interface Round {
        void ended(int number, CordScores scores);
    }

    private CordTraining(CordRecipe recipe, Map<String, Weight> initial, Path checkpoint, Round log)
            throws IOException {
        this.recipe = recipe;
        this.initial = initial;
        this.checkpoint = checkpoint;
        this.log = log;
        Map<String, Weight> saved = saved();
        this.finder = network(finderPlan(), saved);
        for (int i = 0; i < recipe.judges(); i++) {
            judges.add(network(judgePlan(i), saved));
        }
    }

    static PyramidPlan finderPlan() {
        return PyramidPlan.finder(View.values().length);
    }

    static PyramidPlan judgePlan(int number) {
        return PyramidPlan.judge(number, Finding.values().length);
    }

    /**
     * Trains, or goes on with a training that was interrupted.
     *
     * @param rounds after which it ends, before the recipe's own number where the rate has not fallen to nothing yet; the average
     *     of the weights is kept all the same
     * @param initial the model that the recipe goes on from; none where the seed draws the weights
     * @param out where the model will lie; {@code out.checkpoint} is written beside it until then
     * @throws UserFacingException where a checkpoint of another recipe is in the way
     * @throws InterruptedException when the thread is interrupted; the last checkpoint stays
     */
    public static CordModel run(
            CordRecipe recipe, int rounds, Optional<CordModel> initial, Path out, Round log, Progress progress)
            throws IOException, InterruptedException {
        if (rounds < 1 || rounds > recipe.rounds()) {
            throw new IllegalArgumentException("a training ends after 1 to " + recipe.rounds() + " rounds: " + rounds);
        }
        return run(recipe, rounds, initial, out, TESTED, log, progress);
    }

    /** @param tested samples that each round is tried on */
    static CordModel run(
            CordRecipe recipe,
            int rounds,
            Optional<CordModel> initial,
            Path out,
            int tested,
            Round log,
            Progress progress)
            throws IOException, InterruptedException {
        Libtorch.load();
        String origin = initial.map(CordModel::sha256).orElse(CordRecipe.RANDOM);
        if (!recipe.initialWeights().equals(origin)) {
            throw new IllegalArgumentException("the recipe goes on from another model: " + origin);
        }
        Map<String, Weight> weights = initial.map(CordModel::weights).orElse(Map.of());
        Path checkpoint = out.resolveSibling(out.getFileName() + ".checkpoint");
        CordModel model;
        try (CordTraining training = new CordTraining(recipe, weights, checkpoint, log)) {
            model = training.run(rounds, tested, progress);
        }
        if (recipe.initialShare() > 0) {
            model = CordAverage.towards(model, weights, recipe.initialShare());
        }
        model = CordAverage.withMeasures(model, 3 * tested, progress);
        model.write(out);
        Files.deleteIfExists(checkpoint);
        return model;
    }

    private TrainablePyramid network(PyramidPlan plan, Map<String, Weight> saved) {
        TrainablePyramid network =
                new TrainablePyramid(plan, weights(plan, saved), recipe.optimiser(), recipe.precision());
        if (!saved.isEmpty()) {
            network.restore(saved, (long) done * stepsPerRound(plan.attentive()));
        }
        return network;
    }

    private Map<String, Weight> weights(PyramidPlan plan, Map<String, Weight> saved) {
        if (!saved.isEmpty()) {
            return saved;
        }
        return initial.isEmpty() ? Parameters.random(plan.shapes(), recipe.seed()) : initial;
    }

    private int stepsPerRound(boolean judge) {
        return recipe.samples() / recipe.batch() * (judge ? recipe.passes() : 1);
    }

    private CordModel run(int rounds, int tested, Progress progress) throws IOException, InterruptedException {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors());
        List<TrainingSample> test;
        try (SampleRounds samples =
                new SampleRounds(recipe.seed() + 1_000_003, tested, 0, 0, 0, 1, threads, progress)) {
            test = samples.next();
        }
        try (SampleRounds samples = new SampleRounds(
                recipe.seed(),
                recipe.samples(),
                recipe.scannedShare(),
                recipe.scannedT2Star(),
                done,
                rounds,
                threads,
                progress)) {
            while (done < rounds) {
                List<TrainingSample> round = samples.next();
                round(round, progress);
                done++;
                save();
                CordScores scores = CordScores.of(model(), test);
                progress.note(scores.toString());
                log.ended(done, scores);
            }
        }
        return model();
    }

    private CordModel model() {
        Map<String, Weight> weights = new LinkedHashMap<>(finder.averaged());
        judges.forEach(judge -> weights.putAll(judge.averaged()));
        return new CordModel(recipe, weights, CordModel.Decision.untried(), "");
    }

    /** Each network on a thread of its own, which its small layers fill better than several would one of them. */
    private void round(List<TrainingSample> samples, Progress progress) throws InterruptedException {
        progress.begin(
                "round " + (done + 1) + " of " + recipe.rounds(),
                (trainsFinder() ? stepsPerRound(false) : 0) + (long) judges.size() * stepsPerRound(true));
        ExecutorService threads = Executors.newFixedThreadPool(1 + judges.size());
        try {
            List<Callable<Boolean>> networks = new ArrayList<>();
            if (trainsFinder()) {
                networks.add(() -> passes(samples, finder, -1, 1, progress));
            }
            for (int i = 0; i < judges.size(); i++) {
                int judge = i;
                networks.add(() -> passes(samples, judges.get(judge), judge, recipe.passes(), progress));
            }
            for (Future<Boolean> network : threads.invokeAll(networks)) {
                network.get();
            }
        } catch (ExecutionException e) {
            throw WorkFailure.unchecked(e);
        } finally {
            threads.shutdownNow();
            threads.awaitTermination(1, TimeUnit.MINUTES); // a step that runs still uses native memory
        }
    }

    /** The finder of a model that is gone on from stays as it is. */
    private boolean trainsFinder() {
        return recipe.initialWeights().equals(CordRecipe.RANDOM);
    }

    private boolean passes(
            List<TrainingSample> samples, TrainablePyramid network, int judge, int count, Progress progress)
            throws InterruptedException {
        Libtorch.useThreads(1);
        for (int pass = 0; pass < count; pass++) {
            pass(samples, network, judge, pass, progress);
        }
        return true;
    }

    private void pass(List<TrainingSample> samples, TrainablePyramid network, int judge, int pass, Progress progress)
            throws InterruptedException {
        int place = (done * recipe.passes() + pass) * 16 + judge + 1;
        List<TrainingSample> order = new ArrayList<>(samples);
        Collections.shuffle(order, new Random(Draws.order(recipe.seed(), place).nextLong()));
        SplittableRandom random = Draws.augmentation(recipe.seed(), place, judge + 1);
        double loss = Double.NaN;
        for (int start = 0; start + recipe.batch() <= order.size(); start += recipe.batch()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("training was interrupted");
            }
            List<TrainingSample> batch = order.subList(start, start + recipe.batch());
            double now = judge < 0 ? find(batch, random) : judge(batch, network, random);
            loss = Double.isNaN(loss) ? now : loss + 0.05 * (now - loss);
            if (!Double.isFinite(now)) {
                throw new UserFacingException(
                        "The loss is no longer a number: training has diverged.", "Train with a lower learning rate.");
            }
            synchronized (progress) {
                progress.note(
                        String.format(Locale.ROOT, "%s, loss %.3f", judge < 0 ? "finder" : "judge " + judge, loss));
                progress.advance(1);
            }
        }
    }

    private double rate(TrainablePyramid network, int stepsPerRound) {
        double warm = Math.min(1, (network.steps() + 1.0) / WARM_UP);
        return warm * SCHEDULE.factor(network.steps(), stepsPerRound, recipe.rounds());
    }

    private double find(List<TrainingSample> batch, SplittableRandom random) {
        int area = CordRecipe.WHOLE.pixels() * CordRecipe.WHOLE.pixels();
        float[] values = new float[batch.size() * area];
        float[] shares = new float[batch.size() * area / 4];
        float[] views = new float[batch.size()];
        for (int i = 0; i < batch.size(); i++) {
            TrainingSample sample = batch.get(i);
            TrainingSample.Change change = TrainingSample.Change.draw(random);
            sample.whole(change, values, i * area);
            views[i] = sample.view();
            if (sample.canal()) {
                CanalMap.write(change.mirrored() ? -sample.xMm() : sample.xMm(), sample.yMm(), shares, i * area / 4);
            }
        }
        return finder.step(
                values,
                1,
                CordRecipe.WHOLE.pixels(),
                answers -> sum(TrainablePyramid.belief(answers, shares), TrainablePyramid.whole(answers, views), 1),
                rate(finder, stepsPerRound(false)));
    }

    private double judge(List<TrainingSample> batch, TrainablePyramid network, SplittableRandom random) {
        int area = CordRecipe.CROP.pixels() * CordRecipe.CROP.pixels();
        int findings = Finding.values().length;
        float[] values = new float[batch.size() * 3 * area];
        float[] labels = new float[batch.size() * area];
        float[] targets = new float[batch.size() * findings];
        float[] weights = new float[targets.length];
        for (int i = 0; i < batch.size(); i++) {
            TrainingSample sample = batch.get(i);
            TrainingSample.Change change = TrainingSample.Change.draw(random);
            sample.crops(change, values, i * 3 * area, labels, i * area);
            System.arraycopy(sample.answers(), 0, targets, i * findings, findings);
            System.arraycopy(sample.asked(), 0, weights, i * findings, findings);
            if (change.style().bends()) {
                weights[i * findings + Finding.JUDGEABLE.place()] = 0; // contrast no longer tells what it was
            }
        }
        return network.step(
                values,
                3,
                CordRecipe.CROP.pixels(),
                answers -> sum(
                        TrainablePyramid.answers(answers, targets, weights),
                        TrainablePyramid.places(answers, labels),
                        MASKS),
                rate(network, stepsPerRound(true)));
    }

    /** One loss and another times a factor; closes both. */
    private static Tensor sum(Tensor one, Tensor other, float factor) {
        try (one;
                other;
                Tensor share = Tensors.of(new float[] {factor});
                Tensor scaled = other.mul(share);
                Tensor both = one.add(scaled)) {
            return both.sum();
        }
    }

    private void save() throws IOException {
        Map<String, Weight> state = new LinkedHashMap<>(finder.state());
        judges.forEach(judge -> state.putAll(judge.state()));
        Map<String, String> metadata = new LinkedHashMap<>(model().metadata());
        metadata.put("rounds", Integer.toString(done));
        new SafeTensors(metadata, state).write(checkpoint);
    }

    private Map<String, Weight> saved() throws IOException {
        if (!Files.exists(checkpoint)) {
            return Map.of();
        }
        try {
            SafeTensors file = SafeTensors.read(checkpoint);
            if (!CordModel.of(file).recipe().equals(recipe)) {
                throw new UserFacingException(
                        checkpoint + " is of a training with another recipe.",
                        "Go on with that recipe, or delete the file.");
            }
            done = Integer.parseInt(file.metadata().getOrDefault("rounds", ""));
            return file.weights();
        } catch (WeightFormatException | NumberFormatException e) {
            throw new UserFacingException(checkpoint + " is no checkpoint of a training.", "Delete the file.", e);
        }
    }

    @Override
    public void close() {
        finder.close();
        judges.forEach(TrainablePyramid::close);
    }
}
