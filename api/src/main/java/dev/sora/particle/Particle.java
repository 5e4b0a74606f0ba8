// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Transforms signals: a pure function of its signals and of parameters that core keeps for it.
 *
 * <p>Most particles take one signal and are {@link UnaryParticle}s. Those of several, each of which
 * plays a part of its own (the factors of users and those of items, a sequence and what it attends
 * to), implement this interface, and their type says so by {@link ParticleType#takesSeveral()}.
 * What treats all its signals alike is a {@link dev.sora.combiner.Combiner}.
 *
 * <p>A particle holds its settings and nothing that changes; several threads may be in it at once.
 *
 * @since 2.0
 */
@ConsumerType
public interface Particle {

    /**
     * Plans the particle for its signals, in the order in which the manifest names them; a
     * generation that is named as a whole gives one signal a member. Called while planning, with
     * unknown dimensions, and again when all that the data decides is known.
     *
     * @param inputs at least one signal; exactly one if the type does not take several
     * @throws dev.sora.tensor.ShapeException if they do not fit
     */
    ParticlePlan plan(List<SignalSpec> inputs);

    /**
     * Computes the output.
     *
     * @param inputs signals in the order in which they were planned; each tensor has the batch
     *     dimension first
     * @param pass parameters and mode
     * @return the parts that were planned, each with the batch dimension first
     */
    Signal forward(List<Signal> inputs, Pass pass);
}
