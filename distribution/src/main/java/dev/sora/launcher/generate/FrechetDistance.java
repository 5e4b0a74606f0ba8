// SPDX-License-Identifier: Apache-2.0
package dev.sora.launcher.generate;

/**
 * The Fréchet distance of two sets of feature vectors as normal distributions (Heusel et al.,
 * 2017): {@code |m1 - m2|² + tr(C1 + C2 - 2 (C1 C2)^½)}. The trace of the root is the sum of the
 * roots of the eigenvalues of the symmetric {@code C1^½ C2 C1^½}.
 */
final class FrechetDistance {

    private FrechetDistance() {}

    /**
     * Returns the distance.
     *
     * @param some vectors of equal length, at least two
     * @param others vectors of the same length, at least two
     */
    static double of(float[][] some, float[][] others) {
        double[] mean1 = mean(some);
        double[] mean2 = mean(others);
        double[][] covariance1 = covariance(some, mean1);
        double[][] covariance2 = covariance(others, mean2);
        double distance = 0;
        for (int i = 0; i < mean1.length; i++) {
            double difference = mean1[i] - mean2[i];
            distance += difference * difference + covariance1[i][i] + covariance2[i][i];
        }
        double[][] root = SymmetricMatrix.root(covariance1);
        double[][] product = multiply(multiply(root, covariance2), root);
        for (double value : SymmetricMatrix.eigenvalues(product)) {
            distance -= 2 * Math.sqrt(Math.max(0, value));
        }
        return Math.max(0, distance);
    }

    private static double[] mean(float[][] vectors) {
        double[] mean = new double[vectors[0].length];
        for (float[] vector : vectors) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += vector[i];
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= vectors.length;
        }
        return mean;
    }

    /** Returns the covariance with the divisor n - 1. */
    private static double[][] covariance(float[][] vectors, double[] mean) {
        int size = mean.length;
        double[][] covariance = new double[size][size];
        double[] centred = new double[size];
        for (float[] vector : vectors) {
            for (int i = 0; i < size; i++) {
                centred[i] = vector[i] - mean[i];
            }
            for (int i = 0; i < size; i++) {
                double[] row = covariance[i];
                double value = centred[i];
                for (int k = 0; k <= i; k++) {
                    row[k] += value * centred[k];
                }
            }
        }
        for (int i = 0; i < size; i++) {
            for (int k = 0; k <= i; k++) {
                covariance[i][k] /= vectors.length - 1;
                covariance[k][i] = covariance[i][k];
            }
        }
        return covariance;
    }

    private static double[][] multiply(double[][] left, double[][] right) {
        int size = left.length;
        double[][] product = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                double value = left[i][j];
                for (int k = 0; k < size; k++) {
                    product[i][k] += value * right[j][k];
                }
            }
        }
        return product;
    }
}
