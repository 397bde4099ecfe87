package org.cordscope.learning.trust;

import org.jspecify.annotations.Nullable;

/**
 * Class means and one covariance of labelled points, shrunk towards a multiple of the identity as far as the points demand
 * (Ledoit and Wolf, "A well-conditioned estimator for large-dimensional covariance matrices", J Multivariate Anal 88, 2004),
 * as its Cholesky factor.
 *
 * @param means one for each class that is present
 * @param factor lower triangle, row by row in arrays of growing length
 */
@SuppressWarnings("ArrayRecordComponent") // of this package only, never compared
record Covariance(double[][] means, double[][] factor) {

    /** Null where the points do not spread. */
    static @Nullable Covariance of(double[][] points, boolean[] positive) {
        double[] zero = mean(points, positive, false);
        double[] one = mean(points, positive, true);
        double[][] centred = new double[points.length][];
        for (int i = 0; i < points.length; i++) {
            centred[i] = minus(points[i], positive[i] ? one : zero);
        }
        double[][] matrix = shrunk(centred);
        double[][] means = zero.length == 0
                ? new double[][] {one}
                : one.length == 0 ? new double[][] {zero} : new double[][] {zero, one};
        return factorise(matrix) ? new Covariance(means, matrix) : null;
    }

    /** Empty where the class is absent. */
    private static double[] mean(double[][] points, boolean[] positive, boolean which) {
        double[] sum = new double[0];
        int count = 0;
        for (int i = 0; i < points.length; i++) {
            if (positive[i] == which) {
                sum = count++ == 0 ? new double[points[i].length] : sum;
                for (int j = 0; j < sum.length; j++) {
                    sum[j] += points[i][j];
                }
            }
        }
        for (int j = 0; j < sum.length; j++) {
            sum[j] /= count;
        }
        return sum;
    }

    private static double[] minus(double[] point, double[] mean) {
        double[] difference = new double[point.length];
        for (int j = 0; j < point.length; j++) {
            difference[j] = point[j] - mean[j];
        }
        return difference;
    }

    /** Lower triangle of the shrunk covariance of centred points. */
    static double[][] shrunk(double[][] centred) {
        double[][] s = scatter(centred);
        double trace = 0;
        double squares = 0;
        for (int i = 0; i < s.length; i++) {
            trace += s[i][i];
            for (int j = 0; j < i; j++) {
                squares += 2 * s[i][j] * s[i][j];
            }
            squares += s[i][i] * s[i][i];
        }
        double scale = trace / s.length;
        double spread = squares - scale * trace;
        double error = Math.min(spread, (fourthPowers(centred) / centred.length - squares) / centred.length);
        double share = spread > 0 ? Math.max(0, error / spread) : 1;
        for (int i = 0; i < s.length; i++) {
            for (int j = 0; j <= i; j++) {
                s[i][j] *= 1 - share;
            }
            s[i][i] += share * scale;
        }
        return s;
    }

    private static double[][] scatter(double[][] centred) {
        int size = centred[0].length;
        double[][] s = new double[size][];
        for (int i = 0; i < size; i++) {
            s[i] = new double[i + 1];
        }
        for (double[] x : centred) {
            for (int i = 0; i < size; i++) {
                double xi = x[i] / centred.length;
                double[] row = s[i];
                for (int j = 0; j <= i; j++) {
                    row[j] += xi * x[j];
                }
            }
        }
        return s;
    }

    private static double fourthPowers(double[][] centred) {
        double sum = 0;
        for (double[] x : centred) {
            double square = 0;
            for (double value : x) {
                square += value * value;
            }
            sum += square * square;
        }
        return sum;
    }

    /** Cholesky's factor in place of the matrix; false where it is not positive definite. */
    private static boolean factorise(double[][] a) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = a[i][j] - dot(a[i], a[j], j);
                if (i == j && !(rest > 0)) {
                    return false;
                }
                a[i][j] = i == j ? Math.sqrt(rest) : rest / a[j][j];
            }
        }
        return true;
    }

    private static double dot(double[] a, double[] b, int length) {
        double sum = 0;
        for (int k = 0; k < length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    /** Mahalanobis' distance to the nearer mean. */
    double distance(double[] point) {
        double nearest = Double.POSITIVE_INFINITY;
        for (double[] mean : means) {
            double[] solved = minus(point, mean);
            for (int i = 0; i < solved.length; i++) {
                solved[i] = (solved[i] - dot(factor[i], solved, i)) / factor[i][i];
            }
            nearest = Math.min(nearest, dot(solved, solved, solved.length));
        }
        return Math.sqrt(nearest);
    }

    /** Inverse of the factor: lower triangle, row by row. */
    float[] whitening() {
        int size = factor.length;
        double[][] columns = new double[size][];
        for (int column = 0; column < size; column++) {
            double[] x = new double[size];
            x[column] = 1 / factor[column][column];
            for (int i = column + 1; i < size; i++) {
                double sum = 0;
                for (int k = column; k < i; k++) {
                    sum += factor[i][k] * x[k];
                }
                x[i] = -sum / factor[i][i];
            }
            columns[column] = x;
        }
        float[] packed = new float[size * (size + 1) / 2];
        for (int row = 0, at = 0; row < size; row++) {
            for (int column = 0; column <= row; column++) {
                packed[at++] = (float) columns[column][row];
            }
        }
        return packed;
    }
}
