// SPDX-License-Identifier: Apache-2.0
package dev.sora.neighbours;

import dev.sora.index.IndexedVectors;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.hnsw.RandomVectorScorerSupplier;

/**
 * Scores of the nodes of a graph: {@code (1 + dot product) / 2}, which is not negative, as Lucene
 * demands.
 *
 * @param vectors the vectors
 * @param rows the vector of each node
 */
record Scores(IndexedVectors vectors, int[] rows) implements RandomVectorScorerSupplier {

    @Override
    public RandomVectorScorer scorer(int node) {
        return of(vector(node));
    }

    /** Returns the vector of a node. */
    float[] vector(int node) {
        float[] vector = new float[vectors.size()];
        vectors.copy(rows[node], vector);
        return vector;
    }

    /** Returns the scores of all nodes for a vector; for one thread. */
    RandomVectorScorer of(float[] vector) {
        float[] other = new float[vectors.size()];
        return new RandomVectorScorer() {
            @Override
            public float score(int node) {
                vectors.copy(rows[node], other);
                return (float) Math.max(0, (1 + dot(vector, other)) / 2);
            }

            @Override
            public int maxOrd() {
                return rows.length;
            }
        };
    }

    /**
     * Adds in one order on every processor, so that equal vectors give equal graphs: Lucene's own
     * sum depends on the instructions that the processor has. Four sums do not wait for each other.
     */
    private static double dot(float[] left, float[] right) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < left.length; i += 4) {
            a += (double) left[i] * right[i];
            b += (double) left[i + 1] * right[i + 1];
            c += (double) left[i + 2] * right[i + 2];
            d += (double) left[i + 3] * right[i + 3];
        }
        for (; i < left.length; i++) {
            a += (double) left[i] * right[i];
        }
        return a + b + (c + d);
    }

    @Override
    public RandomVectorScorerSupplier copy() {
        return this;
    }
}
