// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.data.Records;
import dev.sora.tensor.SignalSpec;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An input particle before it has seen data.
 *
 * @since 1.0
 */
@ConsumerType
public interface InputParticle {

    /** Returns the signal as far as the settings decide it; the rest is unknown. */
    SignalSpec spec();

    /**
     * Learns its preprocessing from the training records: sizes, means, a vocabulary.
     *
     * @throws dev.sora.problem.DataException if the records do not serve
     */
    FittedInput fit(Records records);

    /**
     * Learns from records that a trained model goes on with. What it learned before keeps its
     * meaning: an index keeps what it stands for, a scale stays what the weights were trained with;
     * what is new comes after what is known. By default it learns anew; core then still finds the
     * rows of weights by their names.
     *
     * @param state what {@link FittedInput#state()} returned in the other run; untrusted
     * @throws dev.sora.problem.DataException if the state is not whole, or the records do not serve
     * @since 2.0
     */
    default FittedInput grow(State state, Records records) {
        return fit(records);
    }

    /**
     * Takes its preprocessing from what {@link FittedInput#state()} returned in another run.
     *
     * @param state untrusted: it comes from a file
     * @throws dev.sora.problem.DataException if the state is not whole
     */
    FittedInput restore(State state);
}
