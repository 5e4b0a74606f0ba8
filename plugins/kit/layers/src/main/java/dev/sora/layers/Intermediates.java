// SPDX-License-Identifier: Apache-2.0
package dev.sora.layers;

import ai.djl.ndarray.NDArray;
import dev.sora.tensor.Signal;
import java.util.function.UnaryOperator;

/**
 * Frees what a particle computes for itself as soon as it is used, instead of at the end of the
 * pass. The next operation then writes to memory that is still in the processor's cache, and a pass
 * needs less memory. What a gradient needs of a tensor is kept, whether it is freed here or not.
 *
 * <p>Only tensors that the particle itself computed may be freed so: the values of its inputs, its
 * parameters, and what {@link dev.sora.particle.Pass#kept} returns are read by others too.
 */
public final class Intermediates {

    private Intermediates() {}

    /**
     * Returns the result of an operation and frees its operand, unless that is the result.
     *
     * @param operand nothing else reads it afterwards
     */
    public static NDArray consumed(NDArray operand, UnaryOperator<NDArray> operation) {
        NDArray result = operation.apply(operand);
        if (result != operand) {
            operand.close();
        }
        return result;
    }

    /**
     * Frees the values of a signal within a particle, unless they are those of its input or of the
     * signal that was computed from it.
     *
     * @param signal nothing else reads its values afterwards
     */
    public static void free(Signal signal, Signal input, Signal result) {
        if (signal.values() != input.values() && signal.values() != result.values()) {
            signal.values().close();
        }
    }
}
