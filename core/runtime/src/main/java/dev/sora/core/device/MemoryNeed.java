// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.device;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.sora.engine.Engine;
import dev.sora.engine.TensorMemory;
import java.util.List;
import java.util.Set;

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
     * @param bytes the memory of the tensors
     * @param sizes the sizes of the tensors, in bytes
     */
    public record Count(int records, long bytes, List<Long> sizes) {

        /**
         * Counts the tensors of a manager after a computation.
         *
         * @param records the number of records that were computed
         */
        public static Count of(int records, NDManager manager, Engine engine) {
            List<NDArray> tensors = manager.getManagedArrays();
            List<Long> sizes = tensors.stream().map(MemoryNeed::bytes).toList();
            long bytes =
                    engine.offers(TensorMemory.class)
                            .map(memory -> memory.bytes(tensors))
                            .orElseGet(() -> sizes.stream().mapToLong(Long::longValue).sum());
            return new Count(records, bytes, sizes);
        }
    }

    private static long bytes(NDArray tensor) {
        return tensor.size() * tensor.getDataType().getNumOfBytes();
    }

    /**
     * Returns the need that follows from two counts, with that of the gradients that are freed
     * while they are computed: at most twice the largest of the tensors that grow with the records,
     * which are those of other sizes. If both counts are of the same number of records, all of the
     * memory counts as in proportion to it.
     */
    static MemoryNeed of(Count few, Count more) {
        boolean same = few.records == more.records;
        Set<Long> constant = same ? Set.of() : Set.copyOf(few.sizes);
        double largest =
                more.sizes.stream()
                        .filter(size -> !constant.contains(size))
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0);
        double gradients = GRADIENTS * largest / more.records;
        if (same) {
            return new MemoryNeed(0, more.bytes / (double) more.records + gradients);
        }
        double each = (more.bytes - few.bytes) / (double) (more.records - few.records);
        return new MemoryNeed(few.bytes - each * few.records, each + gradients);
    }

    /**
     * Returns how many records fit into memory; 0 or less if none does, or if fewer need as much.
     */
    long fitting(long free) {
        return each > 0 ? (long) Math.floor((free * USABLE - fixed) / each) : 0;
    }
}
