// SPDX-License-Identifier: Apache-2.0
package dev.sora.generation;

import dev.sora.particle.Particle;
import dev.sora.particle.Pass;
import dev.sora.tensor.Signal;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A particle whose output at a step depends on this step and the ones before it, and that can
 * continue with one more step. The steps one by one must give the same as {@link #forward} on the
 * whole sequence, up to rounding.
 *
 * @since 1.0
 */
@ConsumerType
public interface SteppedParticle extends Particle {

    /**
     * Returns whether the particle can do so with its settings and signals; a recurrent network
     * that reads a sequence from its end, too, cannot. By default, it can.
     *
     * @param growing for each signal whether it is the sequence that grows; the others are complete
     */
    default boolean canStep(List<Boolean> growing) {
        return true;
    }

    /**
     * Returns the state before the first step.
     *
     * @param complete the signals in the order in which they were planned; empty for a signal that
     *     grows
     * @param records the number of records
     */
    StepState begin(List<Optional<Signal>> complete, int records, Pass pass);

    /**
     * Computes one step.
     *
     * @param inputs the signals in the order in which they were planned: of one that grows the
     *     newest step, {@code (batch, 1, …)}; the others are complete, as in {@link #begin}
     * @param state what {@code begin}, or the step before, returned
     */
    Stepped step(List<Signal> inputs, StepState state, Pass pass);
}
