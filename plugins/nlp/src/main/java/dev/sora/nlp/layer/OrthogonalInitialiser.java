// SPDX-License-Identifier: Apache-2.0
package dev.sora.nlp.layer;

import ai.djl.ndarray.types.Shape;
import dev.sora.particle.Initialiser;
import java.util.random.RandomGenerator;

/**
 * Initialises {@code (blocks * n, n)} such that each block is an orthogonal matrix (Saxe,
 * McClelland and Ganguli, 2014), so that gradients neither vanish nor explode at the start.
 */
public final class OrthogonalInitialiser implements Initialiser {

    @Override
    public void fill(float[] values, Shape shape, RandomGenerator random) {
        int n = (int) shape.get(1);
        for (int start = 0; start < values.length; start += n * n) {
            double[][] rows = rows(n, random);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    values[start + i * n + j] = (float) rows[i][j];
                }
            }
        }
    }

    /**
     * Orthogonalises random rows by the modified Gram-Schmidt process; the rows span all
     * directions.
     */
    private static double[][] rows(int n, RandomGenerator random) {
        double[][] rows = new double[n][n];
        for (int i = 0; i < n; i++) {
            double length = 0;
            while (length < 1e-6) {
                for (int j = 0; j < n; j++) {
                    rows[i][j] = random.nextGaussian();
                }
                // two passes are enough: the second removes the rounding errors of the first
                for (int k = 0; k < 2 * i; k++) {
                    subtract(rows[i], rows[k % i]);
                }
                length = Math.sqrt(dot(rows[i], rows[i]));
            }
            for (int j = 0; j < n; j++) {
                rows[i][j] /= length;
            }
        }
        return rows;
    }

    private static void subtract(double[] row, double[] unit) {
        double share = dot(row, unit);
        for (int j = 0; j < row.length; j++) {
            row[j] -= share * unit[j];
        }
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int j = 0; j < one.length; j++) {
            sum += one[j] * other[j];
        }
        return sum;
    }
}
