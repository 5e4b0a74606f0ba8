// SPDX-License-Identifier: Apache-2.0
package dev.sora.combiner;

import dev.sora.particle.ParticlePlan;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Joins the outputs of several particles into one. Like a particle it is a pure function of signals
 * and parameters.
 *
 * @since 1.0
 */
@ConsumerType
public interface Combiner {

    /**
     * Plans the combiner for the signals it joins, in the order in which the manifest names them.
     *
     * @throws dev.sora.tensor.ShapeException if they do not fit together
     */
    ParticlePlan plan(List<SignalSpec> inputs);

    /** Joins the parts. */
    Signal combine(CombinerInputs parts, Pass pass);
}
