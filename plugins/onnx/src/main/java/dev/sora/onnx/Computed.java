// SPDX-License-Identifier: Apache-2.0
package dev.sora.onnx;

import dev.sora.problem.DataException;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The output of a model for some records.
 *
 * @param values the elements in row-major order
 * @param shape the dimensions, the number of records first
 */
record Computed(FloatBuffer values, long[] shape) {

    /**
     * Returns zeros.
     *
     * @throws DataException if these have no memory
     */
    static Computed zeros(long[] shape) {
        int bytes = NativeMemory.fitting(NativeMemory.COMPUTED, Float.BYTES * Port.product(shape));
        return new Computed(
                NativeMemory.allocate(NativeMemory.COMPUTED, bytes).asFloatBuffer(), shape);
    }

    /** Returns whether another output has the same dimensions from one on. */
    boolean isAlike(Computed other, int from) {
        return Arrays.equals(shape, from, shape.length, other.shape, from, other.shape.length);
    }

    /**
     * Puts the first records of another output at their places. Where it has fewer steps, what
     * follows them is left as it is; where it has more, these are padding.
     */
    void put(int[] records, Computed part) {
        int whole = values.capacity() / (int) shape[0];
        int given = part.values.capacity() / (int) part.shape[0];
        for (int i = 0; i < records.length; i++) {
            values.put(records[i] * whole, part.values, i * given, Math.min(whole, given));
        }
    }
}
