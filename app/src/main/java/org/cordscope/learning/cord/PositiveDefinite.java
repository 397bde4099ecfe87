package org.cordscope.learning.cord;

/** Systems of linear equations with a positive definite matrix. */
final class PositiveDefinite {
    private PositiveDefinite() {}

    /** Gaussian elimination; uses up the matrix. */
    static double[] solve(double[][] a, double[] b) {
        int size = b.length;
        double[] x = b.clone();
        for (int i = 0; i < size; i++) {
            for (int j = i + 1; j < size; j++) {
                double factor = a[j][i] / a[i][i];
                for (int k = i; k < size; k++) {
                    a[j][k] -= factor * a[i][k];
                }
                x[j] -= factor * x[i];
            }
        }
        for (int i = size - 1; i >= 0; i--) {
            for (int j = i + 1; j < size; j++) {
                x[i] -= a[i][j] * x[j];
            }
            x[i] /= a[i][i];
        }
        return x;
    }
}
