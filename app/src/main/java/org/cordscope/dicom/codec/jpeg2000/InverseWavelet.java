package org.cordscope.dicom.codec.jpeg2000;

/**
 * One level of the inverse wavelet transform in place (T.800 annex F), on interleaved low and high coefficients: the 5-3
 * reversible one on whole numbers, which a float holds exactly up to 24 bits, and the 9-7 irreversible one.
 */
final class InverseWavelet {
    private static final float ALPHA = (float) -1.586134342059924;
    private static final float BETA = (float) -0.052980118572961;
    private static final float GAMMA = (float) 0.882911075530934;
    private static final float DELTA = (float) 0.443506852043971;
    private static final float K = (float) 1.230174104914001;

    private InverseWavelet() {}

    static void apply(float[] samples, Region region, boolean reversible) {
        int width = region.width();
        int height = region.height();
        if (region.isEmpty()) {
            return;
        }
        for (int y = 0; y < height; y++) {
            new Lines(samples, y * width, 1, width, region.x0() & 1, 1).invert(reversible);
        }
        new Lines(samples, 0, width, height, region.y0() & 1, width).invert(reversible);
    }

    /**
     * {@code count} signals side by side: element {@code i} of signal {@code j} is at {@code start + i * step + j}.
     *
     * @param odd 1 where the first element is a high coefficient
     */
    @SuppressWarnings("ArrayRecordComponent") // a view of the array, never compared
    private record Lines(float[] x, int start, int step, int length, int odd, int count) {

        void invert(boolean reversible) {
            if (length == 1) {
                if (odd == 1) {
                    for (int j = 0; j < count; j++) {
                        x[start + j] = reversible ? (int) x[start + j] >> 1 : x[start + j] / 2;
                    }
                }
            } else if (reversible) {
                liftWhole(odd, true);
                liftWhole(1 - odd, false);
            } else {
                scale(odd, K);
                scale(1 - odd, 1 / K);
                lift(odd, -DELTA);
                lift(1 - odd, -GAMMA);
                lift(odd, -BETA);
                lift(1 - odd, -ALPHA);
            }
        }

        private int before(int i) {
            return start + (i == 0 ? 1 : i - 1) * step;
        }

        private int after(int i) {
            return start + (i == length - 1 ? length - 2 : i + 1) * step;
        }

        private void scale(int first, float factor) {
            for (int i = first; i < length; i += 2) {
                int at = start + i * step;
                for (int j = 0; j < count; j++) {
                    x[at + j] *= factor;
                }
            }
        }

        private void lift(int first, float factor) {
            for (int i = first; i < length; i += 2) {
                int at = start + i * step;
                int before = before(i);
                int after = after(i);
                for (int j = 0; j < count; j++) {
                    x[at + j] += factor * (x[before + j] + x[after + j]);
                }
            }
        }

        /** The steps of the 5-3 transform (F-5 and F-6). */
        private void liftWhole(int first, boolean low) {
            for (int i = first; i < length; i += 2) {
                int at = start + i * step;
                int before = before(i);
                int after = after(i);
                if (low) {
                    for (int j = 0; j < count; j++) {
                        x[at + j] -= ((int) x[before + j] + (int) x[after + j] + 2) >> 2;
                    }
                } else {
                    for (int j = 0; j < count; j++) {
                        x[at + j] += ((int) x[before + j] + (int) x[after + j]) >> 1;
                    }
                }
            }
        }
    }
}
