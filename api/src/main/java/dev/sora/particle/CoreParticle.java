// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import ai.djl.ndarray.NDList;
import dev.sora.tensor.SignalSpec;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Transforms a signal: a pure function of the signal and of parameters that core keeps for it.
 *
 * <p>A particle takes one signal; a {@link JoiningParticle} takes several.
 *
 * <p>A particle holds its settings and nothing that changes; several threads may be in it at once.
 *
 * @since 1.0
 */
@ConsumerType
public interface CoreParticle {

    /**
     * Plans the particle for a signal. Called while planning, with unknown dimensions, and again
     * when all that the data decides is known.
     *
     * @throws dev.sora.tensor.ShapeException if the signal does not fit
     */
    ParticlePlan plan(SignalSpec input);

    /**
     * Computes the output.
     *
     * @param input tensors as planned, each with the batch dimension in front
     * @param pass parameters and mode
     * @return tensors as planned, each with the batch dimension in front
     */
    NDList forward(NDList input, Pass pass);
}
