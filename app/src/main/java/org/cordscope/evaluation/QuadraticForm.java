package org.cordscope.evaluation;

import java.util.Arrays;

/** The distance d' V^-1 d of a vector from 0, in units of its covariance V (Wald, Mahalanobis). */
public final class QuadraticForm {
    private QuadraticForm() {}

    /**
     * By elimination with pivots; NaN where the covariance is singular.
     *
     * @throws IllegalArgumentException where the sizes differ
     */
    public static double ofInverse(double[][] covariance, double[] vector) {
        int n = vector.length;
        if (covariance.length != n) {
            throw new IllegalArgumentException("covariance of " + covariance.length + " for a vector of " + n);
        }
        double[][] work = new double[n][];
        double scale = 0;
        for (int i = 0; i < n; i++) {
            work[i] = Arrays.copyOf(covariance[i], n + 1);
            work[i][n] = vector[i];
            scale = Math.max(scale, Math.abs(covariance[i][i]));
        }
        for (int k = 0; k < n; k++) {
            swap(work, k, pivot(work, k));
            if (Math.abs(work[k][k]) <= 1e-13 * scale) {
                return Double.NaN;
            }
            for (int i = k + 1; i < n; i++) {
                double factor = work[i][k] / work[k][k];
                for (int j = k; j <= n; j++) {
                    work[i][j] -= factor * work[k][j];
                }
            }
        }
        return product(work, vector);
    }

    /** Solves the triangle from below, and multiplies the solution by the vector. */
    private static double product(double[][] triangle, double[] vector) {
        int n = vector.length;
        double[] solution = new double[n];
        double product = 0;
        for (int i = n - 1; i >= 0; i--) {
            solution[i] = triangle[i][n];
            for (int j = i + 1; j < n; j++) {
                solution[i] -= triangle[i][j] * solution[j];
            }
            solution[i] /= triangle[i][i];
            product += solution[i] * vector[i];
        }
        return Math.max(0, product);
    }

    private static int pivot(double[][] work, int column) {
        int best = column;
        for (int i = column + 1; i < work.length; i++) {
            best = Math.abs(work[i][column]) > Math.abs(work[best][column]) ? i : best;
        }
        return best;
    }

    private static void swap(double[][] rows, int a, int b) {
        double[] row = rows[a];
        rows[a] = rows[b];
        rows[b] = row;
    }
}
