// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.data.encoding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.core.graph.Flat;
import java.util.Arrays;

/**
 * The numbers of the rows of a minibatch, on the host and on the device: neither has to wait for
 * the other.
 *
 * @param numbers the numbers
 * @param device the same numbers, 64-bit
 */
public record RowNumbers(long[] numbers, NDArray device) {

    /** Uploads the numbers of rows. */
    public static RowNumbers of(long[] numbers, NDManager manager) {
        return new RowNumbers(numbers, manager.create(numbers));
    }

    /** Returns how many there are. */
    public int size() {
        return numbers.length;
    }

    /**
     * Returns those from one place to another.
     *
     * @param manager owns the result
     */
    public RowNumbers part(int from, int to, NDManager manager) {
        if (from == 0 && to == numbers.length) {
            return this;
        }
        NDArray part = Flat.part(device, from, to);
        part.attach(manager);
        return new RowNumbers(Arrays.copyOfRange(numbers, from, to), part);
    }
}
