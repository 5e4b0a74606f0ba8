// SPDX-License-Identifier: Apache-2.0
package dev.sora.particle;

import dev.sora.data.Records;
import dev.sora.tensor.SignalSpec;
import java.util.Map;
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
     * Takes its preprocessing from what {@link FittedInput#state()} returned in another run.
     *
     * @param state untrusted: it comes from a file
     * @throws dev.sora.problem.DataException if the state is not whole
     */
    FittedInput restore(Map<String, Object> state);
}
