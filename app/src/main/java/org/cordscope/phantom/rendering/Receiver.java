package org.cordscope.phantom.rendering;

import org.cordscope.phantom.anatomy.SeededDraw;
import org.jtransforms.fft.FloatFFT_2D;
import pl.edu.icm.jlargearrays.ConcurrencyUtils;

/**
 * What happens between tissue and stored picture: fat is displaced along the readout, the coil shades, what moves throws
 * ghosts along the phase encoding, k-space is sampled as far as the acquired pixel says, with noise in both channels, and
 * filled up with zeros to the stored matrix: so edges blur and ring, and the magnitude's noise is Rician and correlated.
 */
final class Receiver {
    private static final float[] DEVIATES = deviates();
    private static final int STORED_MAXIMUM = 4095;
    /** Where the throat ends and the spine begins, as a share of the rows. */
    private static final double THROAT = 0.40;

    static {
        ConcurrencyUtils.setNumberOfThreads(1);
    }

    private static final float LEAST_AT_CORNER = 0.15f;

    private final int side;
    private final double pixelMm;
    private final double paintedShare;
    private final Rendition rendition;
    private final FloatFFT_2D fourier;

    /**
     * @param side rows and columns of the stored picture
     * @param paintedMm pixel of the painting that pictures were interpolated from: what that has blurred is given back
     */
    Receiver(int side, double pixelMm, double paintedMm, Rendition rendition) {
        this.side = side;
        this.paintedShare = paintedMm / pixelMm;
        this.pixelMm = pixelMm;
        this.rendition = rendition;
        this.fourier = new FloatFFT_2D(side, side);
    }

    private static float[] deviates() {
        SeededDraw draw = SeededDraw.of(1);
        float[] table = new float[1 << 14];
        for (int i = 0; i < table.length; i++) {
            table[i] = (float) draw.normal();
        }
        return table;
    }

    /** Stored values 0 to 4095 of a picture whose brightness is against fluid, row by row. */
    float[] receive(float[] water, float[] fat, SeededDraw draw) {
        float[] picture = new float[2 * side * side];
        float[] shaded = shaded(water, fat);
        for (int i = 0; i < shaded.length; i++) {
            picture[2 * i] = shaded[i];
        }
        addGhosts(picture, shaded, draw);
        fourier.complexForward(picture);
        sample(picture, draw);
        fourier.complexInverse(picture, true);
        float[] stored = new float[side * side];
        for (int i = 0; i < stored.length; i++) {
            float magnitude =
                    (float) Math.sqrt(picture[2 * i] * picture[2 * i] + picture[2 * i + 1] * picture[2 * i + 1]);
            stored[i] = Math.round(Math.min(STORED_MAXIMUM, (float) rendition.fullScale() * magnitude));
        }
        return stored;
    }

    private float[] shaded(float[] water, float[] fat) {
        double shift = rendition.fatShiftMm() / pixelMm;
        int whole = (int) Math.floor(shift);
        float part = (float) (shift - whole);
        float[] across = new float[side];
        float[] away = new float[side];
        for (int i = 0; i < side; i++) {
            double u = 2.0 * i / (side - 1) - 1;
            across[i] = (float) Math.max(0.25, 1 - 0.35 * rendition.coilFall() * u * u);
            away[i] = (float) (u * u);
        }
        float[] sum = new float[side * side];
        for (int row = 0; row < side; row++) {
            float down = shade((double) row / (side - 1));
            float behind = cornerLoss((double) row / (side - 1));
            for (int column = 0; column < side; column++) {
                float moved =
                        (1 - part) * shifted(fat, row, column, whole) + part * shifted(fat, row, column, whole + 1);
                float corner = Math.max(LEAST_AT_CORNER, 1 - behind * away[column]);
                sum[row * side + column] = (water[row * side + column] + moved) * down * across[column] * corner;
            }
        }
        return sum;
    }

    private float shifted(float[] fat, int row, int column, int by) {
        int r = rendition.phaseAlongRows() ? row : row - by;
        int c = rendition.phaseAlongRows() ? column - by : column;
        return r < 0 || c < 0 || r >= side || c >= side ? 0 : fat[r * side + c];
    }

