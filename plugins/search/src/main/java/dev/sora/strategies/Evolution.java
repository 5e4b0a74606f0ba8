// SPDX-License-Identifier: Apache-2.0
package dev.sora.strategies;

import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The state of CMA-ES, the evolution strategy that adapts the covariance matrix of its mutations,
 * as Hansen (2016), "The CMA Evolution Strategy: A Tutorial", gives it with positive weights.
 * Points are in the unit cube; a point outside is drawn again.
 */
final class Evolution {

    private static final int MOST_DRAWS = 100;

    private final int n;
    private final int lambda;
    private final double[] weights;
    private final double effective;
    private final double[] mean;
    private double sigma = 0.3;
    private double[][] matrix;
    private Covariance covariance;
    private final double[] path;
    private final double[] sigmaPath;
    private int generation;

    /**
     * Begins in the middle of the cube.
     *
     * @param n the number of dimensions
     * @param lambda the number of points in a generation
     */
    Evolution(int n, int lambda) {
        this.n = n;
        this.lambda = lambda;
        int mu = lambda / 2;
        weights =
                IntStream.rangeClosed(1, mu)
                        .mapToDouble(i -> Math.log(mu + 0.5) - Math.log(i))
                        .toArray();
        double sum = 0;
        double squares = 0;
        for (double weight : weights) {
            sum += weight;
        }
        for (int i = 0; i < mu; i++) {
            weights[i] /= sum;
            squares += weights[i] * weights[i];
        }
        effective = 1 / squares;
        mean = new double[n];
        matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            mean[i] = 0.5;
            matrix[i][i] = 1;
        }
        covariance = new Covariance(matrix);
        path = new double[n];
        sigmaPath = new double[n];
    }

    /** Draws a point of the present generation. */
    double[] draw(RandomGenerator random) {
        double[] point = new double[n];
        for (int attempt = 0; attempt < MOST_DRAWS; attempt++) {
            double[] z = new double[n];
            for (int i = 0; i < n; i++) {
                z[i] = random.nextGaussian();
            }
            double[] y = covariance.power(0.5, z);
            boolean inside = true;
            for (int i = 0; i < n; i++) {
                point[i] = mean[i] + sigma * y[i];
                inside &= point[i] >= 0 && point[i] <= 1;
            }
            if (inside) {
                return point;
            }
        }
        for (int i = 0; i < n; i++) {
            point[i] = Math.max(0, Math.min(1, point[i]));
        }
        return point;
    }

    /**
     * Ends the present generation.
     *
     * @param points its points
     * @param costs the cost of each of them; infinite if it has none
     */
    void end(List<double[]> points, double[] costs) {
        List<Integer> order =
                IntStream.range(0, lambda)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> costs[i]))
                        .toList();
        double[] step = new double[n];
        for (int k = 0; k < weights.length; k++) {
            double[] point = points.get(order.get(k));
            for (int i = 0; i < n; i++) {
                step[i] += weights[k] * (point[i] - mean[i]) / sigma;
            }
        }
        double cs = (effective + 2) / (n + effective + 5);
        double ds = 1 + 2 * Math.max(0, Math.sqrt((effective - 1) / (n + 1)) - 1) + cs;
        double cc = (4 + effective / n) / (n + 4 + 2 * effective / n);
        double c1 = 2 / ((n + 1.3) * (n + 1.3) + effective);
        double cmu =
                Math.min(
                        1 - c1,
                        2 * (effective - 2 + 1 / effective) / ((n + 2.0) * (n + 2.0) + effective));
        double expected = Math.sqrt(n) * (1 - 1 / (4.0 * n) + 1 / (21.0 * n * n));
        double[] white = covariance.power(-0.5, step);
        double length = 0;
        for (int i = 0; i < n; i++) {
            sigmaPath[i] =
                    (1 - cs) * sigmaPath[i] + Math.sqrt(cs * (2 - cs) * effective) * white[i];
            length += sigmaPath[i] * sigmaPath[i];
        }
        length = Math.sqrt(length);
        generation++;
        double settled = Math.sqrt(1 - Math.pow(1 - cs, 2 * generation));
        double h = length / settled < (1.4 + 2 / (n + 1.0)) * expected ? 1 : 0;
        for (int i = 0; i < n; i++) {
            path[i] = (1 - cc) * path[i] + h * Math.sqrt(cc * (2 - cc) * effective) * step[i];
        }
        double[][] next = new double[n][n];
        double kept = 1 - c1 - cmu + (1 - h) * c1 * cc * (2 - cc);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                next[i][j] = kept * matrix[i][j] + c1 * path[i] * path[j];
                for (int k = 0; k < weights.length; k++) {
                    double[] point = points.get(order.get(k));
                    double yi = (point[i] - mean[i]) / sigma;
                    double yj = (point[j] - mean[j]) / sigma;
                    next[i][j] += cmu * weights[k] * yi * yj;
                }
            }
        }
        for (int i = 0; i < n; i++) {
            mean[i] += sigma * step[i];
        }
        sigma = Math.min(1, sigma * Math.exp(cs / ds * (length / expected - 1)));
        matrix = next;
        covariance = new Covariance(matrix);
    }
}
