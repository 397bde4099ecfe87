package org.cordscope.learning.cord;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.cordscope.imaging.AxialView;
import org.cordscope.learning.cord.CordRecipe.Picture;
import org.cordscope.phantom.PhantomPatient;
import org.cordscope.phantom.PhantomRequest;
import org.cordscope.phantom.PhantomSlice;
import org.cordscope.phantom.anatomy.CanalCut;
import org.cordscope.phantom.anatomy.CanalSection;
import org.cordscope.phantom.randomised.Sample;
import org.cordscope.study.SliceImage;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.Vector3;

/**
 * Training samples from patients of the cohort phantom, as scanners of three makers show them on T2w, or some of them on T2*w:
 * the narrow middle of what the randomised phantom draws widely. Some neighbouring slices of each patient, every other patient
 * one of a population of whom half have no symptoms. They come of seeds that no cohort is made of.
 */
final class ScannedSamples {
    /** Slices of each patient. */
    static final int EACH = 16;

    private static final long SEEDS = 7_000_000_000L;

    /** Rows and columns; 0 for the protocol's. */
    private static final int[] MATRICES = {0, 0, 256, 192};

    private static final Picture WHOLE = CordRecipe.WHOLE;
    private static final Picture CROP = CordRecipe.CROP;

    /** How far the crop lies beside the canal: as far as the finder may be out. */
    private static final double BESIDE_MM = 2.2;

    private static final double FARTHEST_MM = 7;

    /** Farther from its middle no canal reaches. */
    private static final double CANAL_MM = 22;

    /** Of so many patients, the first are shown as T2*w. */
    private static final int TURN = 5;

    /** How many of all patients those can be. */
    static final List<Double> T2_STAR_SHARES = List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);

    private final double t2StarShare;
    private final PhantomRequest request;

    /** @param t2StarShare how many patients are shown by a T2*w gradient echo instead of T2w, one of {@link #T2_STAR_SHARES} */
    ScannedSamples(long seed, double t2StarShare) {
        this.t2StarShare = t2StarShare;
        this.request = PhantomRequest.defaults().withSeed(SEEDS + seed);
    }

    /** Those of one patient, {@link #EACH} of them; the same for the same seed and number. */
    List<TrainingSample> of(long number) {
        SplittableRandom random = new SplittableRandom(request.seed() * 1_000_003 + number);
        PhantomPatient patient = PhantomPatient.of(
                request.withMatrix(MATRICES[random.nextInt(MATRICES.length)])
                        .withMode(number % 2 == 0 ? PhantomRequest.Mode.PATIENTS : PhantomRequest.Mode.POPULATION),
                Math.toIntExact(number));
        int count = patient.sliceCount();
        int first = random.nextInt(Math.max(1, count - EACH + 1));
        int from = Math.max(0, first - 1);
        int to = Math.min(count, first + EACH + 1);
        boolean t2Star = number % TURN < Math.round(TURN * t2StarShare);
        List<PhantomSlice> slices = t2Star ? patient.slicesT2Star(from, to) : patient.slices(from, to);
        List<TrainingSample> samples = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            int at = Math.min(count - 1, first + i) - from;
            samples.add(sample(patient, slices, at, beside(random), beside(random)));
        }
        return samples;
    }

    private static double beside(SplittableRandom random) {
        return Math.max(-FARTHEST_MM, Math.min(FARTHEST_MM, BESIDE_MM * random.nextGaussian()));
    }

    private static TrainingSample sample(
            PhantomPatient patient, List<PhantomSlice> slices, int at, double besideX, double besideY) {
        PhantomSlice slice = slices.get(at);
        SlicePlane plane = patient.plane(slice.index());
        CanalCut cut = patient.cut(slice.index());
        AxialView view = new AxialView(slice.image(), plane);
        Vector3 middle = view.place(0, 0);
        Vector3 right = less(view.place(1, 0), middle);
        Vector3 down = less(view.place(0, 1), middle);
        Vector3 canal = less(cut.middle(), middle);
        double x = canal.dot(right) + besideX;
        double y = canal.dot(down) + besideY;
        float[] own = crop(slice.image(), plane, x, y);
        AxialView.Window window = AxialView.Window.of(own);
        SliceImage above = slices.get(Math.max(0, at - 1)).image();
        SliceImage below = slices.get(Math.min(slices.size() - 1, at + 1)).image();
        List<float[]> crops = List.of(
                window.apply(crop(above, plane, x, y)), window.apply(own), window.apply(crop(below, plane, x, y)));
        return TrainingSample.cervical(
                crops,
                view.square(WHOLE.pixels(), WHOLE.pixelMm(), 0, 0),
                labels(cut, less(view.place(x, y), cut.middle()), right, down),
                slice.truth(),
                canal.dot(right),
                canal.dot(down));
    }

    private static float[] crop(SliceImage slice, SlicePlane plane, double x, double y) {
        return new AxialView(slice, plane).values(CROP.pixels(), CROP.pixelMm(), x, y);
    }

    private static Vector3 less(Vector3 of, Vector3 other) {
        return of.plus(other.times(-1));
    }

    /**
     * What lies in the middle of each pixel.
     *
     * @param middle of the crop, from that of the canal
     */
    private static byte[] labels(CanalCut cut, Vector3 middle, Vector3 right, Vector3 down) {
        CanalSection section = cut.section();
        byte[] labels = new byte[CROP.pixels() * CROP.pixels()];
        for (int row = 0, i = 0; row < CROP.pixels(); row++) {
            for (int column = 0; column < CROP.pixels(); column++, i++) {
                Vector3 place = middle.plus(right.times(mm(column))).plus(down.times(mm(row)));
                double x = place.dot(cut.left());
                double y = place.dot(cut.back());
                if (Math.hypot(x, y) < CANAL_MM && section.sac().contains(x, y)) {
                    labels[i] = section.cord().contains(x, y) ? Sample.CORD : Sample.FLUID;
                }
            }
        }
        return labels;
    }

    private static double mm(int pixel) {
        return (pixel - (CROP.pixels() - 1) / 2.0) * CROP.pixelMm();
    }
}
