// SPDX-License-Identifier: Apache-2.0
package dev.sora.neighbours;

import dev.sora.index.IndexedVectors;
import dev.sora.problem.DataException;
import dev.sora.problem.Problem;

/**
 * Refuses vectors that are longer than 1. The dot products of shorter ones are between -1 and 1, so
 * their scores are finite, and are ordered as the angles are.
 */
final class UnitVectors {

    /** Vectors of length 1 may be longer by the rounding of 32-bit numbers. */
    private static final double MOST = 1.001;

    private UnitVectors() {}

    static void check(IndexedVectors vectors) {
        float[] vector = new float[vectors.size()];
        for (int row = 0; row < vectors.count(); row++) {
            vectors.copy(row, vector);
            double square = 0;
            for (float value : vector) {
                square += (double) value * value;
            }
            if (!(square <= MOST * MOST)) {
                throw new DataException(
                        Problem.of("SORA-4924", "a graph of neighbours needs vectors of length 1")
                                .where("vector %d".formatted(row + 1))
                                .needs("the length 1 or less")
                                .have("%.4g".formatted(Math.sqrt(square)))
                                .fix("write the index without --type: then all are compared"));
            }
        }
    }
}
