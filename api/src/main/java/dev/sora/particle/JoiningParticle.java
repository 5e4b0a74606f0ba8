// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import ai.djl.ndarray.NDList;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A core particle of several signals, each of which plays a part of its own: the factors of users
 * and those of items, a sequence and what it attends to.
 *
 * <p>What treats all its signals alike is a {@link dev.sora.combiner.Combiner}.
 *
 * @since 1.1
 */
@ConsumerType
public interface JoiningParticle extends CoreParticle {

    /**
     * Plans the particle for its signals, in the order in which the manifest names them; a
     * generation that is named as a whole gives one signal a member.
     *
     * @param inputs at least one signal
     * @throws dev.sora.tensor.ShapeException if they are not those it needs
     */
    ParticlePlan plan(List<SignalSpec> inputs);

    /** Computes the output; the signals are in the order in which they were planned. */
    NDList forward(List<NDList> inputs, Pass pass);

    @Override
    default ParticlePlan plan(SignalSpec input) {
        return plan(List.of(input));
    }

    @Override
    default NDList forward(NDList input, Pass pass) {
        return forward(List.of(input), pass);
    }
}
