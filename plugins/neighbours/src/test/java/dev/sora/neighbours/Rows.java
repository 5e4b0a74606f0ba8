// SPDX-License-Identifier: Apache-2.0
package dev.sora.neighbours;

import dev.sora.index.IndexedVectors;
import java.util.Arrays;
import java.util.Random;

/** Vectors in memory, and the nearest of them by comparing all. */
record Rows(float[][] rows) implements IndexedVectors {

    @Override
    public int count() {
        return rows.length;
    }

    @Override
    public int size() {
        return rows[0].length;
    }

    @Override
    public void copy(int row, float[] into) {
        System.arraycopy(rows[row], 0, into, 0, into.length);
    }

    double dot(int row, float[] vector) {
        double sum = 0;
        for (int i = 0; i < vector.length; i++) {
            sum += (double) rows[row][i] * vector[i];
        }
        return sum;
    }

    int nearest(float[] vector) {
        int best = 0;
        for (int row = 1; row < rows.length; row++) {
            best = dot(row, vector) > dot(best, vector) ? row : best;
        }
        return best;
    }

    int nearest(float[] vector, int[] candidates) {
        return Arrays.stream(candidates)
                .boxed()
                .reduce((a, b) -> dot(b, vector) > dot(a, vector) ? b : a)
                .orElseThrow();
    }

    static float[] unit(Random random, int size) {
        float[] vector = new float[size];
        double square = 0;
        for (int i = 0; i < size; i++) {
            vector[i] = (float) random.nextGaussian();
            square += vector[i] * vector[i];
        }
        for (int i = 0; i < size; i++) {
            vector[i] = (float) (vector[i] / Math.sqrt(square));
        }
        return vector;
    }

    /** Returns a unit vector around another one; noise of the given length is added. */
    static float[] near(Random random, float[] centre, double distance) {
        float[] vector = unit(random, centre.length);
        double square = 0;
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] * distance + centre[i]);
            square += vector[i] * vector[i];
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / Math.sqrt(square));
        }
        return vector;
    }

    static Rows drawn(int count, int size, int seed) {
        Random random = new Random(seed);
        float[][] rows = new float[count][];
        for (int i = 0; i < count; i++) {
            rows[i] = unit(random, size);
        }
        return new Rows(rows);
    }
}
