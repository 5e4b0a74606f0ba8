// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Transforms signals: a pure function of its signals and of parameters that core holds.
 *
 * <p>Most particles take one signal and implement {@link UnaryParticle}. A particle of several
 * signals with different meanings (the factors of users and those of items, queries and keys)
 * implements this interface, and {@link ParticleType#takesSeveral()} of its type returns true. A
 * node that treats all its signals alike is a {@link dev.sora.combiner.Combiner}.
 *
 * <p>A particle holds its settings and no mutable state; several threads may use it at once.
 *
 * @since 2.0
 */
@ConsumerType
public interface Particle {

    /**
     * Plans the output and the parameters for the given signals, in the order in which the manifest
     * names them. A generation that is named as a whole contributes one signal for each member.
     * Called while planning, with unknown dimensions, and again when the data has determined them.
     *
     * @param inputs at least one signal; exactly one if the type does not take several
     * @throws dev.sora.tensor.ShapeException if the particle cannot take the signals
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
