// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

/** The eigenvectors and eigenvalues of a symmetric matrix, by the method of Jacobi. */
final class Covariance {

    private static final int MOST_SWEEPS = 60;

    private final double[][] vectors;
    private final double[] values;

    /** Decomposes a matrix, which stays unchanged. */
    Covariance(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][];
        vectors = new double[n][n];
        for (int i = 0; i < n; i++) {
            a[i] = matrix[i].clone();
            vectors[i][i] = 1;
        }
        for (int sweep = 0; sweep < MOST_SWEEPS && off(a) > 1e-22; sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(a, p, q);
                }
            }
        }
        values = new double[n];
        for (int i = 0; i < n; i++) {
            // rounding may leave a value just below 0
            values[i] = Math.max(a[i][i], 1e-20);
        }
    }

    private static double off(double[][] a) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j < i; j++) {
                sum += a[i][j] * a[i][j];
            }
        }
        return sum;
    }

    private void rotate(double[][] a, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double sign = theta >= 0 ? 1 : -1;
        double t = sign / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        double c = 1 / Math.sqrt(t * t + 1);
        double s = t * c;
        for (int k = 0; k < a.length; k++) {
            double kp = a[k][p];
            double kq = a[k][q];
            a[k][p] = c * kp - s * kq;
            a[k][q] = s * kp + c * kq;
        }
        for (int k = 0; k < a.length; k++) {
            double pk = a[p][k];
            double qk = a[q][k];
            a[p][k] = c * pk - s * qk;
            a[q][k] = s * pk + c * qk;
            double vp = vectors[k][p];
            double vq = vectors[k][q];
            vectors[k][p] = c * vp - s * vq;
            vectors[k][q] = s * vp + c * vq;
        }
    }

    /** Returns the product of a power of the matrix, such as its root (0.5), with a vector. */
    double[] power(double exponent, double[] vector) {
        int n = vector.length;
        double[] product = new double[n];
        for (int k = 0; k < n; k++) {
            double along = 0;
            for (int i = 0; i < n; i++) {
                along += vectors[i][k] * vector[i];
            }
            along *= Math.pow(values[k], exponent);
            for (int i = 0; i < n; i++) {
                product[i] += vectors[i][k] * along;
            }
        }
        return product;
    }
}
