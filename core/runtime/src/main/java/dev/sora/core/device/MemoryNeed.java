// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.device;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.engine.Engine;
import dev.sora.engine.TensorMemory;
import java.util.List;

/**
 * The memory that records need while they are computed: a part that does not depend on their
 * number, such as a gradient, and one in proportion to it.
 *
 * @param fixed in bytes
 * @param each for each record, in bytes
 */
public record MemoryNeed(double fixed, double each) {

    /** Memory is divided into blocks, and kernels need some for themselves. */
    private static final double USABLE = 0.9;

    /** The gradients of the result and of the argument of one operation exist at the same time. */
    private static final int GRADIENTS = 2;

    /**
     * What was counted.
     *
     * @param records the number of records
     * @param bytes the memory that they needed
     */
    public record Count(int records, long bytes) {

        /**
         * Counts the tensors of a manager after a computation, and the gradients that are freed
         * while they are computed: at most twice the largest tensor.
         *
         * @param records the number of records that were computed
         */
        public static Count of(int records, NDManager manager, Engine engine) {
            List<NDArray> tensors = manager.getManagedArrays();
            long largest = tensors.stream().mapToLong(MemoryNeed::bytes).max().orElse(0);
            long all =
                    engine.offers(TensorMemory.class)
                            .map(memory -> memory.bytes(tensors))
                            .orElseGet(() -> tensors.stream().mapToLong(MemoryNeed::bytes).sum());
            return new Count(records, all + GRADIENTS * largest);
        }
    }

    private static long bytes(NDArray tensor) {
        return tensor.size() * tensor.getDataType().getNumOfBytes();
    }

    /**
     * Returns the need that follows from two counts. If they are of the same number of records, all
     * of the memory counts as in proportion to it.
     */
    static MemoryNeed of(Count few, Count more) {
        if (few.records == more.records) {
            return new MemoryNeed(0, more.bytes / (double) more.records);
        }
        double each = (more.bytes - few.bytes) / (double) (more.records - few.records);
        return new MemoryNeed(few.bytes - each * few.records, each);
    }

    /**
     * Returns how many records fit into memory; 0 or less if none does, or if fewer need as much.
     */
    long fitting(long free) {
        return each > 0 ? (long) Math.floor((free * USABLE - fixed) / each) : 0;
    }

    /** Returns the memory of a number of records, in bytes. */
    double bytes(int records) {
        return fixed + each * records;
    }
}
