package org.cordscope.learning.torch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cordscope.learning.Precision;
import org.cordscope.learning.cord.CanalSighting;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.cord.CordReader;
import org.cordscope.learning.cord.CordRecipe;
import org.cordscope.learning.cord.CropReading;
import org.cordscope.learning.cord.TrainingSample;
import org.cordscope.phantom.randomised.View;
import org.cordscope.study.UserFacingException;

/** Networks that find and judge, loaded. Threads take turns; the networks themselves use all cores. */
public final class TorchCordReader implements CordReader {
    private static final int BATCH = 8;
    private static final int CERVICAL = TrainingSample.VIEWS.indexOf(View.CERVICAL);

    private final CordModel model;
    private final FusedPyramid finder;
    private final List<FusedPyramid> judges = new ArrayList<>();
    private boolean closed;

    private TorchCordReader(CordModel model, Precision precision) {
        this.model = model;
        this.finder = network(CordTraining.finderPlan(), precision, CordRecipe.WHOLE.pixels());
        for (int i = 0; i < model.recipe().judges(); i++) {
            judges.add(network(CordTraining.judgePlan(i), precision, CordRecipe.CROP.pixels()));
        }
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
    public synchronized List<CanalSighting> find(List<float[]> wholes) {
        refuseClosed();
        int area = CanalMap.SIDE * CanalMap.SIDE;
        List<CanalSighting> sightings = new ArrayList<>();
        for (List<float[]> some : batches(wholes)) {
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
    public synchronized List<List<CropReading>> judge(List<float[]> crops) {
        refuseClosed();
        List<List<CropReading>> readings = new ArrayList<>();
        for (List<float[]> some : batches(crops)) {
            float[] values = joined(some, 3, CordRecipe.CROP);
            List<List<CropReading>> byJudge = judges.stream()
                    .map(judge -> readings(judge.read(values, CordRecipe.CROP.pixels()), some.size()))
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
            float[] logits = new float[findings];
            System.arraycopy(answers.whole(), n * findings, logits, 0, findings);
            float[] fluid = new float[area];
            float[] cord = new float[area];
            for (int i = 0; i < area; i++) {
                double outside = Math.exp(answers.places()[(n * 3) * area + i]);
                double f = Math.exp(answers.places()[(n * 3 + 1) * area + i]);
                double c = Math.exp(answers.places()[(n * 3 + 2) * area + i]);
                double sum = outside + f + c;
                fluid[i] = (float) (f / sum);
                cord[i] = (float) (c / sum);
            }
            readings.add(new CropReading(logits, fluid, cord));
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

    private void refuseClosed() {
        if (closed) {
            throw new IllegalStateException("the reader is closed");
        }
    }

    @Override
    public CordModel model() {
        return model;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            finder.close();
            judges.forEach(FusedPyramid::close);
        }
    }
}
