// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One pass through the graph: what a particle may use while it computes.
 *
 * <p>Memory: everything that a particle creates belongs to the pass and is freed with it; results
 * go to the manager of the <em>left</em> operand, so write {@code input.mul(weight)}, never {@code
 * weight.mul(input)}. A particle closes nothing and keeps nothing.
 *
 * @since 1.0
 */
@ProviderType
public interface Pass {

    /** Returns whether this pass trains: dropout drops and running statistics are updated. */
    boolean training();

    /**
     * Returns a parameter of the particle's, with the shape that the particle planned.
     *
     * @throws IllegalArgumentException if it planned none of that name
     */
    NDArray parameter(String name);

    /** Returns the manager that frees what this pass creates. */
    NDManager manager();

    /**
     * Returns a view of this pass for a part of a particle, whose parameters are {@code prefix.…}.
     */
    Pass within(String prefix);
}
