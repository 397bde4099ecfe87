package org.cordscope.learning.torch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.cordscope.learning.Precision;
import org.cordscope.learning.cord.CanalSighting;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.cord.CordReader;
import org.cordscope.learning.cord.CordRecipe;
import org.cordscope.learning.cord.CropReading;
import org.cordscope.learning.cord.TrainingSample;
import org.cordscope.phantom.randomised.View;
import org.cordscope.study.UserFacingException;

/** Networks that find and judge, loaded. Several threads may ask at once; within lanes each question uses one core. */
public final class TorchCordReader implements CordReader {
    private static final int BATCH = 8;
    private static final int CERVICAL = TrainingSample.VIEWS.indexOf(View.CERVICAL);

    private final CordModel model;
    private final FusedPyramid finder;
    private final List<FusedPyramid> judges;
    private final Lanes lanes;
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;
    private volatile boolean closing;

    private TorchCordReader(CordModel model, Precision precision) {
        this.model = model;
        this.lanes = new Lanes(Libtorch.availableThreads());
        // packed a network a thread: with several threads a network, they would wait for each other most of the time
        List<Integer> numbers =
                IntStream.rangeClosed(-1, model.recipe().judges() - 1).boxed().toList();
        List<FusedPyramid> networks = lanes.map(
                numbers,
                i -> i < 0
                        ? network(CordTraining.finderPlan(), precision, CordRecipe.WHOLE.pixels())
                        : network(CordTraining.judgePlan(i), precision, CordRecipe.CROP.pixels()));
        this.finder = networks.get(0);
        this.judges = networks.subList(1, networks.size());
    }

    private FusedPyramid network(PyramidPlan plan, Precision precision, int size) {
        return new FusedPyramid(plan, model.weights(), precision, size, BATCH);
    }

    /**
     * Loads networks.
     *
     * @throws UserFacingException where the model lacks arrays of the networks that it should hold
     */
    public static TorchCordReader of(CordModel model, Precision precision) {
        Libtorch.load();
        check(model, CordTraining.finderPlan());
        for (int i = 0; i < model.recipe().judges(); i++) {
            check(model, CordTraining.judgePlan(i));
        }
        return new TorchCordReader(model, precision);
    }

    private static void check(CordModel model, PyramidPlan plan) {
        plan.shapes().forEach((name, shape) -> {
            if (!model.weights().containsKey(name)
                    || !model.weights().get(name).shape().equals(shape)) {
                throw new UserFacingException(
                        "The model does not hold the networks that it describes: " + name
                                + " is missing or has another shape.",
                        "Use the file as training wrote it, or leave out --model for the one that ships.");
            }
        });
    }

    @Override
    public List<CanalSighting> find(List<float[]> wholes) {
        return open(() -> sightings(wholes));
    }

    /** Asks networks that are not closed meanwhile. */
    private <T> T open(Supplier<T> question) {
        use.readLock().lock();
        try {
            goOn();
            return question.get();
        } finally {
            use.readLock().unlock();
        }
    }

    /** Whoever closes the reader need not wait for more than the network that is at work. */
    private void goOn() {
        if (closing) {
            throw new CancellationException("the reader is being closed");
        }
    }

    private List<CanalSighting> sightings(List<float[]> wholes) {
        int area = CanalMap.SIDE * CanalMap.SIDE;
        List<CanalSighting> sightings = new ArrayList<>();
        for (List<float[]> some : batches(wholes)) {
            goOn();
            FusedPyramid.Answers answers = finder.read(joined(some, 1, CordRecipe.WHOLE), CordRecipe.WHOLE.pixels());
            int views = TrainingSample.VIEWS.size();
            for (int i = 0; i < some.size(); i++) {
                CanalMap.Peak peak = CanalMap.peak(answers.places(), i * area);
                sightings.add(sighting(peak, softmax(answers.whole(), i * views, views)));
            }
        }
        return sightings;
    }

    private static CanalSighting sighting(CanalMap.Peak peak, double[] views) {
        int other = CERVICAL == 0 ? 1 : 0;
        for (int i = 0; i < views.length; i++) {
            other = i != CERVICAL && views[i] > views[other] ? i : other;
        }
        return new CanalSighting(
                peak.xMm(),
                peak.yMm(),
                peak.share(),
                views[CERVICAL],
                TrainingSample.VIEWS.get(other).name().toLowerCase(Locale.ROOT));
    }

    private static double[] softmax(float[] logits, int from, int count) {
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, logits[from + i]);
        }
        double[] shares = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            shares[i] = Math.exp(logits[from + i] - most);
            sum += shares[i];
        }
        for (int i = 0; i < count; i++) {
            shares[i] /= sum;
        }
        return shares;
    }

    @Override
    public List<List<CropReading>> judge(List<float[]> crops) {
        return open(() -> readings(crops));
    }

    private List<List<CropReading>> readings(List<float[]> crops) {
        List<List<CropReading>> readings = new ArrayList<>();
        for (List<float[]> some : batches(crops)) {
            float[] values = joined(some, 3, CordRecipe.CROP);
            List<List<CropReading>> byJudge = judges.stream()
                    .map(judge -> {
                        goOn();
                        return readings(judge.read(values, CordRecipe.CROP.pixels()), some.size());
                    })
                    .toList();
            for (int i = 0; i < some.size(); i++) {
                int crop = i;
                readings.add(byJudge.stream().map(of -> of.get(crop)).toList());
            }
        }
        return readings;
    }

    private static List<CropReading> readings(FusedPyramid.Answers answers, int count) {
        int area = CordRecipe.CROP.pixels() * CordRecipe.CROP.pixels();
        int findings = answers.whole().length / count;
        List<CropReading> readings = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            float[] logits = Arrays.copyOfRange(answers.whole(), n * findings, (n + 1) * findings);
            int at = 2 * n * area;
            float[] fluid = Arrays.copyOfRange(answers.places(), at, at + area);
            float[] cord = Arrays.copyOfRange(answers.places(), at + area, at + 2 * area);
            int length = answers.features().length / count;
            float[] features = Arrays.copyOfRange(answers.features(), n * length, (n + 1) * length);
            readings.add(new CropReading(logits, fluid, cord, features));
        }
        return readings;
    }

    private static <T> List<List<T>> batches(List<T> of) {
        List<List<T>> batches = new ArrayList<>();
        for (int start = 0; start < of.size(); start += BATCH) {
            batches.add(of.subList(start, Math.min(of.size(), start + BATCH)));
        }
        return batches;
    }

    private static float[] joined(List<float[]> pictures, int planes, CordRecipe.Picture picture) {
        int area = planes * picture.pixels() * picture.pixels();
        float[] joined = new float[pictures.size() * area];
        for (int i = 0; i < pictures.size(); i++) {
            if (pictures.get(i).length != area) {
                throw new IllegalArgumentException("a picture has " + pictures.get(i).length + " values, not " + area);
            }
            System.arraycopy(pictures.get(i), 0, joined, i * area, area);
        }
        return joined;
    }

    @Override
    public int lanes() {
        return lanes.count();
    }

    @Override
    public <T, R> List<R> sideBySide(List<T> parts, Function<T, R> step) {
        return lanes.map(parts, step);
    }

    @Override
    public CordModel model() {
        return model;
    }

    /** Questions that are under way end with a {@link CancellationException}. */
    @Override
    public void close() {
        closing = true;
        lanes.close();
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                finder.close();
                judges.forEach(FusedPyramid::close);
            }
        } finally {
            use.writeLock().unlock();
        }
    }
}