    /** Copies of the throat, which swallows and breathes, at even distances along the phase encoding. */
    private void addGhosts(float[] picture, float[] still, SeededDraw draw) {
        int step = (int) Math.round(side * draw.between(0.12, 0.3));
        double phase = draw.between(0, 2 * Math.PI);
        if (rendition.ghosts() < 0.002) {
            return;
        }
        int throat = (int) (THROAT * side);
        for (int copy = -2; copy <= 2; copy++) {
            double strength = copy == 0 ? 0 : rendition.ghosts() / (copy * copy);
            float re = (float) (strength * StrictMath.cos(phase * copy));
            float im = (float) (strength * StrictMath.sin(phase * copy));
            for (int row = 0; row < throat; row++) {
                int fade = (int) Math.min(throat - row, side / 16.0);
                float share = fade / (side / 16f);
                for (int column = 0; column < side; column++) {
                    int r = rendition.phaseAlongRows() ? Math.floorMod(row + copy * step, side) : row;
                    int c = rendition.phaseAlongRows() ? column : Math.floorMod(column + copy * step, side);
                    float s = share * still[row * side + column];
                    picture[2 * (r * side + c)] += re * s;
                    picture[2 * (r * side + c) + 1] += im * s;
                }
            }
        }
    }

    /** Keeps what the acquisition samples, damped to its edge, with noise. */
    private void sample(float[] k, SeededDraw draw) {
        int readout = half(1);
        int phase = half(rendition.phaseResolution());
        int rows = rendition.phaseAlongRows() ? phase : readout;
        int columns = rendition.phaseAlongRows() ? readout : phase;
        float sigma = (float) (rendition.noise() * side * (double) side / Math.sqrt(4.0 * rows * columns));
        int mask = DEVIATES.length - 1;
        float[] restored = restored();
        for (int row = 0; row < side; row++) {
            int v = row < side / 2 ? row : row - side;
            for (int column = 0; column < side; column++) {
                int u = column < side / 2 ? column : column - side;
                int at = 2 * (row * side + column);
                if (v < -rows || v >= rows || u < -columns || u >= columns) {
                    k[at] = 0;
                    k[at + 1] = 0;
                    continue;
                }
                long bits = draw.bits();
                float window = window((double) v / rows) * window((double) u / columns);
                float signal = restored[Math.abs(v)] * restored[Math.abs(u)];
                k[at] = window * (signal * k[at] + sigma * DEVIATES[(int) bits & mask]);
                k[at + 1] = window * (signal * k[at + 1] + sigma * DEVIATES[(int) (bits >>> 32) & mask]);
            }
        }
    }

    /** By frequency, what mean over a painted pixel and linear interpolation between pixels have taken; at most twofold. */
    private float[] restored() {
        float[] gain = new float[side / 2 + 1];
        gain[0] = 1;
        for (int i = 1; i < gain.length; i++) {
            double f = Math.PI * i / side * paintedShare;
            double sinc = StrictMath.sin(f) / f;
            gain[i] = (float) Math.min(2, 1 / Math.max(0.1, sinc * sinc * sinc));
        }
        return gain;
    }

    private int half(double share) {
        return Math.max(8, (int) Math.min(side / 2, Math.round(side * pixelMm / rendition.acquiredMm() / 2 * share)));
    }

    /** The vendor's filter: 1 in the middle of k-space, less at its edge. */
    private float window(double u) {
        return (float) (1 - rendition.filter() * u * u);
    }

    /** The coil lies behind the spine: what is beside its elements at the nape fades to the sides. */
    private float cornerLoss(double t) {
        double behind = Math.min(1, Math.max(0, (t - 0.58) / 0.2));
        return (float) (Math.min(1.3, 0.3 + 1.2 * rendition.coilFall()) * behind * behind * (3 - 2 * behind));
    }

    /**
     * Sensitivity from the front (0) to the nape (1), 1 about the spinal canal: nearly even over the spine and the muscles
     * behind it, a little more under the coil, and soon lost in front.
     */
    private float shade(double t) {
        double fall = rendition.coilFall();
        double coil = StrictMath.exp(0.5 * fall * (t - 0.55)) + 1.5 * fall * Math.max(0, t - 0.72);
        double reached = 1 / (1 + StrictMath.exp((0.15 + 0.1 * fall - t) / 0.06));
        double band = rendition.frontBand() ? 0.12 + 0.88 / (1 + StrictMath.exp((0.22 - t) * 38)) : 1;
        return (float) (coil * (0.06 + 0.94 * reached) * band);
    }
}
