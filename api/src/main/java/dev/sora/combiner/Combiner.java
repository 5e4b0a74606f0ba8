// SPDX-License-Identifier: Apache-2.0
package dev.sora.combiner;

import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Joins the outputs of several nodes into one signal. Like a particle, a combiner is a pure
 * function of signals and parameters; several threads may use it at once.
 *
 * @since 1.0
 */
@ConsumerType
public interface Combiner {

    /**
     * Plans the output and the parameters for the given signals.
     *
     * @param inputs the signals, in the order in which the manifest names them
     * @throws dev.sora.tensor.ShapeException if the signals cannot be joined
     */
    ParticlePlan plan(List<SignalSpec> inputs);

    /**
     * Joins the signals of one batch.
     *
     * @param parts the signals, in the order in which they were planned
     * @param pass parameters and mode
     * @return the parts that were planned, each with the batch dimension first
     */
    Signal combine(CombinerInputs parts, Pass pass);
}
