// SPDX-License-Identifier: Apache-2.0
package dev.sora.combiner;

import ai.djl.ndarray.NDArray;
import dev.sora.tensor.Signal;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The signals that a combiner joins, one by one or stacked.
 *
 * <p>Core passes a generation of particles in the form in which it was computed. If it was computed
 * stacked, {@link #stacked()} copies nothing.
 *
 * @since 1.0
 */
@ConsumerType
public interface CombinerInputs {

    /** Returns the number of signals. */
    int count();

    /** Returns the signals one by one. */
    List<Signal> each();

    /**
     * Returns the values of all signals in one tensor, {@code (batch, count, …)}. All values must
     * have the same shape.
     */
    NDArray stacked();

    /**
     * Returns whether the signals were computed as one tensor, so that {@link #stacked()} copies
     * nothing.
     */
    default boolean isStacked() {
        return false;
    }

    /**
     * Returns whether the first signal has a part. Unlike {@link #each()}, it does not split a
     * stack.
     *
     * @param role the role of the part
     * @since 2.1
     */
    default boolean has(String role) {
        return each().get(0).has(role);
    }
}
