// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One pass through the graph: what a particle may use while it computes.
 *
 * <p>Memory: everything that a particle creates belongs to the pass and is freed with it, whatever
 * it is computed from: inputs, parameters and what is {@link #kept} are views of this pass. A
 * particle closes nothing, and keeps nothing but through {@code kept}.
 *
 * @since 1.0
 */
@ProviderType
public interface Pass {

    /** Returns what the pass is for. */
    PassMode mode();

    /** Returns whether this pass trains: dropout drops and running statistics are updated. */
    default boolean training() {
        return mode() == PassMode.TRAIN;
    }

    /**
     * Returns a parameter of the particle's, with the shape that the particle planned. It is a view
     * for this pass: what is written into a buffer's, in place, is there in the next pass.
     *
     * @throws IllegalArgumentException if it planned none of that name
     */
    NDArray parameter(String name);

    /** Returns the manager that frees what this pass creates. */
    NDManager manager();

    /** Returns the random numbers of this pass; all that is drawn comes from here. */
    PassRandom random();

    /**
     * Returns a tensor that is made once for a node and a run, such as a filter or a ramp of
     * indices, and that core frees with the run. It is a view for this pass; nobody changes it.
     *
     * <p>The members of a generation share it, and so do several threads: what it holds follows
     * from its name and from the particle's settings and planned shapes. If its size depends on the
     * batch, the name says the size.
     *
     * @param name a name within the node, or the part of it that {@link #within} gives
     * @param maker makes it with a manager that lasts as long as the run
     */
    NDArray kept(String name, Function<NDManager, NDArray> maker);

    /**
     * Returns a view of this pass for a part of a particle, whose parameters are {@code prefix.…}.
     */
    Pass within(String prefix);
}
