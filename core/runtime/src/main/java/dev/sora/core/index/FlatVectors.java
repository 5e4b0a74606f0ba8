// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.index;

import dev.sora.index.IndexedVectors;

/**
 * Vectors one after the other.
 *
 * @param values all values
 * @param size the number of values of each vector
 */
record FlatVectors(float[] values, int size) implements IndexedVectors {

    @Override
    public int count() {
        return values.length / size;
    }

    @Override
    public void copy(int row, float[] into) {
        System.arraycopy(values, row * size, into, 0, size);
    }
}
