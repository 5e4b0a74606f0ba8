// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.data.Records;
import dev.sora.tensor.SignalSpec;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An output particle before it has seen data.
 *
 * <p>An output takes one signal. Outputs of several signals will come as default methods that take
 * lists of them, beside those of one.
 *
 * @since 1.0
 */
@ConsumerType
public interface OutputParticle {

    /**
     * Checks the signal it is given, as far as it is known, and plans the head.
     *
     * @throws dev.sora.tensor.ShapeException if the signal does not fit
     */
    ParticlePlan plan(SignalSpec input);

    /**
     * Learns its targets from the training records: classes, a mean.
     *
     * @throws dev.sora.problem.DataException if the records do not serve
     */
    FittedOutput fit(Records records);

    /**
     * Learns from records that a trained model goes on with. What it learned before keeps its
     * meaning: a position keeps its class; what is new comes after what is known. By default it
     * learns anew; core then still finds the rows of weights by their names.
     *
     * @param state what {@link FittedOutput#state()} returned in the other run; untrusted
     * @throws dev.sora.problem.DataException if the state is not whole, or the records do not serve
     * @since 2.0
     */
    default FittedOutput grow(State state, Records records) {
        return fit(records);
    }

    /**
     * Takes what it learned from what {@link FittedOutput#state()} returned in another run.
     *
     * @param state untrusted: it comes from a file
     * @throws dev.sora.problem.DataException if the state is not whole
     */
    FittedOutput restore(State state);
}
