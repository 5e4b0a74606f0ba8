// SPDX-License-Identifier: Apache-2.0
package dev.sora.procedure;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * States how the parts of a graph learn from a minibatch. It is immutable: several trainings use it
 * at once, and a resumed training creates it again.
 *
 * @since 1.0
 */
@ConsumerType
public interface Procedure {

    /**
     * Divides the trained nodes into parts, and checks that the graph suits the procedure. Touches
     * no tensor, reads no data.
     *
     * @param graph the nodes of the manifest with their planned signals
     * @throws dev.sora.problem.SoraException if the graph does not suit it; core adds the place
     */
    ProcedurePlan plan(TrainedGraph graph);

    /**
     * Trains on one minibatch: computes nodes, and updates parts. A part that is not updated keeps
     * its weights. Does not wait for the device.
     */
    void step(ProcedureStep step);

    /**
     * Returns whether every update lowers the sum of the losses of all outputs, as training without
     * a procedure does. Then a part may have an optimiser without gradients: such an optimiser
     * measures that sum, and no other loss.
     *
     * @since 1.2
     */
    default boolean lowersSumOfLosses() {
        return false;
    }
}
