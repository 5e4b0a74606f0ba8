// SPDX-License-Identifier: Apache-2.0
package dev.sora.neighbours;

import dev.sora.index.IndexedVectors;
import org.apache.lucene.util.VectorUtil;
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
        float[] vector = new float[vectors.size()];
        vectors.copy(rows[node], vector);
        return of(vector);
    }

    /** Returns the scores of all nodes for a vector; for one thread. */
    RandomVectorScorer of(float[] vector) {
        float[] other = new float[vectors.size()];
        return new RandomVectorScorer() {
            @Override
            public float score(int node) {
                vectors.copy(rows[node], other);
                return Math.max(0, (1 + VectorUtil.dotProduct(vector, other)) / 2);
            }

            @Override
            public int maxOrd() {
                return rows.length;
            }
        };
    }

    @Override
    public RandomVectorScorerSupplier copy() {
        return this;
    }
}
