// SPDX-License-Identifier: Apache-2.0
package dev.sora.neighbours;

import dev.sora.index.IndexedVectors;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** The first of equal vectors. */
final class DistinctVectors {

    private DistinctVectors() {}

    /** Returns the rows of vectors that equal none before them, ascending. */
    static int[] rows(IndexedVectors vectors) {
        Set<Values> known = new HashSet<>();
        int[] rows = new int[vectors.count()];
        int count = 0;
        float[] vector = new float[vectors.size()];
        for (int row = 0; row < rows.length; row++) {
            vectors.copy(row, vector);
            if (known.add(new Values(vectors, row, Arrays.hashCode(vector)))) {
                rows[count++] = row;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    /** A vector by its number, so that the values are not held twice. */
    private record Values(IndexedVectors vectors, int row, int hash) {

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Values that
                    && hash == that.hash
                    && Arrays.equals(values(), that.values());
        }

        private float[] values() {
            float[] values = new float[vectors.size()];
            vectors.copy(row, values);
            return values;
        }
    }
}
