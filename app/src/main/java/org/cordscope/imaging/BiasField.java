package org.cordscope.imaging;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A slowly varying factor over the image, as a surface coil leaves it: the exponential of a polynomial of third order in the
 * position, which is -1 to 1 down and right (Van Leemput et al., IEEE TMI 1999; TorchIO's RandomBiasField).
 *
 * @param coefficients of x^i y^j with 0 &lt; i + j &lt;= 3, x to the right, i slowest; empty for no field. There is no
 *     constant: contrast and brightness are drawn on their own
 */
public record BiasField(List<Double> coefficients) {
    private static final int ORDER = 3;
    private static final int TERMS = 9;

    static final BiasField NONE = new BiasField(List.of());

    public BiasField {
        coefficients = List.copyOf(coefficients);
        if (!coefficients.isEmpty() && coefficients.size() != TERMS) {
            throw new IllegalArgumentException("a bias field has " + TERMS + " coefficients: " + coefficients);
        }
    }

    static BiasField draw(double range, RandomGenerator random) {
        return new BiasField(Stream.generate(() -> range * (2 * random.nextDouble() - 1))
                .limit(TERMS)
                .toList());
    }

    /** Multiplies an image of {@code size * size} values that starts at {@code offset}. */
    void applyTo(float[] grey, int offset, int size) {
        if (coefficients.isEmpty()) {
            return;
        }
        for (int row = 0; row < size; row++) {
            double y = 2.0 * row / (size - 1) - 1;
            for (int column = 0; column < size; column++) {
                double x = 2.0 * column / (size - 1) - 1;
                grey[offset + row * size + column] *= (float) StrictMath.exp(polynomial(x, y));
            }
        }
    }

    private double polynomial(double x, double y) {
        double sum = 0;
        int term = 0;
        double xs = 1;
        for (int i = 0; i <= ORDER; i++) {
            double ys = 1;
            for (int j = 0; j <= ORDER - i; j++) {
                if (i + j > 0) {
                    sum += coefficients.get(term++) * xs * ys;
                }
                ys *= y;
            }
            xs *= x;
        }
        return sum;
    }
}
