// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.data.Records;
import dev.sora.tensor.SignalSpec;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An output particle before it has seen data. One of one signal, the usual case, implements {@link
 * UnaryOutput}; one of several, each with a part of its own to play, implements this interface, and
 * its type says so: {@link OutputType#takesSeveral()}.
 *
 * @since 1.0
 */
@ConsumerType
public interface OutputParticle {

    /**
     * Checks the signals it is given, as far as they are known, and plans the head.
     *
     * @param inputs in the order of the manifest
     * @throws dev.sora.tensor.ShapeException if they do not fit
     */
    ParticlePlan plan(List<SignalSpec> inputs);

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
