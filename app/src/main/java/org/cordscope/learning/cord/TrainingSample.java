package org.cordscope.learning.cord;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.cordscope.phantom.anatomy.Truth;
import org.cordscope.phantom.randomised.Sample;
import org.cordscope.phantom.randomised.View;

/**
 * A sample of a phantom as training keeps it, a byte for each pixel, and what the networks should answer.
 *
 * @param crops three crops one after the other, brightness in hundredths; {@code whole} likewise
 * @param labels of the middle crop's pixels: 0 outside, 1 fluid, 2 cord; {@link #UNKNOWN} where nobody says
 * @param answers to each {@link Finding}, 0..1; {@code asked} is 0 where a finding is not asked
 * @param canal whether the slice shows a canal, whose middle lies at {@code xMm}, {@code yMm} of the whole picture
 */
@SuppressWarnings("ArrayRecordComponent") // kept by the thousand, never compared
public record TrainingSample(
        byte[] crops,
        byte[] whole,
        byte[] labels,
        float[] answers,
        float[] asked,
        int view,
        boolean canal,
        double xMm,
        double yMm) {
    public static final byte UNKNOWN = -1;

    /** Views by the number that stands for each. */
    public static final List<View> VIEWS = List.of(View.values());

    private static final float HUNDREDTH = 100;
    /** Over which change of the share indented a rater turns from no to yes: labels are softened by it about the threshold. */
    private static final double HESITATION = 0.012;

    private static final double FLUID_HESITATION = 0.05;
    private static final double EFFACED_FROM = 0.5;

    static TrainingSample of(Sample sample) {
        int area = sample.at().length;
        byte[] crops = new byte[3 * area];
        bytes(sample.before(), crops, 0);
        bytes(sample.at(), crops, area);
        bytes(sample.after(), crops, 2 * area);
        byte[] whole = new byte[sample.whole().length];
        bytes(sample.whole(), whole, 0);
        boolean cervical = sample.view() == View.CERVICAL;
        byte[] labels = sample.labels();
        if (sample.view().showsCord() && !cervical) {
            labels = new byte[area];
            Arrays.fill(labels, UNKNOWN);
        }
        float[] answers = new float[Finding.values().length];
        float[] asked = new float[answers.length];
        asked[Finding.JUDGEABLE.place()] = 1;
        if (cervical && sample.canalInCrop()) {
            answers[Finding.JUDGEABLE.place()] = 1;
            answer(sample.truth().orElseThrow(), answers, asked);
        }
        return new TrainingSample(
                crops,
                whole,
                labels,
                answers,
                asked,
                VIEWS.indexOf(sample.view()),
                sample.view().showsCord(),
                sample.canalXMm(),
                sample.canalYMm());
    }

    /**
     * A slice of the neck with its cord in the crop.
     *
     * @param crops of the slice above, the slice and the slice below, as brightness
     * @param xMm where the canal's middle lies, to the right of the slice's middle as it is looked at; {@code yMm} downwards
     */
    static TrainingSample cervical(
            List<float[]> crops, float[] whole, byte[] labels, Truth truth, double xMm, double yMm) {
        byte[] planes = new byte[3 * labels.length];
        for (int i = 0; i < 3; i++) {
            bytes(crops.get(i), planes, i * labels.length);
        }
        byte[] low = new byte[whole.length];
        bytes(whole, low, 0);
        float[] answers = new float[Finding.values().length];
        float[] asked = new float[answers.length];
        set(Finding.JUDGEABLE, 1, answers, asked);
        answer(truth, answers, asked);
        return new TrainingSample(planes, low, labels, answers, asked, VIEWS.indexOf(View.CERVICAL), true, xMm, yMm);
    }

    private static void answer(Truth truth, float[] answers, float[] asked) {
        double compressed = rising((truth.indentation() - Truth.THRESHOLD) / HESITATION);
        set(Finding.COMPRESSED, compressed, answers, asked);
        double effaced = rising((truth.fluidLost() - EFFACED_FROM) / FLUID_HESITATION);
        set(Finding.EFFACED, Math.max(compressed, effaced), answers, asked);
        set(Finding.SIGNAL, truth.cordSignal() > 0 ? 1 : 0, answers, asked);
        if (truth.pattern() != Truth.Pattern.NONE) {
            set(Finding.CIRCUMFERENTIAL, truth.extent() == Truth.Extent.CIRCUMFERENTIAL ? 1 : 0, answers, asked);
        }
    }

    private static void set(Finding finding, double answer, float[] answers, float[] asked) {
        answers[finding.place()] = (float) answer;
        asked[finding.place()] = 1;
    }

    private static double rising(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static void bytes(float[] values, byte[] into, int from) {
        for (int i = 0; i < values.length; i++) {
            into[from + i] = (byte) Math.min(255, Math.round(values[i] * HUNDREDTH));
        }
    }

    /** Whether the slice is compressed, where that is asked. */
    public boolean compressed() {
        return answers[Finding.COMPRESSED.place()] >= 0.5;
    }

    public boolean asked(Finding finding) {
        return asked[finding.place()] > 0;
    }

    /** What is changed each time that a sample is shown; drawn first, then applied. */
    public record Change(
            boolean mirrored, int neighbours, double gain, double gamma, double noise, Style style, long seed) {
        static final int BOTH = 0;
        static final int ONE_AWAY = 1;
        static final int OWN_TWICE = 2;
        static final int SWAPPED = 3;

        /** Neither mirrored nor changed. */
        public static final Change NONE = new Change(false, BOTH, 1, 1, 0, Style.NONE, 0);

        public static Change draw(SplittableRandom random) {
            return new Change(
                    random.nextBoolean(),
                    new int[] {BOTH, BOTH, BOTH, SWAPPED, SWAPPED, ONE_AWAY, OWN_TWICE, OWN_TWICE}[random.nextInt(8)],
                    Math.exp(0.12 * random.nextGaussian()),
                    Math.exp(0.12 * random.nextGaussian()),
                    random.nextInt(3) == 0 ? 0.03 * random.nextDouble() : 0,
                    Style.draw(random),
                    random.nextLong());
        }
    }

    /** Writes the three crops, changed, and the labels of the middle one. */
    public void crops(Change change, float[] values, int valuesFrom, float[] targets, int targetsFrom) {
        int area = labels.length;
        int[] order = switch (change.neighbours()) {
            case Change.SWAPPED -> new int[] {2, 1, 0};
            case Change.OWN_TWICE -> new int[] {1, 1, 1};
            case Change.ONE_AWAY -> new int[] {0, 1, 1};
            default -> new int[] {0, 1, 2};
        };
        float[] curve = curve(change, change.style());
        SplittableRandom random = new SplittableRandom(change.seed());
        for (int plane = 0; plane < 3; plane++) {
            picture(crops, order[plane] * area, area, change, curve, random, values, valuesFrom + plane * area);
        }
        change.style().filter(values, valuesFrom, 3, area);
        int side = (int) Math.round(Math.sqrt(area));
        for (int i = 0; i < area; i++) {
            targets[targetsFrom + i] = labels[change.mirrored() ? i - i % side + side - 1 - i % side : i];
        }
    }

    /** Writes the whole slice, changed but for its style, which would hide what contrast it is. */
    public void whole(Change change, float[] values, int from) {
        picture(
                whole,
                0,
                whole.length,
                change,
                curve(change, Style.NONE),
                new SplittableRandom(change.seed()),
                values,
                from);
    }

    /** What becomes of each byte. */
    private static float[] curve(Change change, Style style) {
        float[] curve = new float[256];
        for (int i = 0; i < curve.length; i++) {
            curve[i] = (float) style.bent(change.gain() * Math.pow(i / HUNDREDTH, change.gamma()));
        }
        return curve;
    }

    private static void picture(
            byte[] bytes,
            int bytesFrom,
            int area,
            Change change,
            float[] curve,
            SplittableRandom random,
            float[] values,
            int from) {
        int side = (int) Math.round(Math.sqrt(area));
        for (int i = 0; i < area; i++) {
            int at = change.mirrored() ? i - i % side + side - 1 - i % side : i;
            float value = curve[bytes[bytesFrom + at] & 0xff];
            if (change.noise() > 0) {
                // the sum of two even draws: cheap, and near enough to normal
                value += (float) (change.noise() * 2.45 * (random.nextDouble() + random.nextDouble() - 1));
            }
            values[from + i] = Math.max(0, value);
        }
    }
}
